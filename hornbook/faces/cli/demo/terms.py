"""Half-terms of the years around a day, and the days on which a register is taken.

A plain English school year: six half-terms between the holidays, no register on a Saturday, a Sunday or a
bank holiday.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hornbook.rules.base.dates import each_day
from hornbook.rules.law.working_days import why_shut

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class HalfTerm:
    """`id` is what registers are filed under, e.g. "2026-autumn-1"."""

    id: str
    first: date
    last: date

    def days(self, since: date, until: date) -> list[date]:
        """The school days in it from one day to another, both included."""
        return [day for day in each_day(max(self.first, since), min(self.last, until)) if not why_shut(day)]


def monday_on_or_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def school_year(start: int) -> Iterator[HalfTerm]:
    """The six half-terms of the school year that begins in September of `start`."""
    october, february, may = (
        monday_on_or_after(date(start, 10, 24)),
        monday_on_or_after(date(start + 1, 2, 12)),
        monday_on_or_after(date(start + 1, 5, 25)),
    )
    spans = (
        ("autumn-1", monday_on_or_after(date(start, 9, 3)), october),
        ("autumn-2", october + WEEK, monday_on_or_after(date(start, 12, 18))),
        ("spring-1", monday_on_or_after(date(start + 1, 1, 5)), february),
        ("spring-2", february + WEEK, monday_on_or_after(date(start + 1, 3, 28))),
        ("summer-1", monday_on_or_after(date(start + 1, 4, 13)), may),
        ("summer-2", may + WEEK, monday_on_or_after(date(start + 1, 7, 20))),
    )
    for name, first, holiday in spans:
        year = start if name.startswith("autumn") else start + 1
        yield HalfTerm(f"{year}-{name}", first, holiday - timedelta(days=3))


def half_terms(since: date, until: date) -> list[HalfTerm]:
    """Those with a school day between the two days."""
    years = range(since.year - 1, until.year + 1)
    return [
        half for year in years for half in school_year(year) if half.first <= until and half.last >= since
    ]


def year_group(born: date, on: date) -> int:
    """The year group a pupil born then is taught in.

    >>> year_group(date(2010, 11, 20), date(2026, 11, 24))
    11
    """
    return _begins(on) - _begins(born) - 5


def _begins(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1
