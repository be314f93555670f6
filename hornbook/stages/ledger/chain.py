"""Sealing and checking the chain: an edited, deleted, added or swapped entry is found and named.

A sealing step links every entry older than the oldest open transaction (PostgreSQL hands out ids before
it commits), then signs the last digest with Ed25519. `verify` walks the chain from its start.
What it cannot see is said: the unsealed tail, and whatever followed the last witnessed checkpoint.
Keeps: promise 102.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import connection

from .models import Block, Entry, Link
from .tenancy import inside, reading

START = bytes(32)
STEP = 2000
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

COLUMNS = (
    *("id", "ref", "controller", "act", "verdict", "by", "roles", "purpose", "route", "code"),
    *("cites", "facts", "reason", "key"),
)
#: The instant as text, UTC: read as a time, it would be what the machine's own zone makes of it.
INSTANT = {
    "sqlite": "CAST(e.written_at AS TEXT)",
    "postgresql": "to_char(e.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}
SETTLED = {"sqlite": "", "postgresql": "AND e.tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"}
PEOPLE = "SELECT entry_id, person FROM ledger_entryperson WHERE entry_id BETWEEN %s AND %s"


def _entry() -> str:
    return ", ".join([*(f'e."{column}"' for column in COLUMNS), INSTANT[connection.vendor]])


def _sealed() -> str:
    return (
        f"SELECT l.seq, l.entry, l.digest, {_entry()} FROM ledger_link l "
        "LEFT JOIN ledger_entry e ON e.id = l.entry AND e.controller = l.controller "
        "WHERE l.controller = %s AND l.seq >= %s ORDER BY l.seq LIMIT %s"
    )


def _unsealed() -> str:
    return (
        f"SELECT {_entry()} FROM ledger_entry e WHERE e.controller = %s AND e.id > %s AND NOT EXISTS "
        "(SELECT 1 FROM ledger_link l WHERE l.controller = e.controller AND l.entry = e.id) "
        f"{SETTLED[connection.vendor]} ORDER BY e.id LIMIT %s"
    )


def key_id(key: Ed25519PublicKey) -> str:
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


@dataclass(frozen=True)
class _Line:
    """An entry as the chain reads it: its number, and the bytes that its digest covers."""

    entry: int
    content: bytes


def _ref(stored: UUID | str | None) -> str | None:
    return stored.hex if isinstance(stored, UUID) else stored


@lru_cache(4096)
def _sorted(stored: str) -> str:
    return json.dumps(json.loads(stored), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _line(row: Sequence[Any], people: list[str]) -> _Line:
    """Every column but the database's own stamp, and everybody it is about; the same on both engines."""
    number, ref, controller, act, verdict, by, roles, purpose, route, code, cites, facts, reason, key, at = (
        row
    )
    content = [number, _ref(ref), _ref(controller), act, verdict, _ref(by), roles, purpose, route, code]
    content += [_sorted(cites), _sorted(facts), None if reason is None else bytes(reason).hex(), key]
    content += [at if len(at) > 19 else f"{at}.000000", sorted(people)]
    return _Line(number, ENCODE(content).encode("utf-8", "surrogatepass"))


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Straight from the database: a million entries are to be read in half a minute."""
    stored = [v.hex if isinstance(v, UUID) and connection.vendor == "sqlite" else v for v in values]
    with connection.cursor() as cursor:
        cursor.execute(sql, stored)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _people(entries: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {e: [] for e in entries}
    if found:
        for entry, person in _rows(PEOPLE, (min(found), max(found))):
            if entry in found:
                found[entry].append(str(_ref(person)))
    return found


def _settled(controller: UUID, above: int) -> Iterator[list[_Line]]:
    """Entries with no link yet whose transaction can no longer be overtaken, in steps."""
    while rows := _rows(_unsealed(), (controller, above, STEP)):
        people = _people([row[0] for row in rows])
        yield [_line(row, people[row[0]]) for row in rows]
        above = rows[-1][0]


def seal(controller: UUID, key: Ed25519PrivateKey, at: datetime) -> int:
    """Link and sign what is settled. Gives how many entries were sealed; none is none to sign."""
    with inside(controller):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"ledger {controller}"])
        block = Block.objects.filter(controller=controller).order_by("-first").first()
        seq, digest, below = (block.last, bytes(block.digest), block.below) if block else (0, START, 0)
        first, top = seq + 1, below
        for step in _settled(controller, below):
            links = []
            for line in step:
                seq += 1
                digest = hashlib.sha256(digest + line.content).digest()
                links.append(Link(controller=controller, seq=seq, entry=line.entry, digest=digest))
                top = max(top, line.entry)
            Link.objects.bulk_create(links)
        if seq < first:
            return 0
        block = Block(
            controller=controller,
            first=first,
            last=seq,
            below=_all_linked_below(controller, below, top),
            digest=digest,
            key_id=key_id(key.public_key()),
            sealed_at=at,
        )
        block.signature = key.sign(_signed(block))
        block.save(force_insert=True)
        return seq - first + 1


def _all_linked_below(controller: UUID, below: int, top: int) -> int:
    linked = Link.objects.filter(controller=controller, entry__gt=below).values("entry")
    waiting = Entry.objects.filter(controller=controller, id__gt=below).exclude(id__in=linked)
    first_waiting = waiting.order_by("id").values_list("id", flat=True).first()
    return top if first_waiting is None else min(top, first_waiting - 1)


def _signed(block: Block) -> bytes:
    """What the signature covers: every column of the block but itself."""
    at = block.sealed_at.astimezone(UTC).isoformat()
    run = f"{block.first}|{block.last}|{block.below}|{bytes(block.digest).hex()}|{block.key_id}|{at}"
    return f"hornbook ledger|{block.controller}|{run}".encode()


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the chain: where (place in the chain and entry id), and what."""

    seq: int
    entry: int
    what: str


@dataclass(frozen=True)
class Report:
    controller: UUID
    sealed: int
    unsealed: int
    faults: tuple[Fault, ...]
    last_digest: str
    last_sealed_at: datetime | None

    @property
    def sound(self) -> bool:
        return not self.faults


def verify(
    controller: UUID,
    public: Callable[[str], Ed25519PublicKey | None],
    witness: dict[str, object] | None = None,
) -> Report:
    """Walk the whole chain of a controller.

    public   gives the signing key for a key id, None when it is unknown
    witness  an earlier checkpoint kept elsewhere: {"seq": …, "digest": …}
    """
    with reading(controller):
        faults = list(_walk(controller))
        faults += _signatures(controller, public)
        if witness is not None:
            faults += _against_witness(controller, witness)
        last = Block.objects.filter(controller=controller).order_by("-first").first()
        linked = Link.objects.filter(controller=controller).count()
        entries = Entry.objects.filter(controller=controller)
        unlinked = entries.exclude(id__in=Link.objects.filter(controller=controller).values("entry"))
        below = last.below if last else 0
        faults += [
            Fault(0, e, "was put in among sealed entries")
            for e in unlinked.filter(id__lte=below).values_list("id", flat=True)
        ]
        return Report(
            controller,
            linked,
            unlinked.filter(id__gt=below).count(),
            tuple(sorted(faults, key=lambda f: (f.seq, f.entry))),
            bytes(last.digest).hex() if last else START.hex(),
            last.sealed_at if last else None,
        )


def tail(controller: UUID) -> tuple[int, datetime | None]:
    """How many entries are not sealed yet, and when the oldest of them was written."""
    with reading(controller):
        linked = Link.objects.filter(controller=controller).values("entry")
        last = Block.objects.filter(controller=controller).order_by("-first").first()
        above = Entry.objects.filter(controller=controller, id__gt=last.below if last else 0)
        waiting = above.exclude(id__in=linked).order_by("id")
        oldest = waiting.values_list("written_at", flat=True).first()
        return waiting.count(), oldest


def _walk(controller: UUID) -> Iterator[Fault]:
    digest, expected = START, 1
    while rows := _rows(_sealed(), (controller, expected, STEP)):
        people = _people([row[1] for row in rows if row[3] is not None])
        for seq, number, linked, *entry in rows:
            if seq != expected:
                yield Fault(expected, 0, f"links {expected} to {seq - 1} are missing")
            expected = seq + 1
            if entry[0] is None:
                yield Fault(seq, number, "the entry was deleted")
            else:
                should = hashlib.sha256(digest + _line(entry, people[number]).content).digest()
                if should != bytes(linked):
                    yield Fault(seq, number, "the entry, or what stood before it, was changed")
            digest = bytes(linked)


def _signatures(controller: UUID, public: Callable[[str], Ed25519PublicKey | None]) -> Iterator[Fault]:
    expected = 1
    for block in Block.objects.filter(controller=controller).order_by("first"):
        if block.first != expected:
            yield Fault(expected, 0, "a signed block is missing")
        expected = block.last + 1
        end = Link.objects.filter(controller=controller, seq=block.last).first()
        if end is None or bytes(end.digest) != bytes(block.digest):
            yield Fault(
                block.last, end.entry if end else 0, "the chain does not end where the block was signed"
            )
        key = public(block.key_id)
        if key is None:
            yield Fault(block.last, 0, f"signed with an unknown key {block.key_id}")
            continue
        try:
            key.verify(bytes(block.signature), _signed(block))
        except InvalidSignature:
            yield Fault(block.last, 0, "the signature does not fit")
    if Link.objects.filter(controller=controller, seq__gte=expected).exists():
        yield Fault(expected, 0, "links without a signature")


def _against_witness(controller: UUID, witness: dict[str, object]) -> Iterator[Fault]:
    seq = int(str(witness["seq"]))
    if seq == 0:
        return
    link = Link.objects.filter(controller=controller, seq=seq).first()
    if link is None:
        yield Fault(seq, 0, "the ledger is shorter than the witness saw it")
    elif bytes(link.digest).hex() != witness["digest"]:
        yield Fault(seq, link.entry, "the ledger is not the one the witness saw")


def checkpoint(controller: UUID) -> dict[str, object]:
    """What a witness keeps elsewhere: how long the chain is, and its last signed digest."""
    with reading(controller):
        last = Block.objects.filter(controller=controller).order_by("-first").first()
    if last is None:
        return {"controller": str(controller), "seq": 0, "digest": START.hex()}
    return {
        "controller": str(controller),
        "seq": last.last,
        "digest": bytes(last.digest).hex(),
        "key": last.key_id,
        "signature": bytes(last.signature).hex(),
        "sealed_at": last.sealed_at.isoformat(),
    }
