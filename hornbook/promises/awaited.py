"""Why a promise is not shown kept yet, and since when we say so: a dated reason for each that no test names.

Keeps: promise 268. Read from `not_yet.toml`: a reason for a promise, or for every promise of a stage.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hornbook.promises.register import FOLDER, STAGES, Promise, bad, entries

FILE = FOLDER / "not_yet.toml"


@dataclass(frozen=True)
class Reason:
    """on: the day it was written down, so that an old excuse can be seen to be old."""

    on: date
    why: str


def reasons_in(file: Path) -> dict[str, Reason]:
    """Reasons by promise id or by stage; BadInput names what is wrong with the file."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise bad(file, "file", f"The file cannot be read: {fault}.", code="not-toml") from None
    found: dict[str, Reason] = {}
    for entry in entries(file, table, "reason"):
        about = entry.get("promise") or entry.get("stage") or ""
        known = about in STAGES or str(about).isdigit()
        if not known or set(entry) - {"promise", "stage", "on", "why"}:
            raise bad(file, f"reason {about}", "A reason is about a promise or a stage, and has on and why.")
        if not isinstance(entry.get("on"), date) or not entry.get("why"):
            raise bad(file, f"reason {about}", "A reason has a day and says why.", code="missing-field")
        if about in found:
            raise bad(file, f"reason {about}", "There are two reasons for this.", code="twice")
        found[about] = Reason(entry["on"], entry["why"])
    if missing := sorted(STAGES - set(found)):
        raise bad(file, f"stage {missing[0]}", "No reason is given for this stage.", code="missing-field")
    return found


@cache
def _reasons() -> dict[str, Reason]:
    return reasons_in(FILE)


def reason(promise: Promise) -> Reason:
    """Its own reason, or that of the stage which is to keep it."""
    return _reasons().get(promise.id) or _reasons()[promise.stage]
