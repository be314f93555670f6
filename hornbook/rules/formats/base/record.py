"""What every reader of an outside format hands back: drafts of records, and an account of every row.

Keeps: 22, 288. A reader writes nothing. It says what each row would become, what it would not and why, and
the sums must close: for every table, rows read are rows drafted, merged or set aside.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from hornbook.rules.base.refused import Finding

#: How many warnings of one kind are kept line by line; the count behind them stays exact.
LINES_KEPT = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """One record as a file has it, before anybody decides to hold it.

    person    the key by which rows about the same person meet, e.g. "upn:C886999915001", as given
    category  a catalogue id;  values: catalogue field -> text as given, empty ones left out
    outcome   "admit": a record of its own; "merge": says the same as, or adds to, a draft before it
    """

    person: str
    category: str
    values: Mapping[str, str]
    table: str
    line: int
    outcome: Literal["admit", "merge"] = "admit"


@dataclass(frozen=True)
class TableCount:
    """What became of the rows of one table.

    drafted    at least one record of its own came of the row
    merged     the row only confirms or completes records that other rows gave
    set_aside  the row is left out; an error finding names its line
    """

    read: int
    drafted: int
    merged: int
    set_aside: int

    @property
    def closes(self) -> bool:
        return self.read == self.drafted + self.merged + self.set_aside


@dataclass(frozen=True)
class Tally:
    """How often one thing was found, exactly; the findings keep the first lines of it."""

    severity: str
    code: str
    file: str
    field: str
    value: str
    count: int


@dataclass(frozen=True)
class Reading:
    """A file, or several that belong together, as read.

    people  how many persons the drafts are about;  facts: what the reader settled (term, encoding, mapping)
    """

    format: str
    drafts: Sequence[Draft]
    findings: tuple[Finding, ...]
    tallies: tuple[Tally, ...]
    rows: Mapping[str, TableCount]
    people: int
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.severity == "warning")


class Notes:
    """Gathers findings: every error, the first lines of each kind of warning, and exact counts of both."""

    def __init__(self) -> None:
        self._kept: list[Finding] = []
        self._count: Counter[tuple[str, str, str, str, str]] = Counter()

    def error(
        self, code: str, file: str, line: int | None, field: str, why: str, *, next: str, value: str = ""
    ) -> None:
        self._count["error", code, file, field, ""] += 1
        self._kept.append(Finding("error", code, file, line, field, why, next, value))

    def warn(
        self,
        code: str,
        file: str,
        line: int | None,
        field: str,
        why: str,
        *,
        next: str,
        value: str = "",
        by_value: bool = False,
    ) -> None:
        """`by_value` counts each value apart: right for codes, wrong for what every pupil has one of."""
        key = ("warning", code, file, field, value if by_value else "")
        self._count[key] += 1
        if self._count[key] <= LINES_KEPT:
            self._kept.append(Finding("warning", code, file, line, field, why, next, value))

    def findings(self) -> tuple[Finding, ...]:
        """By file and line; what is about the whole file comes first."""
        return tuple(
            sorted(self._kept, key=lambda f: (f.file, f.line or 0, f.severity, f.field, f.code, f.value))
        )

    def tallies(self) -> tuple[Tally, ...]:
        return tuple(Tally(*key, count) for key, count in sorted(self._count.items()))


class Left(Exception):
    """Inside a reader: this row is left out. The column, and the reason; `code` names it for the count."""

    def __init__(
        self,
        code: str,
        column: str,
        why: str,
        next: str = "Correct the row and bring the table again.",
        value: str = "",
    ) -> None:
        super().__init__(code)
        self.code, self.column, self.why, self.next, self.value = code, column, why, next, value
