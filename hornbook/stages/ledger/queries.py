"""Reading the ledger: who has had my data, what an account did, what was refused."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from .models import DONE, INTENT, REFUSED, Entry, EntryPerson
from .tenancy import reading


@dataclass(frozen=True)
class Line:
    """One entry as a page shows it."""

    id: int
    ref: UUID
    act: str
    verdict: str
    by: UUID | None
    roles: str
    purpose: str
    route: str
    code: str
    cites: tuple[str, ...]
    facts: dict[str, Any]
    at: datetime


FIELDS = (
    "id",
    "ref",
    "act",
    "verdict",
    "by",
    "roles",
    "purpose",
    "route",
    "code",
    "cites",
    "facts",
    "written_at",
)


def _line(row: tuple[Any, ...]) -> Line:
    return Line(*row[:9], cites=tuple(row[9]), facts=row[10], at=row[11])


def about(controller: UUID, person: UUID, limit: int = 200, *, before: int | None = None) -> list[Line]:
    """Everything done about this person, newest first. Keeps: promises 99, 137."""
    with reading(controller):
        mine = EntryPerson.objects.filter(controller=controller, person=person)
        rows = Entry.objects.filter(controller=controller, id__in=mine.values("entry"))
        if before is not None:
            rows = rows.filter(id__lt=before)
        return [_line(r) for r in rows.order_by("-id").values_list(*FIELDS)[:limit]]


def latest(
    controller: UUID,
    *,
    acts: Collection[str] = (),
    verdicts: Collection[str] = (DONE, REFUSED),
    limit: int = 50,
) -> list[Line]:
    with reading(controller):
        rows = Entry.objects.filter(controller=controller, verdict__in=list(verdicts))
        if acts:
            rows = rows.filter(act__in=list(acts))
        return [_line(r) for r in rows.order_by("-id").values_list(*FIELDS)[:limit]]


def since(controller: UUID, at: datetime) -> dict[tuple[str, str], int]:
    """How often each (act, verdict) was written since then."""
    with reading(controller):
        rows = Entry.objects.filter(controller=controller, written_at__gte=at).order_by()
        counted = rows.values_list("act", "verdict").annotate(n=Count("id"))
        return {(a, v): n for a, v, n in counted}


def people_in(controller: UUID, entry: int) -> list[UUID]:
    with reading(controller):
        rows = EntryPerson.objects.filter(controller=controller, entry=entry)
        return list(rows.values_list("person", flat=True))


def unfinished(controller: UUID, act: str) -> list[Line]:
    """Intents of this act whose act never came to be written: what was cut off half way."""
    with reading(controller):
        intents = Entry.objects.filter(controller=controller, act=act, verdict=INTENT)
        done = set(
            Entry.objects.filter(controller=controller, act=act, verdict=DONE).values_list("ref", flat=True)
        )
        finished = {
            UUID(f["finishes"])
            for f in Entry.objects.filter(controller=controller, act=act, verdict=DONE).values_list(
                "facts", flat=True
            )
            if f.get("finishes")
        }
        found = [_line(r) for r in intents.order_by("id").values_list(*FIELDS)]
    return [i for i in found if UUID(i.facts["of"]) not in done | finished]
