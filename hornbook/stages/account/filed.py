"""Who sees to each promise, what they filed, and whether its day has passed. Keeps: promise 268."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hornbook.rules.base.dates import add_months, spoken
from hornbook.stages.keys import papers
from hornbook.stages.ledger.tenancy import reading

from .models import Ownership, Proof


@dataclass(frozen=True)
class Paper:
    """A file that was filed with a proof, under the name it came with."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Filed:
    """One proof, opened as far as its words. `size` is nought where no paper came with it."""

    ref: UUID
    on: date
    words: str
    name: str
    size: int
    by: UUID
    filed_at: datetime


@dataclass(frozen=True)
class Seen:
    """Who sees to a promise, and what was filed about it; without words.

    role    empty where nobody sees to it
    due     the day by which the next proof is to be there; None where none is awaited
    proofs  how many were filed; last: the newest day that one of them is about
    """

    role: str = ""
    account: UUID | None = None
    every_months: int | None = None
    due: date | None = None
    proofs: int = 0
    last: date | None = None

    def overdue(self, on: date) -> bool:
        return self.due is not None and self.due < on

    def late(self) -> str:
        assert self.due is not None
        return f"Proof of it was due on {spoken(self.due)}, and nobody has filed it."


#: A promise that nobody sees to, and about which nothing was filed.
NOBODY = Seen()


def seen_to(controller: UUID) -> dict[str, Seen]:
    """Promise -> who sees to it and what was filed, for those of which anything is known."""
    with reading(controller):
        owners = {row.promise: row for row in Ownership.objects.filter(controller=controller).order_by("id")}
        rows = Proof.objects.filter(controller=controller).order_by("on", "filed_at")
        proofs: dict[str, list[tuple[date, datetime]]] = {}
        for promise, on, at in rows.values_list("promise", "on", "filed_at"):
            proofs.setdefault(promise, []).append((on, at))
    return {each: _seen(owners.get(each), proofs.get(each, [])) for each in {*owners, *proofs}}


def _seen(owner: Ownership | None, proofs: list[tuple[date, datetime]]) -> Seen:
    last = proofs[-1][0] if proofs else None
    if owner is None:
        return Seen(proofs=len(proofs), last=last)
    return Seen(owner.role, owner.account, owner.every_months, _due(owner, proofs), len(proofs), last)


def _due(owner: Ownership, proofs: list[tuple[date, datetime]]) -> date | None:
    """What was filed since somebody last set a day answers it; from there the next round is counted."""
    since = [on for on, at in proofs if at >= owner.set_at]
    if not since:
        return owner.due_on
    return add_months(max(since), owner.every_months) if owner.every_months else None


def proofs_of(controller: UUID, promise: str) -> list[Filed]:
    """All that was filed about one promise, with its words, the newest day first."""
    with reading(controller):
        rows = Proof.objects.filter(controller=controller, promise=promise).order_by("-on", "-filed_at")
        found = list(rows.values_list("ref", "on", "said", "size", "by", "filed_at"))
    told = []
    for ref, on, sealed, size, by, at in found:
        said = json.loads(papers.opened_text(controller, ref, sealed))
        told.append(Filed(ref, on, said["words"], said["name"], size, by, at))
    return told
