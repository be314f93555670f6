"""A search of every byte for a text, however it may have been written down.

    found(home, ["canary0123"])         {"canary0123": {"hornbook.sqlite3: utf-8", ...}}, empty when clean
    opened_in(database, ring, school)   everything that these keys open in this database, as plain bytes

The first looks without keys: as it stands, in UTF-16, base64, hex, quoted for an address or for JSON, in
capitals, and inside packed streams. The second is the positive control: what the first must not find is
there for whoever has the keys.
"""

import base64
import os
import quopri
import re
import sqlite3
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from hornbook.stages.hold import vault
from hornbook.stages.keys.keyring import Keyring
from hornbook.stages.keys.seal import CannotOpen, DataKey

PACKED = re.compile(rb"\x1f\x8b\x08|PK\x03\x04|\x78[\x01\x5e\x9c\xda]")
STEM = "canary"
LARGEST = 64 * 1024 * 1024
DEEPEST = 3

#: How a text may stand in bytes. What matters little, capitals or not, is compared folded.
FOLDED: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda t: t.encode(),
    "utf-8 in capitals": lambda t: t.upper().encode(),
    "utf-16-le": lambda t: t.encode("utf-16-le"),
    "utf-16-be": lambda t: t.encode("utf-16-be"),
    "hex": lambda t: t.encode().hex().encode(),
    "hex of utf-16": lambda t: t.encode("utf-16-le").hex().encode(),
    "for an address": lambda t: quote(t, safe="").encode(),
    "for json": lambda t: "".join(c if ord(c) < 128 else f"\\u{ord(c):04x}" for c in t).encode(),
    "all for json": lambda t: "".join(f"\\u{ord(c):04x}" for c in t).encode(),
    "for mail": lambda t: quopri.encodestring(t.encode()).rstrip(b"=\n"),
}


def _base64(text: str, before: int) -> bytes:
    """The characters that stand for this text whatever stands around it, `before` bytes into a group."""
    packed = base64.b64encode(bytes(before) + text.encode())
    return packed[(0, 2, 3)[before] : len(packed) // 4 * 4 - 4].rstrip(b"=")


def forms(text: str) -> Iterator[tuple[str, bytes, bool]]:
    """(what it is called, the bytes, whether capitals matter) for every way of writing this text."""
    seen = set()
    for name, write in FOLDED.items():
        if (written := write(text).lower()) not in seen:
            seen.add(written)
            yield name, written, False
    for before in range(3):
        yield f"base64 at {before}", _base64(text, before), True


def streams(data: bytes, name: str, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The bytes themselves, and whatever is packed inside them."""
    yield name, data
    if depth == DEEPEST:
        return
    for start in PACKED.finditer(data):
        inside = _unpacked(data, start.start())
        if inside:
            yield from streams(inside, f"{name} unpacked at {start.start()}", depth + 1)


def _unpacked(data: bytes, at: int) -> bytes:
    if data.startswith(b"PK", at):
        names = int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(
            data[at + 28 : at + 30], "little"
        )
        at, kind = at + 30 + names, -15
    else:
        kind = 31 if data.startswith(b"\x1f", at) else 15
    try:
        return zlib.decompressobj(kind).decompress(data[at:], LARGEST)
    except zlib.error:
        return b""


def hits(data: bytes, texts: Collection[str], name: str) -> dict[str, set[str]]:
    """text -> where and how it stands in these bytes.

    Where no form of the word that canaries have in common stands, none of them does: most files cost no more.
    """
    found: dict[str, set[str]] = {}
    marked = [text for text in texts if STEM in text.lower()]
    others = [text for text in texts if STEM not in text.lower()]
    for where, stream in streams(data, name):
        folded = stream.lower()
        wanted = [*others, *(marked if marked and any(_stands(STEM, stream, folded)) else ())]
        for text in wanted:
            for form in _stands(text, stream, folded):
                found.setdefault(text, set()).add(f"{where}: {form}")
    return found


def _stands(text: str, stream: bytes, folded: bytes) -> Iterator[str]:
    """The forms in which a text stands here."""
    for form, written, exact in forms(text):
        if written in (stream if exact else folded):
            yield form


def files(*roots: Path) -> list[Path]:
    return sorted(path for root in roots for path in root.rglob("*") if path.is_file())


@contextmanager
def _contents(home: Path) -> Iterator[Iterator[tuple[str, bytes]]]:
    """(name, bytes) of every file under this folder, as another process copies them.

    To open and close a live database's file in our own process takes SQLite's locks off it, for good. What a
    server takes away while we look holds nothing.
    """
    with tempfile.TemporaryDirectory() as apart:
        copy = Path(apart) / "copy"
        told = subprocess.run(
            ["cp", "-rL", home, copy], env={**os.environ, "LC_ALL": "C"}, stderr=subprocess.PIPE, text=True
        )
        if missed := [line for line in told.stderr.splitlines() if "No such file" not in line]:
            raise OSError(f"not everything could be searched: {missed}")
        yield ((str(path.relative_to(copy)), path.read_bytes()) for path in files(copy))


def found(home: Path, texts: Collection[str]) -> dict[str, set[str]]:
    """text -> the files under this folder, or their names, in which it stands in any form."""
    everywhere: dict[str, set[str]] = {}
    with _contents(home) as contents:
        for name, data in contents:
            for part in (data, name.encode()):
                for text, where in hits(part, texts, name).items():
                    everywhere.setdefault(text, set()).update(where)
    return everywhere


def holding(home: Path, raw: Iterable[bytes]) -> dict[bytes, set[str]]:
    """bytes -> the files under this folder that hold them exactly."""
    wanted = list(raw)
    held: dict[bytes, set[str]] = {}
    with _contents(home) as contents:
        for name, data in contents:
            for each in wanted:
                if each in data:
                    held.setdefault(each, set()).add(name)
    return held


RECORDS = "SELECT ref, person_id, category, sealed FROM hold_record"
PARTS = (
    "SELECT p.joint_id, p.person_id, j.category, p.sealed, j.sealed "
    "FROM hold_part p JOIN hold_joint j ON j.ref = p.joint_id"
)
KEPT = "SELECT ref, person_id FROM hold_kept"


def opened_in(ask: Callable[[str], Iterable[tuple]], ring: Keyring, controller: UUID) -> bytes:
    """All that these keys open: records, joint items, files. What they do not open is passed over."""
    plain = []
    keys: dict[UUID, DataKey] = {}

    def key(person: UUID) -> DataKey | None:
        if person not in keys:
            keys.update(ring.open(controller, [person]))
        return keys.get(person)

    for ref, person, category, sealed in ask(RECORDS):
        plain.append(_open(key(_uuid(person)), sealed, category, _uuid(ref)))
    for ref, person, category, part, body in ask(PARTS):
        mine = _open(key(_uuid(person)), part, category, _uuid(ref))
        plain.append(mine)
        if told := re.search(rb'"key":"([0-9a-f]{64})"', mine):
            item = DataKey(bytes.fromhex(told[1].decode()), controller, _uuid(ref))
            plain.append(_open(item, body, category, _uuid(ref)))
    for ref, person in ask(KEPT):
        holder = key(_uuid(person))
        if holder and vault.path_of(controller, _uuid(ref)).exists():
            plain.append(vault.read(controller, _uuid(ref), holder))
    return b"\n".join(plain)


def in_file(database: Path) -> Callable[[str], list[tuple]]:
    """Asks a SQLite database that lies in this file, live or from a backup."""

    def ask(sql: str) -> list[tuple]:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as copy:
            return copy.execute(sql).fetchall()

    return ask


def _uuid(stored: UUID | str) -> UUID:
    return stored if isinstance(stored, UUID) else UUID(stored)


def _open(key: DataKey | None, sealed: bytes, category: str, ref: UUID) -> bytes:
    if key is None:
        return b""
    try:
        return key.open(bytes(sealed), category.encode() + b"|" + ref.bytes)
    except CannotOpen:
        return b""
