"""The keyring: every person's key, wrapped by the controller's, in a file of its own.

It stands apart from the data, so that a copied database opens nothing, and a destroyed key leaves every
copy of the data shut, backups included, once the keyring's own backups have run out (30 days).

 root key (outside)  ->  a controller's key of the epoch  ->  keys of people, joint items, and named keys
Keeps: promises 110, 119.
"""

import os
import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from . import root
from .seal import DataKey

SIZE = 32
STEP = 500
SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS controller_key (
    controller BLOB NOT NULL, epoch INTEGER NOT NULL, wrapped BLOB NOT NULL,
    PRIMARY KEY (controller, epoch)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS data_key (
    controller BLOB NOT NULL, owner BLOB NOT NULL, epoch INTEGER NOT NULL, wrapped BLOB NOT NULL,
    PRIMARY KEY (controller, owner)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS named_key (
    controller BLOB NOT NULL, name TEXT NOT NULL, epoch INTEGER NOT NULL, wrapped BLOB NOT NULL,
    PRIMARY KEY (controller, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tombstone (
    controller BLOB NOT NULL, owner BLOB NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (controller, owner)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stray (
    controller BLOB NOT NULL, owner BLOB NOT NULL, seen TEXT NOT NULL,
    PRIMARY KEY (controller, owner)) WITHOUT ROWID;
"""
#: A key whose row has not come by then belongs to an act that was rolled back.
STRAY_FOR = timedelta(days=1)


class KeyGone(Exception):
    """The key of this person was destroyed, or never was: the record cannot be opened by anyone."""

    def __init__(self, owner: UUID) -> None:
        super().__init__(f"no key for {owner}")
        self.owner = owner


class Keyring:
    """The keyring in `path`, opened by the root key at `where` ("file:…" or "passphrase:…")."""

    def __init__(self, path: Path, where: str) -> None:
        self.path = path
        self._where = where
        self._local = threading.local()
        self._root: bytes | None = None
        self._controller_keys: dict[tuple[UUID, int], bytes] = {}

    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None or self._local.process != os.getpid():  # a forked process may not share it
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))  # nobody else's from its first byte
            db = sqlite3.connect(self.path, timeout=20, isolation_level=None)
            mode = db.execute("PRAGMA journal_mode=WAL").fetchone()[0]
            if mode != "wal":
                raise RuntimeError(f"the keyring is in journal mode {mode}, not wal: the disk may be failing")
            db.execute("PRAGMA synchronous=FULL")
            db.execute("PRAGMA secure_delete=ON")
            db.executescript(SCHEMA)
            self._local.db, self._local.process = db, os.getpid()
        return db

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One writer at a time, all or nothing: what is read in here cannot be rotated away meanwhile."""
        db = self._db()
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise

    @contextmanager
    def _looking(self) -> Iterator[sqlite3.Connection]:
        """One moment of the keyring: a rotation meanwhile changes nothing of what is read in here."""
        db = self._db()
        if db.in_transaction:
            yield db
            return
        db.execute("BEGIN")
        try:
            yield db
        finally:
            db.execute("COMMIT")

    def close(self) -> None:
        db = getattr(self._local, "db", None)
        if db is not None:
            db.close()
            self._local.db = None

    def _root_key(self) -> bytes:
        if self._root is None:
            row = self._db().execute("SELECT value FROM meta WHERE name='salt'").fetchone()
            if row is None:
                self._db().execute(
                    "INSERT OR IGNORE INTO meta VALUES ('salt', ?)", (secrets.token_bytes(16),)
                )
                row = self._db().execute("SELECT value FROM meta WHERE name='salt'").fetchone()
            self._root = root.read(self._where, row[0])
        return self._root

    def _controller_key(self, controller: UUID, epoch: int) -> bytes:
        known = self._controller_keys.get((controller, epoch))
        if known is None:
            ask = "SELECT wrapped FROM controller_key WHERE controller=? AND epoch=?"
            row = self._db().execute(ask, (controller.bytes, epoch)).fetchone()
            if row is None:
                raise KeyGone(controller)
            try:
                known = aes_key_unwrap(self._root_key(), row[0])
            except InvalidUnwrap:
                raise root.RootUnavailable("this root key does not open this keyring") from None
            self._controller_keys[(controller, epoch)] = known
        return known

    def _newest(self, db: sqlite3.Connection, controller: UUID) -> tuple[int, bytes]:
        """The controller's key of this epoch, made if it has none. Only while writing."""
        ask = "SELECT max(epoch) FROM controller_key WHERE controller=?"
        epoch = db.execute(ask, (controller.bytes,)).fetchone()[0]
        if epoch is None:
            epoch = 1
            wrapped = aes_key_wrap(self._root_key(), secrets.token_bytes(SIZE))
            db.execute("INSERT INTO controller_key VALUES (?, ?, ?)", (controller.bytes, epoch, wrapped))
        return epoch, self._controller_key(controller, epoch)

    def opens(self) -> int:
        """How many controllers' keys the root key opens: all of them, or RootUnavailable. Makes none."""
        root_key = self._root_key()
        rows = self._db().execute("SELECT controller, wrapped FROM controller_key").fetchall()
        for _, wrapped in rows:
            try:
                aes_key_unwrap(root_key, wrapped)
            except InvalidUnwrap:
                raise root.RootUnavailable("this root key does not open this keyring") from None
        return len({controller for controller, _ in rows})

    def make(self, controller: UUID, owners: Iterable[UUID]) -> dict[UUID, DataKey]:
        """New keys for people or joint items, on disk before this returns. A key that exists stays."""
        wanted = list(owners)
        with self._writing() as db:
            epoch, wrap = self._newest(db, controller)
            db.executemany(
                "INSERT OR IGNORE INTO data_key VALUES (?, ?, ?, ?)",
                [
                    (controller.bytes, o.bytes, epoch, aes_key_wrap(wrap, secrets.token_bytes(SIZE)))
                    for o in wanted
                ],
            )
        return self.open(controller, wanted)

    def open(self, controller: UUID, owners: Sequence[UUID]) -> dict[UUID, DataKey]:
        """The keys there are; who has none is not in the answer."""
        found: dict[UUID, DataKey] = {}
        with self._looking() as db:
            for start in range(0, len(owners), STEP):
                some = {o.bytes: o for o in owners[start : start + STEP]}
                marks = ",".join("?" * len(some))
                for owner, epoch, wrapped in db.execute(
                    f"SELECT owner, epoch, wrapped FROM data_key WHERE controller=? AND owner IN ({marks})",
                    (controller.bytes, *some),
                ):
                    ref = some[owner]
                    raw = aes_key_unwrap(self._controller_key(controller, epoch), wrapped)
                    found[ref] = DataKey(raw, controller, ref)
        return found

    def one(self, controller: UUID, owner: UUID) -> DataKey:
        found = self.open(controller, [owner])
        if owner not in found:
            raise KeyGone(owner)
        return found[owner]

    def destroy(self, controller: UUID, owners: Iterable[UUID], at: datetime) -> int:
        """Destroy keys for good, and every trace of them in the keyring's own files. Gives how many.

        A tombstone stays here, outside the data, so that a restored backup is told who is gone.
        """
        gone = 0
        with self._writing() as db:
            for owner in owners:
                gone += db.execute(
                    "DELETE FROM data_key WHERE controller=? AND owner=?", (controller.bytes, owner.bytes)
                ).rowcount
                db.execute(
                    "INSERT OR IGNORE INTO tombstone VALUES (?, ?, ?)",
                    (controller.bytes, owner.bytes, at.isoformat()),
                )
        self.tidy()
        return gone

    def tombstones(self, controller: UUID) -> list[UUID]:
        """Everyone whose key was destroyed here."""
        rows = self._db().execute("SELECT owner FROM tombstone WHERE controller=?", (controller.bytes,))
        return [UUID(bytes=r[0]) for r in rows]

    def tidy(self) -> None:
        """Leave no old page behind: secure_delete zeroes the file's, the checkpoint empties the log."""
        busy, _, _ = self._db().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise RuntimeError("the keyring's log could not be emptied: another reader holds it; try again")

    def named(self, controller: UUID, name: str) -> bytes:
        """A key of the controller's own, made on first use: "index", "ledger", "receipts"."""
        ask = "SELECT epoch, wrapped FROM named_key WHERE controller=? AND name=?"
        with self._looking() as db:
            row = db.execute(ask, (controller.bytes, name)).fetchone()
            if row is not None:
                return aes_key_unwrap(self._controller_key(controller, row[0]), row[1])
        with self._writing() as db:
            epoch, wrap = self._newest(db, controller)
            db.execute(
                "INSERT OR IGNORE INTO named_key VALUES (?, ?, ?, ?)",
                (controller.bytes, name, epoch, aes_key_wrap(wrap, secrets.token_bytes(SIZE))),
            )
        return self.named(controller, name)

    def rotate(self, controller: UUID) -> int:
        """A new epoch: every key is wrapped anew and the old controller key is destroyed. Gives how many."""
        new = secrets.token_bytes(SIZE)
        count = 0
        with self._writing() as db:
            epoch, old = self._newest(db, controller)
            db.execute(
                "INSERT INTO controller_key VALUES (?, ?, ?)",
                (controller.bytes, epoch + 1, aes_key_wrap(self._root_key(), new)),
            )
            for table, column in (("data_key", "owner"), ("named_key", "name")):
                rows = db.execute(
                    f"SELECT {column}, wrapped FROM {table} WHERE controller=? AND epoch=?",
                    (controller.bytes, epoch),
                ).fetchall()
                db.executemany(
                    f"UPDATE {table} SET wrapped=?, epoch=? WHERE controller=? AND {column}=?",
                    [
                        (aes_key_wrap(new, aes_key_unwrap(old, w)), epoch + 1, controller.bytes, o)
                        for o, w in rows
                    ],
                )
                count += len(rows)
            db.execute(
                "DELETE FROM controller_key WHERE controller=? AND epoch<=?", (controller.bytes, epoch)
            )
        self._controller_keys.pop((controller, epoch), None)
        self.tidy()
        return count

    def owners(self, controller: UUID) -> list[UUID]:
        """Everyone who has a key: for the nightly look for strays."""
        rows = self._db().execute("SELECT owner FROM data_key WHERE controller=?", (controller.bytes,))
        return [UUID(bytes=r[0]) for r in rows]

    def sweep(self, controller: UUID, strays: Iterable[UUID], at: datetime) -> int:
        """Destroy keys that belong to nobody, once they were seen so a day ago and are still. Gives how many.

        A key is made before its row is committed, so that the first look proves nothing.
        """
        now = {s.bytes for s in strays}
        with self._writing() as db:
            ask = "SELECT owner, seen FROM stray WHERE controller=?"
            seen = dict(db.execute(ask, (controller.bytes,)).fetchall())
            ripe = [o for o in now & seen.keys() if datetime.fromisoformat(seen[o]) + STRAY_FOR <= at]
            gone = [(controller.bytes, o) for o in {*ripe, *(seen.keys() - now)}]
            db.executemany("DELETE FROM stray WHERE controller=? AND owner=?", gone)
            db.executemany(
                "DELETE FROM data_key WHERE controller=? AND owner=?", [(controller.bytes, o) for o in ripe]
            )
            db.executemany(
                "INSERT OR IGNORE INTO stray VALUES (?, ?, ?)",
                [(controller.bytes, o, at.isoformat()) for o in now - set(ripe)],
            )
        if ripe:
            self.tidy()
        return len(ripe)

    def copy_to(self, target: Path) -> None:
        """A consistent copy of the keyring for its own backup, apart from the data's."""
        with sqlite3.connect(target) as copy:
            self._db().backup(copy)
        copy.close()
        target.chmod(0o600)
