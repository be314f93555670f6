"""Placing and lifting objections to a recipient: UK GDPR, Article 21. Pack and law say what one stops.

The gate asks here for everybody whom a route would carry. Keeps: promise 126.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from hornbook.stages.ledger.act import note, under_way

from .models import Objection

STEP = 500

#: Every recipient, those of tomorrow too.
ANY = ""


def place(controller: UUID, person: UUID, *, case: UUID, at: datetime, route: str = ANY) -> None:
    """Say that this recipient is not to be told of this person. Placing it twice is placing it once."""
    under_way()
    Objection.objects.get_or_create(
        controller=controller, case=case, person=person, route=route, defaults={"placed_at": at}
    )
    note(people=[person], route=route, facts={"objection": "placed"})


def lift(controller: UUID, *, case: UUID, at: datetime) -> int:
    """Lift what this case placed, because whoever objected took it back. Gives how many."""
    under_way()
    mine = Objection.objects.filter(controller=controller, case=case, lifted_at=None)
    note(people=mine.values_list("person", flat=True), facts={"objection": "lifted"})
    return mine.update(lifted_at=at)


def standing(controller: UUID, people: Collection[UUID], route: str) -> set[UUID]:
    """Which of these people are not to be told of by this route."""
    everyone = list(people)
    found: set[UUID] = set()
    for start in range(0, len(everyone), STEP):
        rows = Objection.objects.filter(
            controller=controller,
            person__in=everyone[start : start + STEP],
            route__in=(ANY, route),
            lifted_at=None,
        )
        found |= set(rows.values_list("person", flat=True))
    return found
