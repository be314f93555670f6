"""Opening, finding and changing, as acts of their own: what pages and commands call.

Other stages compose the gate into acts of theirs (share.send, rights.copy, retain.dispose).
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from hornbook.rules.base.actor import Actor
from hornbook.stages.ledger.act import act

from . import gate
from .gate import Changed, Slice, Write


@act("use.read")
def read(
    *,
    by: Actor,
    at: datetime,
    purpose: str,
    people: Sequence[UUID],
    categories: Collection[str] | None = None,
) -> tuple[Slice, ...]:
    """Open people's records for a purpose. Keeps: promises 97, 99."""
    return gate.take(by=by, purpose=purpose, people=people, at=at, categories=categories)


@act("use.open")
def open_page(*, by: Actor, at: datetime, purpose: str, person: UUID) -> tuple[Slice, tuple[Slice, ...]]:
    """Open all that this purpose may see of one pupil, and of the contacts their record points at."""
    return gate.with_contacts(by=by, purpose=purpose, person=person, at=at)


@act("use.find")
def find(*, by: Actor, at: datetime, purpose: str, text: str) -> tuple[Slice, ...]:
    """Look for pupils by what somebody typed. Whom it showed is written down; what was typed is not."""
    return gate.find(by=by, purpose=purpose, text=text, at=at)


@act("use.list")
def listing(
    *,
    by: Actor,
    at: datetime,
    purpose: str,
    group: UUID | None = None,
    on_roll: bool | None = True,
    start: int = 0,
    limit: int = 50,
) -> tuple[tuple[Slice, ...], int]:
    """A page of pupils in order, and how many there are."""
    return gate.listing(by=by, purpose=purpose, at=at, group=group, on_roll=on_roll, start=start, limit=limit)


@act("use.moves")
def moves(*, by: Actor, at: datetime, purpose: str, among: Sequence[UUID]) -> tuple[Slice, ...]:
    """Of these people the pupils who are still here, with name and enrolment: who joined and who left."""
    return gate.still_here(by=by, purpose=purpose, people=among, at=at, categories=("identity", "enrolment"))


@act("use.change")
def change(*, by: Actor, at: datetime, purpose: str, writes: Sequence[Write]) -> Changed:
    """Correct or add to a record by hand."""
    return gate.change(by=by, purpose=purpose, writes=writes, at=at)
