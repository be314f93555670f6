"""What has happened at Oakbridge lately, and what waits today: sent, refused, proposed, asked for."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.stages.retain import acts as retain
from hornbook.stages.share import acts as share
from hornbook.stages.use import acts as use

from .filling import Refs
from .people import School

Who = Callable[[str], Actor]


def sent(who: Who, at: datetime, made: School, pupils: Refs) -> int:
    """Four parcels to recipients that the notice lists. Gives how many."""
    leavers = [pupils[p.key] for p in made.pupils if p.left and not p.mark][:3]
    one = next(pupils[p.key] for p in made.pupils if p.year == 10)
    share.send(by=who("office"), at=at, route="local-authority")
    share.send(by=who("office"), at=at, route="youth-support")
    share.send(by=who("office"), at=at, route="next-school", people=leavers)
    share.send(
        by=who("safeguarding-lead"),
        at=at,
        route="law-enforcement",
        people=[one],
        fields=["identity.legal_surname", "identity.legal_forename", "address.line_1", "address.postcode"],
        given=["authority", "necessity", "approval"],
    )
    return 4


def refused(who: Who, at: datetime, made: School, pupils: Refs) -> int:
    """Two acts that were refused: the ledger has a line for each. Gives how many."""
    stranger = next(pupils[p.key] for p in made.pupils if p.year == 7)
    tries: tuple[Callable[[], object], ...] = (
        lambda: use.read(by=who("teacher"), at=at, purpose="pupil-learning", people=[stranger]),
        lambda: share.send(by=who("office"), at=at, route="a-newspaper"),
    )
    return sum(_is_refused(one) for one in tries)


def _is_refused(do: Callable[[], object]) -> bool:
    try:
        do()
    except Refused:
        return True
    return False


def proposed(who: Who, at: datetime, made: School, pupils: Refs, on: date) -> UUID:
    """A disposal that one person has approved, so that a second one is asked for."""
    people = [pupils[made.marked(mark).key] for mark in ("25-this-month", "25-this-month-too")]
    batch = retain.propose(by=who("office"), at=at, on=on, people=people)
    retain.approve(by=who("dpo"), at=at, batch=batch)
    return batch
