"""The only door to the record: who, which person, which purpose, now?

Every function here runs inside an act. It asks the pack and the law through `decide`, adds whom and what
to the act's ledger entry, and only then opens or changes anything; the entry commits in the same
transaction. What is not allowed raises Refused, which the act writes down by itself.
Keeps: promises 97, 99, 100, 102.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.rules.policy.decide import decide
from hornbook.rules.policy.retention import Due
from hornbook.rules.policy.retention import due as due_on
from hornbook.rules.policy.types import Decision, Pack, Question
from hornbook.stages.hold import acts as record
from hornbook.stages.hold import queries as held
from hornbook.stages.hold import ranks
from hornbook.stages.hold.slices import Changed, Held, Slice, Source, Write
from hornbook.stages.ledger.act import note, under_way
from hornbook.stages.parties.queries import pack_of

from .searching import fits, typed

__all__ = [
    "Changed",
    "DueFor",
    "Held",
    "Slice",
    "Source",
    "Write",
    "admit",
    "change",
    "due",
    "find",
    "forget",
    "group",
    "join",
    "listing",
    "only_for",
    "returned",
    "take",
]

NO_WAY_IN = "Ask the data protection officer if your work needs it."


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _needs_relation(pack: Pack, by: Actor) -> bool:
    return any("any" not in pack.roles[r].relations for r in by.roles if r in pack.roles)


def _relations(pack: Pack, by: Actor, people: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    if _needs_relation(pack, by):
        return held.relations(by.controller, by.ref, people)
    return dict.fromkeys(people, frozenset({"any"}))


def _second_factor(by: Actor) -> None:
    if not by.second_factor:
        raise Refused(
            "second-factor",
            what="Not opened.",
            why="This sign-in showed a password only.",
            next="Sign in again with your second factor.",
        )


class _Asked:
    """What was decided for each way of standing to a pupil; decided once each, not once a person."""

    def __init__(self, by: Actor, pack: Pack, act: str, purpose: str, on: date) -> None:
        self.by, self.pack, self.act, self.purpose, self.on = by, pack, act, purpose, on
        self._known: dict[tuple[frozenset[str], str, frozenset[str]], Decision] = {}

    def __call__(
        self, relations: frozenset[str], category: str, fields: frozenset[str] = frozenset()
    ) -> Decision:
        ask = (relations, category, fields)
        if ask not in self._known:
            self._known[ask] = decide(
                self.pack,
                Question(
                    act=self.act,
                    on=self.on,
                    roles=self.by.roles,
                    relations=relations,
                    purpose=self.purpose,
                    category=category,
                    fields=fields,
                ),
            )
        return self._known[ask]


def _refused(what: str, decision: Decision) -> Refused:
    return Refused(
        decision.code, what=what, why=decision.why, next=decision.next or NO_WAY_IN, cites=decision.cites
    )


def _allowed(
    asked: _Asked,
    relations: Mapping[UUID, frozenset[str]],
    people: Sequence[UUID],
    categories: Collection[str] | None,
) -> tuple[dict[UUID, dict[str, frozenset[str]]], dict[UUID, dict[str, str]]]:
    """What may be seen of each; a category asked for by name and not allowed refuses the whole."""
    named = categories is not None
    wanted = sorted(categories) if categories is not None else sorted(asked.pack.categories)
    fields: dict[UUID, dict[str, frozenset[str]]] = {}
    left_out: dict[UUID, dict[str, str]] = {}
    by_relation: dict[frozenset[str], tuple[dict[str, frozenset[str]], dict[str, str]]] = {}
    for person in people:
        standing = relations[person]
        if standing not in by_relation:
            by_relation[standing] = _for_standing(asked, standing, wanted, named)
        fields[person], left_out[person] = by_relation[standing]
    return fields, left_out


def _for_standing(
    asked: _Asked, standing: frozenset[str], wanted: Sequence[str], named: bool
) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    yes: dict[str, frozenset[str]] = {}
    no: dict[str, str] = {}
    first: Decision | None = None
    for category in wanted:
        answer = asked(standing, category)
        if answer.allowed:
            yes[category] = answer.fields[category]
        elif named:
            raise _refused("Not opened.", answer)
        else:
            no[category] = answer.why
            if first is None or answer.code in ("not-yours", "purpose-undeclared"):
                first = answer
    if not yes and first is not None:
        raise _refused("Not opened.", first)
    return yes, no


def _known_only(pack: Pack, by: Actor, people: Sequence[UUID]) -> None:
    """Someone who may open only their own pupils learns nothing from asking for a stranger."""
    there = held.existing(by.controller, people)
    if len(there) == len(set(people)) or _needs_relation(pack, by):
        return
    raise Refused(
        "unknown",
        what="Not opened.",
        why="There is nobody here with that reference.",
        next="Search for the pupil by name or number.",
    )


def take(
    *,
    by: Actor,
    purpose: str,
    people: Sequence[UUID],
    at: datetime,
    categories: Collection[str] | None = None,
) -> tuple[Slice, ...]:
    """Slices of these people for this purpose. Without `categories`: all this actor may see of them."""
    under_way()
    note(people=people, purpose=purpose)
    _second_factor(by)
    pack = pack_of(by.controller)
    _known_only(pack, by, people)
    asked = _Asked(by, pack, "read", purpose, _day(at))
    fields, left_out = _allowed(asked, _relations(pack, by, people), people, categories)
    shown = sorted({c for f in fields.values() for c in f})
    note(facts={"categories": shown, "pack": pack.digest[:12]})
    made = held.slices(by.controller, people, fields)
    return tuple(Slice(s.person, s.kind, s.on_roll, s.due_month, s.records, left_out[s.person]) for s in made)


def listing(
    *,
    by: Actor,
    purpose: str,
    at: datetime,
    categories: Collection[str] = ("identity", "enrolment"),
    group: UUID | None = None,
    on_roll: bool | None = True,
    start: int = 0,
    limit: int = 50,
) -> tuple[tuple[Slice, ...], int]:
    """A page of pupils in the order of their names, and how many there are: only those one may open."""
    under_way()
    _second_factor(by)
    pack = pack_of(by.controller)
    among = held.people_of(by.controller, by.ref) if _needs_relation(pack, by) else None
    people, total = held.in_order(
        by.controller, on_roll=on_roll, group=group, among=among, start=start, limit=limit
    )
    if not people:
        note(purpose=purpose)
        return (), total
    return take(by=by, purpose=purpose, people=people, at=at, categories=categories), total


def find(*, by: Actor, purpose: str, text: str, at: datetime, limit: int = 25) -> tuple[Slice, ...]:
    """Pupils meant by what somebody typed: a name or part of one, misspelt or not, a number, a birth date."""
    under_way()
    _second_factor(by)
    pack = pack_of(by.controller)
    words, born = typed(text)
    if born:
        refs = [r for found in held.by_value(by.controller, "dob", [born]).values() for r in found]
    else:
        refs = held.candidates(by.controller, words, limit * 4)
    if _needs_relation(pack, by):
        relations = held.relations(by.controller, by.ref, refs)
        refs = [r for r in refs if relations[r] - {"any"}]
    if not refs:
        note(purpose=purpose, facts={"found": 0})
        return ()
    asked = _Asked(by, pack, "find", purpose, _day(at))
    fields, _ = _allowed(asked, _relations(pack, by, refs), refs, ("identity", "identifiers", "enrolment"))
    made = held.slices(by.controller, refs, fields)
    ranked = sorted(((fits(s, words, born), n, s) for n, s in enumerate(made)), key=lambda r: (-r[0], r[1]))
    shown = tuple(s for score, _, s in ranked if score)[:limit]
    note(people=[s.person for s in shown], purpose=purpose, facts={"found": len(shown)})
    return shown


def change(
    *, by: Actor, purpose: str, writes: Sequence[Write], at: datetime, receipt: UUID | None = None
) -> Changed:
    """Write into the record what the pack declares and this actor may change; else nothing at all."""
    under_way()
    people = list(dict.fromkeys(w.person for w in writes))
    note(people=people, purpose=purpose)
    _second_factor(by)
    pack = pack_of(by.controller)
    _known_only(pack, by, people)
    asked = _Asked(by, pack, "change", purpose, _day(at))
    relations = _relations(pack, by, people)
    for write in writes:
        answer = asked(relations[write.person], write.category, frozenset(write.values))
        if not answer.allowed:
            raise _refused("Nothing was changed.", answer)
    done = record.put(by.controller, writes, record.Came(receipt, at, _day(at)))
    _keep_facts(pack, by.controller, writes)
    note(
        facts={
            "changed": sorted({w.category for w in writes}),
            "records": [done.created, done.updated, done.unchanged, done.removed],
            "pack": pack.digest[:12],
        }
    )
    return done


def _keep_facts(pack: Pack, controller: UUID, writes: Iterable[Write]) -> None:
    """The plain columns that follow from what was written: on roll, due month, place in the alphabet."""
    touched = {w.person for w in writes if w.category in ("identity", "enrolment")}
    if not touched:
        return
    facts: dict[UUID, dict[str, Any]] = {}
    for person, records in held.records_of(controller, sorted(touched), {"identity", "enrolment"}).items():
        facts[person] = {"on_roll": _on_roll(records), "due_month": _due_month(pack, records)}
    record.set_facts(controller, facts)
    named = [w.person for w in writes if w.category == "identity"]
    ranks.place(controller, list(dict.fromkeys(named)))


def _on_roll(records: Mapping[str, Sequence[Held]]) -> bool:
    return any(not r.values.get("leaving_date") for r in records.get("enrolment", ()))


def _due(pack: Pack, records: Mapping[str, Sequence[Held]]) -> Due | None:
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


def _due_month(pack: Pack, records: Mapping[str, Sequence[Held]]) -> date | None:
    answer = _due(pack, records)
    return answer.on.replace(day=1) if answer and answer.on else None


def admit(*, by: Actor, purpose: str, kind: str, count: int, at: datetime) -> list[UUID]:
    """New people, with keys and without any values yet; what is known of them follows through `change`."""
    under_way()
    _second_factor(by)
    pack = pack_of(by.controller)
    category = "identity" if kind == "pupil" else "contacts"
    answer = decide(
        pack, Question(act="change", on=_day(at), roles=by.roles, purpose=purpose, category=category)
    )
    if not answer.allowed:
        raise _refused("Nobody was admitted.", answer)
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
    _second_factor(by)
    pack = pack_of(by.controller)
    _known_only(pack, by, list(parts))
    asked = _Asked(by, pack, "change", purpose, _day(at))
    fields = frozenset(values) | {f for mine in parts.values() for f in mine}
    for standing in set(_relations(pack, by, list(parts)).values()):
        answer = asked(standing, category, fields)
        if not answer.allowed:
            raise _refused("Nothing was recorded.", answer)
    return record.join(by.controller, category, values, parts, record.Came(receipt, at, _day(at)))


def group(
    *, by: Actor, kind: str, label: str, people: Sequence[UUID], staff: Sequence[tuple[UUID, str]] = ()
) -> UUID:
    """A class, tutor group or caseload: these pupils in it, these accounts standing to them as said."""
    under_way()
    _second_factor(by)
    pack = pack_of(by.controller)
    _may_group(pack, by)
    _known_only(pack, by, people)
    ref = record.group(by.controller, kind, label)
    added = record.fill_group(by.controller, ref, people)
    for account, relation in staff:
        record.staff_group(by.controller, ref, account, relation)
    note(people=people, facts={"group": str(ref), "added": added, "staff": len(staff)})
    return ref


def _may_group(pack: Pack, by: Actor) -> None:
    """Who keeps the roll says who is in which group: teaching somebody opens their record."""
    for role in by.roles & pack.roles.keys():
        if any("enrolment" in categories for categories in pack.roles[role].changes.values()):
            return
    raise Refused(
        "role-not-allowed",
        what="The group was not changed.",
        why="Your role here does not keep the roll, and being in a group opens a pupil's record to its teachers.",
        next="Ask the office to change the group.",
        cites=("pack:roles",),
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
    last_touched: datetime | None


def due(*, by: Actor, at: datetime, on: date) -> list[DueFor]:
    """Everyone whose record is due by this day, exactly: the month is stored, the day is opened."""
    under_way()
    _second_factor(by)
    pack = pack_of(by.controller)
    found = []
    for person in held.due_by(by.controller, on.replace(day=1)):
        records = held.records_of(by.controller, [person], {"identity", "attendance"})[person]
        answer = _due(pack, records)
        if answer is None or answer.on is None or answer.on > on:
            continue
        one = held.slices(by.controller, [person], {person: {"identity": pack.categories["identity"].fields}})
        _, last = held.recorded_between(by.controller, person)
        found.append(DueFor(one[0], "educational-record", answer, last))
    note(people=[d.slice.person for d in found], facts={"due": len(found), "on": on.isoformat()})
    return found


def only_for(*, by: Actor, person: UUID) -> list[UUID]:
    """The contacts that go with this pupil, since nobody else's record points at them."""
    under_way()
    return record.only_for(by.controller, person)


def returned(*, by: Actor, among: Collection[UUID]) -> list[UUID]:
    """Which of these, who should be gone, are here again: a backup was restored."""
    under_way()
    return sorted(held.existing(by.controller, among))
