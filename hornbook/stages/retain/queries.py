"""What is due, and why; what was proposed; what is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.dates import spoken
from hornbook.stages.ledger.act import act
from hornbook.stages.ledger.tenancy import reading
from hornbook.stages.parties import queries as parties
from hornbook.stages.use import gate, holds

from .models import Batch, Certificate, Item

RECENTLY = 365  # days: touched since then is looked at twice before it goes


@dataclass(frozen=True)
class Due:
    """A person whose record is due: since when, by which rule, and what speaks against it.

    barred  a case holds it, or the pupil is on roll: it cannot go. Other conflicts ask for a second look
    """

    person: UUID
    name: str
    on: date
    why: str
    rule: str
    cites: tuple[str, ...]
    actions: tuple[str, ...]
    conflicts: tuple[str, ...]
    barred: bool = False


@act("retain.review")
def due(*, by: Actor, at: datetime, on: date) -> list[Due]:
    """Everyone due for disposal by this day, with the reason and the conflicts. Keeps: promises 113-117."""
    parties.require(by, "retain.propose", at)
    found = gate.due(by=by, at=at, on=on)
    held = holds.standing(by.controller, [d.slice.person for d in found])
    return [_due(d, held.get(d.slice.person, []), on) for d in found]


def _due(found: "gate.DueFor", held: list[str], on: date) -> Due:
    conflicts = list(held)
    if found.slice.on_roll:
        conflicts.append("Still on roll: a record in use is not expired.")
    if found.last_touched and (on - found.last_touched).days < RECENTLY:
        conflicts.append(
            f"Something was recorded on {spoken(found.last_touched)}, less than a year ago: "
            "make sure that the record is not in use."
        )
    return Due(
        found.slice.person,
        found.slice.name,
        found.due.on,
        found.due.why,
        found.rule,
        tuple(found.due.cites),
        tuple(found.due.actions),
        tuple(conflicts),
        barred=bool(held) or found.slice.on_roll,
    )


def overdue(controller: UUID, on: date) -> int:
    """How many records are past the month in which they fell due. Keeps: promises 113-115."""
    return gate.overdue(controller, on)


def batches(controller: UUID, states: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Batches, newest first, with how many people and how many approvals each has."""
    with reading(controller):
        rows = Batch.objects.filter(controller=controller)
        if states:
            rows = rows.filter(state__in=list(states))
        return [_batch(b) for b in rows.order_by("-proposed_at")]


def batch(controller: UUID, ref: UUID) -> dict[str, Any] | None:
    with reading(controller):
        found = Batch.objects.filter(controller=controller, ref=ref).first()
        return _batch(found) if found else None


def _batch(b: Batch) -> dict[str, Any]:
    return {
        "ref": b.ref,
        "state": b.state,
        "action": b.action,
        "due_on": b.due_on,
        "proposed_by": b.proposed_by,
        "proposed_at": b.proposed_at,
        "people": list(b.items.order_by("id").values_list("person", flat=True)),
        "gone": b.items.filter(gone_at__isnull=False).count(),
        "approved_by": list(b.approvals.order_by("approved_at").values_list("account", flat=True)),
    }


def certificate(controller: UUID, ref: UUID) -> Certificate | None:
    """A certificate by its own number, or by that of the person it is about."""
    with reading(controller):
        rows = Certificate.objects.filter(controller=controller)
        return rows.filter(ref=ref).first() or rows.filter(person=ref).first()


def certificates(controller: UUID, batch_ref: UUID | None = None) -> list[Certificate]:
    with reading(controller):
        rows = Certificate.objects.filter(controller=controller)
        if batch_ref:
            rows = rows.filter(batch=batch_ref)
        return list(rows.order_by("-disposed_at"))


def cut_off(controller: UUID) -> list[UUID]:
    """Batches whose disposal began and did not end."""
    with reading(controller):
        waiting = Item.objects.filter(controller=controller, gone_at=None, batch__state="disposing")
        return list(waiting.order_by().values_list("batch", flat=True).distinct())
