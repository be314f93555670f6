"""From what the gate gave to the content of a copy: every record of every category, in words.

Keeps: promises 73, 197-202. Pure: what was opened goes in, a `Copy` comes out; nothing is read here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hornbook.rules.base.about import Section
from hornbook.rules.base.dates import spoken
from hornbook.rules.catalogue.base import Category, Field, categories
from hornbook.rules.formats.codesets import codeset, codesets
from hornbook.rules.policy.types import Pack
from hornbook.stages.use.gate import Held, Slice

from . import contacts, explaining
from .content import Copy, Entry, Line, Part
from .keeping_back import Decided, why_kept
from .masking import mask

FLAGS = {"true": "Yes", "false": "No"}
WORDS = frozenset({"text", "long_text", "name"})


@dataclass(frozen=True)
class Gathered:
    """All that was opened for one copy.

    names  joint item -> the names of the others in it
    files  document record -> the name it goes under in the copy, and what is in it
    """

    case: UUID
    asker: UUID | None
    received: date
    pack: Pack
    person: Slice
    contacts: tuple[Slice, ...]
    decided: tuple[Decided, ...]
    stages: tuple[tuple[str, tuple[Section, ...]], ...]
    files: Mapping[UUID, tuple[str, bytes]]
    names: Mapping[UUID, tuple[str, ...]]


def build(found: Gathered, at: datetime, on: date) -> Copy:
    """The content of the copy."""
    return Copy(
        case=found.case,
        controller=found.pack.controller["name"],
        contact=found.pack.contacts["dpo"].email if "dpo" in found.pack.contacts else "",
        name=found.person.name,
        made_at=at,
        received=found.received,
        parts=parts(found),
        stages=found.stages,
        told=explaining.statements(found.pack, at, on),
        files=dict(found.files.values()),
    )


def parts(found: Gathered) -> tuple[Part, ...]:
    """One part for each category the pack declares, in the catalogue's order, also where none is held."""
    return tuple(_part(found, categories[c]) for c in categories if c in found.pack.categories)


def _part(found: Gathered, category: Category) -> Part:
    pack, holding = found.pack, found.pack.categories[category.id]
    entries = [_entry(found, category, r, found.person) for r in found.person.records.get(category.id, ())]
    for contact in found.contacts:
        entries += [_entry(found, category, r, contact) for r in contact.records.get(category.id, ())]
    marks = any(f.kind == "marks" for f in category.fields) and entries
    return Part(
        category=category.id,
        title=category.label,
        wording=holding.wording,
        uses=explaining.uses(pack, category.id),
        sources=holding.sources,
        recipients=explaining.recipients(pack, category.id),
        until=explaining.until(pack, holding, born(found.person), _last_entry(found.person)),
        entries=tuple(entries),
        key=_key(category) if marks else (),
    )


def born(person: Slice) -> date | None:
    born = person.one("identity").get("date_of_birth")
    return date.fromisoformat(born) if born else None


def _last_entry(person: Slice) -> date | None:
    entries = [r.values.get("last_entry") for r in person.records.get("attendance", ())]
    known = [e for e in entries if e]
    return date.fromisoformat(max(known)) if known else None


def _key(category: Category) -> tuple[tuple[str, str], ...]:
    """What the marks in a register mean."""
    named = {f.codeset for f in category.fields if f.kind == "marks"} & set(codesets())
    return tuple((each.code, each.label) for name in sorted(named) for each in codeset(name))


def _entry(found: Gathered, category: Category, record: Held, owner: Slice) -> Entry:
    others = found.names.get(record.ref, ()) if category.joint else ()
    lines = []
    for field in category.fields:
        if field.name not in record.values:
            continue
        back = why_kept(found.decided, category.id, record.ref, field.name)
        if back is None and category.subject == ("contact",):
            back = contacts.why_kept(
                field.name, owner=owner.person, person=found.person.person, asker=found.asker
            )
        if back is not None:
            lines.append(Line(field.name, field.label, kept=back))
        else:
            lines.append(_line(found, category, field, record, others))
    return Entry(record.ref, tuple(lines))


def _line(found: Gathered, category: Category, field: Field, record: Held, others: Sequence[str]) -> Line:
    value, masked, file = str(record.values[field.name]), 0, ""
    if others and field.kind in WORDS:
        value, masked = mask(value, others, _own_names(found.person))
    shown = _shown(field, value)
    if field.name == category.points_at:
        shown = next((c.name for c in found.contacts if str(c.person) == value), value)
    elif field.name == "file_ref" and record.ref in found.files:
        file = found.files[record.ref][0]
        shown = f"In the file {file}"
    source = explaining.source(record.sources.get(field.name))
    return Line(field.name, field.label, value, shown, source, masked, file)


def _own_names(person: Slice) -> list[str]:
    who = person.one("identity")
    return [str(v) for f, v in who.items() if f.endswith(("surname", "forename", "names"))]


def _shown(field: Field, value: str) -> str:
    if field.kind == "date":
        return _day(value)
    if field.kind == "flag":
        return FLAGS.get(value, value)
    if field.kind == "code" and field.codeset in codesets():
        meaning = codeset(field.codeset).meaning(value)
        return f"{meaning.label} ({value})" if meaning else value
    return value


def _day(value: Any) -> str:
    try:
        return spoken(date.fromisoformat(value))
    except ValueError:
        return str(value)
