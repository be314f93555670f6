"""A running clock, with its working shown: every day that was counted, paused or shut, and why.

Keeps: promise 210 (the explanation shown beside the date). A person must be able to follow the count
with a calendar and a pencil, so there is one step for each day from receipt to the end.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hornbook.rules.base.dates import spoken


@dataclass(frozen=True)
class Step:
    """One day of a count, and why it was or was not counted."""

    day: date
    counted: bool
    why: str


@dataclass(frozen=True)
class Clock:
    """When something is due, and how that came about.

    received  the day, or the instant, from which the clock is reckoned
    due       the last day, or the last instant; None while nothing can be said, and then `why` says why
    cites     the clauses it rests on, as a person would write them
    review    the rule, or its application here, has not been confirmed by a person who read the text
    """

    kind: str
    received: date
    due: date | None
    steps: tuple[Step, ...]
    cites: tuple[str, ...]
    why: str = ""
    review: bool = False

    @property
    def counted(self) -> int:
        return sum(step.counted for step in self.steps)

    def as_json(self) -> dict[str, Any]:
        """The shape that the command line and the interface for programs answer with."""
        answer: dict[str, Any] = {
            "kind": self.kind,
            "received": self.received.isoformat(),
            "due": self.due.isoformat() if self.due else None,
            "steps": [{"day": s.day.isoformat(), "counted": s.counted, "why": s.why} for s in self.steps],
            "cites": list(self.cites),
        }
        if self.why:
            answer["why"] = self.why
        if self.review:
            answer["review"] = True
        return answer


def received_step(received: date) -> Step:
    return Step(received, False, "received: the day itself is not counted")


def two_days(received: date, due: date, why: str, cites: tuple[str, ...], review: bool = False) -> Clock:
    """A count of months or years shows its two ends: a step for each day between would hide them."""
    steps = (Step(received, False, f"reckoned from {spoken(received)}"), Step(due, True, why))
    return Clock("", received, due, steps, cites, "", review)
