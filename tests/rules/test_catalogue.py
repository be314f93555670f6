"""The catalogue describes every field of a pupil's record once, and says which law asks for it."""

import pytest

import hornbook.rules.catalogue.all  # noqa: F401
from hornbook.rules.catalogue.base import SPECIAL, Category, Field, categories, declare
from tests.keeps import keeps

COLUMNS = """
    NativeId dob surname forename middlenames preferredsurname formersurname upn formerupn
    uniquelearnernumber sex entrydate leavingdate parttime termlysessionspossible
    termlysessionsauthorised termlysessionsunauthorised moveonrollflag moveoffrollflag
    missingaddress summerhalfterm2sessionsauthorised summerhalfterm2sessionspossible
    summerhalfterm2sessionsunauthorised summerhalfterm2sessionseducational
    summerhalfterm2sessionsexceptional summerhalfterm2sessionscoronavirus qualhrs
    qualhrspreviousyear nonqualhrspreviousyear tlevelqualhrs tlevelnonqualhrs nonqualhrs boarder
    language ncyearleaving ncyearactual mathsgcsehighestpriorattainment
    mathsgcsepriorattainmentyear11 englishgcsehighestpriorattainment
    englishgcsepriorattainmentyear11 mathsgcsefundingexemption englishgcsefundingexemption
    mathsgcsehighestpriorattainmentpreviousyear englishgcsehighestpriorattainmentpreviousyear
    hoursatsetting schoollunchtaken topupfunding senunitindicator resourcedprovisionindicator ftemp
    fundedhours duplicatenotfunded extendedhours eligibilitycode dafindicator yssa servicechild
    classtype enrolstatus plaa senprovision eyppr eyppbf postcode uniquepropertyreferencenumber
    fsmstartdate fsmenddate ukcountry sessions attendancereason startdate reason1 reason2 reason3
    category
"""
CENSUS_COLUMNS = COLUMNS.split()


def _homes(column: str) -> list[str]:
    return [
        f"{name}.{field.name}"
        for name, category in categories.items()
        for field in category.fields
        if column in field.headings("census_export")
    ]


@keeps("22")
@pytest.mark.parametrize("column", CENSUS_COLUMNS)
def test_every_census_column_about_a_pupil_has_a_home(column):
    assert _homes(column)


def test_a_column_has_two_homes_only_where_two_tables_share_its_name():
    twice = {column for column in CENSUS_COLUMNS if len(_homes(column)) > 1}
    assert twice == {"sessions", "senprovision"}


@keeps("24")
def test_ethnicity_needs_and_medical_notes_are_special_category():
    assert categories["characteristics"].special == {"ethnicity"}
    assert categories["sen"].special == {"health"}
    assert categories["sen_need"].special == {"health"}
    assert categories["medical"].special == {"health"}


@keeps("50")
def test_nationality_and_country_of_birth_may_be_left_blank():
    background = categories["characteristics"]
    assert not background.field("nationality").required
    assert not background.field("country_of_birth").required
    assert background.field("ethnicity").required
    assert categories["identity"].field("legal_surname").law.startswith("School Attendance")


def test_no_census_column_asks_for_nationality_or_country_of_birth():
    background = categories["characteristics"]
    assert background.field("nationality").headings("census_export") == ()
    assert background.field("country_of_birth").headings("census_export") == ()


@keeps("31")
def test_a_medical_note_has_a_reason_and_a_day_to_look_again():
    assert {"relevance_reason", "review_on"} <= categories["medical"].field_names


def test_a_code_names_its_code_set_and_only_codes_and_marks_do():
    for name, category in categories.items():
        for field in category.fields:
            assert (field.kind in {"code", "marks"}) == bool(field.codeset), f"{name}.{field.name}"
            assert field.special in {"", *SPECIAL}


def test_lists_have_a_natural_key_and_single_records_have_none():
    for name, category in categories.items():
        assert category.many == bool(category.natural), name


def test_a_category_cannot_be_declared_twice():
    with pytest.raises(ValueError, match="declared twice"):
        declare(categories["identity"])


@pytest.mark.parametrize(
    "fields",
    [
        (Field("a", "A"), Field("a", "A again")),
        (Field("a", "A", "colour"),),
        (Field("a", "A", special="secret"),),
    ],
    ids=["twice", "unknown kind", "unknown special"],
)
def test_a_category_with_a_bad_field_is_refused(fields):
    with pytest.raises(ValueError, match="bad_one"):
        declare(Category("bad_one", "Bad", fields))
    assert "bad_one" not in categories


def test_a_natural_key_names_fields_that_exist():
    with pytest.raises(ValueError, match="keyed by unknown fields"):
        declare(Category("bad_one", "Bad", (Field("a", "A"),), many=True, natural=("b",)))


def test_headings_are_set_apart_by_a_bar():
    field = Field("x", "X", formats={"csv": "DOB|Date of Birth"})
    assert field.headings("csv") == ("DOB", "Date of Birth")
    assert field.headings("ctf") == ()
