"""Who is who: controllers, accounts and the actor that a sign-in makes."""

from dataclasses import dataclass
from datetime import date, datetime
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

_packs: dict[str, tuple[object, Pack]] = {}


@dataclass(frozen=True)
class Seat:
    """Where someone may work: a controller and the roles held there today."""

    controller: UUID
    name: str
    slug: str
    roles: frozenset[str]


def _stamp() -> object:
    """Changes when any file of any pack folder does: names, sizes and times, no contents."""
    return tuple(
        (str(f), stat.st_mtime_ns, stat.st_size)
        for folder in settings.HORNBOOK_PACKS
        if folder.is_dir()
        for f in sorted(folder.rglob("*"))
        if f.is_file() and (stat := f.stat())
    )


def load_pack(pack: str) -> Pack:
    """The pack of this name, read again whenever a file of it changed."""
    stamp = _stamp()
    known = _packs.get(pack)
    if known is None or known[0] != stamp:
        _packs[pack] = (stamp, load(pack, settings.HORNBOOK_PACKS))
    return _packs[pack][1]


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
    return load_pack(controller(ref).pack)


def pack_history(ref: UUID) -> list[PackSeen]:
    with reading(ref):
        return list(PackSeen.objects.filter(controller=ref).order_by("id"))


def _current(on: date) -> Q:
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))


def seats(account: UUID, on: date) -> list[Seat]:
    """Where this account may work on this day, by the controllers' names."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('hornbook.account', %s, true)", [str(account)])
        held: dict[UUID, set[str]] = {}
        for c, role in Membership.objects.filter(_current(on), account=account).values_list(
            "controller", "role"
        ):
            held.setdefault(c, set()).add(role)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('hornbook.account', '', true)")
    named = Controller.objects.filter(ref__in=list(held)).order_by("name")
    return [Seat(c.ref, c.name, c.slug, frozenset(held[c.ref])) for c in named]


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
