"""Which regulation a school's return rests on: the 2013 individual-pupil regulations, 3 to 5A.

Keeps: promises 159, 160 and 161, which name the regulation a return rests on. The gateways are data in
`gateways_2013.toml`, each with its regulation, the schools it binds and the day it began.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from .cites import PUPIL_INDIVIDUAL_2013, implements

RECIPIENTS = ("council", "secretary-of-state")


@dataclass(frozen=True)
class Gateway:
    """One regulation: which kinds of school, to whom, what, since when; `cite` is how a notice prints it."""

    id: str
    regulation: str
    schools: frozenset[str]
    to: str
    what: str
    in_force_from: date
    confidence: str

    @property
    def cite(self) -> str:
        return f"{PUPIL_INDIVIDUAL_2013.text}, regulation {self.regulation}"

    @property
    def review(self) -> bool:
        return self.confidence == "M"


@lru_cache(maxsize=1)
def all_gateways() -> tuple[Gateway, ...]:
    rows = tomllib.loads((files(__package__) / "gateways_2013.toml").read_text("utf-8"))["gateway"]
    return tuple(Gateway(**{**row, "schools": frozenset(row["schools"])}) for row in rows)


def kinds_of_school() -> frozenset[str]:
    return frozenset().union(*(gateway.schools for gateway in all_gateways()))


@implements(PUPIL_INDIVIDUAL_2013)
def gateways(school: str, to: str, on: date) -> tuple[Gateway, ...]:
    """The regulations under which this kind of school sends there on that day; none is an answer too.

    >>> [gateway.regulation for gateway in gateways("academy", "secretary-of-state", date(2026, 11, 1))]
    ['5', '5A']
    >>> gateways("academy", "council", date(2026, 11, 1))
    ()
    """
    if school not in kinds_of_school():
        raise ValueError(f"{school!r} is no kind of school; known: {', '.join(sorted(kinds_of_school()))}")
    if to not in RECIPIENTS:
        raise ValueError(f"{to!r} is no recipient here; known: {', '.join(RECIPIENTS)}")
    return tuple(
        each
        for each in all_gateways()
        if school in each.schools and each.to == to and on >= each.in_force_from
    )
