"""Which column of a school's table is which field: given as data, or guessed from the headings.

Keeps: 22, 288. The headings a field may have stand in the catalogue, under formats["csv"]; a heading nobody
declared is left out and said, never guessed by likeness.
"""

import unicodedata
from collections import abc
from dataclasses import dataclass
from functools import cache

import hornbook.rules.catalogue.all  # noqa: F401  (declares the categories that the headings map to)
from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.catalogue.base import Category, Field, categories

#: How many of a thing that comes several times in one row (contacts, needs) are looked for.
TIMES = 6


@dataclass(frozen=True)
class Mapping:
    """A school's table, told once: heading -> "category.field", or "category.field.2" for the second."""

    name: str
    columns: abc.Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A field of the catalogue, and which of several it is in a row."""

    category: Category
    field: Field
    nth: int = 1

    def __str__(self) -> str:
        return f"{self.category.id}.{self.field.name}" + (f".{self.nth}" if self.nth > 1 else "")


def plain(heading: str) -> str:
    """A heading without case, spaces or punctuation.

    >>> plain("  Date-of Birth: ")
    'dateofbirth'
    """
    return "".join(mark for mark in unicodedata.normalize("NFKC", heading).casefold() if mark.isalnum())


@cache
def known_headings() -> abc.Mapping[str, Place]:
    """Every heading the catalogue declares; where two fields claim one, the first declared has it."""
    found: dict[str, Place] = {}
    for _, category in categories.items():
        for field in category.fields:
            for heading in filter(None, field.formats.get("csv", "").split("|")):
                for nth in range(1, TIMES + 1) if "{n}" in heading else (1,):
                    found.setdefault(plain(heading.replace("{n}", str(nth))), Place(category, field, nth))
    return found


def place(where: str, mapping: str) -> Place:
    """The field a mapping names; BadInput when the catalogue has none such."""
    parts = where.split(".")
    try:
        category = categories[parts[0]]
        field = category.field(parts[1])
        nth = int(parts[2]) if len(parts) > 2 else 1
        if len(parts) > 3 or not 1 <= nth <= TIMES:
            raise ValueError(where)
    except (KeyError, IndexError, ValueError):
        why = f"{where!r} is not a field of the catalogue."
        raise BadInput(
            Finding("error", "no-such-field", mapping, None, where, why, "Name it as category.field.")
        ) from None
    return Place(category, field, nth)


def places(headings: abc.Sequence[str], mapping: Mapping | None) -> dict[int, Place]:
    """Column number -> field: as the mapping tells, or as the catalogue's headings show."""
    if mapping is None:
        known = known_headings()
        return {n: known[plain(h)] for n, h in enumerate(headings) if plain(h) in known}
    told = {plain(heading): place(where, mapping.name) for heading, where in mapping.columns.items()}
    return {n: told[plain(h)] for n, h in enumerate(headings) if plain(h) in told}
