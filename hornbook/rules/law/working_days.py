"""Which days are shut, in which part of the United Kingdom, and what they are called.

Keeps: promise 210, as far as a weekend or a bank holiday moves a date. A bank holiday is proclaimed, not
computed: the days come from the `holidays` package, and `holidays.toml` beside this file adds the one-off
days and takes back the moved ones. Parts: ENG, WLS, SCT, NIR, or UK for a day shut in any of them, which is
how the Freedom of Information Act counts.
"""

import tomllib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from holidays import country_holidays

from hornbook.rules.base.dates import DAY, each_day

from .cites import BANKING_1971, FOI_10, REG_1182_71, implements
from .clock import Step

PARTS = ("ENG", "WLS", "SCT", "NIR")
WEEKEND = {5: "Saturday", 6: "Sunday"}


@dataclass(frozen=True)
class OneOff:
    """A day that a proclamation shut, or opened after all."""

    on: date
    parts: frozenset[str]
    what: str
    why: str
    shut: bool


@lru_cache(maxsize=1)
def one_offs() -> tuple[OneOff, ...]:
    rows = tomllib.loads((files(__package__) / "holidays.toml").read_text("utf-8"))["day"]
    return tuple(OneOff(r["on"], frozenset(r["parts"]), r["what"], r["why"], r["shut"]) for r in rows)


@implements(BANKING_1971, FOI_10)
def bank_holidays(year: int, part: str = "ENG") -> Mapping[date, str]:
    """The bank holidays of a year in one part of the United Kingdom, or in any part, by name.

    >>> bank_holidays(2026)[date(2026, 4, 6)]
    'Easter Monday'
    >>> date(2026, 11, 30) in bank_holidays(2026), date(2026, 11, 30) in bank_holidays(2026, "UK")
    (False, True)
    """
    return _bank_holidays(year, part)


@lru_cache(maxsize=512)
def _bank_holidays(year: int, part: str) -> Mapping[date, str]:
    if part == "UK":
        named: dict[date, str] = {}
        for each in reversed(PARTS):  # England's name for a day wins over another part's
            named |= _bank_holidays(year, each)
    elif part in PARTS:
        found = country_holidays("GB", subdiv=part, years=year, language="en_GB")
        named = {day: name for day, name in found.items() if day.year == year}
        for one in one_offs():
            if one.on.year == year and part in one.parts:
                named.pop(one.on, None)
                if one.shut:
                    named[one.on] = one.what
    else:
        raise ValueError(f"{part!r} is no part of the United Kingdom we know; known: {', '.join(PARTS)}, UK")
    return MappingProxyType(dict(sorted(named.items())))


def why_shut(day: date, part: str = "ENG") -> str:
    """The name of the day if it is shut, and nothing if it is open; a weekend is named before a holiday.

    >>> why_shut(date(2026, 12, 28)), why_shut(date(2026, 12, 26)), why_shut(date(2026, 12, 29))
    ('Boxing Day (observed)', 'Saturday', '')
    """
    return WEEKEND.get(day.weekday()) or _bank_holidays(day.year, part).get(day, "")


@lru_cache(maxsize=128)
def shut_days(first_year: int, last_year: int, part: str = "ENG") -> frozenset[date]:
    """Every weekend and bank holiday of the years from first to last, both included."""
    days = each_day(date(first_year, 1, 1), date(last_year, 12, 31))
    return frozenset(day for day in days if why_shut(day, part))


def is_open(day: date, shut: AbstractSet[date] | None = None) -> bool:
    """Neither a weekend nor one of the shut days; without any given, England's bank holidays."""
    if shut is None:
        return not why_shut(day)
    return day.weekday() not in WEEKEND and day not in shut


@implements(REG_1182_71)
def next_open(day: date, shut: AbstractSet[date] | None = None) -> date:
    """The day itself if it is open, or else the next that is: a last day moves on once, at the end.

    >>> next_open(date(2026, 4, 3))  # Good Friday
    datetime.date(2026, 4, 7)
    """
    while not is_open(day, shut):
        day += DAY
    return day


def working_day_steps(start: date, n: int, part: str = "ENG") -> tuple[Step, ...]:
    """The count to the nth working day after a day, day by day; the day itself is not counted.

    >>> [(s.day.day, s.why) for s in working_day_steps(date(2026, 4, 2), 1)]
    [(2, 'the day itself is not counted'), (3, 'Good Friday'), (4, 'Saturday'), (5, 'Sunday'), \
(6, 'Easter Monday'), (7, 'working day 1 of 1')]
    """
    if n < 0:
        raise ValueError(f"working days are counted forwards: {n} is below nought")
    steps = [Step(start, False, "the day itself is not counted")]
    day, reached = start, 0
    while reached < n:
        day += DAY
        reason = why_shut(day, part)
        reached += not reason
        steps.append(Step(day, not reason, reason or f"working day {reached} of {n}"))
    return tuple(steps)


def add_working_days(start: date, n: int, part: str = "ENG") -> date:
    """The nth working day after a day.

    >>> add_working_days(date(2026, 6, 12), 1), add_working_days(date(2026, 6, 12), 1, "UK")
    (datetime.date(2026, 6, 15), datetime.date(2026, 6, 16))
    """
    return working_day_steps(start, n, part)[-1].day
