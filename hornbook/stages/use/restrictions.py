"""Placing and lifting restrictions: UK GDPR, Article 18. What is restricted is kept, and not used.

The gate asks here for everybody whom it is about to open, find or send; purposes that the pack says go on
for an important public interest go on, and so does storing. Keeps: promise 225.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from hornbook.stages.ledger.act import note, under_way

from .models import Restriction

#: Restrictions are rare: to name more people than this to the database costs more than to read them all.
FEW = 20


def place(controller: UUID, person: UUID, *, case: UUID, at: datetime) -> None:
    """Restrict the use of this person's data for a case. Placing it twice is placing it once."""
    under_way()
    Restriction.objects.get_or_create(
        controller=controller, case=case, person=person, defaults={"placed_at": at}
    )
    note(people=[person], facts={"restriction": "placed"})


def lift(controller: UUID, *, case: UUID, at: datetime) -> int:
    """Lift what this case restricted; the person is told before (Article 18(3)). Gives how many."""
    under_way()
    mine = Restriction.objects.filter(controller=controller, case=case, lifted_at=None)
    note(people=mine.values_list("person", flat=True), facts={"restriction": "lifted"})
    return mine.update(lifted_at=at)


def standing(controller: UUID, people: Collection[UUID]) -> set[UUID]:
    """Which of these people are under restriction: a few are asked for by name, else all are read."""
    rows = Restriction.objects.filter(controller=controller, lifted_at=None)
    if len(people) <= FEW:
        rows = rows.filter(person__in=people)
    return set(rows.values_list("person", flat=True)).intersection(people)
