"""What can be seen now of clocks, of new purposes and of the notice's review."""

from datetime import timedelta

import pytest
from django.db import connection

from hornbook.rules.base.dates import add_months
from hornbook.stages.account import acts, due
from hornbook.stages.ledger.tenancy import inside
from hornbook.stages.registers.purposes import acts as purposes
from hornbook.stages.registers.purposes import queries
from hornbook.stages.rights import acts as rights
from tests.keeps import keeps
from tests.own_packs import OwnPacks
from tests.town import Town, now, today


def asks(school, days_ago):
    ada = school.pupil(age=15)
    received = today() - timedelta(days=days_ago)
    asked = {"kind": "sar", "about": ada.ref, "asked_by": "pupil", "received": received, "came": "letter"}
    return rights.open_case(by=school.dpo, at=now(), said="", **asked)


@keeps("210", "268")
def test_an_answer_past_its_day_breaks_the_promise_and_one_near_it_is_a_risk(town: Town):
    school = town.controller("mmap")
    assert due.clocks_are_answered_in_time(school.ref, today()).state == "kept"
    asks(school, 1)
    seen = due.clocks_are_answered_in_time(school.ref, today())
    assert (seen.state, seen.count, seen.sentence) == ("kept", 1, "1 clock runs, none past its day.")
    asks(school, 26)
    near = due.clocks_are_answered_in_time(school.ref, today())
    assert (near.state, near.count) == ("at risk", 1)
    asks(school, 60)
    late = due.clocks_are_answered_in_time(school.ref, today())
    assert (late.state, late.count, late.link) == ("broken", 1, "requests")
    assert late.sentence.startswith("1 answer is late; the oldest was due on ")


@keeps("210")
def test_an_answer_that_went_out_late_is_remembered_for_a_year(town: Town):
    school = town.controller("mmap")
    case = asks(school, 60)
    rights.close(by=school.dpo, at=now(), case=case, outcome="withdrawn", on=today())
    assert due.clocks_are_answered_in_time(school.ref, today()).state == "kept"
    with inside(school.ref), connection.cursor() as cursor:
        cursor.execute("UPDATE diary_clock SET state = 'missed'")
    seen = due.clocks_are_answered_in_time(school.ref, today())
    assert (seen.state, seen.count) == ("at risk", 1)
    assert due.clocks_are_answered_in_time(school.ref, today() + timedelta(days=366)).state == "kept"


@pytest.fixture
def packs(settings, tmp_path):
    settings.HORNBOOK_PACKS = (tmp_path,)
    return OwnPacks(tmp_path)


@keeps("52", "268")
def test_a_purpose_that_the_pack_names_and_nobody_proposed_needs_a_person(town: Town, packs):
    school = town.controller("england-alternative-provision")
    assert due.new_purposes_are_told_first(school.ref, today()).state == "kept"
    packs.append(
        "england-alternative-provision/purposes.toml",
        '[trips]\ntext = "Trips"\nbasis = "6(1)(e)"\nlaws = ["Education Act 1996, section 19"]\n'
        'categories = ["identity"]\n',
    )
    seen = due.new_purposes_are_told_first(school.ref, today())
    assert (seen.state, seen.count, seen.link) == ("needs a person", 1, "purposes")
    purposes.propose(
        by=school.dpo, at=now(), purpose="trips", collected_on="public_task", kind="statistics", why="So."
    )
    assert due.new_purposes_are_told_first(school.ref, today()).state == "kept"


def test_an_installation_older_than_the_register_is_told_to_adopt_its_pack_once_more(town: Town):
    school = town.controller("mmap")
    with inside(school.ref), connection.cursor() as cursor:
        cursor.execute("UPDATE parties_packseen SET purposes = NULL")
    queries._first.pop(school.ref, None)
    seen = due.new_purposes_are_told_first(school.ref, today())
    assert (seen.state, seen.link) == ("at risk", "pack")


@keeps("69", "268")
def test_a_notice_past_its_review_puts_the_promise_at_risk(town: Town):
    school = town.council
    assert due.the_notice_is_looked_at_again(school.ref, today()).state == "at risk"
    acts.publish(by=school.dpo, at=now())
    seen = due.the_notice_is_looked_at_again(school.ref, today())
    assert (seen.state, seen.first, seen.last) == ("kept", today(), add_months(today(), 12))
    past = due.the_notice_is_looked_at_again(school.ref, add_months(today(), 12) + timedelta(days=1))
    assert (past.state, past.last) == ("at risk", add_months(today(), 12))
