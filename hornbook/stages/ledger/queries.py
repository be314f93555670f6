"""Reading the ledger: who has had my data, what an account did, what was refused."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from .models import DONE, REFUSED, Entry, EntryPerson
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


def about(
    controller: UUID,
    person: UUID,
    limit: int = 200,
    *,
    before: int | None = None,
    acts: Collection[str] = (),
    verdicts: Collection[str] = (),
) -> list[Line]:
    """Everything done about this person, newest first. Keeps: promises 99, 137."""
    with reading(controller):
        mine = EntryPerson.objects.filter(controller=controller, person=person)
        rows = Entry.objects.filter(controller=controller, id__in=mine.values("entry"))
        if before is not None:
            rows = rows.filter(id__lt=before)
        if acts:
            rows = rows.filter(act__in=list(acts))
        if verdicts:
            rows = rows.filter(verdict__in=list(verdicts))
        return [_line(r) for r in rows.order_by("-id").values_list(*FIELDS)[:limit]]


def latest(
    controller: UUID,
    *,
    acts: Collection[str] = (),
    verdicts: Collection[str] = (DONE, REFUSED),
    by: UUID | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Line]:
    """The newest lines, of these acts, by this account, older than that line."""
    with reading(controller):
        rows = Entry.objects.filter(controller=controller, verdict__in=list(verdicts))
        if acts:
            rows = rows.filter(act__in=list(acts))
        if by is not None:
            rows = rows.filter(by=by)
        if before is not None:
            rows = rows.filter(id__lt=before)
        return [_line(r) for r in rows.order_by("-id").values_list(*FIELDS)[:limit]]


def one(controller: UUID, entry: int) -> Line | None:
    with reading(controller):
        found = Entry.objects.filter(controller=controller, id=entry).values_list(*FIELDS).first()
        return _line(found) if found else None


def how_many(controller: UUID, entries: Collection[int]) -> dict[int, int]:
    """How many people each of these lines is about; a line about nobody is not in the answer."""
    with reading(controller):
        rows = EntryPerson.objects.filter(controller=controller, entry__in=list(entries)).order_by()
        return dict(rows.values_list("entry").annotate(n=Count("id")))


def looked_up(controller: UUID, acts: Collection[str], start: datetime, end: datetime) -> dict[UUID, int]:
    """How many different people each account opened with these acts between the two moments."""
    with reading(controller):
        rows = Entry.objects.filter(
            controller=controller, act__in=list(acts), verdict=DONE, written_at__gte=start, written_at__lt=end
        ).order_by()
        return dict(rows.values_list("by").annotate(n=Count("people__person", distinct=True)))


def touched(controller: UUID, acts: Collection[str], start: datetime, limit: int = 200) -> list[UUID]:
    """The people whom these acts were about since then, the latest first."""
    with reading(controller):
        rows = EntryPerson.objects.filter(
            controller=controller,
            entry__act__in=list(acts),
            entry__verdict=DONE,
            entry__written_at__gte=start,
        )
        return list(
            dict.fromkeys(rows.order_by("-entry", "id").values_list("person", flat=True)[: 5 * limit])
        )[:limit]


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
