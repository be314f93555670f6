"""Placing and releasing holds. Share, rights and breaches place them; retain obeys.

Altering or destroying records to keep them from someone who asked is an offence (Data Protection Act
2018, section 173). Keeps: promise 123.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from hornbook.stages.ledger.act import note, under_way

from .models import CaseHold


def place(controller: UUID, person: UUID, *, stage: str, case: UUID, why: str, at: datetime) -> None:
    """Hold this person's record for a case. Placing it twice is placing it once."""
    under_way()
    CaseHold.objects.get_or_create(
        controller=controller,
        case=case,
        person=person,
        defaults={"stage": stage, "why": why, "placed_at": at},
    )
    note(people=[person], facts={"hold": "placed"})


def release(controller: UUID, *, case: UUID, at: datetime) -> int:
    """Release what this case held. Gives how many holds."""
    under_way()
    return CaseHold.objects.filter(controller=controller, case=case, released_at=None).update(released_at=at)


def standing(controller: UUID, people: Collection[UUID]) -> dict[UUID, list[str]]:
    """Why each of these people is held, for those who are."""
    found: dict[UUID, list[str]] = {}
    rows = CaseHold.objects.filter(controller=controller, person__in=list(people), released_at=None)
    for person, why in rows.order_by("placed_at").values_list("person", "why"):
        found.setdefault(person, []).append(why)
    return found
