"""A request from the day it comes to the day it is answered: its clock, its hold, and whose turn it is."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from hornbook.rules.base.about import abouts
from hornbook.rules.base.dates import add_months
from hornbook.rules.base.refused import Refused
from hornbook.rules.law.working_days import next_open
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger.tenancy import reading
from hornbook.stages.retain import acts as retain
from hornbook.stages.rights import acts, queries
from hornbook.stages.rights.states import MOVES, State
from hornbook.stages.use import holds
from tests.keeps import keeps
from tests.stages.rights.conftest import Asking
from tests.town import now, today

DAY = timedelta(days=1)


def shown(asking, case, on=None):
    return queries.case(asking.school.ref, case, on or today())


@keeps("194", "210")
def test_a_request_received_in_october_is_due_a_month_on_and_its_days_add_up(asking):
    case = asking.opens(asking.school.pupil(), received=date(2025, 10, 14), came="spoken")
    clock = shown(asking, case, date(2025, 10, 20)).clock
    assert (clock.received, clock.due, clock.days_left) == (date(2025, 10, 14), date(2025, 11, 14), 25)
    assert [s.day for s in clock.steps] == [date(2025, 10, 14) + n * DAY for n in range(32)]
    assert sum(s.counted for s in clock.steps) == 31
    assert clock.steps[-1].why == "day 31 of 31: the last day to answer"
    assert "UK GDPR, Article 12(3)" in clock.cites
    assert shown(asking, case, date(2025, 11, 15)).clock.overdue


@keeps("210")
def test_a_closed_school_still_has_one_month(asking):
    case = asking.opens(asking.school.pupil(), received=date(2026, 7, 27))
    assert shown(asking, case).clock.due == date(2026, 8, 27)


@keeps("210")
def test_the_law_of_the_day_it_came_decides(asking):
    ada = asking.school.pupil()
    before, after = (asking.opens(ada, received=date(2026, 2, day)) for day in (4, 5))
    assert shown(asking, before).clock.due == date(2026, 3, 4)
    assert "UK GDPR, Article 12A" not in shown(asking, before).clock.cites
    assert shown(asking, after).clock.due == date(2026, 3, 5)
    assert "UK GDPR, Article 12A" in shown(asking, after).clock.cites


@keeps("208", "210")
def test_the_clock_waits_for_proof_and_for_what_is_sought_and_then_runs_on(asking):
    case = asking.opens(asking.school.pupil(), received=date(2026, 6, 1))
    asking.does("ask_for_id", case, on=date(2026, 6, 2))
    waiting = shown(asking, case, date(2026, 6, 3))
    assert (waiting.state, waiting.clock.due, waiting.clock.paused) == (State.PROVING, None, ("identity",))
    assert waiting.next.act == "rights.id_received"
    with pytest.raises(Refused) as refused:
        asking.does("build_copy", case)
    assert refused.value.code == "wrong-state"

    asking.does("id_received", case, on=date(2026, 6, 4))
    assert shown(asking, case).clock.due == date(2026, 7, 6)  # the 4th is a Saturday

    asking.does("ask_to_clarify", case, on=date(2026, 6, 8))
    assert shown(asking, case).state == State.ASKING
    asking.does("clarified", case, on=date(2026, 6, 10))
    again = shown(asking, case)
    assert (again.state, again.clock.due) == (State.RECEIVED, date(2026, 7, 6))
    assert sum("paused" in s.why for s in again.clock.steps) == 2
    assert sum(s.counted for s in again.clock.steps) == 30


@keeps("212")
def test_the_time_is_longer_only_if_the_person_was_told_in_time_with_a_reason(asking):
    ada = asking.school.pupil()
    case = asking.opens(ada, received=date(2026, 3, 2))
    told = {"because": "complex", "told": date(2026, 3, 20)}
    with pytest.raises(Refused) as empty:
        asking.does("extend", case, reason=" ", **told)
    assert empty.value.code == "no-reason"
    asking.does("extend", case, reason="Nine years, in canarywords.", **told)
    clock = shown(asking, case).clock
    assert (clock.due, clock.extended) == (date(2026, 6, 2), True)
    line = next(x for x in ledger.about(asking.school.ref, ada.ref) if x.act == "rights.extend")
    assert line.facts["because"] == "complex"
    assert "canarywords" not in str(line)

    late = asking.opens(ada, received=date(2026, 3, 2))
    with pytest.raises(Refused) as refused:
        asking.does("extend", late, because="complex", told=date(2026, 4, 8), reason="Too late.")
    assert refused.value.code == "extended-too-late"


@keeps("123")
def test_an_open_request_holds_off_disposal_and_a_closed_one_lets_it_go(real_town):
    asking = Asking(real_town.school)
    school = asking.school
    old = school.pupil(age=26, on_roll=False)
    case = asking.opens(old, asked_by="former-pupil")
    with pytest.raises(Refused) as refused:
        retain.propose(by=school.dpo, at=now(), on=today(), people=[old.ref])
    assert refused.value.code == "held"
    asking.does("build_copy", case)
    asking.does("close", case)
    assert retain.propose(by=school.dpo, at=now(), on=today(), people=[old.ref])


@keeps("210")
def test_closing_meets_the_clock_or_misses_it(asking):
    ada = asking.school.pupil()
    in_time, late = asking.opens(ada), asking.opens(ada, received=today() - 60 * DAY)
    for case, clock in ((in_time, "met"), (late, "missed")):
        asking.does("build_copy", case)
        assert asking.does("close", case) == clock
        assert (shown(asking, case).state, shown(asking, case).clock.state) == ("answered", clock)
    with reading(asking.school.ref):
        assert holds.standing(asking.school.ref, [ada.ref]) == {}
    assert queries.open_cases(asking.school.ref, today()) == []
    with pytest.raises(Refused) as refused:
        asking.does("decide", in_time, because="pupil-agrees", reason="Late.")
    assert refused.value.code == "wrong-state"


@keeps("217")
def test_a_refusal_needs_a_reason_of_the_law_and_one_in_words(asking):
    case = asking.opens(asking.school.pupil())
    for code, reason, said in (("too-much-work", "So.", "reason to refuse"), ("excessive", "", "no-reason")):
        with pytest.raises(Refused) as refused:
            asking.does("close", case, outcome="refused", code=code, reason=reason)
        assert said in refused.value.code
    asking.does("close", case, outcome="refused", code="excessive", reason="The fourth this week.")
    assert (shown(asking, case).state, shown(asking, case).outcome) == ("refused", "excessive")


def test_nothing_is_answered_before_a_copy_was_made(asking):
    case = asking.opens(asking.school.pupil())
    with pytest.raises(Refused) as refused:
        asking.does("close", case)
    assert (refused.value.code, refused.value.next) == ("wrong-state", "Make the copy first.")


@keeps("206", "207")
def test_a_parents_request_for_a_pupil_of_the_presumed_age_waits_for_a_persons_view(asking):
    school = asking.school
    ada = school.pupil(age=school.pack.rules["sar_presumed_age"])
    case = asking.opens(ada, asked_by="parent", asker=school.parent_of(ada).ref)
    with pytest.raises(Refused) as refused:
        asking.does("check_copy", case)
    assert refused.value.code == "not-decided"
    assert all((refused.value.what, refused.value.why, refused.value.next))

    asking.does("decide", case, because="pupil-refuses", reason="She said no.")
    with pytest.raises(Refused) as no:
        asking.does("check_copy", case)
    assert no.value.code == "not-entitled"

    asking.does("decide", case, because="pupil-agrees", reason="She thought again; canaryview.")
    assert asking.does("check_copy", case).missing == ()
    (first, second) = shown(asking, case).views
    assert (first.may, second.may, second.by) == (False, True, school.dpo.ref)
    assert "canaryview" in str(asking.does("read_words", case))


@keeps("206")
def test_below_that_age_a_parent_with_responsibility_may_ask_and_one_without_may_not(asking):
    school = asking.school
    child = school.pupil(age=school.pack.rules["sar_presumed_age"] - 1)
    mother, uncle = school.parent_of(child), school.parent_of(child, parental_responsibility="false")
    barred = school.parent_of(child, court_order="No contact.")
    allowed = asking.opens(child, asked_by="parent", asker=mother.ref)
    assert asking.does("check_copy", allowed).missing == ()
    for who in (uncle.ref, barred.ref, None):
        case = asking.opens(child, asked_by="parent", asker=who)
        with pytest.raises(Refused) as refused:
            asking.does("check_copy", case)
        assert refused.value.code == "not-decided"
    for_them = asking.opens(child, asked_by="someone")
    with pytest.raises(Refused):
        asking.does("check_copy", for_them)
    asking.does("decide", for_them, because="authority-seen", reason="A letter from both parents.")
    assert asking.does("check_copy", for_them).missing == ()


@keeps("97")
def test_a_teacher_cannot_open_a_request_and_the_office_cannot_make_a_copy(asking):
    school = asking.school
    ada = school.pupil()
    with pytest.raises(Refused) as teacher:
        asking.opens(ada, by=school.teacher)
    assert teacher.value.code == "role-not-allowed"
    case = asking.opens(ada, by=school.office)
    for what, also in (
        ("build_copy", {}),
        ("close", {}),
        ("decide", {"because": "pupil-agrees", "reason": "x"}),
        ("read_words", {}),
    ):
        with pytest.raises(Refused) as office:
            asking.does(what, case, by=school.office, **also)
        assert office.value.code == "role-not-allowed"


@keeps("1")
def test_another_controller_neither_sees_nor_touches_a_request(real_town):
    asking = Asking(real_town.school)
    ada = asking.school.pupil()
    case = asking.opens(ada)
    council = real_town.council
    assert queries.case(council.ref, case, today()) is None
    assert queries.open_cases(council.ref, today()) == []
    assert queries.about(council.ref, ada.ref, today()) == []
    for what in ("build_copy", "close", "ask_for_id"):
        with pytest.raises(Refused) as refused:
            getattr(acts, what)(by=council.dpo, at=now(), case=case)
        assert refused.value.code == "unknown"
    with pytest.raises(Refused) as stranger:
        Asking(council).opens(ada)
    assert stranger.value.code == "unknown"


def test_a_request_about_nobody_or_from_tomorrow_is_refused(asking):
    ada = asking.school.pupil()
    with pytest.raises(Refused) as nobody:
        acts.open_case(
            by=asking.school.dpo, at=now(), kind="sar", about=uuid4(), asked_by="pupil", received=today()
        )
    assert nobody.value.code == "unknown"
    with pytest.raises(Refused) as tomorrow:
        asking.opens(ada, received=today() + DAY)
    assert tomorrow.value.code == "not-yet"
    case = asking.opens(ada)
    with pytest.raises(Refused) as before:
        asking.does("ask_for_id", case, on=today() - DAY)
    assert before.value.code == "wrong-state"


@keeps("194")
def test_what_was_said_is_kept_sealed_and_goes_when_the_record_goes(asking):
    ada = asking.school.pupil()
    case = asking.opens(ada, said="All about canaryasked, please.", came="spoken")
    assert asking.does("read_words", case) == {"asked": "All about canaryasked, please."}
    (section,) = abouts["rights"].copy(asking.school.ref, ada.ref, now())
    assert [r["How it came"] for r in section.rows] == ["spoken"]
    asking.does("close", case, outcome="withdrawn")
    assert abouts["rights"].forget(asking.school.ref, ada.ref, now()) == {"what was asked": 1}
    assert asking.does("read_words", case) == {}
    kept = shown(asking, case)
    assert (kept.about, kept.state, kept.clock.state) == (ada.ref, "withdrawn", "dropped")


def test_every_state_can_be_reached_and_none_but_the_last_ones_ends(asking):
    reached = {State.RECEIVED} | {to for moves in MOVES.values() for to in moves}
    assert reached == set(State)
    assert {s for s, moves in MOVES.items() if not moves} == {
        State.ANSWERED,
        State.REFUSED,
        State.WITHDRAWN,
    }


def test_open_requests_stand_in_the_order_they_are_due(asking):
    ada = asking.school.pupil()
    still, later, sooner = (asking.opens(ada, received=today() - n * DAY) for n in (20, 1, 10))
    asking.does("ask_for_id", still)
    found = queries.open_cases(asking.school.ref, today())
    assert [c.ref for c in found] == [sooner, later, still]
    assert found[0].clock.due == next_open(add_months(today() - 10 * DAY, 1))
    assert found[0].next.act == "rights.copy"
