"""Somebody to sit at a desk: an account, a role, a sign-in already made."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone
from django.utils.text import slugify

from hornbook.rules.base.actor import Actor
from hornbook.stages.ledger.tenancy import inside
from hornbook.stages.parties.models import Controller, Membership

PASSWORD = "correct horse battery staple"  # of test accounts, on a test database


@dataclass(frozen=True)
class Person:
    account: Any

    @property
    def email(self) -> str:
        return self.account.email


def arrive(name: str) -> Person:
    number = get_user_model().objects.count() + 1
    return Person(get_user_model().objects.create_user(f"reader{number}@example.org", name, PASSWORD))


def at_desk(actor: Actor) -> Person:
    """The account behind a colleague of the town, who knows the password that every test account has."""
    account = get_user_model().objects.get(ref=actor.ref)
    account.set_password(PASSWORD)
    account.save()
    return Person(account)


def employ(someone: Person, at: str, roles: Iterable[str], since: date) -> None:
    controller, _ = Controller.objects.get_or_create(
        slug=slugify(at),
        defaults={"name": at, "pack": "england-alternative-provision", "made_at": timezone.now()},
    )
    with inside(controller.ref):
        for role in roles:
            Membership.objects.create(
                controller=controller.ref, account=someone.account.ref, role=role, starts=since
            )


def session_of(someone: Person, *, second_factor: bool = True) -> SessionStore:
    """What signing in leaves behind, without the typing."""
    client = Client()
    client.force_login(someone.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    records = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    if second_factor:
        records.append({"method": "mfa", "type": "totp", "at": time.time()})
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session["account_authentication_methods_user"] = str(someone.account.pk)
    session.save()
    return session


def let_in(context: Any, someone: Person) -> None:
    session = session_of(someone)
    context.add_cookies(
        [{"name": "sessionid", "value": session.session_key, "domain": "localhost", "path": "/"}]
    )


def client_of(someone: Person, *, second_factor: bool = True) -> Client:
    client = Client()
    client.cookies["sessionid"] = session_of(someone, second_factor=second_factor).session_key
    return client


def code_now(secret: str) -> str:
    """What the app on the phone shows."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
