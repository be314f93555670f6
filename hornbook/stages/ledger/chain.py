"""Sealing and checking the chain: an edited, deleted, added or swapped entry is found and named.

A sealing step links every entry older than the oldest open transaction (PostgreSQL hands out ids before
it commits), then signs the last digest with Ed25519. `verify` walks the chain from its start.
What it cannot see is said: the unsealed tail, and whatever followed the last witnessed checkpoint.
Keeps: promise 102.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import connection

from .models import Block, Entry, EntryPerson, Link
from .tenancy import inside, reading

START = bytes(32)
STEP = 2000


def key_id(key: Ed25519PublicKey) -> str:
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def entry_bytes(entry: Entry, people: list[UUID]) -> bytes:
    """What the digest covers: every column but the database's own stamp, and everybody it is about."""
    return json.dumps(
        {
            "id": entry.id,
            "ref": str(entry.ref),
            "controller": str(entry.controller),
            "act": entry.act,
            "verdict": entry.verdict,
            "by": str(entry.by),
            "roles": entry.roles,
            "purpose": entry.purpose,
            "route": entry.route,
            "code": entry.code,
            "cites": entry.cites,
            "facts": entry.facts,
            "reason": bytes(entry.reason).hex() if entry.reason else None,
            "key": entry.key,
            "written_at": entry.written_at.astimezone(UTC).isoformat(),
            "people": sorted(str(p) for p in people),
        },
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def _people(entries: list[Entry]) -> dict[int, list[UUID]]:
    found: dict[int, list[UUID]] = {e.id: [] for e in entries}
    for entry_id, person in EntryPerson.objects.filter(entry__in=list(found)).values_list(
        "entry_id", "person"
    ):
        found[entry_id].append(person)
    return found


def _settled(controller: UUID, above: int) -> Iterator[list[Entry]]:
    """Entries with no link yet whose transaction can no longer be overtaken, in steps."""
    linked = Link.objects.filter(controller=controller, entry__gt=above).values("entry")
    rows = Entry.objects.filter(controller=controller, id__gt=above).exclude(id__in=linked).order_by("id")
    if connection.vendor == "postgresql":
        rows = rows.extra(where=["tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"])
    while step := list(rows[:STEP]):
        yield step


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
            people = _people(step)
            links = []
            for entry in step:
                seq += 1
                digest = hashlib.sha256(digest + entry_bytes(entry, people[entry.id])).digest()
                links.append(Link(controller=controller, seq=seq, entry=entry.id, digest=digest))
                top = max(top, entry.id)
            Link.objects.bulk_create(links)
        if seq < first:
            return 0
        Block.objects.create(
            controller=controller,
            first=first,
            last=seq,
            below=_all_linked_below(controller, below, top),
            digest=digest,
            key_id=key_id(key.public_key()),
            signature=key.sign(_signed(controller, first, seq, digest)),
            sealed_at=at,
        )
        return seq - first + 1


def _all_linked_below(controller: UUID, below: int, top: int) -> int:
    linked = Link.objects.filter(controller=controller, entry__gt=below).values("entry")
    waiting = Entry.objects.filter(controller=controller, id__gt=below).exclude(id__in=linked)
    first_waiting = waiting.order_by("id").values_list("id", flat=True).first()
    return top if first_waiting is None else min(top, first_waiting - 1)


def _signed(controller: UUID, first: int, last: int, digest: bytes) -> bytes:
    return f"hornbook ledger|{controller}|{first}|{last}|{digest.hex()}".encode()


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
    links = Link.objects.filter(controller=controller).order_by("seq")
    while step := list(links.filter(seq__gte=expected)[:STEP]):
        entries = Entry.objects.filter(controller=controller).in_bulk([link.entry for link in step])
        people = _people(list(entries.values()))
        for link in step:
            if link.seq != expected:
                yield Fault(expected, 0, f"links {expected} to {link.seq - 1} are missing")
            expected = link.seq + 1
            entry = entries.get(link.entry)
            if entry is None:
                yield Fault(link.seq, link.entry, "the entry was deleted")
            else:
                should = hashlib.sha256(digest + entry_bytes(entry, people[entry.id])).digest()
                if should != bytes(link.digest):
                    yield Fault(link.seq, link.entry, "the entry, or what stood before it, was changed")
            digest = bytes(link.digest)


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
            key.verify(
                bytes(block.signature),
                _signed(controller, block.first, block.last, bytes(block.digest)),
            )
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
