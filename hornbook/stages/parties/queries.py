"""Who is who: controllers, accounts and the actor that a sign-in makes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.rules.policy import load
from hornbook.rules.policy.decide import decide
from hornbook.rules.policy.types import Pack, Question
from hornbook.stages.ledger.tenancy import reading

from .models import Account, Controller, Establishment, Membership, PackSeen

_packs: dict[tuple[str, tuple[Path, ...]], tuple[tuple[Path, ...], object, Pack]] = {}


@dataclass(frozen=True)
class Seat:
    """Where someone may work: a controller and the roles held there today."""

    controller: UUID
    name: str
    slug: str
    roles: frozenset[str]
    pack: str


def _watched(pack: Pack) -> tuple[Path, ...]:
    """Whatever changes when this pack does: the folders that may hold it or one it extends, and their files.

    A new file changes its folder's time, a changed one its own: nothing need be listed to notice either.
    """
    roots = [f for f in settings.HORNBOOK_PACKS if f.is_dir()]
    names = (pack.id, *pack.extends)
    folders = [root / name for root in roots for name in names if (root / name).is_dir()]
    inside = [each for folder in folders for each in sorted(folder.rglob("*"))]
    return (*settings.HORNBOOK_PACKS, *folders, *inside)


def _stamp(watched: tuple[Path, ...]) -> tuple[object, ...]:
    return tuple(_one_stamp(path) for path in watched)


def _one_stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = os.stat(path)
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_size


def load_pack(pack: str) -> Pack:
    """The pack of this name, read again whenever a file of it changed."""
    asked = pack, tuple(settings.HORNBOOK_PACKS)
    known = _packs.get(asked)
    if known is not None and known[1] == _stamp(known[0]):
        return known[2]
    watched = _watched(known[2] if known else load(pack, settings.HORNBOOK_PACKS))
    stamp = _stamp(watched)  # before reading: what changes meanwhile is read again next time
    loaded = load(pack, settings.HORNBOOK_PACKS)
    again = _watched(loaded)
    _packs[asked] = (again, stamp if again == watched else (), loaded)
    return loaded


def controller(ref: UUID) -> Controller:
    return Controller.objects.get(ref=ref)


def by_slug(slug: str) -> Controller:
    """The controller of this name on the command line and in addresses."""
    found = Controller.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Controller.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
        raise Refused(
            "controller-unknown",
            what="Nothing was done.",
            why=f"There is no controller {slug!r} on this installation.",
            next=f"Use one of: {known}.",
        )
    return found


def all_controllers() -> list[Controller]:
    return list(Controller.objects.order_by("slug"))


def pack_of(ref: UUID) -> Pack:
    return load_pack(Controller.objects.values_list("pack", flat=True).get(ref=ref))


def pack_history(ref: UUID) -> list[PackSeen]:
    with reading(ref):
        return list(PackSeen.objects.filter(controller=ref).order_by("id"))


def first_purposes(ref: UUID) -> dict[str, Any] | None:
    """What the first pack here said its purposes reach: with the first notice, people were told of these."""
    with reading(ref):
        kept = PackSeen.objects.filter(controller=ref, purposes__isnull=False).order_by("id")
        return kept.values_list("purposes", flat=True).first()


def _current(on: date) -> Q:
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))


#: Read on every request: written out, since making it anew each time costs more than asking it.
SEATS = """
    SELECT c.ref, c.name, c.slug, c.pack, m.role
    FROM parties_membership m JOIN parties_controller c ON c.ref = m.controller
    WHERE m.account = %s AND m.starts <= %s AND (m.ends IS NULL OR m.ends >= %s) ORDER BY c.name, c.slug
"""


def seats(account: UUID, on: date) -> list[Seat]:
    """Where this account may work on this day, by the controllers' names."""
    asked = Membership._meta.get_field("account").get_db_prep_value(account, connection)
    held: dict[tuple[str, ...], set[str]] = {}
    with _as_account(account), connection.cursor() as cursor:
        cursor.execute(SEATS, [asked, on, on])
        for ref, name, slug, pack, role in cursor.fetchall():
            held.setdefault((str(ref), name, slug, pack), set()).add(role)
    return [
        Seat(UUID(ref), name, slug, frozenset(roles), pack) for (ref, name, slug, pack), roles in held.items()
    ]


@contextmanager
def _as_account(account: UUID) -> Iterator[None]:
    """Where row-level security stands, the memberships of one account across controllers, and no others.

    SQLite has none, and a transaction there would wait for whoever writes.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('hornbook.account', %s, true)", [str(account)])
        yield
        cursor.execute("SELECT set_config('hornbook.account', '', true)")


def actor_for(account: UUID, controller: UUID, on: date, *, second_factor: bool) -> Actor | None:
    """The actor this account is at this controller today; None when it holds no role there."""
    with reading(controller):
        rows = Membership.objects.filter(_current(on), controller=controller, account=account)
        roles = frozenset(rows.values_list("role", flat=True))
    return Actor(account, controller, roles, second_factor) if roles else None


def account_by_email(email: str) -> Account | None:
    return Account.objects.filter(email=email.lower()).first()


def names_of(accounts: set[UUID]) -> dict[UUID, str]:
    """The names of colleagues, for pages that say who did what."""
    return dict(Account.objects.filter(ref__in=accounts).values_list("ref", "name"))


def colleagues(controller: UUID, on: date) -> list[tuple[Account, frozenset[str]]]:
    with reading(controller):
        held: dict[UUID, set[str]] = {}
        for ref, role in Membership.objects.filter(_current(on), controller=controller).values_list(
            "account", "role"
        ):
            held.setdefault(ref, set()).add(role)
    people = Account.objects.filter(ref__in=list(held)).order_by("name")
    return [(a, frozenset(held[a.ref])) for a in people]


def establishment_names(controller: UUID) -> dict[UUID, str]:
    with reading(controller):
        return dict(Establishment.objects.filter(controller=controller).values_list("ref", "name"))


def only_establishment(controller: UUID) -> str:
    """The code of the one establishment a controller has; "" when it has several, or none yet."""
    with reading(controller):
        codes = list(Establishment.objects.filter(controller=controller).values_list("code", flat=True)[:2])
    return codes[0] if len(codes) == 1 else ""


def require(by: Actor, act: str, at: datetime) -> None:
    """Refuse unless one of the actor's roles may do this act, with the second factor shown."""
    if not by.second_factor:
        raise Refused(
            "second-factor",
            what="Nothing was done.",
            why="This sign-in showed a password only.",
            next="Sign in again with your second factor.",
        )
    answer = decide(
        pack_of(by.controller),
        Question(act=act, on=timezone.localtime(at).date(), roles=by.roles),
    )
    if not answer.allowed:
        raise Refused(
            answer.code or "role-not-allowed",
            what="Nothing was done.",
            why=answer.why,
            next=answer.next,
            cites=answer.cites,
        )
