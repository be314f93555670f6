"""Sending along a route: what the route allows about these pupils, and nothing else.

`plan` shows what would go and who stays out, and sends nothing. `send` decides again, packs, and logs each
person with the fields that went. The bytes come back only after ledger and log are committed.
Keeps: promises 124, 125, 127, 137, 163, 165, 166.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.rules.policy.types import Route
from hornbook.stages.ledger.act import act, note
from hornbook.stages.parties import queries as parties
from hornbook.stages.use.gate import Carried, carry

from . import parcels
from .models import Disclosure, Told


@dataclass(frozen=True)
class Plan:
    """Who would go, with which fields, and who stays out and why (code -> how many)."""

    route: Route
    going: tuple[Carried, ...]
    staying: tuple[Carried, ...]

    @property
    def reasons(self) -> dict[str, int]:
        return dict(Counter(c.decision.code for c in self.staying))


@dataclass(frozen=True)
class Parcel:
    """What left: its bytes, and its entry in the disclosure log."""

    disclosure: UUID
    content: bytes
    people: int


def _decided(
    by: Actor,
    route: str,
    at: datetime,
    on: date,
    people: Sequence[UUID] | None,
    fields: Collection[str],
    given: Collection[str],
) -> Plan:
    parties.require(by, "share.send", at)
    pack = parties.pack_of(by.controller)
    note(route=route)
    if route not in pack.routes:
        raise Refused(
            "recipient-unlisted",
            what="Nothing was sent.",
            why="The notice lists everyone who may be told, and this recipient is not among them.",
            next=f"Choose one of: {', '.join(sorted(pack.routes))}.",
            cites=("pack:routes", "UK GDPR, Article 5(1)(b)"),
        )
    carried = carry(by=by, route=route, on=on, at=at, people=people, fields=fields, given=given)
    going = tuple(c for c in carried if c.decision.allowed and any(c.values.values()))
    gone = {c.person for c in going}
    return Plan(pack.routes[route], going, tuple(c for c in carried if c.person not in gone))


@act("share.plan")
def plan(
    *,
    by: Actor,
    at: datetime,
    route: str,
    on: date | None = None,
    people: Sequence[UUID] | None = None,
    fields: Collection[str] = (),
    given: Collection[str] = (),
) -> Plan:
    """What would go along this route on this day; nothing leaves."""
    return _decided(by, route, at, on or timezone.localtime(at).date(), people, fields, given)


@act("share.send")
def send(
    *,
    by: Actor,
    at: datetime,
    route: str,
    people: Sequence[UUID] | None = None,
    fields: Collection[str] = (),
    given: Collection[str] = (),
) -> Parcel:
    """Send what the route allows about these pupils. Somebody named who may not go refuses the whole."""
    day = timezone.localtime(at).date()
    decided = _decided(by, route, at, day, people, fields, given)
    if people is not None and decided.staying:
        raise _named_but_refused(decided)
    if not decided.going:
        raise _nobody(decided)
    content = parcels.pack(decided.route, decided.going)
    disclosure = _log(by, at, decided, content)
    note(facts={"disclosure": str(disclosure.ref), "people": len(decided.going)})
    return Parcel(disclosure.ref, content, len(decided.going))


def _named_but_refused(decided: Plan) -> Refused:
    first = decided.staying[0].decision
    return Refused(
        first.code or "nothing-held",
        what="Nothing was sent.",
        why=first.why or "Nothing that this route carries is held about one of them.",
        next=first.next or "Leave them out.",
        cites=first.cites,
        facts={"staying": decided.reasons},
    )


def _nobody(decided: Plan) -> Refused:
    first = decided.staying[0].decision if decided.staying else None
    return Refused(
        "nobody-to-send",
        what="Nothing was sent.",
        why=(first.why if first and first.why else "There is nobody whom this route is for today."),
        next=(first.next if first and first.next else "Look at the plan to see who stays out and why."),
        cites=first.cites if first else (),
        facts={"staying": decided.reasons},
    )


def _log(by: Actor, at: datetime, decided: Plan, content: bytes) -> Disclosure:
    pack = parties.pack_of(by.controller)
    route = decided.route
    disclosure = Disclosure.objects.create(
        controller=by.controller,
        ref=uuid4(),
        route=route.id,
        recipient=route.recipient,
        purpose=route.purpose,
        basis=route.basis,
        gateways=list(route.gateways),
        agreement=route.agreement,
        form=route.travels,
        fingerprint=hashlib.sha256(content).hexdigest(),
        people_count=len(decided.going),
        pack=pack.digest,
        sent_by=by.ref,
        sent_at=at,
    )
    Told.objects.bulk_create(
        Told(
            controller=by.controller,
            disclosure=disclosure,
            person=c.person,
            fields=sorted(
                f"{cat}.{f}" for cat, rows in c.values.items() for f in {k for r in rows for k in r}
            ),
            why=_why(route, c),
        )
        for c in decided.going
    )
    return disclosure


def _why(route: Route, carried: Carried) -> str:
    """Why no more went. Never the day on which somebody chose: that is sealed, and goes with the record."""
    full = all(route.fields[c] == names for c, names in carried.decision.fields.items())
    if full and carried.decision.fields.keys() == route.fields.keys():
        return "all that this route may carry"
    return "no more than was asked for, or than the family's choice lets go"
