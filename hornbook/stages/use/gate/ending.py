"""Through the door for the last time: what is due, and forgetting it once two people have approved.

Keeps: promises 113, 117, 119.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.dates import add_months
from hornbook.rules.policy.load import canonical
from hornbook.rules.policy.retention import Due
from hornbook.rules.policy.retention import due as due_on
from hornbook.rules.policy.types import Pack
from hornbook.stages.hold import acts as record
from hornbook.stages.hold import queries as held
from hornbook.stages.hold.slices import Held, Slice
from hornbook.stages.ledger.act import note, under_way
from hornbook.stages.ledger.tenancy import reading
from hornbook.stages.parties.queries import pack_of

from .asking import second_factor


def due_of(pack: Pack, records: Mapping[str, Sequence[Held]]) -> Due | None:
    who = records.get("identity", ())
    born = who[0].values.get("date_of_birth") if who else None
    if not born:
        return None
    entries = [r.values["last_entry"] for r in records.get("attendance", ()) if r.values.get("last_entry")]
    return due_on(
        pack,
        "educational-record",
        born=date.fromisoformat(born),
        last_register_entry=date.fromisoformat(max(entries)) if entries else None,
    )


def forget(*, by: Actor, person: UUID) -> dict[str, int]:
    """Remove every row about a person. Only disposal calls this, after two people approved it."""
    note(people=[person])
    return record.forget(by.controller, person)


@dataclass(frozen=True)
class DueFor:
    """A person whose record is due, opened far enough to say who and why."""

    slice: Slice
    rule: str
    due: Due
    last_touched: date | None


def due(*, by: Actor, at: datetime, on: date, among: Collection[UUID] | None = None) -> list[DueFor]:
    """Everyone whose record is due by this day, exactly: the month is stored, the day is opened."""
    under_way()
    second_factor(by)
    pack = pack_of(by.controller)
    redate(pack, by.controller)
    people = [p for p in held.due_by(by.controller, on.replace(day=1)) if among is None or p in among]
    named = pack.categories["identity"].fields
    found = []
    for some in held.chunks(people):
        records = held.records_of(by.controller, some, {"identity", "attendance"})
        answers = {p: due_of(pack, records[p]) for p in some}
        gone = {p: a for p, a in answers.items() if a is not None and a.on is not None and a.on <= on}
        for each in held.slices(by.controller, list(gone), {p: {"identity": named} for p in gone}):
            last = held.last_touched(by.controller, each.person)
            found.append(DueFor(each, "educational-record", gone[each.person], last))
    note(people=[d.slice.person for d in found], facts={"due": len(found), "on": on.isoformat()})
    return found


def periods_of(pack: Pack) -> str:
    """What the due months follow from; when it differs, they are reckoned anew."""
    said = json.dumps([canonical(pack.retention), pack.categories["identity"].retention])
    return hashlib.sha256(said.encode()).hexdigest()


def redate(pack: Pack, controller: UUID) -> int:
    """Reckon everybody's due month anew where the pack's periods have changed. Gives how many months moved.

    A period made shorter would else reach nobody who is held already.
    """
    periods = periods_of(pack)
    if held.dated_by(controller) == periods:
        return 0
    moved = 0
    for some in held.chunks(held.everybody(controller)):
        records = held.records_of(controller, some, {"identity"})
        moved += record.set_facts(controller, {p: {"due_month": due_month(pack, records[p])} for p in some})
    record.dated(controller, periods)
    note(facts={"redated": moved})
    return moved


def due_month(pack: Pack, records: Mapping[str, Sequence[Held]]) -> date | None:
    """The first of the month before which the record cannot be due; the register's floor may come later."""
    answer = due_of(pack, records)
    return answer.on.replace(day=1) if answer and answer.on else None


def sweep(*, by: Actor, at: datetime) -> dict[str, int]:
    """Destroy keys and files that an act made before it was rolled back: they belong to nobody."""
    under_way()
    return record.sweep(by.controller, at)


def overdue(controller: UUID, on: date) -> int:
    """How many records fell due in a month that has ended. A number, from plain months: nobody is opened."""
    with reading(controller):
        return len(held.due_by(controller, add_months(on.replace(day=1), -1)))


def only_for(*, by: Actor, person: UUID) -> list[UUID]:
    """The contacts that go with this pupil, since nobody else's record points at them."""
    under_way()
    return record.only_for(by.controller, person)


def returned(*, by: Actor, among: Collection[UUID]) -> list[UUID]:
    """Which of these, who should be gone, are here again: a backup was restored."""
    under_way()
    return sorted(held.existing(by.controller, among))
