"""Every deadline by its name, so that the diary, a desk and the command line ask for it alike.

Keeps: promises 210, 248, 265, 266. A deadline is told from when it runs, and the facts it asks
for; what it does not know it refuses. Reads no clock.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from hornbook.rules.base.dates import add_years, birthday, local_day, spoken
from hornbook.rules.base.registry import Registry

from . import uk_gdpr
from .cites import FRA_1969
from .clock import Clock, Step
from .working_days import working_day_steps

Given = Mapping[str, str]
Count = Callable[[date, Given], Clock]


@dataclass(frozen=True)
class Deadline:
    """keys: the facts it may be told; instant: it runs from an hour, not from a day."""

    count: Count
    keys: frozenset[str]
    instant: bool = False


deadlines: Registry[Deadline] = Registry("deadline")


def deadline(kind: str, *keys: str, instant: bool = False) -> Callable[[Count], Count]:
    def declare(count: Count) -> Count:
        deadlines.add(kind, Deadline(count, frozenset(keys), instant))
        return count

    return declare


def clock(kind: str, received: str, given: Given) -> Clock:
    """The clock of this kind; ValueError or KeyError says in one sentence what cannot be read.

    >>> clock("sar", "2025-10-14", {}).due
    datetime.date(2025, 11, 14)
    >>> clock("attains_age", "2010-02-03", {"age": "13"}).due
    datetime.date(2023, 2, 3)
    """
    if kind not in deadlines:
        raise KeyError(f"There is no deadline {kind!r}. Known: {', '.join(sorted(deadlines))}.")
    known = deadlines[kind]
    for key in sorted(set(given) - known.keys):
        told = ", ".join(sorted(known.keys)) or "nothing else"
        raise ValueError(f"{kind} asks for no {key!r}; it may be told: {told}.")
    start = instant_of(received) if known.instant else day_of("received", received)
    return replace(known.count(start, given), kind=kind)


def day_of(key: str, text: str) -> date:
    """A day as written, or the London day of an instant."""
    try:
        return local_day(datetime.fromisoformat(text)) if "T" in text else date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{key} is {text!r}: write a day, as 2026-11-24.") from None


def instant_of(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or "T" not in text or at.utcoffset() is None:
        raise ValueError(f"received is {text!r}: write an instant, as 2026-11-24T10:00:00+00:00.")
    return at


def _day(given: Given, key: str) -> date | None:
    return day_of(key, given[key]) if given.get(key) else None


def _number(given: Given, key: str, default: int | None = None) -> int:
    text = given.get(key, "" if default is None else str(default))
    if not text.isdecimal():
        raise ValueError(f"{key} is {text!r}: write a whole number." if text else f"Say {key}, as {key}=2.")
    return int(text)


@deadline("sar")
def sar(received: date, given: Given) -> Clock:
    return uk_gdpr.answer_clock(received)


@deadline("sar_extended")
def sar_extended(received: date, given: Given) -> Clock:
    return uk_gdpr.answer_clock(received, extended=True)


@deadline("sar_extension_notice", "asked", "answered", "count")
def sar_extension_notice(received: date, given: Given) -> Clock:
    return uk_gdpr.extension_notice_due(
        received, pauses=_pauses(given), count=given.get("count", "exclusive")
    )


@deadline("sar_id", "id_received", "fee_paid")
def sar_id(received: date, given: Given) -> Clock:
    """Proof of identity was asked for; a fee too, where the day it was paid is named."""
    proof = _day(given, "id_received")
    return uk_gdpr.answer_clock(
        received,
        id_asked=None if proof or given.get("fee_paid") else received,
        id_received=proof,
        fee_paid=_day(given, "fee_paid"),
    )


@deadline("sar_clarify", "asked", "answered", "count")
def sar_clarify(received: date, given: Given) -> Clock:
    if not given.get("asked"):
        raise ValueError("Say when the question was asked, as asked=2026-11-24.")
    return uk_gdpr.answer_clock(received, pauses=_pauses(given), count=given.get("count", "exclusive"))


def _pauses(given: Given) -> list[tuple[date, date | None]]:
    asked = _day(given, "asked")
    return [(asked, _day(given, "answered"))] if asked else []


@deadline("rights_request", "right")
def rights_request(received: date, given: Given) -> Clock:
    return uk_gdpr.answer_clock(received, right=given.get("right", "access"))


@deadline("breach_ico", "tz", instant=True)
def breach_ico(received: date, given: Given) -> Clock:
    if not isinstance(received, datetime):
        raise ValueError("A breach is known from an instant, not from a day.")
    try:
        return uk_gdpr.breach_clock(received, tz=given.get("tz", "Europe/London"))
    except KeyError:
        raise ValueError(f"tz is {given['tz']!r}: there is no time zone of that name.") from None


@deadline("complaint_ack")
def complaint_ack(received: date, given: Given) -> Clock:
    return uk_gdpr.complaint_acknowledgement_clock(received)


@deadline("breach_review_meeting", "days")
def breach_review_meeting(received: date, given: Given) -> Clock:
    """Five working days from the report, unless the pack says fewer."""
    return _working_days(received, _number(given, "days", 5), "breach_review_working_days")


@deadline("breach_review_outcome", "days")
def breach_review_outcome(received: date, given: Given) -> Clock:
    return _working_days(received, _number(given, "days", 2), "breach_outcome_working_days")


def _working_days(received: date, days: int, rule: str) -> Clock:
    steps = working_day_steps(received, days)
    return Clock("", received, steps[-1].day, steps, (f"pack:rules.{rule}",))


@deadline("policy_review", "years")
def policy_review(received: date, given: Given) -> Clock:
    years = _number(given, "years")
    due = add_years(received, years)
    return _two_days(received, due, f"{years} years on: the day of the review", "UK GDPR, Article 24")


@deadline("attains_age", "age")
def attains_age(received: date, given: Given) -> Clock:
    age = _number(given, "age")
    return _two_days(received, birthday(received, age), f"the day of being {age}", FRA_1969.text)


@deadline("retain_until_age", "age")
def retain_until_age(received: date, given: Given) -> Clock:
    age = _number(given, "age")
    why = f"the day of being {age}: the record may go"
    return _two_days(received, birthday(received, age), why, "UK GDPR, Article 5(1)(e)")


def _two_days(received: date, due: date, why: str, cite: str) -> Clock:
    """A count of years shows its two ends: a step for each day between would hide them."""
    steps = (Step(received, False, f"reckoned from {spoken(received)}"), Step(due, True, why))
    return Clock("", received, due, steps, (cite,))
