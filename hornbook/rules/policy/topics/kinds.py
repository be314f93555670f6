"""What may stand after a key: each kind reads a word of the command line, or a value from a file.

What it knows is shown by `--help`. A value it does not know is an error, never a guess. Keeps: promise 57.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

FIRST, LAST = date(1900, 1, 1), date(2099, 12, 31)
PERIOD = re.compile(r"(\d{1,5}) (hour|day|month|year)s?")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Wrong(Exception):
    """A value that is not of its kind: the sentence says what it is, and what it may be."""


class Kind:
    """`values` are all there are, or enough of them: a missing fact is tried with each."""

    shown = "words"
    values: tuple[Any, ...] = ()

    def read(self, value: Any) -> Any:
        raise NotImplementedError


def quoted(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return repr(text if len(text) <= 60 else text[:57] + "...")


class Words(Kind):
    """Free words. `tries` are some between which an answer could turn, for when they are missing."""

    def __init__(self, *tries: str) -> None:
        self.values = tries

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong(f"{quoted(value)} is not words")
        return value.strip()


class Flag(Kind):
    shown = "true|false"
    values = (False, True)

    def read(self, value: Any) -> bool:
        known = {"true": True, "yes": True, "false": False, "no": False}
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in known:
            return known[value.lower()]
        raise Wrong(f"{quoted(value)} is neither true nor false")


class Day(Kind):
    shown = "YYYY-MM-DD"

    def read(self, value: Any) -> date:
        try:
            day = date.fromisoformat(value) if ISO_DAY.fullmatch(value) else None
        except (TypeError, ValueError):
            day = None
        if day is None:
            raise Wrong(f"{quoted(value)} is no day such as 2026-09-01")
        if not FIRST <= day <= LAST:
            raise Wrong(f"{quoted(value)} is out of range, which is {FIRST.year} to {LAST.year}")
        return day


class Number(Kind):
    """`tries` are the numbers between which an answer could turn, for when the number is missing."""

    shown = "a whole number"

    def __init__(self, *tries: int) -> None:
        self.values = tries

    def read(self, value: Any) -> int:
        if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
            return int(value)
        if type(value) is int and 0 <= value < 10**9:
            return value
        raise Wrong(f"{quoted(value)} is no whole number, not below nought")


class OneOf(Kind):
    """One of some words; `also` gives other ways to write them."""

    def __init__(self, *values: str, also: Mapping[str, str] | None = None) -> None:
        self.values = values
        self.also = also or {}
        self.shown = "|".join(values)

    def read(self, value: Any) -> str:
        if isinstance(value, str):
            value = self.also.get(value, value)
        if value not in self.values:
            raise Wrong(f"{quoted(value)} is not one of {', '.join(self.values)}")
        return str(value)


class Some(Kind):
    """Several of some words, as a list; on the command line commas will do. `least` bounds what is tried."""

    def __init__(self, *known: str, least: int = 0) -> None:
        self.known = OneOf(*known)
        self.values = tuple(each for each in ((), *((one,) for one in known), known) if len(each) >= least)
        self.shown = f"[{', '.join(known)}: those that apply]"

    def read(self, value: Any) -> tuple[str, ...]:
        if isinstance(value, str):
            value = [each.strip() for each in value.split(",") if each.strip()]
        if not isinstance(value, list):
            raise Wrong(f"{quoted(value)} is not a list")
        return tuple(dict.fromkeys(self.known.read(each) for each in value))


class Records(Kind):
    """A list of small objects; a key left out of one is not known, and stays out."""

    def __init__(self, **keys: Kind) -> None:
        self.keys = keys
        self.shown = "[{" + ", ".join(f"{name}: {kind.shown}" for name, kind in keys.items()) + "}, ...]"

    def read(self, value: Any) -> tuple[Mapping[str, Any], ...]:
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise Wrong(f"{quoted(value)} is not a list of objects")
        return tuple(self._record(each, number) for number, each in enumerate(value, 1))

    def _record(self, given: Mapping[str, Any], number: int) -> Mapping[str, Any]:
        for name in given:
            if name not in self.keys:
                raise Wrong(f"number {number} has a key {name!r}, which is not one of {', '.join(self.keys)}")
        try:
            return {name: self.keys[name].read(each) for name, each in given.items()}
        except Wrong as wrong:
            raise Wrong(f"in number {number}, {wrong}") from None


class Counts(Kind):
    """The counts of a table: a number, a list of numbers, a list of rows, or an object of name to count."""

    shown = "[counts], or a table as rows"

    def read(self, value: Any) -> tuple[int, ...]:
        if isinstance(value, str) and "," in value:
            value = [each.strip() for each in value.split(",")]
        return tuple(self._flat(value))

    def _flat(self, value: Any) -> Sequence[int]:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            return [number for each in value for number in self._flat(each)]
        return [Number().read(value)]


@dataclass(frozen=True)
class Span:
    """A length of time as somebody wrote it."""

    number: int
    unit: str  # hour | day | month | year

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"


class Period(Kind):
    shown = "N hours|days|months|years"

    def read(self, value: Any) -> Span:
        found = PERIOD.fullmatch(value.strip().lower()) if isinstance(value, str) else None
        if not found:
            raise Wrong(f"{quoted(value)} is no length of time such as 20 days")
        return Span(int(found[1]), found[2])


class PackName(Words):
    """The name of a pack; whether there is one is for the shelf to say."""

    shown = "a pack's name"
