"""Topic: may a setting of a pack be changed to this? The stricter of law and of what the pack promises now.

Keeps: promises 82, 83, 113, 210 and 248. A pack may promise more than the law asks, never less; and what it
has promised is not taken back by changing a number.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hornbook.rules.law.ruling import Ruling
from hornbook.rules.law.timeline import Rule, lookup
from hornbook.rules.policy.types import Pack

from .base import Facts, Key, topic
from .kinds import OneOf, Period, Span
from .people import PACK

#: How long each unit is at least and at most, in hours. A month may have 28 days, and a leap year 366.
HOURS = {
    "hour": (1, 1),
    "day": (24, 24),
    "month": (28 * 24, 31 * 24),
    "year": (365 * 24, 366 * 24),
}


ANY = ("hour", "day", "month", "year")


@dataclass(frozen=True)
class Change:
    """A setting of the topic: which of the pack's it is, in which unit, and which way is stricter."""

    what: str
    setting: str
    law: str
    unit: str
    units: tuple[str, ...] = ANY
    direction: str = "at-most"


CHANGES = {
    "sar_days": Change("time to answer a request", "sar_months", "answer-months", "month"),
    "complaint_days": Change(
        "time to acknowledge a complaint", "complaint_days", "complaint-acknowledgement-days", "day"
    ),
    "photo_age": Change(
        "age from which a pupil decides alone about pictures",
        "photo_consent_age",
        "age-rights-competence",
        "year",
        ("month", "year"),
        "at-least",
    ),
    "retention_years": Change(
        "time for which records are kept",
        "register_years",
        "register-years",
        "year",
        ("day", "month", "year"),
        "at-least",
    ),
    "breach_hours": Change("time to tell the regulator of a breach", "breach_hours", "breach-hours", "hour"),
}


def looser(value: Span, limit: Span, direction: str) -> bool:
    """Could the value ever be looser than the limit? In one kind of unit by number; else by the worst case.

    >>> [looser(Span(days, "day"), Span(1, "month"), "at-most") for days in (28, 29, 31)]
    [False, True, True]
    """
    mine, theirs = _months(value), _months(limit)
    if mine is not None and theirs is not None:
        return mine > theirs if direction == "at-most" else mine < theirs
    shortest, longest = (n * value.number for n in HOURS[value.unit])
    least, most = (n * limit.number for n in HOURS[limit.unit])
    return longest > least if direction == "at-most" else shortest < most


def _months(span: Span) -> int | None:
    return {"month": 1, "year": 12}[span.unit] * span.number if span.unit in ("month", "year") else None


@topic(
    "pack_change",
    "May this setting of a pack be changed to this?",
    {
        "setting": Key(OneOf(*CHANGES), "what is to be changed"),
        "value": Key(Period(), "what to"),
        "pack": PACK,
    },
    verdicts=("accept", "reject"),
    example='pack_change setting=sar_days "value=20 days" pack=mmap',
)
def pack_change(facts: Facts) -> Ruling:
    change, value = CHANGES[facts["setting"]], facts["value"]
    if value.unit not in change.units:
        why = f"The {change.what} is not measured in {value.unit}s."
        return Ruling("reject", why, f"Give it in {' or '.join(f'{unit}s' for unit in change.units)}.")
    law = lookup(change.law, facts.day)
    floor = Span(law.number, change.unit)
    if looser(value, floor, change.direction):
        return _reject(change, value, floor, "the law", (law,), ())
    for limit, direction, cite in _promised(facts.pack, facts["setting"], change):
        if looser(value, limit, direction):
            return _reject(change, value, limit, "the pack", (law,), (cite,), direction)
    why = f"{value} is no looser than the law, {floor}, nor than what the pack promises."
    next = "Change the pack, print the notice again, and tell people before the day it takes effect."
    return Ruling("accept", why, next, (law,), (f"pack:rules.{change.setting}",))


def _promised(pack: Pack, setting: str, change: Change) -> Iterator[tuple[Span, str, str]]:
    """What the pack holds itself to: its own number, and for keeping also the longest time that it names."""
    own = pack.rules.get(change.setting)
    if own is not None:
        yield Span(own, change.unit), change.direction, f"pack:rules.{change.setting}"
    if setting == "retention_years":
        longest = max(pack.retention.values(), key=lambda kept: kept.years * 12 + kept.months)
        months = Span(longest.years * 12 + longest.months, "month")
        yield months, "at-most", f"pack:retention.{longest.id}"


def _reject(
    change: Change,
    value: Span,
    limit: Span,
    whose: str,
    rules: tuple[Rule, ...],
    beside: tuple[str, ...],
    direction: str = "",
) -> Ruling:
    bound = "at most" if (direction or change.direction) == "at-most" else "at least"
    why = f"{value} could be looser than {whose} allows for the {change.what}: {bound} {limit}."
    if whose == "the law" and change.setting == "sar_months" and value.unit == "day":
        why += " A month may have only 28 days."
    return Ruling("reject", why, f"Set {bound} {limit}.", rules, beside)
