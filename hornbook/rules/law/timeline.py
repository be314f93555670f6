"""What the law was on which day: the facts are in the files of `SOURCES`, this reads them.

A request, a complaint and a breach take the law of their own day (receipt, or awareness), not today's. A rule
that is made but has not begun is in force on no day until somebody gives it one. A rule whose confidence is
M or K has not been read in its own text by whoever wrote it down: `review` says so, and screens pass it on.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from hornbook.rules.base.dates import spoken
from hornbook.rules.base.refused import Refused
from hornbook.rules.base.registry import Registry

CONFIDENCE = {
    "V": "read in the text itself",
    "V2": "read in a reliable account of it",
    "M": "from professional knowledge; to be checked by a person",
    "K": "known from the convention of counting alone",
}
REVIEW = frozenset({"M", "K"})
SOURCES = ("timeline.toml", "ages.toml", "uk_gdpr.toml", "dpa_2018.toml", "education.toml")


@dataclass(frozen=True)
class Rule:
    """One dated fact of law; `value` is the number or name that it sets, if it sets one."""

    id: str
    topic: str
    what: str
    cite: str
    confidence: str
    in_force_from: date | None = None
    in_force_to: date | None = None
    value: Any = None

    @property
    def review(self) -> bool:
        return self.confidence in REVIEW

    def on(self, day: date) -> bool:
        if self.in_force_from is None or day < self.in_force_from:
            return False
        return self.in_force_to is None or day <= self.in_force_to

    @property
    def number(self) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise ValueError(f"{self.id} sets no number")
        return self.value


def _read(source: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / source).read_text("utf-8"))


@lru_cache(maxsize=1)
def stated_on() -> date:
    """The day to which the timeline states the law; a case without a day of its own is not judged earlier."""
    day = _read("timeline.toml")["stated_on"]
    assert isinstance(day, date)
    return day


@lru_cache(maxsize=1)
def rules() -> Registry[Rule]:
    """Every rule of the timeline by id."""
    found: Registry[Rule] = Registry("rule of law")
    for source in SOURCES:
        for row in _read(source)["rule"]:
            entry = Rule(**{"topic": row["id"], **row})
            if entry.confidence not in CONFIDENCE:
                raise ValueError(f"{source}: {entry.id} has confidence {entry.confidence!r}")
            found.add(entry.id, entry)
    return found


def rule(rule_id: str) -> Rule:
    """One rule by its id; an unknown id is a KeyError that names the known ones."""
    return rules()[rule_id]


def in_force(rule_id: str, on: date) -> bool:
    """Was this rule the law on that day?

    >>> in_force("article-12a", date(2026, 2, 4)), in_force("article-12a", date(2026, 2, 5))
    (False, True)
    """
    return rule(rule_id).on(on)


def position(on: date) -> tuple[Rule, ...]:
    """All that was in force on that day, oldest first."""
    held = [each for _, each in rules().items() if each.on(on)]
    return tuple(sorted(held, key=lambda each: (each.in_force_from or on, each.id)))


def lookup(topic: str, on: date) -> Rule:
    """The one rule in force on a topic that day; refused where the law was silent or we do not know it.

    >>> lookup("register-years", date(2024, 8, 18)).value, lookup("register-years", date(2024, 8, 19)).value
    (3, 6)
    """
    about = [each for _, each in rules().items() if each.topic == topic]
    if not about:
        raise KeyError(f"no topic of law {topic!r}; known: {', '.join(sorted(topics()))}")
    held = [each for each in about if each.on(on)]
    if held:
        return held[0]
    raise Refused(
        "no-law-that-day",
        what=f"No rule on {topic} could be given for {spoken(on)}.",
        why="None was in force that day, as far as Hornbook knows the law.",
        next="Check the date; if it is right, ask the data protection officer.",
        cites=tuple(each.cite for each in about),
        facts={"topic": topic, "on": on.isoformat()},
    )


def topics() -> frozenset[str]:
    return frozenset(each.topic for _, each in rules().items())
