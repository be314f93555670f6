"""Why data may be used at all, and when for something new: UK GDPR, Articles 6 and 8A, and Annex 1.

Keeps: promises 52, 58 and 63. Exactly one basis a purpose; a public task is the controller's own and its
law is named; the two bases of legitimate interests are closed to a public authority performing its tasks.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from hornbook.rules.base.dates import spoken

from .cites import ART_6, ART_8A, implements
from .foi_2000 import is_public_authority
from .ruling import Ruling, ruled
from .timeline import Rule, lookup

COLLECTED_ON = ("consent", "public_task", "legal_obligation")
NEW_PURPOSES = ("statistics", "research", "archiving", "compliance", "annex2", "other")


@dataclass(frozen=True)
class Basis:
    """A lawful basis, or a recognised interest of Annex 1, and what must be written down to rely on it."""

    id: str
    text: str
    rule: Rule
    named_law: bool = False
    documents: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, Mapping[str, Basis]]:
    raw = tomllib.loads((files(__package__) / "bases.toml").read_text("utf-8"))
    return MappingProxyType(
        {
            "basis": MappingProxyType(
                {row["id"]: _basis(row, f"UK GDPR, Article {row['id']}") for row in raw["basis"]}
            ),
            "annex1": MappingProxyType({row["id"]: _basis(row, "UK GDPR, Annex 1") for row in raw["annex1"]}),
        }
    )


def _basis(row: Mapping[str, object], cite: str) -> Basis:
    each = dict(row)
    name, text = str(each.pop("id")), str(each.pop("text"))
    named, documents = bool(each.pop("named_law", False)), each.pop("documents", [])
    assert isinstance(documents, list)
    rule = Rule(id=name, topic=name, what=f"{text.capitalize()}.", cite=cite, **each)  # type: ignore[arg-type]
    return Basis(name, text, rule, named, tuple(documents))


def bases() -> Mapping[str, Basis]:
    """Every lawful basis by the point of Article 6(1) where it stands."""
    return _rows()["basis"]


def recognised_interests() -> Mapping[str, Basis]:
    """The conditions of Annex 1, by a short name."""
    return _rows()["annex1"]


@implements(ART_6)
def closed_to(controller: str, task: bool, on: date) -> frozenset[str]:
    """The bases that this controller cannot use that day, for a task of its own or for something beside.

    >>> sorted(closed_to("academy", True, date(2026, 6, 1)))
    ['6(1)(ea)', '6(1)(f)']
    >>> closed_to("academy", False, date(2026, 6, 1))
    frozenset()
    """
    if not task or not is_public_authority(controller, on):
        return frozenset()
    return frozenset(lookup("closed-to-public-tasks", on).value)


@implements(ART_6)
def lawful_basis(
    controller: str, basis: str, *, task: bool, statute: str = "", annex1: str = "", on: date
) -> Ruling:
    """May this controller rest a purpose on this basis?

    >>> lawful_basis("academy", "6(1)(ea)", task=True, annex1="safeguarding", on=date(2026, 6, 1)).verdict
    'reject'
    >>> lawful_basis(
    ...     "academy", "6(1)(e)", task=True, statute="Education Act 2002, s.175", on=date(2026, 6, 1)
    ... ).verdict
    'accept'
    """
    asked = bases()[basis]
    if not asked.rule.on(on):
        why = f"{asked.text.capitalize()} was no lawful basis on {spoken(on)}."
        return Ruling("reject", why, "Choose one of the bases of that day.", (asked.rule,))
    if basis in closed_to(controller, task, on):
        why = f"A public authority cannot rest its own tasks on {asked.text}."
        next = "Name the law that gives the duty or the task, and use 6(1)(c) or 6(1)(e)."
        return ruled("reject", why, next, on=on, by=("closed-to-public-tasks", "public-authorities"))
    if basis == "6(1)(e)" and not task:
        why = "The task is not this controller's own, and nobody can borrow another's."
        return ruled("reject", why, "Find the basis that is this controller's own.", on=on, by=("own-task",))
    if asked.named_law and not statute:
        why = f"A {asked.text} is laid down by law, and no law is named."
        rules = (asked.rule, lookup("law-must-be-named", on))
        return Ruling("hold", why, "Name the law in `statute`.", rules, missing=("statute",))
    return _recognised(asked, annex1) if basis == "6(1)(ea)" else _accepted(asked, on)


def _recognised(asked: Basis, annex1: str) -> Ruling:
    if not annex1:
        why = "Which of the recognised interests it is has not been said."
        return Ruling("hold", why, "Name the condition in `annex1`.", (asked.rule,), missing=("annex1",))
    interest = recognised_interests()[annex1]
    why = f"It is recognised without weighing: {interest.text}."
    return Ruling("accept", why, _write_down(asked), (asked.rule, interest.rule))


def _accepted(asked: Basis, on: date) -> Ruling:
    rules = (asked.rule, lookup("law-must-be-named", on)) if asked.named_law else (asked.rule,)
    why = f"{asked.text.capitalize()} is open to this controller here."
    return Ruling("accept", why, _write_down(asked), rules)


def _write_down(basis: Basis) -> str:
    return f"Write down {' and '.join(basis.documents)}."


@implements(ART_8A)
def new_purpose(
    collected_on: str, purpose: str, *, fresh_consent: bool, people_told: bool, own_basis: str, on: date
) -> Ruling:
    """May data be used for a purpose it was not collected for?

    Compatible is not yet lawful: the new purpose needs a basis of its own, and people hear of it first.

    >>> new_purpose(
    ...     "public_task",
    ...     "statistics",
    ...     fresh_consent=False,
    ...     people_told=True,
    ...     own_basis="6(1)(e)",
    ...     on=date(2026, 6, 1),
    ... ).verdict
    'accept'
    """
    if collected_on not in COLLECTED_ON or purpose not in NEW_PURPOSES:
        raise ValueError(f"collected on {collected_on!r} for {purpose!r}: not known")
    topic = "collected-on-consent" if collected_on == "consent" else "compatible-purposes"
    law = lookup(topic, on)
    if not fresh_consent and purpose not in law.value:
        return _not_compatible(collected_on, purpose, law, on)
    if not people_told:
        why = "People have not been told of the new purpose."
        return ruled(
            "reject",
            why,
            "Tell them, and give them time, before the first use.",
            on=on,
            by=("people-are-told-first",),
        )
    if not own_basis and not fresh_consent:
        why = "The purpose is compatible, which is not yet a lawful basis."
        by: tuple[str, ...] = ("compatibility-is-no-basis", topic)
        return Ruling(
            "hold",
            why,
            "Name the basis in `own_basis`.",
            tuple(lookup(t, on) for t in by),
            missing=("own_basis",),
        )
    why = (
        "They consented to it afresh."
        if fresh_consent
        else f"A new purpose of this kind is compatible: {purpose}."
    )
    by = (topic, "compatibility-is-no-basis", "people-are-told-first")
    return ruled("accept", why, "Put it into the processing record and the notice.", on=on, by=by)


def _not_compatible(collected_on: str, purpose: str, law: Rule, on: date) -> Ruling:
    if (
        collected_on == "consent"
        and purpose == "annex2"
        and purpose in lookup("compatible-purposes", on).value
    ):
        why = (
            "The data was given on consent: Annex 2 serves only where consent cannot reasonably be had again."
        )
        next = "Ask for fresh consent, or have the data protection officer record why it cannot be had."
        return Ruling("hold", why, next, (law, lookup("compatible-purposes", on)))
    given = "The data was given on consent, and" if collected_on == "consent" else "This is"
    known = (
        "this is not what was consented to."
        if collected_on == "consent"
        else "not among the purposes that are compatible."
    )
    next = "Ask for fresh consent, or leave the data to what it was collected for."
    return Ruling("reject", f"{given} {known}", next, (law,))
