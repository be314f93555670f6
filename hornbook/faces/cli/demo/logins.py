"""Who signs in to the demonstration: one account a role, and the file that marks its data folder as one.

Passwords and seeds of second factors are drawn anew for each demonstration and lie in that file, so that
anybody can be shown them; a data folder without it never holds a password in clear.
"""

import json
import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

from hornbook.faces.cli import preparing
from hornbook.rules.base.refused import Refused

MARK = "demo.json"
KEPT = frozenset({MARK, "session.key", "packs"})
PERIOD = 30  # seconds a code lasts


@dataclass(frozen=True)
class Known:
    """A login of the demonstration as its file keeps it."""

    controller: str
    roles: tuple[str, ...]
    email: str
    name: str
    password: str
    secret: str
    account: str

    def code(self) -> str:
        """What the authenticator app would show now."""
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // PERIOD))


def mark() -> Path:
    return Path(settings.HOME) / MARK


def only_in_a_demonstration() -> None:
    """A data folder that holds something already and is no demonstration is left alone."""
    if not mark().exists() and (Path(settings.HOME) / "hornbook.sqlite3").exists():
        raise Refused(
            "not-a-demonstration",
            what="No demonstration was made.",
            why=f"{settings.HOME} holds data already, and is no demonstration.",
            next="Name another folder: hornbook demo --data FOLDER",
        )


def begin(made_on: date) -> None:
    """Mark the data folder. What an earlier start left half made is taken away first."""
    if mark().exists():
        for left in Path(settings.HOME).iterdir():
            if left.name not in KEPT:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
    keep(made_on, [])


def keep(made_on: date, logins: Sequence[Known]) -> None:
    _write({"made_on": made_on.isoformat(), "logins": [asdict(k) for k in logins], "census": False})


def kept() -> list[Known]:
    return [Known(**{**each, "roles": tuple(each["roles"])}) for each in _read().get("logins", [])]


def census_taken() -> bool:
    return bool(_read().get("census"))


def take_census() -> None:
    """Remember that the council's census is in, so that the next start does not look at it again."""
    _write({**_read(), "census": True})


def _read() -> dict[str, Any]:
    return dict(json.loads(mark().read_text())) if mark().exists() else {}


def _write(told: dict[str, Any]) -> None:
    partial = mark().with_suffix(".part")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        json.dump(told, out, indent=1)
    os.replace(partial, mark())


def employ(slug: str, controller: UUID, staff: dict[str, str], at: datetime) -> list[Known]:
    """One account for each role: role -> name."""
    made = []
    for role, name in staff.items():
        login = preparing.employ(controller, f"{role}@{slug}.example.org", name, [role], at)
        if login is not None:
            made.append(
                Known(slug, (role,), login.email, name, login.password, login.secret, str(login.account))
            )
    return made


def lines(logins: Sequence[Known]) -> list[str]:
    """The table a visitor reads: e-mail, password, the seed and the code it gives now."""
    wide = max((len(k.email) for k in logins), default=0)
    rows = [f"  {k.email:<{wide}}  {k.password}  {k.secret}  {k.code()}" for k in logins]
    return [f"  {'E-mail':<{wide}}  {'Password':<23}  {'Second factor, for an app':<32}  Code now", *rows]
