"""Asking a topic as a test does: facts as they stand in a batch line, the shipped packs, one fixed day."""

from datetime import date
from typing import Any

from hornbook.packs import SHIPPED
from hornbook.rules.policy.topics import Answer, Shelf, decide

TODAY = date(2026, 11, 24)
SHELF = Shelf([SHIPPED])


def ask(name: str, *, today: date = TODAY, **facts: Any) -> Answer:
    return decide(name, facts, today=today, shelf=SHELF)


def verdict(name: str, **facts: Any) -> str:
    return ask(name, **facts).verdict
