"""Setting up a controller, inviting the people who work there, adopting a pack."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.rules.policy import in_force
from hornbook.stages.ledger.act import act, note
from hornbook.stages.ledger.tenancy import inside

from . import queries
from .models import Account, Controller, Establishment, Membership, PackSeen

#: Who acts when an installation is set up, before anyone can sign in. It holds no role in any pack.
INSTALLER = UUID("00000000-0000-4000-8000-000000000001")


def found(*, slug: str, name: str, pack: str, at: datetime) -> UUID:
    """Set up a controller on this installation. Founding the same one again changes nothing."""
    queries.load_pack(pack)  # a pack that cannot be read stops here, with file, line and field
    controller, new = Controller.objects.get_or_create(
        slug=slug, defaults={"name": name, "pack": pack, "made_at": at, "ref": uuid4()}
    )
    if new:
        adopt(by=Actor(INSTALLER, controller.ref, frozenset({"installer"})), at=at, pack=pack)
    return controller.ref


@act("pack.adopt")
def adopt(*, by: Actor, at: datetime, pack: str) -> str:
    """Work by this pack from now on. Gives its digest.

    Of what it names, only what people were told before is in force: see stages/registers/purposes.
    """
    if by.ref != INSTALLER:
        queries.require(by, "pack.adopt", at)
    loaded = queries.load_pack(pack)
    Controller.objects.filter(ref=by.controller).update(pack=pack)
    PackSeen.objects.create(
        controller=by.controller,
        pack=pack,
        digest=loaded.digest,
        by=by.ref,
        adopted_at=at,
        purposes=in_force.as_data(loaded),
    )
    note(facts={"pack": pack, "digest": loaded.digest})
    return loaded.digest


@act("people.invite")
def invite(
    *,
    by: Actor,
    at: datetime,
    email: str,
    name: str,
    roles: tuple[str, ...],
    starts: date,
    password: str | None = None,
) -> UUID:
    """Give someone an account, or an existing account these roles here."""
    pack = queries.pack_of(by.controller)
    if by.ref != INSTALLER:
        queries.require(by, "people.invite", at)
    unknown = [r for r in roles if r not in pack.roles]
    if unknown:
        raise Refused(
            "role-unknown",
            what="Nobody was invited.",
            why=f"The pack {pack.id} has no role {', '.join(unknown)}.",
            next=f"Choose from: {', '.join(sorted(pack.roles))}.",
        )
    account = Account.objects.filter(email=email.lower()).first()
    if account is None:
        account = Account.objects.create_user(email, name, password)
    for role in roles:
        Membership.objects.get_or_create(
            controller=by.controller, account=account.ref, role=role, starts=starts
        )
    note(people=[account.ref], facts={"roles": list(roles)})
    return account.ref


def establishments(controller: UUID, codes: dict[str, str]) -> dict[str, UUID]:
    """The refs of these establishments (code -> name), made where they are new. Runs inside an act."""
    with inside(controller):
        for code, name in codes.items():
            try:
                Establishment.objects.get_or_create(controller=controller, code=code, defaults={"name": name})
            except IntegrityError:  # another import made it in between
                continue
        found = Establishment.objects.filter(controller=controller, code__in=list(codes))
        return dict(found.values_list("code", "ref"))
