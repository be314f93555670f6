"""The case an act is about, and the day somebody says something happened on."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.stages.ledger.act import note
from hornbook.stages.parties import queries as parties

from .models import Case

STAGE = "rights"
PURPOSE = "rights-and-records"


def of(by: Actor, act: str, at: datetime, ref: UUID) -> Case:
    """This controller's case, for somebody whose role does this act; noted with whom it is about."""
    parties.require(by, act, at)
    found = Case.objects.filter(controller=by.controller, ref=ref).first()
    if found is None:
        raise Refused(
            "unknown",
            what="Nothing was done.",
            why="There is no request with that reference here.",
            next="List the requests: hornbook rights list.",
        )
    note(people=[found.person], purpose=PURPOSE, facts={"case": str(ref), "kind": found.kind})
    return found


def day(on: date | None, at: datetime) -> date:
    """The effective day: today unless another was said, and never one that has not come."""
    today = timezone.localtime(at).date()
    if on is not None and on > today:
        raise Refused(
            "not-yet",
            what="Nothing was done.",
            why="That day has not come.",
            next="Give the day on which it happened.",
        )
    return on or today


def moved(case: Case, state: str) -> None:
    case.state = state
    case.save(update_fields=["state"])
    note(facts={"request": state})
