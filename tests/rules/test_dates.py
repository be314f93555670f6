"""Months, anniversaries and birthdays, and the examples that the rules carry in their own text."""

import doctest
import importlib
import pkgutil
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hornbook.rules.base
import hornbook.rules.law
from hornbook.rules.base.dates import (
    add_months,
    add_years,
    age_on,
    birthday,
    each_day,
    local_day,
    months_between,
)
from tests.keeps import keeps

days = st.dates(date(1990, 1, 1), date(2040, 12, 31))
ages = st.integers(0, 60)

MODULES = [
    each.name
    for package in (hornbook.rules.base, hornbook.rules.law)
    for each in pkgutil.iter_modules(package.__path__, package.__name__ + ".")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_worked_examples_in_a_rule_come_out_as_written(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_rules_that_count_do_carry_worked_examples():
    worked = ["base.dates", "law.working_days", "law.timeline", "law.ages", "law.uk_gdpr"]
    finder = doctest.DocTestFinder()
    for name in worked:
        found = finder.find(importlib.import_module(f"hornbook.rules.{name}"))
        assert sum(len(each.examples) for each in found) >= 2, name


@pytest.mark.parametrize(
    ("day", "n", "then"),
    [
        ("2025-10-14", 1, "2025-11-14"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-05-05", 0, "2026-05-05"),
    ],
)
def test_a_month_on_is_the_same_day_number_or_the_last_day_of_a_shorter_month(day, n, then):
    assert add_months(date.fromisoformat(day), n) == date.fromisoformat(then)


@keeps("163")
@pytest.mark.parametrize(
    ("born", "age", "on"),
    [
        ("2010-02-03", 13, "2023-02-03"),
        ("2012-02-29", 13, "2025-03-01"),
        ("2012-02-29", 16, "2028-02-29"),
        ("2008-12-31", 18, "2026-12-31"),
    ],
)
def test_an_age_is_reached_on_the_birthday_and_by_a_leap_day_child_on_the_first_of_march(born, age, on):
    assert birthday(date.fromisoformat(born), age) == date.fromisoformat(on)


def test_an_anniversary_of_a_leap_day_is_the_twenty_eighth_for_a_review_and_the_first_for_an_age():
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert birthday(date(2024, 2, 29), 1) == date(2025, 3, 1)


@given(days, ages)
def test_a_person_is_one_year_younger_the_day_before_the_birthday(born, age):
    reached = birthday(born, age)
    assert age_on(born, reached) == age
    assert age_on(born, date.fromordinal(reached.toordinal() - 1)) == age - 1


@given(days, days, st.integers(0, 60))
def test_adding_months_keeps_days_in_order(a, b, n):
    first, second = sorted([a, b])
    assert add_months(first, n) <= add_months(second, n)


@given(days, days)
def test_the_months_between_two_days_are_the_most_that_fit(a, b):
    first, second = sorted([a, b])
    n = months_between(first, second)
    assert add_months(first, n) <= second < add_months(first, n + 1)


def test_months_are_not_counted_backwards():
    with pytest.raises(ValueError, match="comes before"):
        months_between(date(2026, 2, 1), date(2026, 1, 1))


def test_a_request_late_on_a_summer_evening_in_universal_time_came_the_next_day_in_london():
    assert local_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert local_day(datetime(2026, 12, 30, 23, 30, tzinfo=UTC)) == date(2026, 12, 30)
    with pytest.raises(ValueError, match="offset"):
        local_day(datetime(2026, 6, 30, 23, 30))


def test_each_day_includes_both_ends_and_is_empty_backwards():
    assert len(list(each_day(date(2028, 2, 28), date(2028, 3, 1)))) == 3
    assert list(each_day(date(2028, 3, 1), date(2028, 2, 28))) == []
