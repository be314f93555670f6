"""Which days are shut, where, and by what name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.rules.law.working_days import (
    add_working_days,
    bank_holidays,
    is_open,
    next_open,
    one_offs,
    shut_days,
    why_shut,
    working_day_steps,
)

days = st.dates(date(2024, 1, 1), date(2038, 12, 31))


@pytest.mark.parametrize(
    ("day", "part", "name"),
    [
        (date(2026, 4, 3), "ENG", "Good Friday"),
        (date(2026, 4, 6), "ENG", "Easter Monday"),
        (date(2026, 4, 6), "SCT", ""),
        (date(2026, 12, 25), "ENG", "Christmas Day"),
        (date(2026, 12, 26), "ENG", "Saturday"),
        (date(2026, 12, 28), "ENG", "Boxing Day (observed)"),
        (date(2027, 12, 27), "ENG", "Christmas Day (observed)"),
        (date(2027, 12, 28), "ENG", "Boxing Day (observed)"),
        (date(2026, 8, 31), "ENG", "Late Summer Bank Holiday"),
        (date(2022, 5, 30), "ENG", ""),
        (date(2023, 5, 8), "ENG", "Coronation of King Charles III"),
        (date(2026, 6, 15), "SCT", "Scotland's bank holiday for the football World Cup"),
        (date(2026, 6, 15), "ENG", ""),
        (date(2026, 6, 16), "ENG", ""),
    ],
)
def test_a_shut_day_is_called_by_its_name_and_an_open_day_by_none(day, part, name):
    assert why_shut(day, part) == name


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 30),
        date(2026, 1, 2),
        date(2026, 3, 17),
        date(2026, 7, 13),
        date(2026, 8, 3),
        date(2026, 6, 15),
    ],
)
def test_a_day_shut_anywhere_in_the_kingdom_stops_a_freedom_of_information_day_and_no_other(day):
    assert why_shut(day, "UK")
    assert not why_shut(day, "ENG")


def test_england_and_wales_shut_on_the_same_days():
    assert shut_days(2024, 2038, "ENG") == shut_days(2024, 2038, "WLS")


def test_every_one_off_day_says_why_and_has_its_effect():
    assert one_offs()
    for one in one_offs():
        assert one.why
        for part in one.parts:
            assert (one.on in bank_holidays(one.on.year, part)) is one.shut


def test_an_unknown_part_of_the_kingdom_is_a_mistake_that_names_the_known_ones():
    with pytest.raises(ValueError, match="ENG, WLS, SCT, NIR, UK"):
        bank_holidays(2026, "FRA")


def test_a_last_day_before_christmas_week_moves_past_all_of_it():
    assert next_open(date(2026, 12, 25)) == date(2026, 12, 29)
    assert next_open(date(2027, 12, 25)) == date(2027, 12, 29)


@given(days)
def test_the_next_open_day_is_open_is_near_and_stays_put(day):
    shut = shut_days(2024, 2039)
    moved = next_open(day, shut)
    assert is_open(moved, shut)
    assert moved == next_open(day) == next_open(moved)
    assert 0 <= (moved - day).days <= 4


@given(days, st.integers(0, 60), st.sampled_from(["ENG", "UK"]))
def test_the_steps_of_a_working_day_count_name_every_day_and_count_only_open_ones(day, n, part):
    steps = working_day_steps(day, n, part)
    assert [s.day.toordinal() for s in steps] == list(range(day.toordinal(), steps[-1].day.toordinal() + 1))
    assert sum(s.counted for s in steps) == n
    assert all(s.why and s.counted is not bool(why_shut(s.day, part)) for s in steps[1:])
    assert steps[-1].day == add_working_days(day, n, part)


@given(days, st.integers(0, 30))
def test_counting_days_shut_anywhere_never_ends_sooner_than_counting_englands(day, n):
    assert add_working_days(day, n, "UK") >= add_working_days(day, n, "ENG")


def test_working_days_are_not_counted_backwards():
    with pytest.raises(ValueError, match="below nought"):
        add_working_days(date(2026, 1, 5), -1)
