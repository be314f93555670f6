"""A bundle read, sifted and parted into people: what every step, and every dry run, works from.

Made anew whenever it is needed, from the same bytes, outside of any transaction.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Finding, Refused
from hornbook.rules.formats.base.record import Notes, Reading, Tally
from hornbook.rules.policy.types import Pack

from .counts import Counts, Moves, Rows, moves
from .fold import fold
from .match import Somebody, gather
from .reading import Bundle, read
from .sift import Leave, leave, sift

#: People a step: one transaction and one ledger entry, short enough that others can write in between.
STEP = 300


@dataclass(frozen=True)
class Noted:
    """What was found: findings line by line, and exact counts of each kind."""

    findings: tuple[Finding, ...] = ()
    tallies: tuple[Tally, ...] = ()

    def __add__(self, more: "Noted") -> "Noted":
        return Noted(self.findings + more.findings, self.tallies + more.tallies)

    @classmethod
    def of(cls, notes: Notes) -> "Noted":
        return cls(notes.findings(), notes.tallies())


@dataclass(frozen=True)
class Plan:
    bundle: Bundle
    reading: Reading
    may: Leave
    people: tuple[Somebody, ...]
    noted: Noted
    counts: Counts

    @property
    def steps(self) -> int:
        return -(-len(self.people) // STEP)

    @property
    def mark(self) -> str:
        """What the steps depend on beside the bytes: what may be written, and how many steps that makes."""
        may = [(c, self.may.purpose[c], sorted(self.may.fields[c])) for c in sorted(self.may.purpose)]
        return hashlib.sha256(repr((may, self.steps, STEP)).encode()).hexdigest()[:16]

    def step(self, n: int) -> tuple[Somebody, ...]:
        return self.people[n * STEP : (n + 1) * STEP]

    def moved(self, by_table: Mapping[tuple[str, str, str], int]) -> Moves:
        """The same, by the number of the file."""
        found: Counter[tuple[int, str, str]] = Counter()
        for (table, before, after), n in by_table.items():
            found[self.bundle.number(table), before, after] += n
        return found


def plan(brought: Bundle, pack: Pack, by: Actor, on: date, reading: Reading | None = None) -> Plan:
    """Read (or take as read), leave out what may not be written, and part what is left into people."""
    reading = reading or read(brought)
    wanted = dict.fromkeys(["identity", *(d.category for d in reading.drafts)])
    may = leave(pack, by, on, list(wanted))
    if "identity" not in may.purpose:
        raise Refused(
            "role-not-allowed",
            what="Nothing was taken in.",
            why="Your role may not write who a pupil is, and a file is about pupils.",
            next="Have somebody bring the file whose work it is.",
            cites=("pack:roles",),
        )
    notes = Notes()
    sifted = sift(reading.drafts, may, notes)
    numbered = "upn" in may.fields.get("identifiers", frozenset())
    people, left = gather(sifted.drafts, numbered, notes)
    enrolments = {
        (one.key, piece.record)
        for one in people
        for piece in fold(one.drafts)
        if piece.category == "enrolment"
    }
    made = Plan(
        bundle=brought,
        reading=reading,
        may=may,
        people=tuple(people),
        noted=Noted(reading.findings, reading.tallies) + Noted.of(notes),
        counts=Counts(
            numbers=sum(bool(one.number) for one in people),
            enrolments=len(enrolments),
            left_out=len(left),
            rows={
                brought.number(name): Rows(c.read, c.drafted, c.merged, c.set_aside)
                for name, c in reading.rows.items()
            },
        ),
    )
    aside = Counter(sifted.moved)
    for one in left:
        aside += moves(one.drafts, ())
    return _with(made, made.moved(aside))


def _with(made: Plan, moved: Moves) -> Plan:
    return Plan(made.bundle, made.reading, made.may, made.people, made.noted, made.counts.without(moved))
