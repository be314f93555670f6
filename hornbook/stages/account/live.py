"""What can be seen at this moment that a promise is kept, or is not: one function a promise, declared once.

    @shows("102")
    def the_ledger_is_sound(controller, on): ...

A stage that comes later adds its own with the same line. A test shows that the product can keep a promise;
this shows whether this controller does. Keeps: promise 268.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from hornbook.rules.base.registry import Registry


@dataclass(frozen=True)
class LiveEvidence:
    """What was seen. It names nobody.

    state   kept | at risk | broken | needs a person
    count   of what the sentence is about
    first, last  the days between which it was seen, where there are any
    link    the name of the page that shows it in full
    """

    state: str
    sentence: str
    count: int = 0
    first: date | None = None
    last: date | None = None
    link: str = ""


Look = Callable[[UUID, date], LiveEvidence]
F = TypeVar("F", bound=Look)


@dataclass(frozen=True)
class Check:
    """slow: walks everything there is; looked at only when somebody asks for all of it."""

    look: Look
    slow: bool = False


live: Registry[Check] = Registry("live check of a promise")


def shows(*promises: str, slow: bool = False) -> Callable[[F], F]:
    def declare(look: F) -> F:
        for promise in promises:
            live.add(promise, Check(look, slow))
        return look

    return declare


def count(number: int, noun: str, nouns: str = "") -> str:
    """How many of what, as a sentence begins: "1 record", "2 records"."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
