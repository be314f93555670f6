"""Codes mean what they meant on the day. Keeps: 22, 24."""

from datetime import date

import pytest

from hornbook.rules.catalogue import all as declared  # noqa: F401
from hornbook.rules.catalogue.base import categories
from hornbook.rules.formats.codesets import codeset, codesets
from tests.keeps import keeps

BEFORE, AFTER = date(2024, 8, 18), date(2024, 8, 19)


def test_every_code_set_opens_and_none_gives_a_code_two_meanings_on_one_day():
    assert len(codesets()) >= 30
    for name in codesets():
        codes = list(codeset(name))
        assert codes, name
        for each in codes:
            assert each.code, name
            assert each.evidence in {"code-and-label", "label-to-check", "code-only"}, (name, each.code)
            assert each.source, (name, each.code)
            others = [c for c in codes if c.code == each.code and c is not each]
            assert not others, f"{name} has {each.code} twice"


def test_an_alias_points_at_one_code_of_its_set_only():
    for name in codesets():
        seen = {}
        for each in codeset(name):
            for alias in (*each.aliases, each.code):
                if alias == "FIXD":  # a former code that is also the present one's alias
                    continue
                assert seen.setdefault(alias.casefold(), each.code) == each.code, f"{name}: {alias}"


@keeps("22", "24")
def test_every_code_set_the_catalogue_names_is_there():
    named = {
        field.codeset for _, category in categories.items() for field in category.fields if field.codeset
    }
    assert named
    assert named <= set(codesets())


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [("H", True, False), ("Y", True, False), ("Y3", False, True), ("J1", False, True), ("I", True, True)],
)
def test_attendance_codes_changed_in_august_2024(code, before, after):
    marks = codeset("attendance_codes")
    assert (marks.known(code, BEFORE), marks.known(code, AFTER)) == (before, after)


def test_an_interview_was_an_activity_and_is_an_absence():
    marks = codeset("attendance_codes")
    was, now = marks.meaning("J", BEFORE), marks.meaning("J1", AFTER)
    assert was.more["statistical_category"] == "approved educational activity"
    assert (now.more["statistical_category"], now.more["authorisation"]) == (
        "authorised absence",
        "authorised",
    )
    assert marks.meaning("Y4", AFTER).more["possible_attendance"] == "no"


@pytest.mark.parametrize(
    ("name", "spelling", "code"),
    [
        ("youth_support_services_agreement", "Unsought", "UNS"),
        ("youth_support_services_agreement", "Sought, no reply", "SNR"),
        ("youth_support_services_agreement", "yes", "Yes"),
        ("suspension_category", "FIXD", "SUSP"),
        ("nc_year", "Year 9", "9"),
        ("sex", "Female", "F"),
    ],
)
def test_export_spellings_find_their_code(name, spelling, code):
    assert codeset(name).meaning(spelling, date(2024, 10, 3)).code == code


def test_a_former_code_is_itself_while_it_lasts_and_an_alias_afterwards():
    kinds = codeset("suspension_category")
    assert kinds.meaning("FIXD", date(2021, 8, 31)).code == "FIXD"
    assert kinds.meaning("FIXD", date(2021, 9, 1)).code == "SUSP"


def test_a_withdrawn_code_is_told_from_one_nobody_issued():
    marks = codeset("attendance_codes")
    assert marks.meaning("H", AFTER) is None
    assert marks.ever("H")
    assert not marks.ever("QQ")


def test_a_form_offers_the_codes_of_its_day():
    offered = {code.code for code in codeset("attendance_codes").in_force(AFTER)}
    assert "Y3" in offered
    assert "H" not in offered


def test_an_unknown_set_names_those_there_are():
    with pytest.raises(KeyError, match="attendance_codes"):
        codeset("../../secrets")
