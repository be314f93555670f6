"""Writing in sets: the records of the people concerned are read once, and only what differs is sealed.

The same writes twice change nothing the second time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from hornbook.rules.base.refused import Refused
from hornbook.rules.catalogue.base import categories
from hornbook.stages.keys import ring
from hornbook.stages.keys.seal import DataKey

from . import sets
from .models import Record
from .queries import chunks, place
from .slices import Changed, Write

NEW = ("controller", "ref", "person", "category", "sealed", "other", "filed_under", "recorded_at")
ALTERED = ("sealed", "other", "filed_under")
Origin = tuple[str | None, int | None, str]


@dataclass(frozen=True)
class Came:
    """How a set of writes came: the receipt (None for the system's own), and when."""

    receipt: UUID | None
    at: datetime
    on: date


def keys_of(controller: UUID, people: Collection[UUID]) -> dict[UUID, DataKey]:
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


def worked(controller: UUID, writes: Sequence[Write], came: Came) -> "Work":
    """These writes applied to the records they are about, as held; nothing is stored yet."""
    people = list(dict.fromkeys(w.person for w in writes))
    work = Work(controller, keys_of(controller, people), came)
    work.open(people, {w.category for w in writes})
    for write in writes:
        work.apply(write)
    return work


@dataclass
class _Open:
    """A record while it is being written."""

    person: UUID
    ref: UUID
    category: str
    values: dict[str, Any]
    sources: dict[str, Origin]
    new: bool = False
    touched: bool = False
    removed: bool = False

    def content(self) -> dict[str, Any]:
        """Values, and sources folded: the commonest stands once under the empty name."""
        tally: dict[Origin, int] = defaultdict(int)
        for s in self.sources.values():
            tally[s] += 1
        if not tally:
            return {"v": self.values, "s": {}}
        common = max(tally, key=lambda s: (tally[s], str(s))) if len(tally) > 1 else next(iter(tally))
        odd = {f: list(s) for f, s in self.sources.items() if s != common}
        return {"v": self.values, "s": {"": list(common), **odd}}


def _unfolded(content: Mapping[str, Any]) -> dict[str, Origin]:
    by_field = {name: tuple(source) for name, source in content["s"].items()}
    common = by_field.get("")
    return {name: by_field.get(name, common) for name in content["v"]}


@dataclass
class _Shelf:
    """A person's records of one category, and where each stands by its natural key."""

    category: str
    records: list[_Open] = field(default_factory=list)
    _index: dict[tuple[str, ...], _Open] | None = None

    def natural(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple([str(values.get(name, "")) for name in categories[self.category].natural])

    def find(self, write: Write) -> _Open | None:
        """The record that is meant: the one named, else the one of this natural key, else the only one."""
        if write.record is not None:
            return self._named(write.record)
        if not categories[self.category].many:
            return self.records[0] if self.records else None
        if self._index is None:
            self._index = {}
            for record in self.records:
                if not record.removed:
                    self._index.setdefault(self.natural(record.values), record)
        return self._index.get(self.natural(write.values))

    def _named(self, ref: UUID) -> _Open:
        self._index = None  # what is written into it may be a part of its natural key
        for record in self.records:
            if record.ref == ref:
                return record
        raise Refused(
            "record-unknown",
            what="Nothing was changed.",
            why="The record to change is not one of this person's.",
            next="Open the person again and choose the record there.",
        )

    def put(self, record: _Open, values: Mapping[str, Any]) -> None:
        self.records.append(record)
        if self._index is not None:
            self._index[self.natural(values)] = record


class Work:
    """Records open for writing, and what the writes made of them."""

    def __init__(self, controller: UUID, keys: Mapping[UUID, DataKey], came: Came) -> None:
        self.controller = controller
        self.keys = keys
        self.came = came
        self.records: dict[UUID, _Open] = {}
        self.same: set[UUID] = set()
        self._shelves: dict[tuple[UUID, str], _Shelf] = {}

    def open(self, people: Sequence[UUID], wanted: set[str]) -> None:
        for some in chunks(people):
            rows = Record.objects.filter(controller=self.controller, person__in=some, category__in=wanted)
            for ref, person, category, sealed in rows.values_list("ref", "person_id", "category", "sealed"):
                content = self.keys[person].open_values(sealed, place(category, ref))
                record = _Open(person, ref, category, content["v"], _unfolded(content))
                self._shelf(person, category).records.append(record)

    def _shelf(self, person: UUID, category: str) -> _Shelf:
        shelf = self._shelves.get((person, category))
        if shelf is None:
            shelf = self._shelves[person, category] = _Shelf(category)
        return shelf

    def apply(self, write: Write) -> None:
        shelf = self._shelf(write.person, write.category)
        record = shelf.find(write)
        if write.remove:
            if record is not None:
                record.removed, shelf._index = True, None
                self.records[record.ref] = record
            return
        if record is None:
            record = _Open(write.person, uuid4(), write.category, {}, {}, new=True)
            shelf.put(record, write.values)
        self._say(record, write)
        if record.touched or record.new:
            self.records[record.ref] = record
        else:
            self.same.add(record.ref)

    def _say(self, record: _Open, write: Write) -> None:
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

    def _parted(self) -> tuple[list[_Open], list[_Open], list[_Open]]:
        """The records to make, to alter and to take away."""
        new = [r for r in self.records.values() if r.new and not r.removed and r.values]
        old = [r for r in self.records.values() if not r.new and not r.removed]
        gone = [r for r in self.records.values() if r.removed and not r.new]
        return new, old, gone

    def count(self) -> Changed:
        new, old, gone = self._parted()
        return Changed(len(new), len(old), len(self.same - self.records.keys()), len(gone))

    def store(self) -> set[tuple[UUID, str]]:
        """Seal and write what differs. Gives whose records of which category that were."""
        new, old, gone = self._parted()
        sets.insert(Record, NEW, (self._new(r) for r in new))
        sets.update(Record, ALTERED, ("ref", "controller"), self._old(old))
        for some in chunks([r.ref for r in gone]):
            Record.objects.filter(controller=self.controller, ref__in=some).delete()
        return {(r.person, r.category) for r in (*new, *old, *gone)}

    def _new(self, record: _Open) -> tuple[Any, ...]:
        """In the order of NEW."""
        where = (self.controller, record.ref, record.person, record.category)
        return (*where, *self._altered(record), self.came.at)

    def _old(self, records: Sequence[_Open]) -> Iterator[tuple[Any, ...]]:
        for record in records:
            yield (*self._altered(record), record.ref, self.controller)

    def _altered(self, record: _Open) -> tuple[Any, ...]:
        """In the order of ALTERED."""
        category = categories[record.category]
        other = record.values.get(category.points_at) if category.points_at else None
        filed = record.values.get(category.filed_by, "") if category.filed_by else ""
        key = self.keys[record.person]
        sealed = key.seal_values(record.content(), place(record.category, record.ref))
        return sealed, UUID(other) if other else None, filed
