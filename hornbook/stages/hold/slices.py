"""What leaves the record: frozen values, with where each came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Source:
    """Where a value came from: UK GDPR art. 15(1)(g). Keeps: promises 44, 202.

    receipt  the import or form it came with; None when the system itself worked it out
    line     the line of the file, where there was one
    on       the day it was recorded
    """

    receipt: UUID | None
    line: int | None
    on: date


@dataclass(frozen=True)
class Held:
    """One record as held: its values by field name, and the source of each."""

    ref: UUID
    category: str
    values: Mapping[str, Any]
    sources: Mapping[str, Source]
    recorded_at: datetime
    other: UUID | None = None
    filed_under: str = ""


@dataclass(frozen=True)
class Slice:
    """What one purpose may see of one person.

    left_out  category -> why it is not here
    """

    person: UUID
    kind: str
    on_roll: bool
    due_month: date | None
    records: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)

    def one(self, category: str) -> Mapping[str, Any]:
        """The values of a category that has at most one record; empty when there is none."""
        held = self.records.get(category, ())
        return held[0].values if held else {}

    @property
    def name(self) -> str:
        """The name the pupil goes by; a contact's own name."""
        who = self.one("identity")
        if who:
            first = who.get("preferred_forename") or who.get("legal_forename", "")
            last = who.get("preferred_surname") or who.get("legal_surname", "")
            return f"{first} {last}".strip()
        return str(self.one("contacts").get("name", ""))


@dataclass(frozen=True)
class Tally:
    """How much is held under one category: records, and the values in them."""

    records: int = 0
    fields: int = 0


@dataclass(frozen=True)
class Write:
    """Put these values (an empty one clears the field) into a record of a person.

    record   which record; None finds it by the category's natural key, or makes it
    line     where in the file it stood
    receipt  the file it came with, where one set of writes comes from several
    """

    person: UUID
    category: str
    values: Mapping[str, Any]
    record: UUID | None = None
    line: int | None = None
    remove: bool = False
    receipt: UUID | None = None


@dataclass(frozen=True)
class Changed:
    """What a set of writes did, counted in records."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0

    def __add__(self, more: "Changed") -> "Changed":
        return Changed(
            self.created + more.created,
            self.updated + more.updated,
            self.unchanged + more.unchanged,
            self.removed + more.removed,
        )
