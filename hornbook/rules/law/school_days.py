"""Which days a school is open, by its own calendar, and counting by them: Education Act 1996, section 579.

Keeps: promise 219, as far as it is counted in school days. A school day is a day on which that school has a
session: its holidays, closures, training days and bank holidays are none. Of days that its calendar does not
speak for nothing is said: a clock that would need them gives no day, and says which are missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hornbook.rules.base.dates import DAY, each_day, spoken

from .cites import EA_579, implements
from .clock import Clock, Step
from .counting import ending
from .timeline import Rule
from .working_days import WEEKEND, why_shut

AUGUST, SEPTEMBER, JULY = 8, 9, 7


@dataclass(frozen=True)
class Calendar:
    """One school's open days.

    open  ranges of days, both ends included, in order and apart; weekends in them are shut all the same
    shut  days among them without a session, and why
    """

    open: tuple[tuple[date, date], ...]
    shut: Mapping[date, str] = field(default_factory=dict)

    @property
    def speaks_from(self) -> date:
        """The first day it speaks for. A school year begins with the first term after July: so where it
        begins in August or September, no school day of that August goes before it."""
        first = self.open[0][0]
        return date(first.year, AUGUST, 1) if first.month in (AUGUST, SEPTEMBER) else first

    @property
    def speaks_until(self) -> date:
        """The last day it speaks for: the end of July where the summer term ends in it."""
        last = self.open[-1][1]
        return date(last.year, JULY, 31) if last.month == JULY else last

    def speaks_for(self, day: date) -> bool:
        """Weekends and bank holidays are known without it."""
        return bool(why_shut(day)) or self.speaks_from <= day <= self.speaks_until

    @implements(EA_579)
    def why_shut(self, day: date) -> str:
        """Why the school has no session that day, and nothing if it has one.

        >>> may = Calendar(((date(2027, 4, 12), date(2027, 5, 28)),), {date(2027, 5, 4): "training day"})
        >>> [may.why_shut(date(2027, 5, day)) for day in (1, 3, 4, 5, 31)]
        ['Saturday', 'May Day', 'training day', '', 'Spring Bank Holiday']
        """
        if day.weekday() in WEEKEND:
            return WEEKEND[day.weekday()]
        if day in self.shut:
            return self.shut[day]
        within = any(first <= day <= last for first, last in self.open)
        return why_shut(day) or ("" if within else "school holiday")


NO_CALENDAR = "School days are counted by the school's own calendar, and none was given."


def school_day_clock(
    received: date, law: Rule, calendar: Calendar | None, *, cites: tuple[str, ...], what: str
) -> Clock:
    """The last of so many school days after a day, that day not counted; no day where the calendar is short.

    what  "the last day to show it"
    """
    first = Step(received, False, "the day itself is not counted")
    clock = Clock("", received, None, (first,), (*cites, EA_579.text), NO_CALENDAR, law.review)
    if calendar is None:
        return clock
    steps, reached, day = [first], 0, received
    while reached < law.number:
        day += DAY
        if not calendar.speaks_for(day):
            why = _short(calendar, day, f"{reached} of {law.number} school days")
            return Clock("", received, None, tuple(steps), clock.cites, why, law.review)
        shut = calendar.why_shut(day)
        reached += not shut
        steps.append(Step(day, not shut, shut or f"school day {reached} of {law.number}"))
    return Clock("", received, day, ending(tuple(steps), what), clock.cites, "", law.review)


def _short(calendar: Calendar, day: date, counted: str) -> str:
    if day < calendar.speaks_from:
        return (
            f"The school's calendar begins on {spoken(calendar.open[0][0])}, "
            f"and does not say whether {spoken(day)} is a school day."
        )
    return (
        f"The school's calendar ends on {spoken(calendar.open[-1][1])}, "
        f"when {counted} have passed: give one that goes on."
    )


def working_school_days(
    received: date, most: int, calendar: Calendar, until: date
) -> tuple[Step, ...] | None:
    """Each day up to `until`, or to the last of `most` days that are working days anywhere in the United
    Kingdom and school days too; None where the calendar speaks for too few."""
    steps, reached = [Step(received, False, "the day itself is not counted")], 0
    for day in each_day(received + DAY, until):
        shut = why_shut(day, "UK")
        if not shut and not calendar.speaks_for(day):
            return None
        shut = shut or calendar.why_shut(day)
        reached += not shut
        steps.append(Step(day, not shut, shut or f"working school day {reached} of {most}"))
        if reached == most:
            break
    return tuple(steps)
