"""One value changed in a pack changes the printed notice and the decision; changed back, both are as before.

Everything here runs against a real controller, through the gate, the route and the disposal list.
"""

from datetime import timedelta

import pytest

from hornbook.rules.base.dates import add_years
from hornbook.rules.base.refused import BadInput, Refused
from hornbook.rules.policy import effective
from hornbook.stages.account import printing
from hornbook.stages.retain import queries as retain
from hornbook.stages.share import acts as share
from hornbook.stages.use import acts as use
from tests.keeps import keeps
from tests.own_packs import OwnPacks
from tests.town import Town, now, today

BASE = "england-alternative-provision"
#: Where its values stand: what every school shares.
SHARED = "england-school"


@pytest.fixture
def packs(settings, tmp_path):
    settings.HORNBOOK_PACKS = (tmp_path,)
    return OwnPacks(tmp_path)


@pytest.fixture
def school(town: Town, packs):
    return town.controller(BASE)


def printed(school):
    """The notice in each layer and form that has to be the same to the byte, and the record of processing."""
    forms = [(layer, form) for layer in ("standard", "child") for form in ("html", "md")]
    pages = {each: printing.notice(school.pack, today(), layer=each[0], form=each[1]) for each in forms}
    return {**pages, "record": printing.processing_record(school.pack, today(), form="csv")}


def both(school, decided):
    return printed(school), decided()


@keeps("53", "68", "163")
def test_the_age_from_which_youth_support_is_told(school, packs):
    ada = school.pupil(age=13).holds("address", kind="home", line_1="canary lane", postcode="ZZ1 1ZZ")

    def decided():
        plan = share.plan(by=school.dpo, at=now(), route="youth-support", people=[ada.ref])
        return [c.decision.code for c in plan.staying], [sorted(c.values) for c in plan.going]

    before = both(school, decided)
    assert before[1] == ([], [["address", "contacts", "destinations", "enrolment", "identity", "relation"]])

    packs.change(f"{SHARED}/routes/youth-support.toml", "from_age = 13", "from_age = 14")
    pages, answer = both(school, decided)
    assert answer == (["too-young"], [])
    assert b"From your 14th birthday" in pages["standard", "html"]
    assert b"When you are 14, people who help teenagers" in pages["child", "md"]
    with pytest.raises(Refused) as refused:
        share.send(by=school.dpo, at=now(), route="youth-support", people=[ada.ref])
    assert refused.value.code == "too-young"

    packs.put_back(f"{SHARED}/routes/youth-support.toml")
    assert both(school, decided) == before


def opened(school, by, purpose, person, category):
    """The fields of a category that opening a record shows, or the code of the refusal."""
    try:
        (seen,) = use.read(by=by, at=now(), purpose=purpose, people=[person], categories=[category])
    except Refused as refusal:
        return refusal.code
    return sorted({name for record in seen.records[category] for name in record.values})


@keeps("53", "57", "68")
def test_what_a_purpose_may_use(school, packs):
    ada = school.pupil()
    school.teaches(school.teacher, ada)
    ada.holds("assessment", stage="3", subject="English", result="canary result")

    def decided():
        return opened(school, school.teacher, "progress", ada.ref, "assessment")

    before = both(school, decided)
    assert before[1] == ["result", "stage", "subject"]

    # The pack has to agree with itself: what no purpose uses, no role reads for it.
    purposes, roles = f"{SHARED}/purposes.toml", f"{SHARED}/roles.toml"
    used = '"enrolment", "attendance", "assessment", "qualifications", "sen", "documents",\n]\nconditions'
    read = '"enrolment.registration_group", "attendance", "assessment", "sen.provision",\n]\npastoral'
    packs.change(purposes, used, used.replace('"assessment", ', ""))
    packs.change(roles, read, read.replace('"assessment", ', ""))
    packs.change(roles, 'progress = ["assessment"]\n', "")
    pages, answer = both(school, decided)
    assert answer == "not-for-this-purpose"
    assert pages["standard", "html"] != before[0]["standard", "html"]
    assert pages["record"] != before[0]["record"]

    packs.put_back(purposes)
    packs.put_back(roles)
    assert both(school, decided) == before


@keeps("53", "68")
def test_whether_a_purpose_is_about_one_pupil_or_about_groups(school, packs):
    ada = school.pupil()
    school.teaches(school.teacher, ada)

    def decided():
        return opened(school, school.teacher, "progress", ada.ref, "enrolment")

    before = both(school, decided)
    assert before[1] == ["year_group"]
    purposes, child = (
        f"{SHARED}/purposes.toml",
        'child = "To see how you are doing, and tell you and your family."\n',
    )
    packs.change(purposes, child, child + 'level = "groups"\n')
    pages, answer = both(school, decided)
    assert answer == "not-by-name"
    told = b"<p>To see how you are getting on, and tell you and your family</p><p>We compare groups of pupils"
    assert told in pages["standard", "html"]
    packs.put_back(purposes)
    assert both(school, decided) == before


@keeps("22", "68")
def test_which_fields_of_a_category_are_held(school, packs):
    ada = school.pupil()
    ada.holds("characteristics", first_language="ENG", service_child="N")

    def decided():
        try:
            ada.holds("characteristics", first_language="FRE", service_child="Y")
        except Refused as refusal:
            return refusal.code
        return "written"

    before = both(school, decided)
    assert before[1] == "written"
    packs.change(
        f"{SHARED}/categories.toml",
        '"nationality", "country_of_birth"]',
        '"nationality", "country_of_birth", "service_child"]',
    )
    for route, old in (
        ("dfe-census", '"service_child", "after_care"]'),
        ("local-authority", '"service_child", "after_care"]'),
        ("next-school", ', "service_child"]'),
    ):
        packs.change(
            f"{SHARED}/routes/{route}.toml",
            old,
            old.replace('"service_child", ', "").replace(', "service_child"', ""),
        )
    pages, answer = both(school, decided)
    assert answer == "field-not-in-pack"
    assert b"parent serves in the armed forces" not in pages["standard", "html"]
    assert b"parent serves in the armed forces" in before[0]["standard", "html"]
    for file in (
        "categories.toml",
        *(f"routes/{r}.toml" for r in ("dfe-census", "local-authority", "next-school")),
    ):
        packs.put_back(f"{SHARED}/{file}")
    assert both(school, decided) == before


@keeps("117")
def test_the_year_in_which_a_record_goes(school, packs):
    old = school.pupil(born=add_years(today(), -25) - timedelta(days=40), on_roll=False)
    retention = f"{SHARED}/retention.toml"
    record = '[educational-record]\ntrigger = "birth"\nyears = 25'

    def decided():
        due = retain.due(by=school.dpo, at=now(), on=today())
        return [(each.person, each.on, each.why, each.actions) for each in due]

    before = both(school, decided)
    assert [person for person, *_ in before[1]] == [old.ref]
    assert before[1][0][2].startswith("Kept until your 25th birthday, then destroyed.")

    packs.change(retention, record, record.replace("25", "26"))
    pages, answer = both(school, decided)
    assert answer == []
    assert b"Kept until your 26th birthday, then destroyed." in pages["standard", "html"]
    assert b"We keep it until you turn 26." in pages["child", "md"]

    packs.put_back(retention)
    assert both(school, decided) == before


@keeps("117")
def test_a_period_made_shorter_reaches_those_who_are_held_already(school, packs):
    young = school.pupil(born=add_years(today(), -24) - timedelta(days=40), on_roll=False)
    retention = f"{SHARED}/retention.toml"
    record = '[educational-record]\ntrigger = "birth"\nyears = 25'

    def due_now():
        return [each.person for each in retain.due(by=school.dpo, at=now(), on=today())]

    assert due_now() == []
    packs.change(retention, record, record.replace("25", "24"))
    assert due_now() == [young.ref]
    later = school.pupil(born=add_years(today(), -24) - timedelta(days=40), on_roll=False)
    packs.put_back(retention)
    assert due_now() == [], "nor does it keep those who came in between to the shorter one"
    assert later.ref != young.ref


@keeps("210")
@pytest.mark.parametrize(
    ("rule", "new", "said"),
    [
        ("sar_presumed_age = 12", "sar_presumed_age = 15", b"From about 15 you usually decide"),
        ("sar_extended_months = 3", "sar_extended_months = 2", b"may take two months"),
        ("complaint_days = 30", "complaint_days = 20", b"Within 20 days"),
        (
            "educational_record_school_days = 15",
            "educational_record_school_days = 5",
            b"within 5 school days",
        ),
    ],
)
def test_an_age_or_a_limit_of_a_right(school, packs, rule, new, said):
    name = rule.partition(" = ")[0]

    def decided():
        return effective(school.pack, name, today())

    before = both(school, decided)
    packs.change(f"{SHARED}/pack.toml", rule, new)
    pages, answer = both(school, decided)
    assert answer.value == int(new.rpartition(" ")[2])
    assert said in pages["standard", "html"]
    assert said not in before[0]["standard", "html"]
    packs.put_back(f"{SHARED}/pack.toml")
    assert both(school, decided) == before


def test_a_pack_made_looser_than_the_law_is_refused_and_decides_nothing(school, packs):
    ada = school.pupil()
    packs.change(f"{SHARED}/pack.toml", "breach_hours = 72", "breach_hours = 96")
    with pytest.raises(BadInput) as refused:
        use.read(by=school.dpo, at=now(), purpose="rights-and-records", people=[ada.ref])
    assert refused.value.finding.code == "looser-than-law"
    with pytest.raises(BadInput):
        printed(school)
