"""What has to be in a notice, an answer, a record, a contract or a report: the law's lists, as data.

Keeps: promises 51, 196 to 203, 256 and 259. The lists are in `checklists.toml`, each item with its clause
and the day it began, so that a notice is held to the list of its own day. Other parts ask `checklist` and
`lacking`.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from .cites import UK_GDPR, Cite, implements
from .timeline import Rule

CONTENTS = Cite(
    "UK GDPR, Articles 13, 14, 15, 28, 30, 33, 34 and 35", "what notices, answers and records hold", UK_GDPR
)


@dataclass(frozen=True)
class Item:
    """One thing that has to be there; `when` says in which case, and is empty where it is always so."""

    id: str
    rule: Rule
    when: str = ""


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, tuple[Item, ...]]:
    raw = tomllib.loads((files(__package__) / "checklists.toml").read_text("utf-8"))
    return MappingProxyType({name: tuple(_item(name, row) for row in rows) for name, rows in raw.items()})


def _item(name: str, row: Mapping[str, object]) -> Item:
    each = {"in_force_from": date(2018, 5, 25), "confidence": "V"} | dict(row)
    when = str(each.pop("when", ""))
    rule = Rule(topic=name, **each)  # type: ignore[arg-type]
    return Item(rule.id, rule, when)


def names() -> tuple[str, ...]:
    """The lists there are."""
    return tuple(_lists())


@implements(CONTENTS)
def checklist(name: str, on: date) -> tuple[Item, ...]:
    """What had to be there on that day.

    >>> [item.id for item in checklist("notice-13", date(2026, 6, 19)) if item.id.startswith("complain")]
    ['complain-to-us', 'complain-to-regulator']
    >>> "complain-to-us" in [item.id for item in checklist("notice-13", date(2026, 6, 18))]
    False
    """
    if name not in _lists():
        raise KeyError(f"no list {name!r}; known: {', '.join(names())}")
    return tuple(item for item in _lists()[name] if item.rule.on(on))


def lacking(name: str, present: Collection[str], on: date, cases: Collection[str] = ()) -> tuple[Item, ...]:
    """What is not there and should be. Items for a special case are asked for only where `cases` names it.

    >>> [
    ...     item.id
    ...     for item in lacking(
    ...         "contract-28", ["subject", "a", "b", "c", "d", "e", "f", "g"], date(2026, 6, 1)
    ...     )
    ... ]
    ['h', 'unlawful-instruction']
    """
    asked = checklist(name, on)
    return tuple(item for item in asked if item.id not in present and (not item.when or item.when in cases))
