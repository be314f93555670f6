"""Backups of the keyring: few, dated, apart from the data's, and gone after thirty days.

A destroyed key can come back from a keyring backup until the last one that holds it has run out. That day
is what a certificate of disposal names. Keeps: promise 119.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from . import ring

LASTS = timedelta(days=30)
STAMP = "%Y%m%dT%H%M%S%fZ"


def folder() -> Path:
    return Path(settings.HOME) / "backups" / "keyring"


def make(at: datetime) -> Path:
    """Copy the keyring as it stands, and let those go that have run out. Gives where the copy lies."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder() / f"keyring-{at.astimezone(UTC).strftime(STAMP)}.sqlite3"
    partial = target.with_suffix(".part")
    ring().copy_to(partial)
    partial.rename(target)
    sweep(at)
    return target


def made() -> list[tuple[datetime, Path]]:
    """The backups there are, oldest first."""
    found = []
    for path in sorted(folder().glob("keyring-*.sqlite3")):
        stamp = path.stem.removeprefix("keyring-")
        found.append((datetime.strptime(stamp, STAMP).replace(tzinfo=UTC), path))
    return found


def last_runs_out() -> datetime | None:
    """When the newest backup there is now will be gone; None when there is none."""
    there = made()
    return there[-1][0] + LASTS if there else None


def sweep(at: datetime) -> list[Path]:
    """Destroy the backups that have run out: overwritten once, then removed."""
    gone = []
    for when, path in made():
        if when + LASTS <= at:
            with path.open("r+b") as file:
                file.write(bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            gone.append(path)
    return gone
