"""What must be so before pages are served, and what whoever looks after the machine should know.

A disk that fails while the database is opened can leave SQLite quietly in another journal mode: so what the
database answers is looked at, not what it was asked for.
"""

import ctypes
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from hornbook.rules.base.dates import spoken
from hornbook.stages.keys import backups, ring
from hornbook.stages.keys.root import RootUnavailable
from hornbook.stages.keys.signing import public_key
from hornbook.stages.ledger import chain, sink
from hornbook.stages.parties import queries as parties
from hornbook.stages.retain import queries as retain

FULL = 2  # what SQLite answers when it waits for the disk at every commit
LITTLE = 1 << 30  # bytes free below which whoever looks after the machine is told
BACKUP_AGE = timedelta(days=2)
TO_LOOK_FURTHER = ("database", "keys")
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


@dataclass(frozen=True)
class Check:
    """One thing looked at: whether it is right, what was seen, and what to do where it is not."""

    name: str
    ok: bool
    seen: str
    next: str = ""


def to_serve() -> Iterator[Check]:
    """Without these, nothing is served."""
    yield folder()
    yield tables()
    yield from durable()
    yield keyring()


def all_of(at: datetime) -> Iterator[Check]:
    essential = list(to_serve())
    yield from essential
    yield pango()
    yield fonts()
    yield disk()
    if all(check.ok for check in essential if check.name in TO_LOOK_FURTHER):
        yield cut_off()
        yield from ledger(at)
        yield second_sink()
        yield keyring_backup(at)
        yield data_backup(at)


def folder() -> Check:
    home = Path(settings.HOME)
    if not home.is_dir():
        return Check("data folder", False, f"{home} is not there", "Run: hornbook init")
    if home.stat().st_mode & 0o007:
        return Check("data folder", False, f"{home} is open to everybody", f"Run: chmod 700 {home}")
    return Check("data folder", True, str(home))


def tables() -> Check:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as fault:
        return Check("database", False, str(fault).splitlines()[0], "See whether the database is running.")
    if waiting:
        return Check("database", False, f"{len(waiting)} changes to its tables wait", "Run: hornbook init")
    return Check("database", True, f"{connection.vendor}, tables as this version needs them")


def durable() -> Iterator[Check]:
    """Whether a commit is on the disk once it is said to be."""
    failing = "The disk may be failing, or another program holds the file. Look at both, start again."
    try:
        yield from _durable(failing)
    except DatabaseError as fault:  # it was not opened as asked: see site/sqlite3
        yield Check("durable", False, str(fault).splitlines()[0], failing)


def _durable(failing: str) -> Iterator[Check]:
    if connection.vendor == "sqlite":
        mode, level = _answer("PRAGMA journal_mode"), _answer("PRAGMA synchronous")
        yield Check("journal mode", mode == "wal", f"SQLite answers {mode!r}, wanted 'wal'", failing)
        yield Check("synchronous", level == FULL, f"SQLite answers {level!r}, wanted {FULL} (full)", failing)
    else:
        for name in ("fsync", "full_page_writes"):
            seen = _answer(f"SHOW {name}")
            yield Check(name, seen == "on", f"PostgreSQL answers {seen!r}", f"Set {name} = on.")


def _answer(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else None


def keyring() -> Check:
    """Whether the root key opens this keyring, and the keyring is the one this ledger was signed with."""
    next = (
        f"Put the right root key at {settings.HORNBOOK_ROOT}, and the keyring at {settings.HORNBOOK_KEYRING}."
    )
    try:
        opened = ring().opens()
    except (RootUnavailable, OSError) as fault:
        return Check("keys", False, str(fault), next)
    for controller in parties.all_controllers():
        signed = chain.checkpoint(controller.ref).get("key")
        if signed and public_key(controller.ref, str(signed)) is None:
            return Check("keys", False, f"the ledger of {controller.slug} was signed with other keys", next)
    return Check("keys", True, f"the root key opens the keys of {opened} controllers")


def pango() -> Check:
    for library in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"):
        try:
            ctypes.CDLL(library)
        except OSError:
            return Check(
                "pdf", False, f"{library} is missing", "Run: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
            )
    return Check("pdf", True, "pango is there")


def fonts() -> Check:
    if FONT.exists():
        return Check("fonts", True, FONT.stem)
    return Check("fonts", False, f"{FONT} is missing", "Run: apt-get install fonts-dejavu-core")


def disk() -> Check:
    home = Path(settings.HOME)
    there = next(p for p in (home, *home.parents) if p.exists())
    free = shutil.disk_usage(there).free
    return Check(
        "disk space", free > LITTLE, f"{free / (1 << 30):.1f} GB free", "Make room, or move the home."
    )


def cut_off() -> Check:
    waiting = sum(len(retain.cut_off(c.ref)) for c in parties.all_controllers())
    return Check(
        "disposals", not waiting, f"{waiting} cut off half way", "Run: hornbook serve, which finishes them."
    )


def ledger(at: datetime) -> Iterator[Check]:
    """The tail that is not sealed yet: short and young, or something does not seal."""
    for controller in parties.all_controllers():
        tail, oldest = chain.tail(controller.ref)
        late = oldest is not None and at - oldest > timedelta(minutes=10)
        seen = f"{tail} entries not sealed yet" if tail else "all sealed"
        yield Check(
            f"ledger of {controller.slug}",
            not late,
            seen,
            "Run: hornbook ledger checkpoint --out FILE, which seals.",
        )


def second_sink() -> Check:
    lines = len(sink.lines())
    return Check(
        "second sink",
        not lines,
        f"{lines} acts could not be written in the ledger" if lines else "empty",
        f"Look at each line of {settings.HORNBOOK_SECOND_SINK}, then put the file away.",
    )


def keyring_backup(at: datetime) -> Check:
    made = backups.made()
    return _age("keyring backup", made[-1][0] if made else None, at)


def data_backup(at: datetime) -> Check:
    """By the mark that `hornbook backup` leaves."""
    mark = Path(settings.HOME) / "backups" / "data-backed-up-at"
    return _age("data backup", datetime.fromisoformat(mark.read_text()) if mark.exists() else None, at)


def _age(name: str, made: datetime | None, at: datetime) -> Check:
    if settings.DEMO:
        return Check(name, True, "a demonstration keeps none")
    seen = f"the last is of {spoken(made.date())}" if made else "there is none"
    return Check(name, made is not None and at - made < BACKUP_AGE, seen, "Run: hornbook backup --out FOLDER")


def wrong(of: Callable[[], Iterator[Check]]) -> list[Check]:
    return [check for check in of() if not check.ok]
