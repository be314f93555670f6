"""Requests as a page shows them: where each stands, by when, and what to do next. Keeps: promises 200, 210.

No value of anybody's record is here: people are references, and what was typed is opened by `read_words`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hornbook.stages.diary import queries as diary
from hornbook.stages.diary.queries import Running
from hornbook.stages.ledger.tenancy import reading

from .cases import STAGE
from .entitlement import FORMER_PUPIL, GROUNDS, PUPIL
from .exemptions import EXEMPTIONS
from .kinds import kinds
from .models import Case as Row
from .models import Receipt, View, Withheld
from .states import OPEN, WORDS, State


@dataclass(frozen=True)
class Next:
    """What to do now: a sentence, and the act that does it ("" when nobody here can do anything yet)."""

    sentence: str
    act: str


@dataclass(frozen=True)
class Decision:
    """Somebody's view of who may have the copy."""

    may: bool
    because: str
    says: str
    by: UUID
    at: datetime


@dataclass(frozen=True)
class Back:
    """Something kept back: what, why, by whom."""

    ref: UUID
    category: str
    record: UUID | None
    field: str
    code: str
    why: str
    cite: str
    by: UUID
    at: datetime


@dataclass(frozen=True)
class Built:
    """A copy that was handed out: digests of its files, and its certificate."""

    receipt: UUID
    files: Mapping[str, str]
    certificate: Mapping[str, Any]
    by: UUID
    at: datetime


@dataclass(frozen=True)
class Case:
    """One request."""

    ref: UUID
    kind: str
    label: str
    about: UUID
    asked_by: str
    asker: UUID | None
    came: str
    received: date
    state: State
    stands: str
    outcome: str
    closed_on: date | None
    opened_by: UUID
    opened_at: datetime
    clock: Running | None
    next: Next
    views: tuple[Decision, ...]
    withheld: tuple[Back, ...]
    copies: tuple[Built, ...]


def open_cases(controller: UUID, on: date) -> list[Case]:
    """Every open request, the one due first before the others; what stands still comes last."""
    with reading(controller):
        rows = Row.objects.filter(controller=controller, state__in=OPEN)
        found = [_case(row, on) for row in rows.prefetch_related("views", "withheld", "receipts")]
    return sorted(found, key=_by_due)


def case(controller: UUID, ref: UUID, on: date) -> Case | None:
    with reading(controller):
        row = Row.objects.filter(controller=controller, ref=ref).first()
        return _case(row, on) if row else None


def about(controller: UUID, person: UUID, on: date) -> list[Case]:
    """Every request about a person, newest first."""
    with reading(controller):
        rows = Row.objects.filter(controller=controller, person=person)
        return [_case(row, on) for row in rows.order_by("-received", "-opened_at")]


def _by_due(found: Case) -> tuple[bool, date, str]:
    due = found.clock.due if found.clock else None
    return due is None, due or date.max, str(found.ref)


def _case(row: Row, on: date) -> Case:
    clock = diary.of(row.controller, stage=STAGE, case=row.ref, on=on)
    views = sorted(row.views.all(), key=lambda v: v.id)
    copies = sorted(row.receipts.all(), key=lambda r: r.built_at)
    return Case(
        ref=row.ref,
        kind=row.kind,
        label=kinds[row.kind].label,
        about=row.person,
        asked_by=row.asked_by,
        asker=row.asker,
        came=row.came,
        received=row.received,
        state=State(row.state),
        stands=WORDS[State(row.state)],
        outcome=row.outcome,
        closed_on=row.closed_on,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        clock=clock,
        next=_next(row, bool(views), clock),
        views=tuple(_decision(v) for v in views),
        withheld=tuple(_back(w) for w in row.withheld.all() if w.lifted_at is None),
        copies=tuple(_built(r) for r in copies),
    )


def _decision(v: View) -> Decision:
    return Decision(v.may, v.because, GROUNDS[v.because][1], v.decided_by, v.decided_at)


def _back(w: Withheld) -> Back:
    law = EXEMPTIONS[w.code]
    return Back(w.ref, w.category, w.record, w.field, w.code, law.why, law.cite, w.decided_by, w.decided_at)


def _built(r: Receipt) -> Built:
    return Built(r.ref, r.files, r.certificate, r.built_by, r.built_at)


def _next(row: Row, decided: bool, clock: Running | None) -> Next:
    state = State(row.state)
    if state not in OPEN:
        return Next(f"Nothing: this request is {WORDS[state]}.", "")
    if state is State.PROVING:
        return Next("Write down the day on which proof of identity comes.", "rights.id_received")
    if state is State.ASKING:
        return Next("Write down the day on which you hear what is sought.", "rights.clarified")
    if state is State.COPIED:
        return Next("Send the copy, and close the request as answered.", "rights.close")
    if row.asked_by not in (PUPIL, FORMER_PUPIL) and not decided and row.asker != row.person:
        return Next("Decide who may have the copy, if the pupil is of an age to say.", "rights.decide")
    late = " It is overdue." if clock and clock.overdue else ""
    return Next(f"Look at what is to be withheld, and make the copy.{late}", "rights.copy")
