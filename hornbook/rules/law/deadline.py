"""Where a deadline is declared: its kind, the facts it may be told, and how their words are read.

Keeps: promise 210, as far as a day must never be guessed: a word that is not of its kind is refused.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from hornbook.rules.base.dates import local_day
from hornbook.rules.base.registry import Registry

from .clock import Clock
from .school_days import Calendar

FIRST, LAST = date(1900, 1, 1), date(2099, 12, 31)
DAY_OR_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}(T.+)?")


@dataclass(frozen=True)
class Given:
    """What is known beside the day a clock runs from: words by their keys, and the school's calendar."""

    words: Mapping[str, str] = field(default_factory=dict)
    calendar: Calendar | None = None

    def day(self, key: str) -> date | None:
        return day_of(key, self.words[key]) if self.words.get(key) else None

    def number(self, key: str, default: int | None = None, *, most: int = 150) -> int:
        text = self.words.get(key) or ("" if default is None else str(default))
        if not text:
            raise ValueError(f"Say {key}, as {key}=2.")
        if not (text.isascii() and text.isdecimal()) or len(text) > 3 or int(text) > most:
            raise ValueError(f"{key} is {text!r}: write a whole number up to {most}.")
        return int(text)

    def one_of(self, key: str, known: tuple[str, ...], default: str = "") -> str:
        text = self.words.get(key) or default
        if text and text not in known:
            raise ValueError(f"{key} is {text!r}; it is one of {', '.join(known)}.")
        return text


Count = Callable[[date, Given], Clock]


@dataclass(frozen=True)
class Deadline:
    """keys: the facts it may be told; instant: it runs from an hour, not from a day."""

    count: Count
    keys: frozenset[str]
    instant: bool = False

    @property
    def by_calendar(self) -> bool:
        return "calendar" in self.keys


deadlines: Registry[Deadline] = Registry("deadline")


def deadline(kind: str, *keys: str, instant: bool = False) -> Callable[[Count], Count]:
    def declare(count: Count) -> Count:
        deadlines.add(kind, Deadline(count, frozenset(keys), instant))
        return count

    return declare


def day_of(key: str, text: str) -> date:
    """A day as written, or the London day of an instant."""
    try:
        day = _day(text)
    except (ValueError, OverflowError):
        raise ValueError(f"{key} is {text!r}: write a day, as 2026-11-24.") from None
    return _in_range(key, text, day)


def _day(text: str) -> date:
    if not DAY_OR_INSTANT.fullmatch(text):
        raise ValueError("no day")
    return local_day(datetime.fromisoformat(text)) if "T" in text else date.fromisoformat(text)


def instant_of(key: str, text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text) if DAY_OR_INSTANT.fullmatch(text) and "T" in text else None
        day = local_day(at) if at else None
    except (ValueError, OverflowError):
        at = day = None
    if at is None or day is None:
        raise ValueError(f"{key} is {text!r}: write an instant, as 2026-11-24T10:00:00+00:00.")
    _in_range(key, text, day)
    return at


def _in_range(key: str, text: str, day: date) -> date:
    if not FIRST <= day <= LAST:
        raise ValueError(f"{key} is {text!r}, which is out of range: {FIRST.year} to {LAST.year}.")
    return day
