"""How Hornbook says no: what was not done, why, and what to do next.

A refusal is an answer, not a fault: it is shown to the person who asked and written in the ledger.
It never carries a pupil's name or a value; `facts` holds codes, counts and references only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as setting
from typing import Any


class Refused(Exception):
    """An act that the law, the pack or the records do not allow.

    code   a short machine word ("not-in-pack"), the same in ledger, tests and logs
    what   what was not done, one sentence
    why    the reason, one sentence
    next   what the person can do now, one sentence
    cites  clauses of law, pack keys or promise ids that decide it
    """

    def __init__(
        self,
        code: str,
        *,
        what: str,
        why: str,
        next: str,
        cites: tuple[str, ...] = (),
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{what} {why} {next}")
        self.code = code
        self.what = what
        self.why = why
        self.next = next
        self.cites = tuple(cites)
        self.facts = dict(facts or {})


@dataclass(frozen=True)
class Finding:
    """One thing wrong, or worth a look, in a file that somebody brought.

    severity  "error": this row or file is left out; "warning": kept as given, and flagged
    line      1 is the first line of the file, header included; None when it is about the whole file
    """

    severity: str
    code: str
    file: str
    line: int | None
    field: str
    why: str
    next: str = ""
    value: str = setting(default="", repr=False)

    def __str__(self) -> str:
        at = f"{self.file}:{self.line}" if self.line is not None else self.file
        return f"{at} [{self.field}] {self.why} {self.next}".strip()


class BadInput(Exception):
    """A file, setting or argument that cannot be read: one sentence naming file, line and field."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding
