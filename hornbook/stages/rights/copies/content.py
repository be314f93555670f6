"""What a copy is made of, before it is a page, a PDF or JSON: each thing printable, with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from hornbook.rules.base.about import Section


@dataclass(frozen=True)
class Kept:
    """Why something is held and not given: the code, what the person is told, and the clause."""

    code: str
    why: str
    cite: str


@dataclass(frozen=True)
class Line:
    """One value of a record; `kept` instead of a value where it is withheld.

    plain   the value as held
    shown   the value as a person reads it: days in words, codes with what they mean
    source  where it came from, in words
    masked  how many mentions of other people were taken out
    file    the name of the file that lies beside the copy
    """

    field: str
    label: str
    plain: str = ""
    shown: str = ""
    source: str = ""
    masked: int = 0
    file: str = ""
    kept: Kept | None = None


@dataclass(frozen=True)
class Entry:
    """One record."""

    ref: UUID
    lines: tuple[Line, ...]

    @property
    def given(self) -> bool:
        return not self.lines or any(line.kept is None for line in self.lines)


@dataclass(frozen=True)
class Use:
    """One reason for which a category is used: UK GDPR, Articles 13(1)(c) and 15(1)(a)."""

    text: str
    basis: str
    laws: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One category of the pack: what Article 15(1) asks to be told of it, and the records."""

    category: str
    title: str
    wording: str
    uses: tuple[Use, ...]
    sources: tuple[str, ...]
    recipients: tuple[str, ...]
    until: str
    entries: tuple[Entry, ...]
    key: tuple[tuple[str, str], ...] = ()  # what the marks in it mean


@dataclass(frozen=True)
class Told:
    """A statement the law asks for beside the data: (heading, sentences, cite)."""

    title: str
    sentences: tuple[str, ...]
    cite: str = ""


@dataclass(frozen=True)
class Copy:
    """All of it. `stages` is what else is held: the disclosure log, earlier requests, who has looked."""

    case: UUID
    controller: str
    contact: str
    name: str
    made_at: datetime
    received: date
    parts: tuple[Part, ...]
    stages: tuple[tuple[str, tuple[Section, ...]], ...]
    told: tuple[Told, ...]
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
