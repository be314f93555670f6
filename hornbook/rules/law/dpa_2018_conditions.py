"""Which condition lets special category data be used for what: UK GDPR, Article 9; DPA 2018, Schedule 1.

Keeps: promises 59, 60, 62 and 63. Comparing groups is one thing, helping or judging one pupil another: the
equality condition and research never reach a single person. A condition that needs a policy document is
nothing without.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from hornbook.rules.base.dates import add_months, spoken

from .cites import ART_9, DPA_SCH_1, implements
from .ruling import Ruling, ruled
from .timeline import Rule, lookup

CATEGORIES = (
    "ethnicity",
    "religion",
    "health",
    "sexual_orientation",
    "biometric",
    "genetic",
    "politics",
    "union",
    "sex_life",
)
LEVELS = ("individual", "group")
PURPOSES = ("equality_review", "support", "safeguarding", "statistics", "other")
DISCLOSED_TO = ("competent_authority", "other")


@dataclass(frozen=True)
class Condition:
    """One condition, and what must be so and be written down to rely on it. Empty sets: no limit."""

    id: str
    text: str
    rule: Rule
    same_as: str = ""
    document: bool = False
    document_unless: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    criminal: bool = False
    special: bool = True
    usual: bool = True
    reason: str = ""
    weak: str = ""

    @property
    def title(self) -> str:
        return f"{self.text[0].upper()}{self.text[1:]}"


@lru_cache(maxsize=1)
def conditions() -> Mapping[str, Condition]:
    """Every condition by each of its names: `conditions()["9(2)(h)"] is conditions()["sch1-2"]`."""
    rows = tomllib.loads((files(__package__) / "conditions.toml").read_text("utf-8"))["condition"]
    built = [_condition(row) for row in rows]
    named = {each.id: each for each in built} | {each.same_as: each for each in built if each.same_as}
    return MappingProxyType(named)


def _condition(row: Mapping[str, Any]) -> Condition:
    each = dict(row)
    cite, confidence = each.pop("cite"), each.pop("confidence")
    what = f"A condition for special category data: {each['text']}."
    rule = Rule(each["id"], each["id"], what, cite, confidence, date(2018, 5, 25))
    for key in ("document_unless", "levels", "kinds", "purposes"):
        each[key] = frozenset(each.get(key, ()))
    return Condition(rule=rule, **each)


def needs_document(condition: str, disclosed_to: str = "other") -> bool:
    """Does relying on it need an appropriate policy document?

    >>> needs_document("sch1-10"), needs_document("sch1-10", "competent_authority"), needs_document("9(2)(h)")
    (True, False, False)
    """
    asked = conditions()[condition]
    return asked.document and disclosed_to not in asked.document_unless


def keep_document_until(ended: date) -> date:
    """The first day on which the policy document may go: six months after the processing ended.

    >>> keep_document_until(date(2026, 8, 31))
    datetime.date(2027, 2, 28)
    """
    return add_months(ended, lookup("policy-document-months", ended).number)


@implements(ART_9, DPA_SCH_1)
def fits(condition: str, *, category: str, level: str, purpose: str, on: date) -> Ruling | None:
    """The reason why a condition cannot serve this use, or nothing if it can.

    >>> fits(
    ...     "sch1-8", category="health", level="individual", purpose="equality_review", on=date(2026, 6, 1)
    ... ).why
    'Review of equality between groups never serves a measure or decision about one person.'
    """
    asked = conditions()[condition]
    text = asked.title
    if not asked.special:
        return _reject(f"{text}: it is no condition for special category data.", asked, on)
    if asked.levels and level not in asked.levels:
        why = f"{text} never serves a measure or decision about one person."
        return _reject(why, asked, on, "not-about-one-person" if condition in ("9(2)(j)", "sch1-4") else "")
    if asked.kinds and category not in asked.kinds:
        return _reject(f"{text} does not cover {category.replace('_', ' ')}.", asked, on)
    if asked.purposes and purpose not in asked.purposes:
        return _reject(f"{text} does not serve this purpose: {purpose.replace('_', ' ')}.", asked, on)
    return None


def _reject(why: str, asked: Condition, on: date, topic: str = "") -> Ruling:
    next = (
        "For one pupil use sch1-6 (a function given by law), sch1-18 (safeguarding) or 9(2)(h) "
        "(health or social care); for research and statistics 9(2)(j)."
    )
    more = (lookup(topic, on),) if topic else ()
    return Ruling("reject", why, next, (asked.rule, *more))


@implements(ART_9, DPA_SCH_1)
def special_category(
    condition: str,
    *,
    category: str,
    level: str,
    purpose: str,
    policy_document: bool,
    disclosed_to: str = "other",
    stop_notice_ends: date | None = None,
    on: date,
) -> Ruling:
    """May special category data be used so? reject_person: yes, but without this person's data.

    >>> special_category(
    ...     "sch1-8",
    ...     category="ethnicity",
    ...     level="group",
    ...     purpose="equality_review",
    ...     policy_document=True,
    ...     stop_notice_ends=date(2026, 5, 31),
    ...     on=date(2026, 6, 1),
    ... ).verdict
    'reject_person'
    """
    misfit = fits(condition, category=category, level=level, purpose=purpose, on=on)
    if misfit:
        return misfit
    asked = conditions()[condition]
    if needs_document(condition, disclosed_to) and not policy_document:
        why = f"{asked.title} needs an appropriate policy document, and there is none."
        next = "Write it first: how the principles are met, how long the data is kept, and when it is erased."
        return Ruling("reject", why, next, (asked.rule, lookup("policy-document", on)))
    if condition == "sch1-8" and stop_notice_ends and stop_notice_ends < on:
        why = f"The person said in writing that it must stop, by {spoken(stop_notice_ends)}."
        by = ("equality-condition", "stop-notice")
        return ruled("reject_person", why, "Leave this person out, and go on without them.", on=on, by=by)
    if not asked.usual:
        why = f"{asked.title}: no school or council uses this without a special reason."
        return Ruling(
            "hold", why, "Have the data protection officer write down why it applies.", (asked.rule,)
        )
    rules = [lookup("basis-and-condition", on), asked.rule]
    if asked.document:
        rules.append(lookup("policy-document", on))
    return Ruling("accept", f"It rests on {asked.text}.", _record(asked), tuple(rules))


def _record(asked: Condition) -> str:
    told = "Name the lawful basis as well, and put both into the processing record."
    if asked.reason:
        told += f" Write down {asked.reason}."
    if asked.weak:
        told += f" It is a weak home for pupils' data: {asked.weak}; consider sch1-6 or sch1-18."
    return told
