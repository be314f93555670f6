"""The law is a floor: a pack may promise more, and each promise of less is refused with its clause."""

from dataclasses import replace
from datetime import date

import pytest

from hornbook.packs import SHIPPED
from hornbook.rules.base.refused import BadInput
from hornbook.rules.policy import effective, lint_floor, load
from hornbook.rules.policy import packs as ids
from hornbook.rules.policy.floor import SETTINGS, law_floor
from tests.keeps import keeps
from tests.own_packs import OwnPacks

BASE, TODAY = "england-school", date(2026, 11, 24)
HEAD = f"{BASE}/pack.toml"


@pytest.fixture
def packs(tmp_path):
    return OwnPacks(tmp_path, BASE)


def refused(packs):
    with pytest.raises(BadInput) as stopped:
        packs.load(BASE)
    return stopped.value.finding


#: rule as shipped -> (looser, stricter or None where the law leaves no room, words that name the law)
FLOORS = {
    "sar_months = 1": ("sar_months = 2", None, "at most 1 (UK GDPR, Article"),
    "sar_extended_months = 3": ("sar_extended_months = 4", "sar_extended_months = 2", "at most 3 (UK GDPR"),
    "educational_record_school_days = 15": (
        "educational_record_school_days = 16",
        "educational_record_school_days = 10",
        "at most 15 (Education (Pupil Information) (England) Regulations 2005, regulation 5)",
    ),
    "breach_hours = 72": ("breach_hours = 73", "breach_hours = 24", "at most 72 (UK GDPR, Article 33"),
    "new_purpose_days = 1": (
        "new_purpose_days = 0",
        "new_purpose_days = 28",
        "at least 1 (UK GDPR, Articles 13(3) and 14(4))",
    ),
    "complaint_days = 30": (
        "complaint_days = 31",
        "complaint_days = 10",
        "at most 30 (Data Protection Act 2018, section 164A",
    ),
    "online_consent_age = 13": ("online_consent_age = 12", "online_consent_age = 16", "at least 13 (UK GDPR"),
    "photo_consent_age = 16": (
        "photo_consent_age = 11",
        "photo_consent_age = 18",
        "at least 12 (Information",
    ),
    "register_years = 6": (
        "register_years = 5",
        "register_years = 10",
        "at least 6 (School Attendance (Pupil Registration) (England) Regulations 2024",
    ),
}


@keeps("210", "248")
@pytest.mark.parametrize(("shipped", "looser", "law"), [(k, v[0], v[2]) for k, v in FLOORS.items()])
def test_a_pack_that_promises_less_than_the_law_is_refused_with_the_clause(packs, shipped, looser, law):
    packs.change(HEAD, shipped, looser)
    found = refused(packs)
    assert (found.code, found.file, found.line) == ("looser-than-law", HEAD, packs.line_of(HEAD, looser))
    assert law in found.why


@pytest.mark.parametrize(("shipped", "stricter"), [(k, v[1]) for k, v in FLOORS.items() if v[1]])
def test_a_pack_may_promise_more_than_the_law_and_is_held_to_it(packs, shipped, stricter):
    packs.change(HEAD, shipped, stricter)
    name, _, number = stricter.partition(" = ")
    told = effective(packs.load(BASE), name, TODAY)
    assert (told.value, told.governs, told.cite) == (int(number), "pack", f"pack:rules.{name}")


def test_where_the_pack_is_silent_or_no_stricter_the_law_governs(packs):
    pack = packs.load(BASE)
    told = effective(pack, "breach_hours", TODAY)
    assert (told.value, told.governs) == (72, "law")
    packs.change(HEAD, "breach_hours = 72\n", "")
    assert effective(packs.load(BASE), "breach_hours", TODAY) == told


def test_a_rule_the_law_leaves_open_is_the_packs_alone(packs):
    told = effective(packs.load(BASE), "sar_presumed_age", TODAY)
    assert (told.value, told.governs) == (12, "pack")
    with pytest.raises(KeyError, match="no setting 'tea_time'"):
        effective(packs.load(BASE), "tea_time", TODAY)


def test_the_floor_is_that_of_the_day(packs):
    assert law_floor("complaint_days", date(2026, 6, 18)) is None
    assert law_floor("complaint_days", date(2026, 6, 19))[0] == 30
    assert law_floor("register_years", date(2024, 8, 18))[0] == 3
    assert law_floor("register_years", date(2024, 8, 19))[0] == 6
    packs.change(HEAD, "register_years = 6", "register_years = 4")
    packs.change(HEAD, "law_on = 2026-11-22", "law_on = 2024-08-18")
    assert packs.load(BASE).rules["register_years"] == 4
    packs.change(HEAD, "law_on = 2024-08-18", "law_on = 2024-08-19")
    assert refused(packs).code == "looser-than-law"


@pytest.mark.parametrize(
    ("shipped", "wrong", "code"),
    [
        ("sar_presumed_age = 12", "tea_time = 4", "unknown-key"),
        ("biometrics = false", "biometrics = 0", "wrong-kind"),
        ("sar_months = 1", 'sar_months = "one"', "wrong-kind"),
        ("sar_months = 1", "sar_months = -1", "wrong-kind"),
    ],
)
def test_a_rule_that_is_none_is_refused(packs, shipped, wrong, code):
    packs.change(HEAD, shipped, wrong)
    found = refused(packs)
    assert (found.code, found.file, found.line) == (code, HEAD, packs.line_of(HEAD, wrong))


@keeps("117")
def test_a_register_is_never_kept_shorter_than_the_law_says(packs):
    file = f"{BASE}/retention.toml"
    text = (packs.folder / file).read_text("utf-8")
    register = text[text.index("[attendance-register]") : text.index("[sen-record]")]
    packs.change(file, register, register.replace('"birth"', '"entry"').replace("25", "5"))
    found = refused(packs)
    assert (found.code, found.file) == ("looser-than-law", file)
    assert "A register entry is kept 6 years at least (School Attendance" in found.why
    packs.change(file, "years = 5", "years = 6")
    assert packs.load(BASE).retention["attendance-register"].years == 6


@keeps("58")
@pytest.mark.parametrize("basis", ["6(1)(f)", "6(1)(ea)"])
def test_a_public_authority_cannot_rest_its_task_on_its_interests(packs, basis):
    file = f"{BASE}/routes/collaboration-schools.toml"
    packs.change(file, 'basis = "6(1)(e)"', f'basis = "{basis}"')
    found = refused(packs)
    assert (found.code, found.file) == ("not-for-public-authorities", file)
    assert found.line == packs.line_of(file, "basis")
    assert "UK GDPR, Article 6(1), closing words" in found.why
    packs.change(HEAD, 'public_authority = "yes"', 'public_authority = "no"')
    assert packs.load(BASE).routes["collaboration-schools"].basis == basis


@keeps("59")
@pytest.mark.parametrize(
    ("condition", "code", "clause"),
    [
        ("", "no-condition", "UK GDPR, Article 9"),
        ("sch1-8", "condition-not-for-individuals", "Data Protection Act 2018, Schedule 1, paragraph 8"),
        ("9(2)(j)", "condition-not-for-individuals", "Data Protection Act 2018, Schedule 1, paragraph 4"),
        ("made-up", "unknown-medical", "'medical' cannot be 'made-up'"),
    ],
)
def test_special_category_data_needs_a_condition_that_fits(packs, condition, code, clause):
    file = f"{BASE}/purposes.toml"
    old = 'conditions = { "*" = "sch1-6", medical = "sch1-18", incidents = "sch1-18" }'
    new = 'conditions = { sen = "sch1-6", sen_need = "sch1-6", characteristics = "sch1-6"'
    packs.change(file, old, f'{new}, medical = "{condition}" }}' if condition else f"{new} }}")
    found = refused(packs)
    assert (found.code, found.file) == (code, file)
    assert clause in found.why


def test_data_about_offences_needs_a_condition_that_covers_offences(packs):
    packs.change(f"{BASE}/categories.toml", 'all_but = ["youth_justice"]', "all_but = []")
    packs.change(
        f"{BASE}/purposes.toml",
        'conditions = { "*" = "sch1-6", medical = "sch1-18", incidents = "sch1-18" }',
        'conditions = { "*" = "sch1-6", medical = "sch1-18", involvement = "9(2)(c)" }',
    )
    found = refused(packs)
    assert found.code == "condition-does-not-cover"
    assert "does not cover data about offences (UK GDPR, Article 10)" in found.why


@pytest.mark.parametrize("name", ids([SHIPPED]))
def test_no_shipped_pack_is_below_the_floor_on_the_day_it_names_or_now(name):
    pack = load(name, [SHIPPED])
    assert lint_floor(pack, pack.law_on) == ()
    assert lint_floor(pack, TODAY) == ()


def test_a_weak_condition_is_a_warning_and_stops_nothing(packs):
    packs.change(
        f"{BASE}/purposes.toml",
        'conditions = { "*" = "sch1-6", medical = "sch1-18", incidents = "sch1-18" }',
        'conditions = { "*" = "sch1-6", medical = "9(2)(b)", incidents = "sch1-18" }',
    )
    warnings = [f for f in lint_floor(packs.load(BASE), TODAY) if f.code == "weak-condition"]
    assert [(f.severity, f.field) for f in warnings] == [
        ("warning", "purposes.pastoral-care.conditions.medical")
    ]


def test_nothing_is_sent_abroad_unless_the_pack_says_so(packs):
    file = f"{BASE}/routes/collaboration-schools.toml"
    packs.change(file, 'needs = ["agreement"]', 'needs = ["agreement"]\ncountry = "FR"')
    found = refused(packs)
    assert (found.code, found.file, found.line) == ("sent-abroad", file, packs.line_of(file, "country"))
    packs.change(HEAD, "transfers_abroad = false", "transfers_abroad = true")
    assert packs.load(BASE).routes["collaboration-schools"].country == "FR"


def test_every_setting_with_a_floor_is_tried_here():
    tried = {each.partition(" = ")[0] for each in FLOORS}
    assert tried == {name for name, setting in SETTINGS.items() if setting.direction}


def test_equality_between_groups_covers_the_kinds_of_data_the_law_lists_and_no_other(packs):
    base = load(BASE, [SHIPPED])
    purpose = next(each for each in base.purposes.values() if "incidents" in each.categories)
    groups = replace(purpose, level="groups", categories=("incidents",), conditions={"incidents": "sch1-8"})
    pack = replace(base, purposes={**base.purposes, purpose.id: groups})
    found = [each for each in lint_floor(pack, TODAY) if each.code == "condition-does-not-cover"]
    assert found
    assert "does not cover" in found[0].why
