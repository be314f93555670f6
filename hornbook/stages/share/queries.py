"""Reading the disclosure log: who has had my data, what went to whom. Keeps: promises 137, 200."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hornbook.stages.ledger.tenancy import reading

from .models import Disclosure, Told


@dataclass(frozen=True)
class Sent:
    """One disclosure about one person."""

    disclosure: UUID
    recipient: str
    route: str
    purpose: str
    gateways: tuple[str, ...]
    fields: tuple[str, ...]
    at: datetime
    by: UUID


def about(controller: UUID, person: UUID) -> list[Sent]:
    """Every disclosure of this person's data, newest first."""
    with reading(controller):
        rows = Told.objects.filter(controller=controller, person=person).select_related("disclosure")
        return [
            Sent(
                t.disclosure.ref,
                t.disclosure.recipient,
                t.disclosure.route,
                t.disclosure.purpose,
                tuple(t.disclosure.gateways),
                tuple(t.fields),
                t.disclosure.sent_at,
                t.disclosure.sent_by,
            )
            for t in rows.order_by("-disclosure__sent_at")
        ]


def log(controller: UUID, limit: int = 100) -> list[Disclosure]:
    """What was sent, newest first."""
    with reading(controller):
        return list(Disclosure.objects.filter(controller=controller).order_by("-sent_at")[:limit])


def one(controller: UUID, ref: UUID) -> tuple[Disclosure, list[Told]] | None:
    with reading(controller):
        found = Disclosure.objects.filter(controller=controller, ref=ref).first()
        return (found, list(found.told.order_by("id"))) if found else None


def how_many(controller: UUID) -> int:
    with reading(controller):
        return Disclosure.objects.filter(controller=controller).count()


def carried(controller: UUID) -> Iterator[tuple[str, str, frozenset[str]]]:
    """(route, digest of the pack, fields) for each different set of fields that went along a route."""
    seen = set()
    with reading(controller):
        rows = Told.objects.filter(controller=controller)
        for route, pack, fields in rows.values_list(
            "disclosure__route", "disclosure__pack", "fields"
        ).iterator(chunk_size=2000):
            seen.add((route, pack, frozenset(fields)))
    yield from sorted(seen, key=lambda each: (each[0], each[1], sorted(each[2])))
