"""What people were told data is used for, and what a pack names beyond that: UK GDPR, Articles 13(3), 14(4).

Keeps: promises 52, 57. A pack may name a new purpose on any day; it is in force for a kind of data only once
people were told and the day has come. What is compared is what a purpose reaches: which categories, on which
basis, how near to the single pupil. Other words for the same reach wait for nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .floor import effective
from .types import Pack

#: How near a purpose comes to one pupil, the farthest first.
NEARER = ("pseudonymised", "groups", "individual")


@dataclass(frozen=True)
class Reach:
    """What people were told that a purpose is used for."""

    purpose: str
    basis: str
    level: str
    categories: frozenset[str]

    def covers(self, other: "Reach", category: str) -> bool:
        """Whether whoever was told this has been told that `other` uses this category."""
        return (
            self.purpose == other.purpose
            and self.basis == other.basis
            and NEARER.index(self.level) >= NEARER.index(other.level)
            and category in self.categories
        )


def reaches(pack: Pack) -> dict[str, Reach]:
    """What each purpose reaches; but for those that the law gives everybody, which wait for nobody's word."""
    return {
        each.id: Reach(each.id, each.basis, each.level, frozenset(each.categories))
        for each in pack.purposes.values()
        if not each.law_given
    }


def beyond(pack: Pack, told: Iterable[Reach]) -> dict[str, frozenset[str]]:
    """Purpose -> the categories that nobody was told it would use; empty where the pack goes no further."""
    known: dict[str, list[Reach]] = {}
    for one in told:
        known.setdefault(one.purpose, []).append(one)
    found = {}
    for name, reach in reaches(pack).items():
        mine = known.get(name, [])
        found[name] = frozenset(c for c in reach.categories if not any(one.covers(reach, c) for one in mine))
    return {name: categories for name, categories in found.items() if categories}


def lead_days(pack: Pack, on: date) -> int:
    """How many days lie between telling people and the first use: one, or more where the pack says so."""
    days: int = effective(pack, "new_purpose_days", on).value
    return days


def earliest(pack: Pack, told_on: date) -> date:
    """The first day on which what people were told on that day may be used."""
    return told_on + timedelta(days=lead_days(pack, told_on))


def as_data(pack: Pack) -> dict[str, Any]:
    """What the purposes reach, and in which words, as an adoption keeps it."""
    return {
        name: {
            "text": pack.purposes[name].text,
            "basis": reach.basis,
            "level": reach.level,
            "categories": sorted(reach.categories),
        }
        for name, reach in reaches(pack).items()
    }


def from_data(kept: Mapping[str, Any]) -> tuple[Reach, ...]:
    return tuple(
        Reach(name, said["basis"], said["level"], frozenset(said["categories"]))
        for name, said in kept.items()
    )
