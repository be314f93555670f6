"""How long a register entry must be kept: Pupil Registration Regulations 2024, regulation 7.

A floor: a pack may keep an entry longer, and
retention never destroys one sooner, whatever a pack says.
"""

from dataclasses import dataclass
from datetime import date

from hornbook.rules.base.dates import birthday, spoken

from .cites import REG_2024_7, implements
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
