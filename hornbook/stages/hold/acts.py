"""Changing the record. Only `use.gate` calls this, inside an act, after it has decided.

Writing is in sets: records of the people concerned are read once, compared, and only what differs is
sealed and written. The same writes twice change nothing the second time.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

from hornbook.rules.base.refused import Refused
from hornbook.rules.catalogue.base import categories
from hornbook.stages.keys import ring
from hornbook.stages.keys.index import Index
from hornbook.stages.keys.seal import CannotOpen, DataKey

from . import vault
from .models import CONTACT, PUPIL, Group, GroupMember, GroupStaff, Joint, Kept, Part, Person, Record, Token
from .queries import ROW, chunks, existing, open_record, place, records_of
from .slices import Changed, Held, Write

#: Fields found by search: category -> field -> kinds of token.
INDEXED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "identity": {
        "legal_surname": ("name",),
        "legal_forename": ("name",),
        "preferred_surname": ("name",),
        "preferred_forename": ("name",),
        "former_surname": ("name",),
        "date_of_birth": ("dob",),
    },
    "identifiers": {"upn": ("upn", "number"), "former_upn": ("number",), "uln": ("number",)},
}


@dataclass(frozen=True)
class Came:
    """How a set of writes came: the receipt (None for the system's own), and when."""

    receipt: UUID | None
    at: datetime
    on: date


def create(controller: UUID, kind: str, refs: Sequence[UUID], at: datetime) -> None:
    """New people, keys first: a key without a row is swept, a row without a key could never be opened."""
    ring().make(controller, refs)
    Person.objects.bulk_create(Person(controller=controller, ref=r, kind=kind, made_at=at) for r in refs)


def _keys_of(controller: UUID, people: Collection[UUID]) -> dict[UUID, DataKey]:
    """The keys of all these people, or nothing at all: whose key is gone is being disposed of."""
    keys = ring().open(controller, list(people))
    if len(keys) < len(set(people)):
        raise Refused(
            "record-shut",
            what="Nothing was changed.",
            why="The key of one of these records is gone: it is being disposed of.",
            next="Look at the disposals that have begun.",
        )
    return keys


def put(controller: UUID, writes: Sequence[Write], came: Came) -> Changed:
    """Write values into records, by natural key where no record is named."""
    return _worked(controller, writes, came).store()


def compare(controller: UUID, writes: Sequence[Write], came: Came) -> Changed:
    """What `put` would do with these writes; nothing is sealed and nothing is written."""
    return _worked(controller, writes, came).count()


def _worked(controller: UUID, writes: Sequence[Write], came: Came) -> "_Work":
    people = list(dict.fromkeys(w.person for w in writes))
    keys = _keys_of(controller, people)
    wanted = {w.category for w in writes}
    held = _for_writing(controller, people, wanted, keys)
    work = _Work(controller, keys, came)
    for write in writes:
        work.apply(write, held[write.person].setdefault(write.category, []))
    return work


def _for_writing(
    controller: UUID, people: Sequence[UUID], wanted: set[str], keys: Mapping[UUID, DataKey]
) -> dict[UUID, dict[str, list["_Open"]]]:
    found: dict[UUID, dict[str, list[_Open]]] = {p: {} for p in people}
    for some in chunks(people):
        rows = Record.objects.filter(controller=controller, person__in=some, category__in=wanted)
        for row in rows.values_list(*ROW):
            record = open_record(keys[row[1]], row)
            found[row[1]].setdefault(row[2], []).append(_Open.of(row[1], record))
    return found


@dataclass
class _Open:
    """A record while it is being written."""

    person: UUID
    ref: UUID
    category: str
    values: dict[str, Any]
    sources: dict[str, tuple[str | None, int | None, str]]
    new: bool = False
    touched: bool = False
    removed: bool = False

    @classmethod
    def of(cls, person: UUID, held: Held) -> "_Open":
        sources = {
            f: (s.receipt.hex if s.receipt else None, s.line, s.on.isoformat())
            for f, s in held.sources.items()
        }
        return cls(person, held.ref, held.category, dict(held.values), sources)

    def natural(self) -> tuple[str, ...]:
        return tuple(str(self.values.get(f, "")) for f in categories[self.category].natural)

    def content(self) -> dict[str, Any]:
        """Values, and sources folded: the commonest stands once under the empty name."""
        tally: dict[tuple[str | None, int | None, str], int] = defaultdict(int)
        for s in self.sources.values():
            tally[s] += 1
        if not tally:
            return {"v": self.values, "s": {}}
        common = max(tally, key=lambda s: (tally[s], str(s)))
        odd = {f: list(s) for f, s in self.sources.items() if s != common}
        return {"v": self.values, "s": {"": list(common), **odd}}


class _Work:
    def __init__(self, controller: UUID, keys: Mapping[UUID, DataKey], came: Came) -> None:
        self.controller = controller
        self.keys = keys
        self.came = came
        self.records: dict[UUID, _Open] = {}
        self.same: set[UUID] = set()

    def apply(self, write: Write, held: list[_Open]) -> None:
        record = self._find(write, held)
        if write.remove:
            if record is not None:
                record.removed = True
                self.records[record.ref] = record
            return
        if record is None:
            record = _Open(write.person, uuid4(), write.category, {}, {}, new=True)
            held.append(record)
        receipt = write.receipt or self.came.receipt
        source = (receipt.hex if receipt else None, write.line, self.came.on.isoformat())
        for name, value in write.values.items():
            if value in ("", None):
                if record.values.pop(name, None) is not None:
                    record.sources.pop(name, None)
                    record.touched = True
            elif record.values.get(name) != value:
                record.values[name] = value
                record.sources[name] = source
                record.touched = True
        if record.touched or record.new:
            self.records[record.ref] = record
        else:
            self.same.add(record.ref)

    def _find(self, write: Write, held: list[_Open]) -> _Open | None:
        if write.record is not None:
            for record in held:
                if record.ref == write.record:
                    return record
            raise Refused(
                "record-unknown",
                what="Nothing was changed.",
                why="The record to change is not one of this person's.",
                next="Open the person again and choose the record there.",
            )
        category = categories[write.category]
        if not category.many:
            return held[0] if held else None
        natural = tuple(str(write.values.get(f, "")) for f in category.natural)
        for record in held:
            if record.natural() == natural and not record.removed:
                return record
        return None

    def sorted(self) -> tuple[list[_Open], list[_Open], list[_Open]]:
        """The records to make, to alter and to take away."""
        new = [r for r in self.records.values() if r.new and not r.removed and r.values]
        old = [r for r in self.records.values() if not r.new and not r.removed]
        gone = [r for r in self.records.values() if r.removed and not r.new]
        return new, old, gone

    def count(self) -> Changed:
        new, old, gone = self.sorted()
        return Changed(len(new), len(old), len(self.same - self.records.keys()), len(gone))

    def store(self) -> Changed:
        new, old, gone = self.sorted()
        Record.objects.bulk_create([self._row(r) for r in new], batch_size=500)
        Record.objects.bulk_update(
            [self._row(r) for r in old], ["sealed", "other", "filed_under"], batch_size=200
        )
        for some in chunks([r.ref for r in gone]):
            Record.objects.filter(controller=self.controller, ref__in=some).delete()
        touched = {(r.person, r.category) for r in (*new, *old, *gone)}
        reindex(self.controller, {p for p, c in touched if c in INDEXED}, self.keys)
        return self.count()

    def _row(self, record: _Open) -> Record:
        category = categories[record.category]
        other = record.values.get(category.points_at) if category.points_at else None
        filed = record.values.get(category.filed_by, "") if category.filed_by else ""
        return Record(
            controller=self.controller,
            ref=record.ref,
            person_id=record.person,
            category=record.category,
            other_id=UUID(other) if other else None,
            filed_under=filed,
            sealed=self.keys[record.person].seal_values(record.content(), place(record.category, record.ref)),
            recorded_at=self.came.at,
        )


def reindex(controller: UUID, people: set[UUID], keys: Mapping[UUID, DataKey] | None = None) -> None:
    """Make the tokens of these people anew from their opened names and numbers."""
    if not people:
        return
    index = Index(controller)
    for some in chunks(sorted(people)):
        held = records_of(controller, list(some), set(INDEXED), dict(keys) if keys is not None else None)
        wanted = {p: _tokens(index, held[p]) for p in some}
        rows = Token.objects.filter(controller=controller, person__in=some)
        stale, have = [], defaultdict(set)
        for row, person, token in rows.values_list("id", "person_id", "token"):
            if bytes(token) in wanted[person]:
                have[person].add(bytes(token))
            else:
                stale.append(row)
        for few in chunks(stale):
            Token.objects.filter(id__in=few).delete()
        Token.objects.bulk_create(
            [Token(controller=controller, person_id=p, token=t) for p in some for t in wanted[p] - have[p]],
            batch_size=1000,
        )


def _tokens(index: Index, held: Mapping[str, list[Held]]) -> set[bytes]:
    found: set[bytes] = set()
    for category, fields in INDEXED.items():
        for record in held.get(category, ()):
            for name, kinds in fields.items():
                if value := record.values.get(name):
                    for kind in kinds:
                        found |= index.tokens(kind, [str(value)])
    return found


def set_facts(controller: UUID, facts: Mapping[UUID, Mapping[str, Any]]) -> None:
    """The plain columns of people: on_roll, due_month, rank."""
    for some in chunks(list(facts)):
        rows = list(Person.objects.filter(controller=controller, ref__in=some))
        changed = []
        for row in rows:
            differs = {k: v for k, v in facts[row.ref].items() if getattr(row, k) != v}
            if differs:
                for k, v in differs.items():
                    setattr(row, k, v)
                changed.append(row)
        if changed:
            Person.objects.bulk_update(changed, ["on_roll", "due_month", "rank"], batch_size=200)


def join(
    controller: UUID,
    category: str,
    values: Mapping[str, Any],
    parts: Mapping[UUID, Mapping[str, Any]],
    came: Came,
    ref: UUID | None = None,
) -> UUID:
    """A joint item under a key of its own, wrapped for each person who has a part in it."""
    ref = ref or uuid4()
    keys = _keys_of(controller, list(parts))
    raw = token_bytes(32)
    item = DataKey(raw, controller, ref)
    content = {
        "v": dict(values),
        "s": [came.receipt.hex if came.receipt else None, None, came.on.isoformat()],
    }
    Joint.objects.create(
        controller=controller,
        ref=ref,
        category=category,
        sealed=item.seal_values(content, place(category, ref)),
        recorded_at=came.at,
    )
    Part.objects.bulk_create(
        Part(
            controller=controller,
            joint_id=ref,
            person_id=person,
            sealed=keys[person].seal_values({"key": raw.hex(), "v": dict(mine)}, place(category, ref)),
        )
        for person, mine in parts.items()
    )
    return ref


def group(controller: UUID, kind: str, label: str) -> UUID:
    made, _ = Group.objects.get_or_create(controller=controller, kind=kind, label=label)
    return made.ref


def fill_group(controller: UUID, group_ref: UUID, people: Sequence[UUID]) -> int:
    """Add these people to a group; who is in it already stays. Gives how many were added."""
    have = set(GroupMember.objects.filter(group=group_ref).values_list("person_id", flat=True))
    new = [p for p in dict.fromkeys(people) if p not in have]
    GroupMember.objects.bulk_create(
        GroupMember(controller=controller, group_id=group_ref, person_id=p) for p in new
    )
    return len(new)


def staff_group(controller: UUID, group_ref: UUID, account: UUID, relation: str) -> None:
    GroupStaff.objects.get_or_create(
        controller=controller, group_id=group_ref, account=account, relation=relation
    )


def forget(controller: UUID, person: UUID) -> dict[str, int]:
    """Remove every row about a person. The key goes first, by whoever disposes; files go last, by `vault`.

    Contacts whom nobody else's record points at go with the pupil; their refs are for the caller, under
    "contacts". Joint items stay with the others who have a part; one that nobody has left goes too.
    """
    gone: dict[str, int] = {}
    joints = list(Part.objects.filter(controller=controller, person=person).values_list("joint", flat=True))
    gone["tokens"] = Token.objects.filter(controller=controller, person=person).delete()[0]
    gone["parts"] = Part.objects.filter(controller=controller, person=person).delete()[0]
    left = set(Part.objects.filter(joint__in=joints).values_list("joint", flat=True))
    gone["joint items"] = Joint.objects.filter(ref__in=[j for j in joints if j not in left]).delete()[0]
    gone["groups"] = GroupMember.objects.filter(controller=controller, person=person).delete()[0]
    rows = Record.objects.filter(controller=controller, person=person)
    for category in rows.order_by().values_list("category", flat=True).distinct():
        gone[category] = rows.filter(category=category).delete()[0]
    gone["links to them"] = Record.objects.filter(controller=controller, other=person).delete()[0]
    files = list(Kept.objects.filter(controller=controller, person=person).values_list("ref", flat=True))
    gone["files"] = Kept.objects.filter(controller=controller, person=person).delete()[0]
    Person.objects.filter(controller=controller, ref=person).delete()
    for ref in files:
        vault.remove(controller, ref)
    return {what: n for what, n in gone.items() if n}


def only_for(controller: UUID, person: UUID) -> list[UUID]:
    """The contacts that only this pupil's record points at: they are forgotten with the pupil.

    A brother or sister who is a pupil too is never one of them, whatever points at whom.
    """
    pointed = Record.objects.filter(controller=controller, person=person, other__kind=CONTACT)
    mine = set(pointed.values_list("other", flat=True))
    elsewhere = Record.objects.filter(controller=controller, other__in=mine).exclude(person=person)
    return sorted(mine - set(elsewhere.values_list("other", flat=True)))


def keep_file(controller: UUID, person: UUID, content: bytes, at: datetime) -> UUID:
    """Put a file into the vault under the person's key: key, file, row, in that order."""
    ref = uuid4()
    vault.write(controller, ref, _keys_of(controller, [person])[person], content)
    Kept.objects.create(controller=controller, ref=ref, person_id=person, size=len(content), made_at=at)
    return ref


def read_file(controller: UUID, person: UUID, ref: UUID) -> bytes:
    kept = Kept.objects.filter(controller=controller, person=person, ref=ref).first()
    if kept is None:
        raise Refused(
            "unknown",
            what="Not opened.",
            why="There is no file with that reference about this person.",
            next="Open the person again and choose the file there.",
        )
    try:
        return vault.read(controller, kept.ref, _keys_of(controller, [person])[person])
    except (CannotOpen, FileNotFoundError) as fault:
        raise Refused(
            "file-damaged",
            what="Not opened.",
            why="The file in the vault is missing, or is not as it was sealed.",
            next="Tell whoever looks after this installation: it has to come from a backup.",
            facts={"fault": type(fault).__name__},
        ) from fault


def sweep(controller: UUID, at: datetime) -> dict[str, int]:
    """Keys and files without a row, left by acts that were rolled back after making them."""
    owners = ring().owners(controller)
    there = existing(controller, owners)
    keys = ring().sweep(controller, [o for o in owners if o not in there], at)
    files = 0
    for some in chunks(vault.kept_before(controller, at)):
        rows = set(Kept.objects.filter(controller=controller, ref__in=some).values_list("ref", flat=True))
        for ref in set(some) - rows:
            vault.remove(controller, ref)
            files += 1
    return {"keys": keys, "files": files}


def unranked(controller: UUID) -> bool:
    return Person.objects.filter(controller=controller, kind=PUPIL, rank__isnull=True).exists()
