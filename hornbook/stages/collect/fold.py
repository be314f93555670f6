"""Drafts of one person folded into what is to be written: the first row to say a thing says it.

So that the same file brought again changes nothing, whatever its rows say twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from hornbook.rules.catalogue.base import categories
from hornbook.rules.formats.base.record import Draft, Notes
from hornbook.stages.use.gate import Write

RecordKey = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Values for one record that came of one row."""

    category: str
    values: Mapping[str, str]
    table: str
    line: int

    @property
    def record(self) -> RecordKey:
        return record_of(self.category, self.values)


def record_of(category: str, values: Mapping[str, str]) -> RecordKey:
    about = categories[category]
    return (category, *(values.get(name, "") for name in about.natural)) if about.many else (category,)


def fold(drafts: Iterable[Draft], notes: Notes | None = None) -> list[Piece]:
    """What to write, in the order of the rows; what a later row says otherwise is noted and left out."""
    said: dict[RecordKey, dict[str, str]] = {}
    found: list[Piece] = []
    for draft in drafts:
        key = record_of(draft.category, draft.values)
        known = said.get(key)
        if known is None:
            said[key] = dict(draft.values)
            found.append(Piece(draft.category, draft.values, draft.table, draft.line))
            continue
        more = {name: value for name, value in draft.values.items() if name not in known}
        if notes is not None:
            _note_contradictions(draft, known, notes)
        if more:
            known |= more
            natural = {n: draft.values[n] for n in categories[draft.category].natural if n in draft.values}
            found.append(Piece(draft.category, natural | more, draft.table, draft.line))
    return found


def _note_contradictions(draft: Draft, known: Mapping[str, str], notes: Notes) -> None:
    for name, value in draft.values.items():
        if known.get(name, value) != value:
            notes.warn(
                "said-otherwise",
                draft.table,
                draft.line,
                f"{draft.category}.{name}",
                "An earlier row says otherwise of the same person, and is believed.",
                next="Find out which is right.",
            )


def writes(person: UUID, pieces: Iterable[Piece], sheets: Mapping[str, UUID]) -> list[Write]:
    """Ready for the gate, each with the file and the line it came of.

    sheets  a file's name -> its reference
    """
    return [Write(person, p.category, p.values, line=p.line, receipt=sheets.get(p.table)) for p in pieces]


def pointing(drafts: Iterable[Draft], to: Mapping[str, str]) -> list[Draft]:
    """Relations that name a contact by its key in the file, made to name the contact; others are dropped."""
    found = []
    for draft in drafts:
        points_at = categories[draft.category].points_at
        if not points_at:
            found.append(draft)
        elif (key := draft.values.get(points_at, "")) in to:
            found.append(replace(draft, values={**draft.values, points_at: to[key]}))
    return found
