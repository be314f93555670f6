"""Starting, pausing, extending and meeting a clock, inside an act of the stage whose case it is.

Keeps: promises 210, 212. Each change writes the facts down and reckons the day again from them: no day is
ever typed in. Facts are days and codes; a name has no place here.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from hornbook.rules.base.refused import Refused
from hornbook.rules.law.clock import Clock as Reckoned
from hornbook.rules.law.uk_gdpr import check_extension
from hornbook.stages.ledger.act import note, under_way
from hornbook.stages.parties.queries import pack_of

from .kinds import basis, kinds
from .models import Clock
from .states import State, move

IDENTITY, CLARITY = "identity", "clarity"


def received_on(clock: Clock) -> date:
    return datetime.fromisoformat(clock.received).date()


def reckon(clock: Clock, today: date) -> Reckoned:
    """The clock by law and pack as they are now, from the facts as they were written down."""
    kind = kinds[clock.kind]
    return kind.reckon(pack_of(clock.controller), received_on(clock), clock.facts, today)


def start(
    controller: UUID, *, kind: str, stage: str, case: UUID, received: date, on: date, at: datetime
) -> UUID:
    """Start the clock of a case on the day it was received, which may lie in the past."""
    under_way()
    clock = Clock(
        controller=controller,
        ref=uuid4(),
        kind=kind,
        stage=stage,
        case=case,
        received=received.isoformat(),
        facts={"pauses": [], "extended": None},
        state=State.RUNNING,
        started_at=at,
    )
    _settle(clock, on)
    clock.save(force_insert=True)
    return clock.ref


def pause(controller: UUID, *, stage: str, case: UUID, waiting_for: str, on: date) -> None:
    """We asked for proof of identity, or what is sought: what the law makes of it shows in the clock."""

    def asked(facts: dict[str, Any]) -> None:
        if waiting_for in waits(facts):
            raise _waiting("We are already waiting for it.", "Write down the answer once it comes.")
        if waiting_for == IDENTITY:
            if facts.get("id_received"):
                raise _waiting("Proof of identity is there already.", "Go on with the case.")
            facts["id_asked"] = on.isoformat()
        else:
            facts["pauses"].append([on.isoformat(), None])

    _change(controller, stage, case, on, asked)


def resume(controller: UUID, *, stage: str, case: UUID, waiting_for: str, on: date) -> None:
    """The proof, or the answer, came on this day."""

    def answered(facts: dict[str, Any]) -> None:
        if waiting_for not in waits(facts):
            raise _waiting("Nothing of this kind is being waited for.", "Ask first, and write that down.")
        asked = facts["id_asked"] if waiting_for == IDENTITY else facts["pauses"][-1][0]
        if on.isoformat() < asked:
            raise _waiting("It cannot have come before it was asked for.", "Look at the days again.")
        if waiting_for == IDENTITY:
            facts["id_received"] = on.isoformat()
        else:
            facts["pauses"][-1][1] = on.isoformat()

    _change(controller, stage, case, on, answered)


def extend(controller: UUID, *, stage: str, case: UUID, because: str, told: date) -> None:
    """Give the case the longer time: for a reason of the law, and with the person told in time."""
    clock = _open(controller, stage, case)
    notice = kinds[clock.kind].notice(pack_of(controller), received_on(clock), clock.facts, told)
    check_extension(told=told, because=because, notice=notice)

    def longer(facts: dict[str, Any]) -> None:
        if facts["extended"]:
            raise _waiting("The time was extended before, and can be only once.", "Answer by the day shown.")
        facts["extended"] = {"because": because, "told": told.isoformat()}

    _change(controller, stage, case, told, longer)


def meet(controller: UUID, *, stage: str, case: UUID, on: date) -> State:
    """The answer went out on this day: met, or missed when that was later than the last day."""
    clock = _open(controller, stage, case)
    due = reckon(clock, on).due
    return _end(clock, State.MISSED if due and on > due else State.MET, on)


def drop(controller: UUID, *, stage: str, case: UUID, on: date) -> State:
    """Nobody waits for an answer any more: the request was withdrawn."""
    return _end(_open(controller, stage, case), State.DROPPED, on)


def waits(facts: dict[str, Any]) -> tuple[str, ...]:
    """What is being waited for."""
    found = []
    if facts.get("id_asked") and not facts.get("id_received"):
        found.append(IDENTITY)
    if any(answered is None for _, answered in facts["pauses"]):
        found.append(CLARITY)
    return tuple(found)


def _open(controller: UUID, stage: str, case: UUID) -> Clock:
    under_way()
    clock = Clock.objects.filter(controller=controller, stage=stage, case=case).first()
    if clock is None:
        raise Refused(
            "unknown",
            what="Nothing was done.",
            why="No clock runs for that case here.",
            next="List the cases that are open.",
        )
    move(clock.state, State.RUNNING)
    return clock


def _change(
    controller: UUID, stage: str, case: UUID, on: date, change: Callable[[dict[str, Any]], None]
) -> None:
    clock = _open(controller, stage, case)
    if on < received_on(clock):
        raise _waiting("That day lies before the request came.", "Look at the days again.")
    change(clock.facts)
    _settle(clock, on)
    clock.save(update_fields=["facts", "state", "due", "due_on", "basis"])


def _settle(clock: Clock, on: date) -> None:
    """Reckon the day again, and let the ledger have it."""
    reckoned = reckon(clock, on)
    clock.state = move(clock.state, State.RUNNING if reckoned.due else State.PAUSED)
    clock.due = reckoned.due.isoformat() if reckoned.due else ""
    clock.due_on = reckoned.due
    clock.basis = basis(pack_of(clock.controller))
    note(
        cites=reckoned.cites,
        facts={"clock": str(clock.ref), "received": clock.received, "due": clock.due, "state": clock.state},
    )


def _end(clock: Clock, state: State, on: date) -> State:
    clock.state = move(clock.state, state)
    clock.met_on = on
    clock.save(update_fields=["state", "met_on"])
    note(facts={"clock": str(clock.ref), "due": clock.due, "state": state, "ended": on.isoformat()})
    return state


def _waiting(why: str, next: str) -> Refused:
    return Refused("wrong-state", what="Nothing was done.", why=why, next=next)
