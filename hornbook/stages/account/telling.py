"""Telling people of a new purpose: by the published notice that names it, and however else it was said.

Keeps: promises 52, 69. The day of telling is never before the notice stood where everybody reads it; the
first use comes after it (stages/registers/purposes).
"""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.dates import local_day, spoken
from hornbook.rules.base.refused import Refused
from hornbook.rules.policy import printed
from hornbook.stages.ledger.act import act
from hornbook.stages.parties import queries as parties
from hornbook.stages.registers.purposes import acts as purposes

from . import queries

#: How people were told, beside the notice that anybody can read.
WAYS: Mapping[str, str] = MappingProxyType(
    {
        "notice": "By the published notice alone",
        "letter": "By letter to every family",
        "email": "By e-mail to every family",
        "meeting": "At a meeting, and by the notice",
        "other": "In another way, and by the notice",
    }
)


@act("purposes.tell")
def tell(*, by: Actor, at: datetime, change: UUID, on: date, how: str, effective: date | None = None) -> date:
    """Write down that people were told on this day. Gives the first day of use.

    effective  a later first day than the earliest there may be
    """
    parties.require(by, purposes.RIGHT, at)
    if how not in WAYS:
        raise _not_told(f"{how!r} is no way of telling.", f"Choose from: {', '.join(WAYS)}.")
    today = timezone.localtime(at).date()
    if on > today:
        raise _not_told("That day has not come.", "Tell people, and write it down then.")
    notices = _published(by.controller, today, on)
    return purposes.told(
        by.controller, by=by, change=change, on=on, how=how, notices=notices, effective=effective, at=at
    )


def _published(controller: UUID, today: date, on: date) -> dict[str, int]:
    """The layers of the notice as they are published, where they say what the pack says by that day."""
    if queries.unpublished(controller, today):
        raise _not_told(
            "The notice that people can read does not say what the pack says.",
            "Publish the notice first; the day of telling is that day or a later one.",
        )
    slug = parties.controller(controller).slug
    newest = {layer: found[0] for layer in printed.LAYERS if (found := queries.notice_versions(slug, layer))}
    since = max(local_day(each.published_at) for each in newest.values())
    if on < since:
        raise _not_told(
            f"The notice that names it was published on {spoken(since)}.",
            f"Name {spoken(since)}, or the later day on which people were told.",
        )
    return {layer: each.number for layer, each in newest.items()}


def _not_told(why: str, next: str) -> Refused:
    return Refused(
        "not-told",
        what="Nothing was written down, and the purpose stays shut.",
        why=why,
        next=next,
        cites=("UK GDPR, Articles 13(3) and 14(4)",),
    )
