"""How long we have to answer a person, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.rules.base.dates import add_months
from hornbook.rules.base.refused import Refused
from hornbook.rules.law.uk_gdpr import (
    answer_clock,
    check_extension,
    complaint_acknowledgement_clock,
    extension_notice_due,
)
from hornbook.rules.law.working_days import is_open, next_open
from tests.keeps import keeps

days = st.dates(date(2024, 1, 1), date(2038, 6, 30))
under_12a = st.dates(date(2026, 2, 5), date(2037, 12, 31))
counts = st.sampled_from(["exclusive", "inclusive"])


@st.composite
def paused_requests(draw):
    received = draw(under_12a)
    gaps = draw(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 60)), max_size=4))
    pauses = tuple((received + timedelta(a), received + timedelta(a + b)) for a, b in gaps)
    return received, pauses


def on(text):
    return date.fromisoformat(text)


@keeps("210")
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2025-10-14", "2025-11-14"),  # an ordinary month
        ("2026-01-31", "2026-03-02"),  # no 31 February; the 28th is a Saturday
        ("2024-01-31", "2024-02-29"),  # a leap year's 29th, a Thursday
        ("2026-02-28", "2026-03-30"),  # 28 March is a Saturday; the month's end does not stick
        ("2024-02-29", "2024-04-02"),  # 29 March is Good Friday
        ("2026-03-03", "2026-04-07"),  # 3 April is Good Friday: past Easter Monday
        ("2025-11-25", "2025-12-29"),  # Christmas Day to the Monday after
        ("2026-11-25", "2026-12-29"),  # Boxing Day on a Saturday has its day on Monday
        ("2026-12-01", "2027-01-04"),  # New Year's Day is a Friday
        ("2026-05-31", "2026-06-30"),  # received on a Sunday, all the same
        ("2026-04-25", "2026-05-26"),  # the spring bank holiday
    ],
)
def test_a_request_is_answered_within_one_month_moved_on_to_an_open_day(received, due):
    assert answer_clock(on(received)).due == on(due)


@keeps("210")
def test_every_day_of_the_month_is_shown_with_the_reason_it_was_counted_or_not():
    clock = answer_clock(date(2026, 3, 3))
    assert clock.kind == "sar"
    assert [(s.day.isoformat(), s.counted, s.why) for s in clock.steps][:2] == [
        ("2026-03-03", False, "received: the day itself is not counted"),
        ("2026-03-04", True, "day 1 of 31"),
    ]
    assert [(s.day.isoformat(), s.counted, s.why) for s in clock.steps][-5:] == [
        ("2026-04-03", True, "day 31 of 31, but Good Friday: moves on"),
        ("2026-04-04", False, "Saturday"),
        ("2026-04-05", False, "Sunday"),
        ("2026-04-06", False, "Easter Monday"),
        ("2026-04-07", False, "the next open day: the last day to answer"),
    ]
    assert clock.cites == ("UK GDPR, Article 12(3)", "UK GDPR, Article 12A", "UK GDPR, Article 4A")
    assert (clock.why, clock.review) == ("", False)


def test_a_clock_is_told_to_a_machine_in_the_agreed_shape():
    answer = answer_clock(date(2025, 10, 14)).as_json()
    assert {key: answer[key] for key in ("kind", "received", "due")} == {
        "kind": "sar",
        "received": "2025-10-14",
        "due": "2025-11-14",
    }
    assert answer["steps"][1] == {"day": "2025-10-15", "counted": True, "why": "day 1 of 31"}
    waiting = answer_clock(date(2026, 3, 2), id_asked=date(2026, 3, 3)).as_json()
    assert waiting["due"] is None
    assert waiting["why"] == "The clock starts when we have proof of identity."


@keeps("212")
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-02", "2026-06-02"),
        ("2026-11-30", "2027-03-01"),  # no 30 February: the 28th, a Sunday
        ("2026-01-31", "2026-04-30"),  # straight from the start, not by way of 28 February
        ("2026-09-25", "2026-12-29"),  # Christmas
    ],
)
def test_an_extended_request_has_three_months_from_the_original_start(received, due):
    clock = answer_clock(on(received), extended=True)
    assert (clock.kind, clock.due) == ("sar_extended", on(due))


@keeps("212")
def test_the_time_is_extended_only_if_the_person_was_told_in_time_and_for_a_reason_the_law_knows():
    notice = extension_notice_due(date(2026, 1, 30))
    assert (notice.kind, notice.due) == ("sar_extension_notice", date(2026, 3, 2))
    assert notice.steps[-1].why.endswith("the last day to say it takes longer")
    check_extension(told=date(2026, 3, 2), because="complex", notice=notice)
    with pytest.raises(Refused) as late:
        check_extension(told=date(2026, 3, 3), because="many", notice=notice)
    assert late.value.code == "extended-too-late"
    assert "2 March 2026" in late.value.why
    with pytest.raises(Refused) as reason:
        check_extension(told=date(2026, 2, 2), because="school holidays", notice=notice)
    assert reason.value.code == "no-reason-to-extend"


@pytest.mark.parametrize(
    ("received", "asked", "answered", "count", "due"),
    [
        ("2026-03-02", "2026-03-10", "2026-03-20", "exclusive", "2026-04-13"),  # 2 April + 10: a Sunday
        ("2026-03-02", "2026-03-10", "2026-03-20", "inclusive", "2026-04-13"),  # 2 April + 11
        ("2026-06-01", "2026-06-08", "2026-06-10", "exclusive", "2026-07-03"),
        ("2026-06-01", "2026-06-08", "2026-06-10", "inclusive", "2026-07-06"),  # 4 July is a Saturday
        ("2026-06-01", "2026-06-08", "2026-06-08", "exclusive", "2026-07-01"),
        ("2026-06-01", "2026-06-08", "2026-06-08", "inclusive", "2026-07-02"),
        ("2026-06-01", "2026-06-01", "2026-06-03", "exclusive", "2026-07-03"),
        ("2026-06-01", "2026-06-01", "2026-06-02", "inclusive", "2026-07-03"),
        ("2026-06-01", "2026-07-01", "2026-07-08", "exclusive", "2026-07-08"),  # asked on the last day
        ("2026-06-01", "2026-07-02", "2026-07-08", "exclusive", "2026-07-01"),  # asked a day too late
        ("2026-02-14", "2026-03-16", "2026-03-19", "exclusive", "2026-03-19"),  # asked on the day it moved to
    ],
)
def test_days_spent_waiting_to_hear_what_is_sought_do_not_count(received, asked, answered, count, due):
    clock = answer_clock(on(received), pauses=[(on(asked), on(answered))], count=count)
    assert clock.due == on(due)
    assert clock.steps[-1].day == clock.due


def test_a_question_asked_after_the_limit_changes_nothing_and_the_clock_says_so():
    clock = answer_clock(date(2026, 6, 1), pauses=[(date(2026, 7, 2), None)])
    assert clock.due == date(2026, 7, 1)
    assert clock.why == "The question of 2 July 2026 came after the limit, and changes nothing."


def test_days_that_two_questions_share_count_once():
    received = date(2026, 6, 1)
    first, second = (date(2026, 6, 8), date(2026, 6, 18)), (date(2026, 6, 15), date(2026, 6, 22))
    both = answer_clock(received, pauses=[first, second])
    assert both.due == answer_clock(received, pauses=[(date(2026, 6, 8), date(2026, 6, 22))]).due
    assert sum("paused" in s.why for s in both.steps) == 14


def test_while_a_question_is_unanswered_nothing_can_be_said_to_be_due():
    clock = answer_clock(date(2026, 6, 1), pauses=[(date(2026, 6, 8), None)], today=date(2026, 6, 12))
    assert clock.due is None
    assert clock.why.startswith("The clock stopped on 8 June 2026")
    assert [(s.day.day, s.counted) for s in clock.steps][-5:] == [
        (8, True),
        (9, False),
        (10, False),
        (11, False),
        (12, False),
    ]
    assert clock.steps[-1].why == "paused: asked on 8 June 2026, not answered yet"


def test_a_question_stops_the_clock_for_access_and_for_no_other_right():
    clock = answer_clock(date(2026, 6, 1), right="erasure", pauses=[(date(2026, 6, 8), None)])
    assert (clock.kind, clock.due) == ("rights_request", date(2026, 7, 1))
    assert clock.why == "A question stops the clock for access only, not for erasure."


def test_the_month_runs_from_proof_of_identity_or_the_fee_whichever_came_last():
    clock = answer_clock(
        date(2026, 6, 1),
        id_asked=date(2026, 6, 2),
        id_received=date(2026, 6, 4),
        fee_asked=date(2026, 6, 2),
        fee_paid=date(2026, 6, 9),
    )
    assert clock.due == date(2026, 7, 9)
    assert [s.why for s in clock.steps[1:4]] == ["waiting for proof of identity and the fee"] * 2 + [
        "waiting for the fee"
    ]
    assert clock.steps[8].why == "the fee came: the count starts tomorrow"
    assert "UK GDPR, Article 12(6)" in clock.cites


def test_proof_asked_for_after_the_limit_does_not_bring_the_time_back():
    clock = answer_clock(date(2026, 6, 1), id_asked=date(2026, 7, 2))
    assert clock.due == date(2026, 7, 1)
    assert clock.why == "Proof of identity was asked for after the limit."


def test_a_request_from_the_day_before_article_12a_takes_the_law_of_its_own_day():
    before, after = answer_clock(date(2026, 2, 4)), answer_clock(date(2026, 2, 5))
    assert (before.due, after.due) == (date(2026, 3, 4), date(2026, 3, 5))
    assert "UK GDPR, Article 12A" not in before.cites
    assert "the law as it stood until 4 February 2026: no pause in the statute itself" in before.cites
    paused = answer_clock(
        date(2026, 2, 4), pauses=[(date(2026, 2, 10), date(2026, 2, 12))], count="inclusive"
    )
    assert paused.due == date(2026, 3, 6)  # two days, by guidance; the statute's third is not yet law
    assert paused.review
    assert "guidance" in paused.why


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"right": "forgetting"}, "no right we know"),
        ({"count": "generous"}, "exclusive, inclusive"),
        ({"pauses": [(date(2026, 5, 31), None)]}, "before the request came"),
        ({"pauses": [(date(2026, 6, 5), date(2026, 6, 4))]}, "before it was asked"),
        ({"id_asked": date(2026, 6, 5), "id_received": date(2026, 6, 4)}, "before it was asked"),
    ],
)
def test_facts_that_cannot_be_true_are_refused_with_a_sentence(facts, says):
    with pytest.raises(ValueError, match=says):
        answer_clock(date(2026, 6, 1), **facts)


@keeps("210")
@given(days, st.booleans())
def test_nothing_is_due_on_a_day_that_is_shut(received, extended):
    due = answer_clock(received, extended=extended).due
    assert is_open(due)
    assert due == next_open(add_months(received, 3 if extended else 1))


@keeps("210")
@given(days)
def test_without_a_pause_an_answer_is_due_after_four_to_five_weeks(received):
    assert 28 <= (answer_clock(received).due - received).days <= 35


@given(days, days)
def test_asking_later_never_brings_the_answer_forward(a, b):
    first, second = sorted([a, b])
    assert answer_clock(first).due <= answer_clock(second).due


@given(paused_requests(), counts, st.booleans())
def test_a_pause_never_shortens_the_time_and_the_last_day_is_open(request_, count, extended):
    received, pauses = request_
    clock = answer_clock(received, pauses=pauses, count=count, extended=extended)
    assert clock.due >= answer_clock(received, extended=extended).due
    assert is_open(clock.due)


@given(paused_requests())
def test_the_exclusive_count_never_ends_after_the_inclusive_one(request_):
    received, pauses = request_
    assert answer_clock(received, pauses=pauses[:1]).due <= (
        answer_clock(received, pauses=pauses[:1], count="inclusive").due
    )


@given(paused_requests(), counts)
def test_an_extension_never_ends_before_the_month(request_, count):
    received, pauses = request_
    month = answer_clock(received, pauses=pauses, count=count)
    assert answer_clock(received, pauses=pauses, count=count, extended=True).due >= month.due
    assert extension_notice_due(received, pauses=pauses, count=count).due == month.due


@given(paused_requests(), counts, st.booleans(), st.integers(0, 20))
def test_the_count_can_be_followed_without_a_gap_to_its_last_day(request_, count, extended, wait):
    received, pauses = request_
    start = received + timedelta(wait)
    clock = answer_clock(
        received, id_asked=received, id_received=start, pauses=pauses, count=count, extended=extended
    )
    shown = [step.day.toordinal() for step in clock.steps]
    assert shown == list(range(received.toordinal(), clock.due.toordinal() + 1))
    assert clock.counted == (add_months(start, 3 if extended else 1) - start).days
    assert all(step.why for step in clock.steps)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-06-19", "2026-07-20"),  # 19 July is a Sunday
        ("2026-06-22", "2026-07-22"),
        ("2026-11-25", "2026-12-29"),  # Christmas Day
    ],
)
def test_a_complaint_is_acknowledged_within_thirty_days(received, due):
    clock = complaint_acknowledgement_clock(on(received))
    assert (clock.due, clock.counted) == (on(due), 30)
    assert clock.steps[-1].why.endswith("the last day to acknowledge")


def test_a_complaint_from_before_19_june_2026_has_no_day_set_by_law():
    clock = complaint_acknowledgement_clock(date(2026, 6, 18))
    assert clock.due is None
    assert "19 June 2026" in clock.why
    assert clock.review
