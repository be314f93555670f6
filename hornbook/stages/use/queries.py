"""What may be known without opening anybody: the groups there are, and how many people.

Numbers and labels only, so no ledger line is written. Keeps: promise 97.
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from hornbook.rules.base.actor import Actor
from hornbook.stages.ledger.tenancy import reading

from . import gate


def groups(by: Actor, *, own: bool = False) -> list[tuple[UUID, str, str]]:
    """(ref, kind, label) of this controller's groups, or only those this account is in."""
    with reading(by.controller):
        return gate.groups(by=by, own=own)


def here(
    controller: UUID, *, people: Collection[UUID] | None = None, group: UUID | None = None
) -> dict[UUID, datetime]:
    """Reference -> since when we know them: pupils on roll, those of a group, or the people named."""
    with reading(controller):
        return gate.here(controller, people=people, group=group)


def counts(by: Actor, due_by: date) -> dict[str, int]:
    """{"on roll": …, "off roll": …, "due": …}: due counts records whose month of disposal has come."""
    with reading(by.controller):
        return gate.counts(by=by, due_by=due_by)
