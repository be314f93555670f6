"""Fifteen days of this school's own: what its calendar says, and what it does not say."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.rules.formats.school_calendar import school_calendar
from hornbook.rules.law.deadlines import clock
from hornbook.rules.law.school_days import Calendar
from hornbook.rules.law.working_days import why_shut
from tests.keeps import keeps

FILE = Path(__file__).parents[1] / "data" / "clock" / "halfway.toml"
HALFWAY = school_calendar("halfway.toml", FILE.read_bytes())
CALENDARS = {"HALFWAY": HALFWAY}
in_school = st.dates(date(2026, 6, 1), date(2027, 6, 30))


def due(kind: str, received: str, **given: str) -> date | None:
    return clock(kind, received, {"calendar": "HALFWAY", **given}, CALENDARS).due


def test_the_school_is_open_on_as_many_days_as_it_published():
    year = [date(2026, 9, 1) + timedelta(n) for n in range(330)]
    assert sum(not HALFWAY.why_shut(day) for day in year) == 190


@keeps("219")
@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2026-06-01", "2026-06-22"),
        ("2026-10-12", "2026-11-16"),  # a fortnight of holiday in between
        ("2026-08-10", "2026-09-22"),  # received in the holiday: the training day is none of the fifteen
        ("2026-12-18", "2027-01-22"),
        ("2027-04-20", "2027-05-12"),  # the bank holiday of 3 May
        ("2026-11-07", "2026-11-27"),  # received on a Saturday
    ],
)
def test_the_record_is_shown_within_fifteen_days_on_which_the_school_is_open(received, last):
    assert due("edu_record", received, school="maintained") == date.fromisoformat(last)
    assert due("ctf", received) == due("ctf_dual", received) == date.fromisoformat(last)


def test_every_day_says_whether_the_school_was_open_and_if_not_why():
    shown = clock("edu_record", "2026-08-28", {"school": "pru", "calendar": "HALFWAY"}, CALENDARS)
    assert [(step.day.isoformat(), step.counted, step.why) for step in shown.steps][:7] == [
        ("2026-08-28", False, "the day itself is not counted"),
        ("2026-08-29", False, "Saturday"),
        ("2026-08-30", False, "Sunday"),
        ("2026-08-31", False, "Late Summer Bank Holiday"),
        ("2026-09-01", False, "training day"),
        ("2026-09-02", True, "school day 1 of 15"),
        ("2026-09-03", True, "school day 2 of 15"),
    ]
    assert shown.steps[-1].why == "school day 15 of 15: the last day to show it"
    assert shown.cites == (
        "Education (Pupil Information) (England) Regulations 2005, regulation 5",
        "Education Act 1996, section 579",
    )
    assert (shown.why, shown.review) == ("", False)


def test_a_bank_holiday_that_a_calendar_forgot_is_no_school_day():
    forgetful = Calendar(((date(2027, 4, 12), date(2027, 5, 28)),))
    assert forgetful.why_shut(date(2027, 5, 3)) == "May Day"


@pytest.mark.parametrize(
    ("received", "why"),
    [
        ("2026-05-20", "The school's calendar begins on 1 June 2026, and does not say whether 21 May 2026"),
        ("2027-07-05", "The school's calendar ends on 22 July 2027, when 13 of 15 school days have passed"),
        ("2028-01-10", "The school's calendar ends on 22 July 2027, when 0 of 15 school days have passed"),
    ],
)
def test_days_the_calendar_does_not_speak_for_are_not_guessed(received, why):
    shown = clock("edu_record", received, {"school": "pru", "calendar": "HALFWAY"}, CALENDARS)
    assert shown.due is None
    assert shown.why.startswith(why)
    assert all(step.day <= date(2027, 8, 1) for step in shown.steps[1:])  # a Sunday, which needs no calendar


def test_the_last_fifteen_days_of_the_calendar_are_enough_and_fourteen_are_not():
    assert due("ctf", "2027-07-01") == date(2027, 7, 22)
    assert due("ctf", "2027-07-02") is None


def test_a_calendar_that_begins_with_the_school_year_speaks_for_the_august_before_it():
    year = Calendar(((date(2026, 9, 2), date(2026, 12, 18)),))
    assert year.speaks_for(date(2026, 8, 3))
    assert not year.speaks_for(date(2026, 7, 31))
    assert year.speaks_until == date(2026, 12, 18)
    late = Calendar(((date(2026, 8, 27), date(2027, 7, 9)),))
    assert (late.speaks_from, late.speaks_until) == (date(2026, 8, 1), date(2027, 7, 31))
    assert Calendar(((date(2026, 10, 1), date(2026, 10, 2)),)).speaks_from == date(2026, 10, 1)


def test_a_weekend_before_the_calendar_needs_no_calendar():
    assert due("ctf", "2026-05-29") == date(2026, 6, 19)  # a Friday; school begins on the Monday


def test_freedom_of_information_days_are_working_days_of_the_whole_kingdom_and_school_days():
    shown = clock("foi", "2026-06-12", {"calendar": "HALFWAY"}, CALENDARS)
    assert shown.due == date(2026, 7, 14)
    kept = next(step for step in shown.steps if step.day == date(2026, 6, 15))
    assert (kept.counted, kept.why) == (False, "Scotland's bank holiday for the football World Cup")
    assert not HALFWAY.why_shut(date(2026, 6, 15))
    assert shown.steps[-1].why == "working school day 20 of 20: the last day to answer"
    assert len(shown.cites) == 3


def test_sixty_working_days_are_the_most_a_school_takes():
    closed = Calendar(
        ((date(2026, 9, 2), date(2026, 9, 4)), (date(2026, 12, 1), date(2026, 12, 18))),
    )
    shown = clock("foi", "2026-09-01", {"calendar": "A"}, {"A": closed})
    assert shown.due == date(2026, 11, 24)
    assert shown.steps[-1].why == "school holiday: 60 working days have passed: the last day to answer"
    assert sum(step.counted for step in shown.steps) == 3


def test_a_short_calendar_gives_no_freedom_of_information_day_but_the_latest_it_can_be():
    shown = clock("foi", "2027-07-10", {"calendar": "HALFWAY"}, CALENDARS)
    assert shown.due is None
    assert "due by 6 October 2027 at the latest" in shown.why
    assert len(shown.steps) == 1


def test_a_council_counts_twenty_working_days_and_the_answer_says_for_whom():
    shown = clock("foi", "2026-11-02", {})
    assert (shown.due, shown.counted) == (date(2026, 12, 1), 20)
    assert shown.why.startswith("Counted as for a council")
    assert shown.cites == ("Freedom of Information Act 2000, section 10",)


def test_a_calendar_without_a_name_is_whosever_names_none():
    assert clock("ctf", "2026-06-01", {}, {"": HALFWAY}).due == date(2026, 6, 22)
    with pytest.raises(ValueError, match="calendar is 'B': no calendar of that name was given; given: A"):
        clock("ctf", "2026-06-01", {"calendar": "B"}, {"": HALFWAY, "A": HALFWAY})


@given(in_school)
def test_exactly_fifteen_open_days_lie_between_and_the_last_is_one(received):
    shown = clock("ctf", received.isoformat(), {"calendar": "HALFWAY"}, CALENDARS)
    assert shown.due is not None
    between = [received + timedelta(n + 1) for n in range((shown.due - received).days)]
    assert sum(not HALFWAY.why_shut(day) for day in between) == shown.counted == 15
    assert not HALFWAY.why_shut(shown.due)
    assert [step.day for step in shown.steps[1:]] == between


@given(in_school, st.sets(in_school, max_size=30))
def test_a_further_day_shut_never_brings_the_last_day_forward(received, more):
    shut = Calendar(HALFWAY.open, {**HALFWAY.shut, **dict.fromkeys(more, "closed")})
    before, after = (
        clock("ctf", str(received), {}, {"": HALFWAY}),
        clock("ctf", str(received), {}, {"": shut}),
    )
    assert before.due is not None
    assert after.due is None or after.due >= before.due


@given(st.dates(date(2026, 6, 1), date(2027, 5, 1)))
def test_a_school_never_has_less_time_than_a_council_for_freedom_of_information(received):
    council = clock("foi", received.isoformat(), {}).due
    school = clock("foi", received.isoformat(), {"calendar": "HALFWAY"}, CALENDARS).due
    assert council <= school
    assert not why_shut(school, "UK")
