"""Reading receipts: what was brought, how far it is, what was found; and where a held value came from.

Keeps: promises 44, 202.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from hornbook.rules.base.dates import spoken
from hornbook.rules.base.refused import Finding
from hornbook.rules.formats.base.record import Tally
from hornbook.stages.ledger.tenancy import reading

from . import findings, quarantine
from .counts import Counts, Rows
from .models import Receipt, Sheet
from .states import OPEN

FORMATS = {"census-export": "census export", "csv": "table of pupils"}


@dataclass(frozen=True)
class Table:
    """One of the files: its name while it is in quarantine, the table's own name or its number afterwards."""

    number: int
    name: str
    kind: str
    rows: Rows


@dataclass(frozen=True)
class Outcome:
    """What a receipt did, or, for a dry run, would do.

    receipt  None for a dry run;  again: the same bytes had been admitted before, and nothing changed
    findings  errors first; warnings of one kind only the first lines, `tallies` counts them all
    """

    receipt: UUID | None
    state: str
    format: str
    about: str
    tables: tuple[Table, ...]
    counts: Counts
    findings: tuple[Finding, ...]
    tallies: tuple[Tally, ...]
    again: bool = False

    @property
    def left_something_out(self) -> bool:
        aside = any(t.rows.set_aside for t in self.tables)
        return aside or findings.left_something_out(self.tallies)


@dataclass(frozen=True)
class Brought:
    """A receipt as a list shows it."""

    ref: UUID
    state: str
    format: str
    about: str
    by: UUID
    at: datetime
    steps: int
    steps_done: int
    settled_at: datetime | None
    counts: Counts


@dataclass(frozen=True)
class Came:
    """Where a value came from, as far as a page may say it. `by` is whoever brought the file.

    >>> Came(UUID(int=1), "census export of 2024 autumn, pupilonroll", date(2026, 5, 3), UUID(int=2)).line(17)
    'from the census export of 2024 autumn, pupilonroll, line 17, brought on 3 May 2026'
    """

    receipt: UUID
    file: str
    on: date
    by: UUID

    def line(self, number: int | None) -> str:
        at = f", line {number}" if number is not None else ""
        return f"from the {self.file}{at}, brought on {spoken(self.on)}"


def receipts(controller: UUID, *, states: Collection[str] = (), limit: int = 100) -> list[Brought]:
    """What was brought, newest first."""
    with reading(controller):
        rows = Receipt.objects.filter(controller=controller)
        if states:
            rows = rows.filter(state__in=list(states))
        return [_brought(r) for r in rows.order_by("-brought_at", "ref")[:limit]]


def receipt(controller: UUID, ref: UUID) -> Brought | None:
    with reading(controller):
        found = Receipt.objects.filter(controller=controller, ref=ref).first()
        return _brought(found) if found else None


def _brought(r: Receipt) -> Brought:
    return Brought(
        r.ref,
        r.state,
        r.format,
        r.about,
        r.brought_by,
        r.brought_at,
        r.steps,
        r.steps_done,
        r.settled_at,
        Counts.of(r.counts),
    )


def by_digest(controller: UUID, digest: str) -> UUID | None:
    """The receipt that these bytes have already."""
    with reading(controller):
        rows = Receipt.objects.filter(controller=controller, digest=digest).exclude(state="withdrawn")
        return rows.values_list("ref", flat=True).first()


def sheets(controller: UUID, ref: UUID) -> dict[int, UUID]:
    """The references of a receipt's files by their numbers: what the source of a value names."""
    with reading(controller):
        rows = Sheet.objects.filter(controller=controller, receipt=ref)
        return dict(rows.values_list("number", "ref"))


def outcome(controller: UUID, ref: UUID) -> Outcome | None:
    """What became of a receipt so far, with all that was found that is still kept."""
    with reading(controller):
        found = Receipt.objects.filter(controller=controller, ref=ref).first()
        if found is None:
            return None
        noted = findings.opened(found)
        counts = Counts.of(found.counts)
        there = found.state in OPEN
        names = quarantine.manifest(controller, ref)["names"] if there else ()
        tables = tuple(
            Table(
                s.number,
                names[s.number] if there else called(s.number, s.kind),
                s.kind,
                counts.rows.get(s.number, Rows(0, 0, 0, 0)),
            )
            for s in found.sheets.order_by("number")
        )
    return Outcome(
        ref,
        found.state,
        found.format,
        found.about,
        tables,
        counts,
        errors_first(noted.findings),
        noted.tallies,
    )


def called(number: int, kind: str) -> str:
    """What a file is called once its own name is gone."""
    return kind or f"file {number + 1}"


def errors_first(found: Collection[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda f: (f.severity != "error", f.file, f.line or 0, f.field, f.code)))


def came_from(controller: UUID, refs: Collection[UUID]) -> Mapping[UUID, Came]:
    """What the sources of values name -> where they came from. Other controllers' are not in the answer."""
    with reading(controller):
        rows = Sheet.objects.filter(controller=controller, ref__in=list(refs)).select_related("receipt")
        return {s.ref: _came(s) for s in rows}


def _came(sheet: Sheet) -> Came:
    r = sheet.receipt
    about = f" of {r.about.replace('-', ' ')}" if r.about else ""
    kind = f", {sheet.kind}" if sheet.kind else ""
    return Came(
        r.ref, f"{FORMATS[r.format]}{about}{kind}", timezone.localtime(r.brought_at).date(), r.brought_by
    )
