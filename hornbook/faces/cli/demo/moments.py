"""What has happened at Oakbridge lately, and what waits today: sent, refused, proposed, asked for."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.rules.law.uk_gdpr import answer_clock
from hornbook.stages.retain import acts as retain
from hornbook.stages.rights import acts as rights
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


def asked(who: Who, at: datetime, made: School, pupils: Refs, on: date) -> int:
    """Four requests for a copy: due tomorrow, due in three days, waiting to hear, holding a disposal."""
    elder = [p for p in made.pupils if p.year >= 10 and p.left is None]

    def open_case(about: int, asked_by: str, received: date, said: str, came: str = "letter") -> UUID:
        return rights.open_case(
            by=who("dpo"),
            at=at,
            kind="sar",
            about=pupils[about],
            asked_by=asked_by,
            received=received,
            came=came,
            said=said,
        )

    open_case(
        elder[3].key, "pupil", received_to_answer_by(on + timedelta(days=1)), "Everything about me.", "form"
    )
    open_case(elder[8].key, "parent", received_to_answer_by(on + timedelta(days=3)), "My child's whole file.")
    unclear = open_case(elder[12].key, "parent", on - timedelta(days=12), "Anything you have, ever.", "email")
    rights.ask_to_clarify(by=who("dpo"), at=at, case=unclear, on=on - timedelta(days=8))
    former = made.marked("25-held").key
    open_case(former, "former-pupil", on - timedelta(days=6), "My record, before it is destroyed.", "email")
    return 4


def received_to_answer_by(due: date) -> date:
    """The latest day of receipt whose answer is due by then: a weekend may bring the last day forward."""
    days = [due - timedelta(days=back) for back in range(25, 45)]
    fitting = [day for day in days if (answer_clock(day).due or due) <= due]
    return max(fitting)
