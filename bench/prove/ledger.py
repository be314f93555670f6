"""Whatever is done to a sealed ledger is found: ten thousand random changes, and none found where none is.

    bin/prove ledger [changes] [clean runs] [seed]

Each change is made past triggers and row-level security, by somebody who holds the database and not the
signing key; `verify` looks, with the last checkpoint that a witness keeps; then it is undone. Changes to an
entry must also be named. What cannot be found is not tried: what came after the last witnessed checkpoint.
Keeps: promise 102.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from uuid import UUID, uuid4

from bench import town

town.found()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from hornbook.rules.base.actor import Actor  # noqa: E402
from hornbook.stages.keys import root  # noqa: E402
from hornbook.stages.keys.signing import signing_key  # noqa: E402
from hornbook.stages.ledger import chain  # noqa: E402
from hornbook.stages.ledger.act import act, note  # noqa: E402
from hornbook.stages.ledger.models import Block, Entry, EntryPerson, Link  # noqa: E402
from hornbook.stages.ledger.tenancy import inside  # noqa: E402

LINES = 200
LEDGER = ("ledger_entry", "ledger_entryperson", "ledger_link", "ledger_block")


class Undo(Exception):
    """The change is to be undone."""


@act("prove.line")
def line(*, by: Actor, at: object, n: int) -> None:
    note(
        people=[uuid4() for _ in range(n % 3)], purpose="proof", facts={"n": n}, cites=["UK GDPR, Article 5"]
    )


def take_triggers_away() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in LEDGER:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'ledger_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


class Vandal:
    """Somebody with the database in their hands. Each change gives the entry it touched, or None."""

    def __init__(self, controller: UUID, seed: int) -> None:
        self.controller = controller
        self.chance = random.Random(seed)
        self.entries = Entry.objects.filter(controller=controller)
        self.links = Link.objects.filter(controller=controller)
        self.blocks = Block.objects.filter(controller=controller)
        self.ids = list(self.entries.order_by("id").values_list("id", flat=True))
        self.changes: list[Callable[[], int | None]] = [
            *[self.edit] * 6,
            *[self.delete] * 3,
            *[self.insert, self.duplicate, self.swap] * 2,
            *[self.add_person, self.take_person, self.swap_person] * 2,
            *(self.edit_link, self.delete_link, self.point_elsewhere),
            *(self.edit_block, self.delete_block),
            *(self.cut_tail, self.cut_head, self.make_again, self.move_to_another),
        ]

    def one(self) -> int:
        return self.chance.choice(self.ids)

    def edit(self) -> int:
        ref = UUID(int=self.chance.getrandbits(128))
        column, value = self.chance.choice(
            [
                *[
                    ("act", "use.read"),
                    ("verdict", "refused"),
                    ("roles", "head"),
                    ("purpose", "x"),
                    ("route", "x"),
                ],
                *[("code", "x"), ("cites", []), ("facts", {"n": -1}), ("reason", b"x"), ("key", str(ref))],
                *[("written_at", town.now()), ("by", ref), ("ref", ref)],
            ]
        )
        self.entries.filter(id=(chosen := self.one())).update(**{column: value})
        return chosen

    def delete(self) -> int:
        EntryPerson.objects.filter(entry=(chosen := self.one())).delete()
        self.entries.filter(id=chosen).delete()
        return chosen

    def insert(self) -> int:
        entry = Entry(id=-self.one(), controller=self.controller, act="use.read", verdict="done")
        entry.written_at = town.now()
        entry.save(force_insert=True)
        return int(entry.id)

    def duplicate(self) -> int:
        entry = self.entries.get(id=self.one())
        entry.id, entry.ref, entry.key = -entry.id, uuid4(), None
        entry.save(force_insert=True)
        return int(entry.id)

    def swap(self) -> int:
        a, b = self.chance.sample(self.ids, 2)
        with connection.cursor() as cursor:
            for old, new in ((a, -1), (b, a), (-1, b)):
                cursor.execute("UPDATE ledger_entry SET id = %s WHERE id = %s", [new, old])
        return a

    def add_person(self) -> int:
        entry = self.entries.get(id=self.one())
        EntryPerson.objects.create(controller=self.controller, entry=entry, person=uuid4())
        return int(entry.id)

    def _somebody(self) -> EntryPerson:
        return self.chance.choice(list(EntryPerson.objects.filter(controller=self.controller).order_by("id")))

    def take_person(self) -> int:
        gone = self._somebody()
        EntryPerson.objects.filter(id=gone.id).delete()
        return int(gone.entry_id)

    def swap_person(self) -> int:
        other = self._somebody()
        EntryPerson.objects.filter(id=other.id).update(person=uuid4())
        return int(other.entry_id)

    def edit_link(self) -> int:
        self.links.filter(entry=(chosen := self.one())).update(digest=self.chance.randbytes(32))
        return chosen

    def delete_link(self) -> None:
        self.links.filter(entry=self.one()).delete()

    def point_elsewhere(self) -> int:
        self.links.filter(entry=(chosen := self.one())).update(entry=10**9)
        return chosen

    def edit_block(self) -> None:
        block = self.chance.choice(list(self.blocks.order_by("id")))
        column, value = self.chance.choice(
            [
                *[("first", block.first + 1), ("last", block.last + 1), ("below", block.below - 1)],
                *[("digest", self.chance.randbytes(32)), ("signature", self.chance.randbytes(64))],
                *[("key_id", "0" * 16), ("sealed_at", town.now())],
            ]
        )
        Block.objects.filter(id=block.id).update(**{column: value})

    def delete_block(self) -> None:
        Block.objects.filter(id=self.chance.choice(list(self.blocks.values_list("id", flat=True)))).delete()

    def _drop(self, going: list[int]) -> None:
        EntryPerson.objects.filter(entry__in=going).delete()
        self.links.filter(entry__in=going).delete()
        self.entries.filter(id__in=going).delete()

    def cut_tail(self) -> None:
        """An older database put back: blocks above the cut go too, and the rest is sound by itself."""
        last = self.chance.choice(list(self.blocks.order_by("id"))[:-1])
        kept = self.links.get(seq=last.last).entry
        self._drop([i for i in self.ids if i > kept])
        self.blocks.filter(first__gt=last.first).delete()

    def cut_head(self) -> None:
        self._drop(self.ids[: self.chance.randrange(1, len(self.ids))])

    def make_again(self) -> None:
        """The whole chain made again after a change, and signed with a key that is not the controller's."""
        self.edit()
        self.links.delete()
        self.blocks.delete()
        chain.seal(self.controller, chain.Ed25519PrivateKey.generate(), town.now())

    def move_to_another(self) -> int:
        self.entries.filter(id=(chosen := self.one())).update(controller=uuid4())
        return chosen


def sealed_ledger() -> UUID:
    """A few blocks' worth of lines, as acts write them."""
    root.make_file(root.Path(str(settings.HORNBOOK_ROOT).removeprefix("file:")))
    controller = uuid4()
    by = Actor(uuid4(), controller, frozenset({"office"}), True)
    for n in range(LINES):
        line(by=by, at=town.now(), n=n, key=f"line {n}")
        if n % 40 == 39:
            chain.seal(controller, signing_key(controller), town.now())
    return controller


def main() -> None:
    numbers = [int(each) for each in sys.argv[1:]]
    changes, clean, seed = [*numbers, *(10_000, 1_000, 1)[len(numbers) :]]
    controller = sealed_ledger()
    witness = chain.checkpoint(controller)
    key = signing_key(controller).public_key()
    known = {chain.key_id(key): key}
    take_triggers_away()
    alarms = sum(not chain.verify(controller, known.get, witness).sound for _ in range(clean))
    tried, missed, unnamed = Counter[str](), Counter[str](), Counter[str]()
    start = time.perf_counter()
    with inside(controller):
        vandal = Vandal(controller, seed)
    for _ in range(changes):
        change = vandal.chance.choice(vandal.changes)
        tried[change.__name__] += 1
        try:
            with inside(controller), transaction.atomic():
                touched = change()
                faults = chain.verify(controller, known.get, witness).faults
                missed[change.__name__] += not faults
                unnamed[change.__name__] += touched is not None and touched not in {f.entry for f in faults}
                raise Undo
        except Undo:
            pass
    for name, count in sorted(tried.items()):
        town.told(name.replace("_", " "), f"{count - missed[name]:,} of {count:,}")
    town.told(f"changes found, seed {seed}", f"{changes - missed.total():,} of {changes:,}")
    town.told("and not named where an entry was touched", f"{unnamed.total():,}")
    town.told(f"false alarms in {clean:,} clean runs", f"{alarms:,}")
    town.told("took", f"{time.perf_counter() - start:.0f} s")
    town.ending(not missed.total() and not unnamed.total() and not alarms)


if __name__ == "__main__":
    main()
