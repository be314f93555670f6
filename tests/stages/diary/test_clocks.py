"""Clocks follow from their facts: when a day is shut that was open, or a pack promises more, they move."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.rules.law import working_days
from hornbook.stages.diary import acts as diary
from hornbook.stages.diary import clocks, queries
from hornbook.stages.diary.states import MOVES, State
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.parties import acts as parties
from tests.keeps import keeps
from tests.stages.rights.conftest import Asking
from tests.town import now


@pytest.fixture
def proclaimed():
    """A day is shut by proclamation after clocks were started."""

    def proclaim(monkeypatch, day):
        more = (*working_days.one_offs(), working_days.OneOff(day, frozenset({"ENG"}), "A day", "made", True))
        monkeypatch.setattr(working_days, "one_offs", lambda: more)
        working_days._bank_holidays.cache_clear()

    yield proclaim
    working_days._bank_holidays.cache_clear()


@keeps("210")
def test_a_bank_holiday_proclaimed_late_moves_open_clocks_and_the_ledger_says_from_where(
    town, monkeypatch, proclaimed
):
    school, asking = town.school, Asking(town.school)
    ada = school.pupil()
    case = asking.opens(ada, received=date(2025, 10, 14))
    other = asking.opens(ada, received=date(2025, 10, 15))
    assert diary.recount(by=school.dpo, at=now()) == {}

    proclaimed(monkeypatch, date(2025, 11, 14))
    clock = queries.of(school.ref, stage="rights", case=case, on=date(2025, 11, 1))
    assert clock.due == date(2025, 11, 17)
    assert "A day: moves on" in clock.steps[-4].why
    assert diary.recount(by=school.dpo, at=now()) == {str(clock.clock): ["2025-11-14", "2025-11-17"]}
    line = ledger.latest(school.ref, acts=["diary.recount"])[0]
    assert line.facts["moved"] == {str(clock.clock): ["2025-11-14", "2025-11-17"]}
    untouched = queries.of(school.ref, stage="rights", case=other, on=date(2025, 11, 1))
    assert untouched.due == date(2025, 11, 17)
    assert diary.recount(by=school.dpo, at=now()) == {}


@keeps("210")
def test_a_pack_may_promise_less_time_than_the_law_gives_and_never_more(town, monkeypatch):
    asking = Asking(town.school)
    case = asking.opens(town.school.pupil(), received=date(2026, 3, 2))
    asking.does("extend", case, because="many", told=date(2026, 3, 9), reason="Seven at once.")
    pack = town.school.pack
    for months, due in ((2, date(2026, 5, 5)), (9, date(2026, 6, 2))):
        rules = MappingProxyType({**pack.rules, "sar_extended_months": months})
        monkeypatch.setattr(clocks, "pack_of", lambda _, rules=rules: replace(pack, rules=rules))
        clock = queries.of(town.school.ref, stage="rights", case=case, on=date(2026, 3, 9))
        assert clock.due == due  # 2 May is a Saturday, and 4 May a bank holiday


def test_only_who_keeps_the_diary_counts_again(town):
    with pytest.raises(Refused) as refused:
        diary.recount(by=town.school.teacher, at=now())
    assert refused.value.code == "role-not-allowed"
    installer = Actor(parties.INSTALLER, town.school.ref, frozenset({"installer"}), True)
    assert diary.recount(by=installer, at=now()) == {}


@keeps("210")
def test_what_runs_is_told_with_what_to_do_next_overdue_first(town):
    asking = Asking(town.school)
    ada = town.school.pupil()
    running = asking.opens(ada, received=date(2026, 3, 20))
    still = asking.opens(ada, received=date(2026, 3, 10))
    overdue = asking.opens(ada, received=date(2026, 3, 3))
    asking.does("ask_to_clarify", still, on=date(2026, 3, 12))
    found = queries.running(town.school.ref, date(2026, 4, 8))
    assert [r.case for r in found] == [overdue, running, still]
    late, runs, stands = found
    assert (late.overdue, late.days_left, late.due) == (True, -1, date(2026, 4, 7))
    assert late.next.startswith("Answer today: the last day was 7 April 2026.")
    assert (runs.overdue, runs.days_left, runs.due) == (False, 12, date(2026, 4, 20))
    assert (stands.due, stands.days_left, stands.paused) == (None, None, ("clarity",))
    assert stands.why.startswith("The clock stopped on 12 March 2026")
    assert stands.steps[-1].day == date(2026, 4, 8)
    assert "what is sought" in stands.next


@pytest.mark.parametrize(
    ("first", "then", "why"),
    [
        (None, "clarified", "Nothing of this kind"),
        ("ask_to_clarify", "ask_to_clarify", "already waiting"),
        ("ask_for_id", "ask_for_id", "already waiting"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(town, first, then, why):
    asking = Asking(town.school)
    case = asking.opens(town.school.pupil(), received=date(2026, 6, 1))
    if first:
        asking.does(first, case, on=date(2026, 6, 8))
    before = queries.of(town.school.ref, stage="rights", case=case, on=date(2026, 6, 10))
    with pytest.raises(Refused, match=why):
        asking.does(then, case, on=date(2026, 6, 9))
    assert queries.of(town.school.ref, stage="rights", case=case, on=date(2026, 6, 10)) == before


def test_a_question_after_the_limit_revives_nothing(town):
    asking = Asking(town.school)
    case = asking.opens(town.school.pupil(), received=date(2026, 6, 1))
    asking.does("ask_to_clarify", case, on=date(2026, 7, 2))
    clock = queries.of(town.school.ref, stage="rights", case=case, on=date(2026, 7, 3))
    assert (clock.due, clock.state, clock.overdue) == (date(2026, 7, 1), State.RUNNING, True)


def test_no_clock_is_touched_outside_an_act(town):
    asking = Asking(town.school)
    case = asking.opens(town.school.pupil())
    with pytest.raises(RuntimeError, match="no act is under way"):
        clocks.meet(town.school.ref, stage="rights", case=case, on=date(2026, 6, 1))


def test_an_ended_clock_stays_ended():
    assert {s for s, moves in MOVES.items() if not moves} == {State.MET, State.MISSED, State.DROPPED}
