"""The keyring: every person's key, wrapped by the controller's, in a file of its own.

It stands apart from the data, so that a copied database opens nothing, and a destroyed key leaves every
copy of the data shut, backups included, once the keyring's own backups have run out (30 days).

 root key (outside)  ->  a controller's key of the epoch  ->  keys of people, joint items, and named keys
Keeps: promises 110, 119.
"""

import secrets
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from datetime import datetime
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
"""


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
        self._lock = threading.Lock()
        self._root: bytes | None = None
        self._controller_keys: dict[tuple[UUID, int], bytes] = {}

    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            db = sqlite3.connect(self.path, timeout=20, isolation_level=None)
            self.path.chmod(0o600)
            mode = db.execute("PRAGMA journal_mode=WAL").fetchone()[0]
            if mode != "wal":
                raise RuntimeError(f"the keyring is in journal mode {mode}, not wal: the disk may be failing")
            db.execute("PRAGMA synchronous=FULL")
            db.execute("PRAGMA secure_delete=ON")
            db.executescript(SCHEMA)
            self._local.db = db
        return db

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

    def _controller_key(self, controller: UUID, epoch: int | None = None) -> tuple[int, bytes]:
        if epoch is not None and (known := self._controller_keys.get((controller, epoch))):
            return epoch, known
        with self._lock:
            db = self._db()
            ask = "SELECT epoch, wrapped FROM controller_key WHERE controller=?"
            if epoch is None:
                row = db.execute(ask + " ORDER BY epoch DESC LIMIT 1", (controller.bytes,)).fetchone()
            else:
                row = db.execute(ask + " AND epoch=?", (controller.bytes, epoch)).fetchone()
            if row is None:
                if epoch is not None:
                    raise KeyGone(controller)
                wrapped = aes_key_wrap(self._root_key(), secrets.token_bytes(SIZE))
                db.execute(
                    "INSERT OR IGNORE INTO controller_key VALUES (?, 1, ?)", (controller.bytes, wrapped)
                )
                row = db.execute(ask + " ORDER BY epoch DESC LIMIT 1", (controller.bytes,)).fetchone()
            try:
                key = aes_key_unwrap(self._root_key(), row[1])
            except InvalidUnwrap:
                raise root.RootUnavailable("this root key does not open this keyring") from None
            self._controller_keys[(controller, row[0])] = key
            return row[0], key

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
        epoch, controller_key = self._controller_key(controller)
        rows = [
            (controller.bytes, o.bytes, epoch, aes_key_wrap(controller_key, secrets.token_bytes(SIZE)))
            for o in owners
        ]
        db = self._db()
        db.execute("BEGIN IMMEDIATE")
        try:
            db.executemany("INSERT OR IGNORE INTO data_key VALUES (?, ?, ?, ?)", rows)
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        return self.open(controller, [UUID(bytes=r[1]) for r in rows])

    def open(self, controller: UUID, owners: Sequence[UUID]) -> dict[UUID, DataKey]:
        """The keys there are; who has none is not in the answer."""
        found: dict[UUID, DataKey] = {}
        for start in range(0, len(owners), STEP):
            some = [o.bytes for o in owners[start : start + STEP]]
            marks = ",".join("?" * len(some))
            for owner, epoch, wrapped in self._db().execute(
                f"SELECT owner, epoch, wrapped FROM data_key WHERE controller=? AND owner IN ({marks})",
                (controller.bytes, *some),
            ):
                ref = UUID(bytes=owner)
                _, controller_key = self._controller_key(controller, epoch)
                found[ref] = DataKey(aes_key_unwrap(controller_key, wrapped), controller, ref)
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
        db = self._db()
        db.execute("BEGIN IMMEDIATE")
        gone = 0
        for owner in owners:
            gone += db.execute(
                "DELETE FROM data_key WHERE controller=? AND owner=?", (controller.bytes, owner.bytes)
            ).rowcount
            db.execute(
                "INSERT OR IGNORE INTO tombstone VALUES (?, ?, ?)",
                (controller.bytes, owner.bytes, at.isoformat()),
            )
        db.execute("COMMIT")
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
        row = self._db().execute(ask, (controller.bytes, name)).fetchone()
        if row is None:
            epoch, controller_key = self._controller_key(controller)
            self._db().execute(
                "INSERT OR IGNORE INTO named_key VALUES (?, ?, ?, ?)",
                (controller.bytes, name, epoch, aes_key_wrap(controller_key, secrets.token_bytes(SIZE))),
            )
            row = self._db().execute(ask, (controller.bytes, name)).fetchone()
        _, controller_key = self._controller_key(controller, row[0])
        return aes_key_unwrap(controller_key, row[1])

    def rotate(self, controller: UUID) -> int:
        """A new epoch: every key is wrapped anew and the old controller key is destroyed. Gives how many."""
        old_epoch, old = self._controller_key(controller)
        new = secrets.token_bytes(SIZE)
        db = self._db()
        db.execute("BEGIN IMMEDIATE")
        try:
            db.execute(
                "INSERT INTO controller_key VALUES (?, ?, ?)",
                (controller.bytes, old_epoch + 1, aes_key_wrap(self._root_key(), new)),
            )
            count = 0
            for table, column in (("data_key", "owner"), ("named_key", "name")):
                rows = db.execute(
                    f"SELECT {column}, wrapped FROM {table} WHERE controller=? AND epoch=?",
                    (controller.bytes, old_epoch),
                ).fetchall()
                db.executemany(
                    f"UPDATE {table} SET wrapped=?, epoch=? WHERE controller=? AND {column}=?",
                    [
                        (aes_key_wrap(new, aes_key_unwrap(old, w)), old_epoch + 1, controller.bytes, o)
                        for o, w in rows
                    ],
                )
                count += len(rows)
            db.execute(
                "DELETE FROM controller_key WHERE controller=? AND epoch<=?", (controller.bytes, old_epoch)
            )
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        self._controller_keys.pop((controller, old_epoch), None)
        self.tidy()
        return count

    def owners(self, controller: UUID) -> list[UUID]:
        """Everyone who has a key: for the nightly look for strays."""
        rows = self._db().execute("SELECT owner FROM data_key WHERE controller=?", (controller.bytes,))
        return [UUID(bytes=r[0]) for r in rows]

    def copy_to(self, target: Path) -> None:
        """A consistent copy of the keyring for its own backup, apart from the data's."""
        with sqlite3.connect(target) as copy:
            self._db().backup(copy)
        copy.close()
        target.chmod(0o600)
