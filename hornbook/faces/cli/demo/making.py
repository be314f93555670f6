"""Making the demonstration, step by step, each step saying what it did."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from hornbook.faces.cli import preparing
from hornbook.rules.base.actor import Actor
from hornbook.stages.account import acts as account
from hornbook.stages.parties import acts as parties
from hornbook.stages.parties import queries as seats

from . import exampleshire, filling, logins, moments, oakbridge, packs
from .people import School

SCHOOL, COUNCIL = "oakbridge", "exampleshire"
SCHOOL_STAFF = {
    "dpo": "Wendy Larkham",
    "head": "Malcolm Yarrow",
    "office": "Pauline Jessop",
    "teacher": "Gareth Tudful",
    "tutor": "Niamh O'Rahilly",
    "senco": "Kinga Wiśnioch",
    "safeguarding-lead": "Idil Warsame",
    "governor": "Roland Fairholm",
}
COUNCIL_STAFF = {
    "dpo": "Bernadette Quarrie",
    "information-governance": "Clive Marlowe",
    "caseworker": "Sandra Oakshott",
    "analyst": "Jūn Ouyáng",
    "data-officer": "Trevor Hollins",
    "head-of-service": "Glenys Penhale",
}

Say = Callable[[str], None]


def make(at: datetime, say: Say) -> list[logins.Known]:
    """Everything up to the first page. Gives the logins."""
    preparing.folder()
    logins.begin(timezone.localtime(at).date())
    preparing.tables()
    preparing.root_key()
    packs.write()
    say("Data folder, tables and keys are ready.")
    school = parties.found(slug=SCHOOL, name="Oakbridge Alternative Provision", pack=SCHOOL, at=at)
    council = parties.found(slug=COUNCIL, name="Exampleshire County Council", pack=COUNCIL, at=at)
    known = logins.employ(SCHOOL, school, SCHOOL_STAFF, at) + logins.employ(
        COUNCIL, council, COUNCIL_STAFF, at
    )
    say(f"Two controllers, and {len(known)} people who work there.")
    _fill_school(school, known, at, say)
    for slug, controller in ((SCHOOL, school), (COUNCIL, council)):
        account.publish(by=actor(known, slug, "dpo", controller), at=at)
    say("Both notices are published, as the packs print them.")
    logins.keep(timezone.localtime(at).date(), known)
    return known


def census(known: list[logins.Known], at: datetime, say: Say) -> None:
    """Take in the council's census, or what is still missing of it."""
    council = seats.by_slug(COUNCIL).ref
    caseworker = actor(known, COUNCIL, "caseworker", council).ref
    exampleshire.load(actor(known, COUNCIL, "data-officer", council), caseworker, at, say)
    logins.take_census()


def actor(known: list[logins.Known], slug: str, role: str, controller: UUID) -> Actor:
    """A colleague of the demonstration, acting as if signed in with a second factor."""
    one = next(k for k in known if k.controller == slug and role in k.roles)
    return Actor(UUID(one.account), controller, frozenset(one.roles), second_factor=True)


def _fill_school(controller: UUID, known: list[logins.Known], at: datetime, say: Say) -> None:
    made = oakbridge.make(timezone.localtime(at).date())
    office = actor(known, SCHOOL, "office", controller)
    pupils, _ = filling.school(office, at, made)
    on_roll = sum(p.left is None for p in made.pupils)
    registers = sum(len(p.records["attendance"]) for p in made.pupils)
    say(f"{on_roll} pupils on roll, {len(made.pupils) - on_roll} who left, {len(made.contacts)} contacts.")
    say(f"{registers} half-term registers.")
    staff = {role: UUID(k.account) for k in known if k.controller == SCHOOL for role in k.roles}
    say(f"{filling.groups(office, at, made, pupils, staff)} groups and classes.")
    say(f"{filling.papers(office, at, made, pupils)} papers, sealed in the vault.")
    say(f"{filling.incidents(office, at, made, pupils)} incidents, each with several pupils.")
    _happen(controller, known, at, say, made, pupils)


def _happen(
    controller: UUID, known: list[logins.Known], at: datetime, say: Say, made: School, pupils: filling.Refs
) -> None:
    today = timezone.localtime(at).date()

    def who(role: str) -> Actor:
        return actor(known, SCHOOL, role, controller)

    say(f"{moments.sent(who, at, made, pupils)} parcels sent to recipients that the notice lists.")
    say(f"{moments.refused(who, at, made, pupils)} acts refused.")
    moments.proposed(who, at, made, pupils, today)
    say("A disposal proposed and approved by one person; a second is asked for.")
    say(f"{moments.asked(who, at, made, pupils, today)} requests for a copy, their clocks running.")
