"""Days counted the way the law counts them: months, years, birthdays.

Keeps: promises 163, 165 and 210, as far as they turn on a date. Conventions kept here:
a month on is the same day-number, or the last day of a shorter month, and never "end of month sticks";
an anniversary of 29 February is 28 February, but an age is reached on 1 March.
Reads no clock and parses no text: give it dates, it gives you dates.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

#: The civil time by which a request is received, a birthday begins and a person is told an hour.
LONDON = ZoneInfo("Europe/London")

DAY = timedelta(days=1)


def add_months(day: date, n: int) -> date:
    """The corresponding day n months on; the last day of the month where there is none.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    >>> add_months(date(2026, 2, 28), 1)
    datetime.date(2026, 3, 28)
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def add_years(day: date, n: int) -> date:
    """The anniversary n years on, for reviews and periods: 29 February falls back to the 28th.

    >>> add_years(date(2024, 2, 29), 2)
    datetime.date(2026, 2, 28)
    """
    return add_months(day, 12 * n)


def birthday(born: date, age: int) -> date:
    """The day on which a person reaches an age; someone born on 29 February reaches it on 1 March.

    >>> birthday(date(2010, 2, 3), 13)
    datetime.date(2023, 2, 3)
    >>> birthday(date(2012, 2, 29), 13)
    datetime.date(2025, 3, 1)
    """
    anniversary = add_years(born, age)
    return anniversary if anniversary.day == born.day else anniversary + DAY


def age_on(born: date, day: date) -> int:
    """Whole years of age, reached at the start of the birthday; below nought before the birth.

    >>> age_on(date(2010, 2, 3), date(2026, 2, 2)), age_on(date(2010, 2, 3), date(2026, 2, 3))
    (15, 16)
    """
    years = day.year - born.year
    return years if day >= birthday(born, years) else years - 1


def months_between(first: date, last: date) -> int:
    """Whole months from one day to a later one: the most that fit in between.

    >>> months_between(date(2026, 1, 31), date(2026, 2, 28))
    1
    """
    if last < first:
        raise ValueError(f"{last} comes before {first}")
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if add_months(first, months) <= last else months - 1


def each_day(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included; nothing when the last comes earlier."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def local_day(at: datetime) -> date:
    """The day it was in London at that instant: a letter that comes at 23:59 came that day.

    >>> from datetime import timezone
    >>> local_day(datetime(2026, 6, 30, 23, 30, tzinfo=timezone.utc))
    datetime.date(2026, 7, 1)
    """
    if at.utcoffset() is None:
        raise ValueError("an instant needs its offset from UTC before it can be said which day it was")
    return at.astimezone(LONDON).date()


def spoken(day: date) -> str:
    """A day as a letter would write it.

    >>> spoken(date(2026, 5, 3))
    '3 May 2026'
    """
    return f"{day.day} {day:%B %Y}"
