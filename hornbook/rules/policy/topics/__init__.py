"""The questions that can be put to law and pack about one case: one topic each, its facts declared as data.

`ask` answers one, `decide` reads its facts from words or a file first. Importing this package declares them
all.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hornbook.rules.law.timeline import stated_on

from . import breach, output, pack_change, people, purposes, requests, sending, youth_support
from .base import Answer, BadFact, Facts, Key, Shelf, Topic, ask, read, topics

__all__ = [
    "Answer",
    "BadFact",
    "Facts",
    "Key",
    "Shelf",
    "Topic",
    "ask",
    "breach",
    "decide",
    "output",
    "pack_change",
    "people",
    "purposes",
    "read",
    "requests",
    "sending",
    "topics",
    "youth_support",
]


def decide(name: str, facts: Mapping[str, Any], *, today: date, shelf: Shelf) -> Answer:
    """The answer to one topic on these facts, as words or values; BadFact where one of them is not known.

    >>> decide(
    ...     "educational_record",
    ...     {"school": "academy", "requester": "parent"},
    ...     today=date(2026, 6, 1),
    ...     shelf=Shelf(),
    ... ).verdict
    'not_applicable'
    """
    if name not in topics:
        raise BadFact("topic", f"there is no topic {name!r}; known: {', '.join(topics)}")
    topic = topics[name]
    return ask(topic, read(topic, facts, shelf), max(today, stated_on()), shelf)
