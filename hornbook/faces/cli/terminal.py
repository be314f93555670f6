"""Who is at this terminal: a short-lived token, one a terminal, that acting commands run under.

The token is signed and names account and controller; it lies in the data folder under a name made from the
terminal's session, readable by its owner only, and ends after an hour or at `hornbook sign-out`.
"""

import hashlib
import os
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.stages.parties import queries as parties

LASTS = 3600  # seconds
SALT = "hornbook terminal"


def _path() -> Path:
    """One file a terminal; HORNBOOK_TERMINAL names it where several share one session, as in scripts."""
    name = os.environ.get("HORNBOOK_TERMINAL") or f"session-{os.getsid(0)}"
    return Path(settings.HOME) / "terminals" / hashlib.sha256(name.encode()).hexdigest()[:24]


def remember(account: UUID) -> None:
    """Sign this account in at this terminal: its second factor was shown just now."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(signing.dumps({"account": str(account)}, salt=SALT))


def forget() -> bool:
    path = _path()
    there = path.exists()
    path.unlink(missing_ok=True)
    return there


def account() -> UUID:
    """The account signed in here. Raises Refused when there is none, or its hour is over."""
    try:
        return UUID(signing.loads(_path().read_text(), salt=SALT, max_age=LASTS)["account"])
    except (OSError, signing.BadSignature):
        raise Refused(
            "not-signed-in",
            what="Nothing was done.",
            why="Nobody is signed in at this terminal, or the hour is over.",
            next="Run: hornbook sign-in EMAIL",
        ) from None


def actor(slug: str | None) -> Actor:
    """The person at this terminal, acting for the controller of this name, or for the only one they have."""
    who = account()
    controller = parties.by_slug(slug or _only_seat(who))
    found = parties.actor_for(who, controller.ref, timezone.localdate(), second_factor=True)
    if found is None:
        raise Refused(
            "no-role-here",
            what="Nothing was done.",
            why=f"You hold no role at {controller.name} today.",
            next="Sign in as somebody who does, or ask its data protection officer to invite you.",
        )
    return found


def _only_seat(who: UUID) -> str:
    seats = parties.seats(who, timezone.localdate())
    if len(seats) == 1:
        return seats[0].slug
    raise Refused(
        "which-controller",
        what="Nothing was done.",
        why=f"You hold roles at {len(seats)} controllers today, so it cannot be known which you mean.",
        next=f"Say which: --controller {' | '.join(s.slug for s in seats) or 'SLUG'}",
    )


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return timezone.localdate()
