"""Making the data folder ready: the folder itself, its tables, the root key; and accounts to begin with.

Everything here may be done again: what is there stays as it is.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.stages.keys import root
from hornbook.stages.parties import acts as parties
from hornbook.stages.parties import queries as known

#: No letter or figure that is read as another one.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Login:
    """A new account's first password and the seed of its second factor: shown once, kept nowhere in clear."""

    account: UUID
    email: str
    name: str
    roles: tuple[str, ...]
    password: str
    secret: str

    @property
    def address(self) -> str:
        """What an authenticator app reads."""
        label = quote(f"{settings.MFA_TOTP_ISSUER}:{self.email}")
        return f"otpauth://totp/{label}?secret={self.secret}&issuer={quote(settings.MFA_TOTP_ISSUER)}"


def folder() -> Path:
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / "static").mkdir(exist_ok=True)
    return home


def tables() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def root_key() -> str:
    """Make the root key where it is a file that is not there yet. Gives where it is read from."""
    where = str(settings.HORNBOOK_ROOT)
    kind, _, path = where.partition(":")
    if kind == "file":
        root.make_file(Path(path))
    return where


def installer(controller: UUID) -> Actor:
    """Who acts before anyone can sign in, and for the machine itself."""
    return Actor(parties.INSTALLER, controller, frozenset({"installer"}), second_factor=True)


def first_password() -> str:
    return "-".join("".join(secrets.choice(READABLE) for _ in range(5)) for _ in range(4))


def employ(controller: UUID, email: str, name: str, roles: Sequence[str], at: datetime) -> Login | None:
    """Give somebody an account with these roles. None when the account was there: its secrets stay unsaid."""
    there = known.account_by_email(email)
    password = first_password()
    account = parties.invite(
        by=installer(controller),
        at=at,
        email=email,
        name=name,
        roles=tuple(roles),
        starts=timezone.localtime(at).date(),
        password=password,
    )
    if there is not None:
        return None
    return Login(account, email.lower(), name, tuple(roles), password, second_factor(email))


def second_factor(email: str) -> str:
    """Set up an authenticator app for an account that has none. Gives its seed."""
    person = known.account_by_email(email)
    if person is None or Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        raise RuntimeError("a second factor is set up once, for an account that is there")
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret
