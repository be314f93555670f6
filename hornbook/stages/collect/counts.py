"""What became of rows, people and records: sums that must close, kept with the receipt step by step."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hornbook.rules.formats.base.record import Draft
from hornbook.stages.use.gate import Changed

ADMITTED, MERGED, ASIDE = "admitted", "merged", "set_aside"


@dataclass(frozen=True)
class Rows:
    """What became of the rows of one file: read = admitted + merged + set_aside.

    admitted  at least one record of its own came of the row;  merged: it confirms or completes others
    """

    read: int
    admitted: int
    merged: int
    set_aside: int

    @property
    def closes(self) -> bool:
        return self.read == self.admitted + self.merged + self.set_aside

    def moved(self, moves: Mapping[tuple[str, str], int]) -> "Rows":
        """After some rows turned out otherwise: (from, to) -> how many."""
        now = {ADMITTED: self.admitted, MERGED: self.merged, ASIDE: self.set_aside}
        for (before, after), n in moves.items():
            now[before] -= n
            now[after] += n
        return Rows(self.read, now[ADMITTED], now[MERGED], now[ASIDE])


@dataclass(frozen=True)
class Counts:
    """What a receipt, or a part of one, did. `rows` is by the number of the file.

    numbers     people who were given with a unique pupil number;  enrolments: their places on rolls
    new, known  pupils not held before, and held;  left_out: pupils of whom nothing was taken in
    """

    rows: Mapping[int, Rows] = field(default_factory=dict)
    numbers: int = 0
    enrolments: int = 0
    new: int = 0
    known: int = 0
    left_out: int = 0
    contacts: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0

    PLAIN = (
        "numbers",
        "enrolments",
        "new",
        "known",
        "left_out",
        "contacts",
        "created",
        "updated",
        "unchanged",
    )

    def __add__(self, more: "Counts") -> "Counts":
        plain = {name: getattr(self, name) + getattr(more, name) for name in self.PLAIN}
        return Counts(rows={**self.rows, **more.rows}, **plain)

    def without(self, moves: "Moves") -> "Counts":
        """With these rows moved: (file, from, to) -> how many."""
        rows = {
            n: each.moved({(b, a): count for (file, b, a), count in moves.items() if file == n})
            for n, each in self.rows.items()
        }
        return Counts(rows=rows, **{name: getattr(self, name) for name in self.PLAIN})

    def changed(self, done: Changed) -> "Counts":
        return self + Counts(created=done.created, updated=done.updated, unchanged=done.unchanged)

    def nothing_new(self) -> bool:
        return not (self.new or self.contacts or self.created or self.updated)

    def as_json(self) -> dict[str, Any]:
        rows = {str(n): [r.read, r.admitted, r.merged, r.set_aside] for n, r in self.rows.items()}
        return {"rows": rows, **{name: getattr(self, name) for name in self.PLAIN}}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Counts":
        rows = {int(n): Rows(*r) for n, r in told.get("rows", {}).items()}
        return cls(rows=rows, **{name: told.get(name, 0) for name in cls.PLAIN})


Moves = Mapping[tuple[int, str, str], int]


def _standing(drafts: Iterable[Draft]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for draft in drafts:
        at = (draft.table, draft.line)
        if draft.outcome == "admit":
            found[at] = ADMITTED
        else:
            found.setdefault(at, MERGED)
    return found


def moves(before: Iterable[Draft], after: Iterable[Draft]) -> Counter[tuple[str, str, str]]:
    """(table, from, to) -> rows: what leaving some drafts out does to the rows they came of."""
    left = _standing(after)
    found: Counter[tuple[str, str, str]] = Counter()
    for (table, line), stood in _standing(before).items():
        stands = left.get((table, line), ASIDE)
        if stands != stood:
            found[table, stood, stands] += 1
    return found


def rows_of(drafts: Iterable[Draft]) -> list[tuple[str, int]]:
    """Every row these drafts came of, in order."""
    return sorted(_standing(drafts))
