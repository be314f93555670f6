"""A pupil's record as their page shows it: block by block in the order of a copy, values in words.

Keeps: promises 22, 44, 97.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.safestring import SafeString

from hornbook.faces.web import words
from hornbook.rules.base.dates import age_on
from hornbook.rules.catalogue.base import Category, Field, categories
from hornbook.rules.formats.codesets import codeset, codesets
from hornbook.rules.policy.types import Pack
from hornbook.stages.collect.queries import Came
from hornbook.stages.use.gate import Held, Slice

from .answers import Answers, day_in

#: References that only the machine can read.
UNREAD = frozenset({"file_ref", "incident_ref"})
CODESETS = frozenset(codesets())


@dataclass(frozen=True)
class Value:
    """label, the value in words; `answers` where the value answers for itself."""

    label: str
    text: str
    special: str = ""
    answers: SafeString | None = None


@dataclass(frozen=True)
class Entry:
    """One record of several, and the answers for all of it."""

    title: str
    values: tuple[Value, ...]
    answers: SafeString


@dataclass(frozen=True)
class Block:
    """One category: either values that each answer, or entries that do."""

    id: str
    label: str
    wording: str
    values: tuple[Value, ...] = ()
    entries: tuple[Entry, ...] = ()


def in_words(field: Field, value: object, on: date) -> str:
    """A value as people say it; a code with its meaning, and as given where nobody knows it."""
    text = str(value)
    if field.kind == "date":
        return _date_in_words(text)
    if field.kind == "flag":
        return {"true": "Yes", "false": "No"}.get(text, text)
    if field.kind == "code" and field.codeset in CODESETS:
        return _code_in_words(field.codeset, text, on)
    return text


@lru_cache(maxsize=4000)
def _date_in_words(text: str) -> str:
    return words.day(day_in(text)) or text


@lru_cache(maxsize=4000)
def _code_in_words(name: str, text: str, on: date) -> str:
    known = codeset(name).meaning(text, on) or codeset(name).meaning(text)
    return f"{known.label} ({text})" if known else f"{text} (not a known code)"


def blocks(
    pupil: Slice, contacts: Sequence[Slice], pack: Pack, on: date, came: Mapping[UUID, Came]
) -> list[Block]:
    """Everything of this slice, in the order of the catalogue; contacts stand where they are pointed at."""
    answers = Answers(pack, on, came)
    people = {c.person: c for c in contacts}
    shown = [c for c in categories if pupil.records.get(c) and c in pack.categories]
    return [_block(categories[c], pupil, people, answers) for c in shown]


def receipts(pupil: Slice) -> set[UUID]:
    """What the sources of these values name: the files they came with."""
    held = (each for records in pupil.records.values() for each in records)
    return {source.receipt for each in held for source in each.sources.values() if source.receipt}


def _block(about: Category, pupil: Slice, people: Mapping[UUID, Slice], answers: Answers) -> Block:
    held = pupil.records[about.id]
    wording = answers.pack.categories[about.id].wording
    if about.many or about.joint:
        entries = tuple(_entry(about, pupil, each, people, answers) for each in held)
        return Block(about.id, about.label, wording, entries=entries)
    ends = answers.of_record(pupil, held[0])
    values = tuple(
        Value(v.label, v.text, v.special, answers.of_pack(about.id, (name,)) + ends)
        for name, v in _values(about, held[0], answers.on)
    )
    return Block(about.id, about.label, wording, values=values)


def _values(about: Category, held: Held, on: date) -> list[tuple[str, Value]]:
    return [
        (f.name, Value(f.label, in_words(f, held.values[f.name], on), f.special))
        for f in about.fields
        if f.name in held.values and f.name not in UNREAD and f.name != about.points_at
    ]


def _entry(
    about: Category, pupil: Slice, held: Held, people: Mapping[UUID, Slice], answers: Answers
) -> Entry:
    named = _values(about, held, answers.on)
    names = [name for name, _ in named]
    told = answers.of_pack(about.id, names) + answers.of_record(pupil, held)
    values = [value for _, value in named]
    other = people.get(held.other) if held.other else None
    if other is not None:
        values += [v for _, v in _of_contact(other, answers.on) if v.label != "Name"]
        return Entry(other.name or "Contact", tuple(values), told)
    title, rest = (values[0].text, values[1:]) if values else ("", [])
    return Entry(title, tuple(rest), told)


def _of_contact(contact: Slice, on: date) -> list[tuple[str, Value]]:
    held = contact.records.get("contacts", ())
    return _values(categories["contacts"], held[0], on) if held else []


def row(pupil: Slice, on: date) -> dict[str, object]:
    """A pupil in a list: what tells them from another of the same name."""
    who, numbers = pupil.one("identity"), pupil.one("identifiers")
    place = _place(pupil)
    born = day_in(who.get("date_of_birth"))
    return {
        "ref": pupil.person,
        "name": sorted_name(who) or "No name recorded",
        "legal": _legal(who),
        "born": words.short_day(born),
        "age": age_on(born, on) if born else "",
        "upn": numbers.get("upn", ""),
        "year": place.get("year_group", ""),
        "group": place.get("registration_group", ""),
        "since": _since(pupil, place),
    }


def sorted_name(who: Mapping[str, object]) -> str:
    """The name as lists are sorted: the surname the pupil goes by, then the first name."""
    last = who.get("preferred_surname") or who.get("legal_surname", "")
    first = who.get("preferred_forename") or who.get("legal_forename", "")
    return ", ".join(str(part) for part in (last, first) if part)


def _legal(who: Mapping[str, object]) -> str:
    """The legal name, where the pupil goes by another."""
    legal = " ".join(str(who[f]) for f in ("legal_forename", "legal_surname") if who.get(f))
    goes_by = f"{who.get('preferred_forename') or who.get('legal_forename', '')} "
    goes_by += f"{who.get('preferred_surname') or who.get('legal_surname', '')}"
    return "" if legal == goes_by.strip() else legal


def _place(pupil: Slice) -> Mapping[str, object]:
    """The current enrolment, else the last one."""
    rows = [r.values for r in pupil.records.get("enrolment", ())]
    key = lambda v: (not v.get("leaving_date"), str(v.get("entry_date", "")))  # noqa: E731
    return max(rows, key=key, default={})


def _since(pupil: Slice, place: Mapping[str, object]) -> str:
    if not pupil.on_roll and (left := day_in(place.get("leaving_date"))):
        return f"left {words.short_day(left)}"
    return words.short_day(day_in(place.get("entry_date")))
