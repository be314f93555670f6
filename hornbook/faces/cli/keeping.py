"""Backups: the data in a folder that somebody names, the keys apart from it, and putting the data back.

A data backup opens nothing by itself. The keyring's backups stay in the data folder, few and dated, since a
destroyed key must be gone from all of them after thirty days. The root key and the session secret are in no
backup at all. What was disposed of since a backup goes again when it is put back. Keeps: promises 118, 119.
"""

import os
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from hornbook.rules.base.refused import BadInput, Finding
from hornbook.stages.keys import backups
from hornbook.stages.parties import queries as parties
from hornbook.stages.retain import acts as retain

from . import preparing

DATABASE, VAULT, PACKS = "hornbook.sqlite3", "vault", "packs"


def embedded() -> bool:
    return connection.vendor == "sqlite"


def back_up(to: Path, at: datetime) -> Path:
    """Copy the data into `to`, a new or empty folder, and the keyring beside its other backups."""
    _empty(to)
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    if embedded():
        _copy_database(Path(connection.settings_dict["NAME"]), to / DATABASE)
        (to / DATABASE).chmod(0o600)
    for folder in (VAULT, PACKS):
        if (Path(settings.HOME) / folder).is_dir():
            shutil.copytree(Path(settings.HOME) / folder, to / folder)
    keys = backups.make(at)
    backups.sweep(at)
    mark = Path(settings.HOME) / "backups" / "data-backed-up-at"
    mark.write_text(at.isoformat())
    return keys


def put_back(source: Path, at: datetime, keyring: Path | None = None) -> int:
    """Put a backup's data in place of what is here. Gives how many people went again by their tombstones."""
    if embedded():
        _sound(source / DATABASE)
    _keyring(keyring)
    if embedded():
        connection.close()
        _copy_database(source / DATABASE, Path(connection.settings_dict["NAME"]))
    for folder in (VAULT, PACKS):
        if (source / folder).is_dir():
            shutil.copytree(source / folder, Path(settings.HOME) / folder, dirs_exist_ok=True)
    preparing.tables()
    return sum(
        retain.apply_tombstones(by=preparing.installer(c.ref), at=at) for c in parties.all_controllers()
    )


def _copy_database(source: Path, target: Path) -> None:
    """A consistent copy, also of a database that is being written."""
    read, write = sqlite3.connect(f"file:{source}?mode=ro", uri=True), sqlite3.connect(target)
    try:
        read.backup(write)
    finally:
        read.close()
        write.close()


def _keyring(source: Path | None) -> None:
    """The keyring that is here stays: only it knows who was disposed of since. One is put back if none is."""
    here = Path(settings.HORNBOOK_KEYRING)
    if here.exists():
        if source is not None:
            why = "There is a keyring here already, and it alone knows whom to forget again."
            raise _bad(source, why, "Leave out --keyring; or move the keyring away first, if it is lost.")
        return
    if source is None and (made := backups.made()):
        source = made[-1][1]
    if source is None:
        why = "There is no keyring here, and without it the data stays shut."
        raise _bad(here, why, "Give the newest copy of it: --keyring FILE")
    here.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = here.with_suffix(".part")
    shutil.copyfile(source, partial)
    partial.chmod(0o600)
    os.replace(partial, here)


def _sound(database: Path) -> None:
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
            (answer,) = db.execute("PRAGMA quick_check").fetchone()
        db.close()
    except sqlite3.Error as fault:
        answer = str(fault)
    if answer != "ok":
        raise _bad(database, f"It is no backup of a database, or a broken one: {answer}.", "Use another.")


def _empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _bad(folder, "It is there already and is not an empty folder.", "Name a new one.")


def _bad(path: Path, why: str, next: str) -> BadInput:
    return BadInput(Finding("error", "backup", str(path), None, "folder", why, next))
