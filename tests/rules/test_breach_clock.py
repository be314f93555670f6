"""Seventy-two hours to tell the regulator, whatever the clocks on the wall do."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.rules.law.uk_gdpr import breach_clock
from tests.keeps import keeps

instants = st.datetimes(datetime(2024, 1, 1), datetime(2038, 12, 31), timezones=st.just(UTC))


@keeps("248")
@pytest.mark.parametrize(
    ("aware", "due"),
    [
        ("2025-06-06T10:00:00+01:00", "2025-06-09T10:00:00+01:00"),  # a Friday: the weekend counts
        ("2026-12-24T16:30:00+00:00", "2026-12-27T16:30:00+00:00"),  # Christmas counts
        ("2026-03-28T12:00:00+00:00", "2026-03-31T13:00:00+01:00"),  # clocks go forward on the 29th
        ("2026-10-24T12:00:00+01:00", "2026-10-27T11:00:00+00:00"),  # clocks go back on the 25th
        ("2026-10-25T01:30:00+01:00", "2026-10-28T00:30:00+00:00"),  # the hour that comes twice: first
        ("2026-10-25T01:30:00+00:00", "2026-10-28T01:30:00+00:00"),  # and second
        ("2026-06-06T12:00:00+02:00", "2026-06-09T11:00:00+01:00"),  # known abroad, told in London time
        ("2028-02-28T09:00:00+00:00", "2028-03-02T09:00:00+00:00"),  # across a leap day
    ],
)
def test_the_regulator_is_told_within_seventy_two_elapsed_hours(aware, due):
    assert breach_clock(datetime.fromisoformat(aware)).due.isoformat() == due


@keeps("248")
def test_each_day_says_how_many_hours_it_took_and_that_shut_days_count():
    clock = breach_clock(datetime.fromisoformat("2026-03-28T12:00:00+00:00"))
    assert [(s.day.isoformat(), s.counted, s.why) for s in clock.steps] == [
        ("2026-03-28", True, "12 h, 12 h of 72 (Saturday counts)"),
        ("2026-03-29", True, "23 h, 35 h of 72 (Sunday counts)"),
        ("2026-03-30", True, "24 h, 59 h of 72"),
        ("2026-03-31", True, "13 h, 72 h of 72"),
    ]
    assert clock.cites == ("UK GDPR, Article 33",)


@given(instants)
def test_exactly_seventy_two_hours_pass_and_the_due_instant_has_its_offset(aware):
    clock = breach_clock(aware)
    assert clock.due.astimezone(UTC) - aware == timedelta(hours=72)
    assert clock.due.utcoffset() is not None
    assert 4 <= len(clock.steps) + (clock.received.hour == 0) <= 5
    assert clock.steps[0].day == clock.received.date()


@given(instants, instants)
def test_knowing_later_never_brings_the_hour_forward(a, b):
    first, second = sorted([a, b])
    assert breach_clock(first).due <= breach_clock(second).due


def test_an_instant_without_its_offset_is_not_guessed_at():
    with pytest.raises(ValueError, match="offset"):
        breach_clock(datetime(2026, 6, 6, 10, 0))


def test_another_zone_may_be_asked_for():
    clock = breach_clock(datetime.fromisoformat("2026-06-06T10:00:00+01:00"), tz="Europe/Paris")
    assert clock.due.isoformat() == "2026-06-09T11:00:00+02:00"
