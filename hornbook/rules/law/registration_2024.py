"""How long a register entry must be kept, and what a new one starts: Pupil Registration Regulations 2024.

Regulation 7 is a floor: a pack may keep an entry longer, and retention never destroys one sooner, whatever a
pack says. Regulation 13: the council is told of a new pupil.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from hornbook.rules.base.dates import birthday, each_day, spoken

from .cites import REG_2024_7, REG_2024_13, implements
from .clock import Clock, Step
from .counting import ending
from .deadline import Given, deadline
from .timeline import lookup


@dataclass(frozen=True)
class Floor:
    """not_before: the first day on which the law stops asking for the entry."""

    not_before: date
    why: str
    cites: tuple[str, ...]
    review: bool = False

    def allows(self, on: date) -> bool:
        return on >= self.not_before


@implements(REG_2024_7)
def register_floor(made: date, *, on: date) -> Floor:
    """Before which day an admission or attendance entry may not go, by the law of the day of asking.

    An entry made under the older law and still held is kept by the newer one: what counts is the day on which
    somebody wants it gone. An entry of 29 February is kept to 1 March.

    >>> register_floor(date(2024, 9, 2), on=date(2026, 11, 1)).not_before
    datetime.date(2030, 9, 2)
    >>> register_floor(date(2020, 2, 29), on=date(2026, 2, 28)).allows(date(2026, 2, 28))
    False
    """
    law = lookup("register-years", on)
    free = birthday(made, law.number)
    why = f"An entry made on {spoken(made)} is kept for at least {law.number} years, so until {spoken(free)}."
    return Floor(free, why, (law.cite,), law.review)


@implements(REG_2024_13)
@deadline("new_pupil_return")
def new_pupil_return(received: date, given: Given) -> Clock:
    """The last day to tell the council of a pupil entered in the register: the fifth after, shut or not.

    >>> new_pupil_return(date(2026, 12, 21), Given()).due  # Boxing Day
    datetime.date(2026, 12, 26)
    """
    law = lookup("new-pupil-return-days", received)
    days = each_day(received, received + timedelta(days=law.number))
    steps = tuple(
        Step(day, n > 0, f"day {n} of {law.number}" if n else "the day of entry is not counted")
        for n, day in enumerate(days)
    )
    told = ending(steps, "the last day to tell the council, whether it is open or not")
    return Clock("", received, told[-1].day, told, (law.cite,), "", law.review)
