"""Which purposes are in force for what, on which day, and what the others wait for.

Keeps: promise 52. In force is what the first pack here named, since the first notice told it, and what was
told since and has come to its day. A pack that names more, adopted or only changed on disk, names it in vain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hornbook.rules.base.dates import spoken
from hornbook.rules.policy import in_force
from hornbook.rules.policy.types import Pack, Waiting
from hornbook.stages.keys import papers
from hornbook.stages.ledger.tenancy import reading
from hornbook.stages.parties import queries as parties
from hornbook.stages.registers.models import PurposeChange

from .states import NEXT, STANDING, State, word

PROPOSE = "Have it proposed as a new purpose, checked, and told to people first."


@dataclass(frozen=True)
class Change:
    """A new purpose and how far it is; `stands` is how it stands on the day asked about."""

    ref: UUID
    purpose: str
    text: str
    basis: str
    laws: tuple[str, ...]
    level: str
    categories: tuple[str, ...]
    facts: Mapping[str, Any]
    answers: tuple[Mapping[str, Any], ...]
    state: State
    stands: str
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    told_on: date | None
    told_how: str
    notices: Mapping[str, int]
    effective_on: date | None
    ended_by: UUID | None
    ended_at: datetime | None


@dataclass(frozen=True)
class Typed:
    """What people typed about a change."""

    why: str
    decided: str
    ended: str


_first: dict[UUID, tuple[in_force.Reach, ...]] = {}


def first_told(controller: UUID) -> tuple[in_force.Reach, ...] | None:
    """What the first pack here named; None where an installation is older than this register."""
    if controller not in _first:  # once written down it never changes
        kept = parties.first_purposes(controller)
        if kept is None:
            return None
        _first[controller] = in_force.from_data(kept)
    return _first[controller]


def beyond_the_first(controller: UUID, pack: Pack) -> dict[str, frozenset[str]]:
    """Purpose -> categories that the pack names and the first one did not: mostly nothing."""
    told = first_told(controller)
    return in_force.beyond(pack, told) if told is not None else {}


def waiting(controller: UUID, pack: Pack, on: date) -> dict[str, dict[str, Waiting]]:
    """Purpose -> category -> why it may not be used yet, and what comes first."""
    new = beyond_the_first(controller, pack)
    if not new:
        return {}
    with reading(controller):
        rows = list(PurposeChange.objects.filter(controller=controller, state__in=STANDING))
    told = [_reach(row) for row in rows if word(row.state, row.effective_on, on) == "in force"]
    first = first_told(controller) or ()
    found: dict[str, dict[str, Waiting]] = {}
    for name, categories in in_force.beyond(pack, (*first, *told)).items():
        on_its_way = [row for row in rows if row.purpose == name]
        found[name] = {c: _waiting(pack, name, c, on_its_way) for c in sorted(categories)}
    return found


def waits(controller: UUID, pack: Pack, purpose: str, category: str, on: date) -> Waiting | None:
    """Why this purpose may not be used of this category on that day; None where it may."""
    return waiting(controller, pack, on).get(purpose, {}).get(category)


def _reach(row: PurposeChange) -> in_force.Reach:
    return in_force.Reach(row.purpose, row.basis, row.level, frozenset(row.categories))


def _waiting(pack: Pack, purpose: str, category: str, rows: list[PurposeChange]) -> Waiting:
    wanted = in_force.reaches(pack)[purpose]
    row = next((r for r in rows if _reach(r).covers(wanted, category)), None)
    told = (
        f"{category.replace('_', ' ').capitalize()} is not used for this yet: {pack.purposes[purpose].text}."
    )
    if row is None:
        return Waiting(f"{told} Nobody has been told of it.", PROPOSE)
    if row.state == State.TOLD and row.effective_on:
        first = spoken(row.effective_on)
        why = f"{told} People were told on {spoken(row.told_on)}; it is in force from {first}."
        return Waiting(why, f"Wait until {first}.")
    return Waiting(f"{told} It is {row.state}, and people have not been told.", NEXT[State(row.state)])


def unproposed(controller: UUID, pack: Pack, on: date) -> dict[str, frozenset[str]]:
    """Purpose -> categories that the pack names, and that nobody has proposed yet."""
    new = beyond_the_first(controller, pack)
    if not new:
        return {}
    with reading(controller):
        rows = PurposeChange.objects.filter(controller=controller, state__in=STANDING)
        standing = [_reach(row) for row in rows]
    return in_force.beyond(pack, (*(first_told(controller) or ()), *standing))


def changes(controller: UUID, on: date) -> list[Change]:
    """Every change there was, the newest first."""
    with reading(controller):
        rows = PurposeChange.objects.filter(controller=controller).order_by("-proposed_at", "ref")
        return [_change(row, on) for row in rows]


def change(controller: UUID, ref: UUID, on: date) -> Change | None:
    with reading(controller):
        row = PurposeChange.objects.filter(controller=controller, ref=ref).first()
    return _change(row, on) if row else None


def typed(controller: UUID, ref: UUID) -> Typed:
    """What was typed about it: about a purpose, and about nobody."""
    with reading(controller):
        row = PurposeChange.objects.get(controller=controller, ref=ref)
    said = (row.why, row.decided_why, row.ended_why)
    return Typed(*(papers.opened_text(controller, ref, each) if each else "" for each in said))


def _change(row: PurposeChange, on: date) -> Change:
    return Change(
        ref=row.ref,
        purpose=row.purpose,
        text=row.text,
        basis=row.basis,
        laws=tuple(row.laws),
        level=row.level,
        categories=tuple(row.categories),
        facts=row.facts,
        answers=tuple(row.answers),
        state=State(row.state),
        stands=word(row.state, row.effective_on, on),
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        told_on=row.told_on,
        told_how=row.told_how,
        notices=row.notices,
        effective_on=row.effective_on,
        ended_by=row.ended_by,
        ended_at=row.ended_at,
    )
