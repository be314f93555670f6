"""Through the door to write: what the pack declares and this actor may change, or nothing at all.

Keeps: promises 22, 97, 99, 102.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import BadInput, Finding, Refused
from hornbook.rules.catalogue.base import categories
from hornbook.rules.policy.types import Pack
from hornbook.stages.hold import acts as record
from hornbook.stages.hold import queries as held
from hornbook.stages.hold import ranks
from hornbook.stages.hold.slices import Changed, Held, Write
from hornbook.stages.ledger.act import note, under_way
from hornbook.stages.parties.queries import pack_of

from .asking import Asked, day_of, known_only, may_write_of_anybody, refused, relations_of, second_factor
from .ending import due_month, periods_of


def change(
    *, by: Actor, purpose: str, writes: Sequence[Write], at: datetime, receipt: UUID | None = None
) -> Changed:
    """Write into the record what the pack declares and this actor may change; else nothing at all."""
    pack = may_write(by=by, purpose=purpose, writes=writes, at=at)
    done = record.put(by.controller, writes, record.Came(receipt, at, day_of(at)))
    keep_facts(pack, by.controller, writes)
    named = [w.person for w in writes if w.category == "identity"]
    ranks.place(by.controller, list(dict.fromkeys(named)))
    note_changed(pack, writes, done)
    return done


def may_write(
    *, by: Actor, purpose: str, writes: Sequence[Write], at: datetime, coming: Collection[UUID] = ()
) -> Pack:
    """Ask for every write; the first that may not be refuses them all. Gives the pack that allowed them."""
    under_way()
    people = list(dict.fromkeys(w.person for w in writes))
    note(people=people, purpose=purpose)
    second_factor(by)
    pack = pack_of(by.controller)
    asked = Asked(by, pack, "change", purpose, day_of(at))
    relations = relations_of(pack, by, people)
    for write in writes:
        answer = asked(relations[write.person], write.category, frozenset(write.values))
        if not answer.allowed:
            raise refused("Nothing was changed.", answer)
        _readable(write)
    known_only(by, {*people, *_pointed_at(writes)} - set(coming))
    return pack


def _readable(write: Write) -> None:
    """A day that is no day would stop everything that counts from it, for everybody at once."""
    for field in categories[write.category].fields:
        value = write.values.get(field.name)
        if field.kind == "date" and value and not _is_day(value):
            raise BadInput(
                Finding(
                    "error",
                    "not-a-day",
                    write.category,
                    write.line,
                    field.label,
                    "This is no day of the calendar.",
                    "Give it as year-month-day.",
                    str(value),
                )
            )


def _is_day(value: Any) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        return False


def _pointed_at(writes: Iterable[Write]) -> set[UUID]:
    """The contacts that these records point at: each must be somebody here."""
    found = set()
    for write in writes:
        if value := write.values.get(categories[write.category].points_at):
            try:
                found.add(UUID(str(value)))
            except ValueError:
                found.add(UUID(int=0))
    return found


def note_changed(pack: Pack, writes: Sequence[Write], done: Changed) -> None:
    note(
        facts={
            "changed": sorted({w.category for w in writes}),
            "records": [done.created, done.updated, done.unchanged, done.removed],
            "pack": pack.digest[:12],
        }
    )


def keep_facts(pack: Pack, controller: UUID, writes: Iterable[Write]) -> None:
    """The plain columns that follow from what was written about each: on roll, and due month."""
    touched = {w.person for w in writes if w.category in ("identity", "enrolment")}
    if not touched:
        return
    facts: dict[UUID, dict[str, Any]] = {}
    for person, records in held.records_of(controller, sorted(touched), {"identity", "enrolment"}).items():
        facts[person] = {"on_roll": _on_roll(records), "due_month": due_month(pack, records)}
    record.set_facts(controller, facts)
    if held.dated_by(controller) not in ("", periods_of(pack)):
        record.dated(controller, "")


def _on_roll(records: Mapping[str, Sequence[Held]]) -> bool:
    return any(not r.values.get("leaving_date") for r in records.get("enrolment", ()))


def admit(*, by: Actor, purpose: str, kind: str, count: int, at: datetime) -> list[UUID]:
    """New people, with keys and without any values yet; what is known of them follows through `change`."""
    under_way()
    second_factor(by)
    pack = pack_of(by.controller)
    category = "identity" if kind == "pupil" else "contacts"
    answer = may_write_of_anybody(by, pack, purpose, category, at)
    if not answer.allowed:
        raise refused("Nobody was admitted.", answer)
    refs = [uuid4() for _ in range(count)]
    record.create(by.controller, kind, refs, at)
    note(people=refs, purpose=purpose)
    return refs


def join(
    *,
    by: Actor,
    purpose: str,
    category: str,
    values: Mapping[str, Any],
    parts: Mapping[UUID, Mapping[str, Any]],
    at: datetime,
    receipt: UUID | None = None,
) -> UUID:
    """Record something that concerns several people at once, each in a part of their own."""
    under_way()
    note(people=list(parts), purpose=purpose)
    second_factor(by)
    pack = pack_of(by.controller)
    asked = Asked(by, pack, "change", purpose, day_of(at))
    fields = frozenset(values) | {f for mine in parts.values() for f in mine}
    for standing in set(relations_of(pack, by, list(parts)).values()):
        answer = asked(standing, category, fields)
        if not answer.allowed:
            raise refused("Nothing was recorded.", answer)
    known_only(by, parts)
    return record.join(by.controller, category, values, parts, record.Came(receipt, at, day_of(at)))


def group(
    *, by: Actor, kind: str, label: str, people: Sequence[UUID], staff: Sequence[tuple[UUID, str]] = ()
) -> UUID:
    """A class, tutor group or caseload: these pupils in it, these accounts standing to them as said."""
    under_way()
    second_factor(by)
    pack = pack_of(by.controller)
    _may_group(pack, by)
    known_only(by, people)
    ref = record.group(by.controller, kind, label)
    added = record.fill_group(by.controller, ref, people)
    for account, relation in staff:
        record.staff_group(by.controller, ref, account, relation)
    note(people=people, facts={"group": str(ref), "added": added, "staff": len(staff)})
    return ref


def _may_group(pack: Pack, by: Actor) -> None:
    """Who keeps the roll says who is in which group: teaching somebody opens their record."""
    for role in by.roles & pack.roles.keys():
        if any("enrolment" in changed for changed in pack.roles[role].changes.values()):
            return
    raise Refused(
        "role-not-allowed",
        what="The group was not changed.",
        why="Your role does not keep the roll, and being in a group opens a pupil's record to its teachers.",
        next="Ask the office to change the group.",
        cites=("pack:roles",),
    )
