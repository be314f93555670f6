"""A new purpose is shut until people were told and the day has come, whatever pack was adopted."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from hornbook.rules.base.dates import spoken
from hornbook.rules.base.refused import Refused
from hornbook.stages.account import acts as account
from hornbook.stages.account import telling
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger.tenancy import inside
from hornbook.stages.parties import acts as parties
from hornbook.stages.parties import queries as parties_queries
from hornbook.stages.parties.models import PackSeen
from hornbook.stages.registers.models import PurposeChange
from hornbook.stages.registers.purposes import acts, queries
from hornbook.stages.share import acts as share
from hornbook.stages.use import acts as use
from hornbook.stages.use.gate import Write
from tests.keeps import keeps
from tests.own_packs import OwnPacks
from tests.stages.collect.files import ada, brings, called, table
from tests.town import Town, now, today

BASE = "england-school"
TRIPS = """
[trips]
text = "To take you on trips"
child = "To take you on trips."
basis = "6(1)(e)"
laws = ["Education Act 1996, section 19"]
categories = ["identity", "medical"]
conditions = { "*" = "sch1-18" }
"""
SAID = {
    "collected_on": "public_task",
    "kind": "statistics",
    "special_use": "safeguarding",
    "policy_document": True,
}


@pytest.fixture
def packs(settings, tmp_path):
    settings.HORNBOOK_PACKS = (tmp_path,)
    return OwnPacks(tmp_path)


def name_trips(packs):
    """The pack names a new purpose, and a role that may read for it."""
    packs.append(f"{BASE}/purposes.toml", TRIPS)
    packs.change(
        f"{BASE}/roles.toml", "[head.reads]\n", '[head.reads]\ntrips = ["identity", "medical.care"]\n'
    )


@pytest.fixture
def school(town: Town, packs):
    """A school that tells people by its notice, and then has a pack that names one purpose more."""
    school = town.controller(BASE)
    account.publish(by=school.dpo, at=now())
    school.ada = school.pupil().holds("medical", care="canary care")
    name_trips(packs)
    parties.adopt(by=school.dpo, at=now(), pack=BASE)
    return school


def open_for_trips(school, at=None):
    (seen,) = use.read(
        by=school.head, at=at or now(), purpose="trips", people=[school.ada.ref], categories=["medical"]
    )
    return seen.records["medical"][0].values


def refusal(do):
    with pytest.raises(Refused) as refused:
        do()
    return refused.value


def proposed(school, **said):
    asked = {**SAID, **said}
    return acts.propose(by=school.dpo, at=now(), purpose="trips", why="A canary reason.", **asked)


def agreed(school):
    change = proposed(school)
    acts.decide(by=school.dpo, at=now(), change=change, agree=True, why="It is right.")
    return change


def tomorrow(monkeypatch, days=1):
    """The ledger's own clock, so many days on."""
    later = now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: later)
    return later


@keeps("52")
def test_adopting_a_pack_that_names_a_purpose_does_not_put_it_in_force(school):
    said = refusal(lambda: open_for_trips(school))
    assert (said.code, said.what) == ("purpose-not-in-force", "Not opened.")
    assert said.why == ("Medical is not used for this yet: To take you on trips. Nobody has been told of it.")
    assert said.next == "Have it proposed as a new purpose, checked, and told to people first."
    line = ledger.latest(school.ref, verdicts=["refused"])[0]
    assert (line.act, line.code, line.purpose) == ("use.read", "purpose-not-in-force", "trips")
    assert "pack:purposes.trips" in line.cites


@keeps("52")
def test_a_purpose_goes_from_the_pack_to_its_day_and_is_shut_until_then(school, monkeypatch):
    change = proposed(school)
    assert "It is proposed" in refusal(lambda: open_for_trips(school)).why
    acts.decide(by=school.dpo, at=now(), change=change, agree=True, why="It is right.")
    untold = refusal(lambda: open_for_trips(school))
    assert untold.next == "Publish the notice that names it, and write down when people were told."
    account.publish(by=school.dpo, at=now())
    starts = telling.tell(by=school.dpo, at=now(), change=change, on=today(), how="letter")
    assert starts == today() + timedelta(days=1)
    told = refusal(lambda: open_for_trips(school))
    assert told.why.endswith(f"People were told on {spoken(today())}; it is in force from {spoken(starts)}.")
    assert told.next == f"Wait until {spoken(starts)}."

    assert open_for_trips(school, tomorrow(monkeypatch)) == {"care": "canary care"}


@keeps("52")
def test_each_step_is_a_line_of_the_ledger_and_what_was_typed_is_not_in_it(school):
    change = agreed(school)
    account.publish(by=school.dpo, at=now())
    telling.tell(by=school.dpo, at=now(), change=change, on=today(), how="notice")
    acts.withdraw(by=school.dpo, at=now(), change=change, why="No longer wanted.")
    lines = [each for each in ledger.latest(school.ref) if each.act.startswith("purposes.")]
    assert [each.act for each in lines] == [
        "purposes.withdraw",
        "purposes.tell",
        "purposes.decide",
        "purposes.propose",
    ]
    assert {each.purpose for each in lines} == {"trips"}
    assert "canary" not in str([each.facts for each in lines])
    with inside(school.ref):
        row = PurposeChange.objects.get(ref=change)
    assert b"canary" not in bytes(row.why)
    assert queries.typed(school.ref, change).why == "A canary reason."


@keeps("52", "58")
def test_law_and_pack_are_asked_and_their_answers_kept_with_their_day(school):
    change = queries.change(school.ref, proposed(school), today())
    assert [(a["topic"], a["verdict"]) for a in change.answers] == [
        ("new_purpose", "accept"),
        ("lawful_basis", "accept"),
        ("special_category", "accept"),
    ]
    assert {a["on"] for a in change.answers} == {today().isoformat()}
    assert all(a["cites"] for a in change.answers)
    assert (change.categories, change.laws) == (("identity", "medical"), ("Education Act 1996, section 19",))


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "other"},
        {"collected_on": "consent", "kind": "statistics"},
        {"own_task": False},
        {"policy_document": False},
    ],
    ids=lambda said: " ".join(said),
)
@keeps("52", "58")
def test_what_law_or_pack_reject_cannot_be_agreed(school, said):
    change = proposed(school, **said)
    no = refusal(lambda: acts.decide(by=school.dpo, at=now(), change=change, agree=True, why="Please."))
    assert no.code == "not-lawful"
    assert all((no.why, no.next, no.cites))
    assert queries.change(school.ref, change, today()).state == "proposed"
    assert (
        acts.decide(by=school.dpo, at=now(), change=change, agree=False, why="As the law says.") == "refused"
    )
    assert refusal(lambda: open_for_trips(school)).code == "purpose-not-in-force"


def test_fresh_consent_makes_another_use_compatible(school):
    change = proposed(school, kind="other", collected_on="consent", fresh_consent=True)
    assert acts.decide(by=school.dpo, at=now(), change=change, agree=True, why="All agreed.") == "agreed"


@keeps("52")
def test_people_cannot_have_been_told_before_the_notice_names_it_nor_tomorrow(school):
    change = agreed(school)
    early = refusal(lambda: telling.tell(by=school.dpo, at=now(), change=change, on=today(), how="letter"))
    assert (early.code, early.next[:24]) == ("not-told", "Publish the notice first")
    account.publish(by=school.dpo, at=now())
    for day in (today() - timedelta(days=1), today() + timedelta(days=1)):
        assert (
            refusal(
                lambda d=day: telling.tell(by=school.dpo, at=now(), change=change, on=d, how="letter")
            ).code
            == "not-told"
        )
    assert (
        refusal(lambda: telling.tell(by=school.dpo, at=now(), change=change, on=today(), how="pigeon")).code
        == "not-told"
    )
    assert queries.change(school.ref, change, today()).state == "agreed"


@keeps("52")
def test_a_pack_may_give_people_longer_and_nobody_may_give_them_less(school, packs):
    packs.change(f"{BASE}/pack.toml", "new_purpose_days = 1\n", "new_purpose_days = 28\n")
    change = agreed(school)
    account.publish(by=school.dpo, at=now())
    asked = {"by": school.dpo, "at": now(), "change": change, "on": today(), "how": "notice"}
    soon = refusal(lambda: telling.tell(**asked, effective=today() + timedelta(days=27)))
    assert (soon.code, soon.cites[0]) == ("too-soon", "pack:rules.new_purpose_days")
    later = today() + timedelta(days=40)
    assert telling.tell(**asked, effective=later) == later
    told = queries.change(school.ref, change, later)
    assert (told.stands, told.notices.keys()) == ("in force", {"standard", "child", "easy-read"})
    assert queries.change(school.ref, change, later - timedelta(days=1)).stands == "told"
    assert queries.waiting(school.ref, school.pack, later) == {}


@keeps("52")
def test_taken_back_after_its_day_it_is_shut_again_and_may_be_proposed_anew(school, monkeypatch):
    change = agreed(school)
    account.publish(by=school.dpo, at=now())
    telling.tell(by=school.dpo, at=now(), change=change, on=today(), how="notice")
    later = tomorrow(monkeypatch)
    assert open_for_trips(school, later)
    acts.withdraw(by=school.dpo, at=later, change=change, why="People objected.")
    assert refusal(lambda: open_for_trips(school, later)).next == queries.PROPOSE
    again = acts.propose(by=school.dpo, at=later, purpose="trips", why="Once more.", **SAID)
    assert again != change


@keeps("52")
def test_one_category_more_waits_alone_and_the_rest_goes_on(town: Town, packs):
    school = town.controller(BASE)
    ada = school.pupil().holds("sen", provision="K")
    packs.change(
        f"{BASE}/purposes.toml",
        'categories = ["identity", "enrolment", "assessment"]',
        'categories = ["identity", "enrolment", "assessment", "sen"]\nconditions = { "*" = "sch1-6" }',
    )
    assert queries.unproposed(school.ref, school.pack, today()) == {"moderation": {"sen"}}
    (seen,) = use.read(
        by=school.head, at=now(), purpose="pupil-learning", people=[ada.ref], categories=["sen"]
    )
    assert seen.records["sen"][0].values["provision"] == "K"


@keeps("52", "126")
def test_a_route_leaves_out_what_its_purpose_is_not_in_force_for(town: Town, packs):
    school = town.controller(BASE)
    ada = school.with_everything(age=15)
    purposes = packs.folder / BASE / "purposes.toml"
    text = purposes.read_text("utf-8")
    start = text.index("[next-steps]")
    begin = text.index("categories = [", start)
    purposes.write_text(f'{text[:begin]}categories = ["attendance", {text[begin + 14 :].lstrip()}', "utf-8")
    route = packs.folder / BASE / "routes/youth-support.toml"
    route.write_text(
        route.read_text("utf-8").replace("[fields]\n", '[fields]\nattendance = "all"\n', 1), "utf-8"
    )

    plan = share.plan(by=school.dpo, at=now(), route="youth-support", people=[ada.ref])
    assert "attendance" not in plan.going[0].values
    assert "identity" in plan.going[0].values
    asked = {"route": "youth-support", "people": [ada.ref]}
    plan = share.plan(by=school.dpo, at=now(), **asked, fields=["attendance.mark"])
    assert [c.decision.code for c in plan.staying] == ["purpose-not-in-force"]


@keeps("52")
def test_nothing_is_written_for_a_purpose_that_is_shut(school, packs):
    packs.change(f"{BASE}/roles.toml", "[head.changes]\n", '[head.changes]\ntrips = ["medical"]\n')
    written = [Write(school.ada.ref, "medical", {"care": "canary two"})]
    said = refusal(lambda: use.change(by=school.head, at=now(), purpose="trips", writes=written))
    assert (said.code, said.what) == ("purpose-not-in-force", "Nothing was changed.")


def test_what_is_in_force_or_on_its_way_is_not_proposed_again_and_what_no_pack_names_never(school):
    proposed(school)
    assert refusal(lambda: proposed(school)).code == "nothing-new"
    for purpose in ("progress", "marketing"):
        said = refusal(lambda p=purpose: acts.propose(by=school.dpo, at=now(), purpose=p, why="So.", **SAID))
        assert said.code == "nothing-new"


def test_only_who_may_change_the_pack_may_propose_decide_or_tell(school):
    change = agreed(school)
    tried = {
        "purposes.propose": lambda: acts.propose(
            by=school.office, at=now(), purpose="trips", why="So.", **SAID
        ),
        "purposes.decide": lambda: acts.decide(
            by=school.office, at=now(), change=change, agree=True, why="So."
        ),
        "purposes.withdraw": lambda: acts.withdraw(by=school.office, at=now(), change=change, why="So."),
        "purposes.tell": lambda: telling.tell(
            by=school.office, at=now(), change=change, on=today(), how="notice"
        ),
    }
    for name, do in tried.items():
        assert refusal(do).code == "role-not-allowed"
        line = ledger.latest(school.ref, verdicts=["refused"])[0]
        assert (line.act, line.code) == (name, "role-not-allowed")


def test_a_reason_left_out_and_a_fact_that_nobody_knows_are_refused(school):
    assert (
        refusal(lambda: acts.propose(by=school.dpo, at=now(), purpose="trips", why=" ", **SAID)).code
        == "no-reason"
    )
    assert refusal(lambda: proposed(school, kind="advertising")).code == "unknown-fact"
    assert queries.changes(school.ref, today()) == []


def test_a_step_out_of_turn_says_where_it_stands(school):
    change = proposed(school)
    account.publish(by=school.dpo, at=now())
    said = refusal(lambda: telling.tell(by=school.dpo, at=now(), change=change, on=today(), how="notice"))
    assert (said.code, said.next) == (
        "wrong-state",
        "The data protection officer decides first; then people are told.",
    )


def test_an_installation_older_than_the_register_works_on_and_says_so(town: Town, packs):
    school = town.controller(BASE)
    with inside(school.ref), connection.cursor() as cursor:
        cursor.execute("UPDATE parties_packseen SET purposes = NULL")
    queries._first.pop(school.ref, None)
    name_trips(packs)
    assert queries.first_told(school.ref) is None
    assert queries.waiting(school.ref, school.pack, today()) == {}


def test_the_changes_of_one_controller_are_no_other_ones(school, town: Town):
    change = proposed(school)
    assert queries.change(town.council.ref, change, today()) is None
    said = refusal(
        lambda: acts.withdraw(by=town.council.dpo, at=now(), change=change, why="Not mine to take.")
    )
    assert said.code == "unknown"


def test_past_the_gate_postgresql_shows_no_other_controllers_change(real_town: Town, packs):
    if connection.vendor != "postgresql":
        pytest.skip("the second wall is PostgreSQL's")
    school = real_town.controller(BASE)
    name_trips(packs)
    change = proposed(school)
    with inside(real_town.council.ref):
        assert not PurposeChange.objects.filter(ref=change).exists()
    with inside(school.ref):
        assert PurposeChange.objects.filter(ref=change).exists()


@keeps("22", "52")
def test_what_a_file_brings_for_a_purpose_that_is_shut_is_left_out_and_said(town: Town):
    """As if the school had begun with a pack that used ethnicity for nothing."""
    school = town.school
    first = parties_queries.first_purposes(school.ref)
    for said in first.values():
        said["categories"] = [c for c in said["categories"] if c != "characteristics"]
    with inside(school.ref):
        PackSeen.objects.filter(controller=school.ref).update(purposes=first)
    done = brings(school, table(ada(Ethnicity="WBRI")))
    left = [(f.code, f.field, f.next) for f in done.findings if f.code == "purpose-not-in-force"]
    assert left == [
        (
            "purpose-not-in-force",
            "characteristics.ethnicity",
            "Bring the file again once the new purpose is in force.",
        )
    ]
    assert called(school, "Adacanary").one("characteristics") == {}
