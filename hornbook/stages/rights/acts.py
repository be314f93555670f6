"""A request from the day it comes to the day it is closed. The copy itself is made in `copies.making`.

Opening holds the record and starts the clock; closing lets go of both. What a person types as a reason is
sealed. Days may lie in the past; the ledger stamps its own. Keeps: promises 123, 194, 204-210, 212, 217.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.rules.catalogue.base import categories
from hornbook.stages.diary import clocks
from hornbook.stages.diary import queries as diary
from hornbook.stages.ledger.act import act, note
from hornbook.stages.parties import queries as parties
from hornbook.stages.use import gate, holds

from . import cases, words
from .cases import STAGE
from .copies.making import build_copy, check_copy
from .entitlement import ASKERS, GROUNDS
from .exemptions import REFUSALS, exemption
from .kinds import kinds
from .models import Case, View, Withheld
from .states import State, move

__all__ = [
    "ask_for_id",
    "ask_to_clarify",
    "build_copy",
    "check_copy",
    "clarified",
    "close",
    "decide",
    "extend",
    "id_received",
    "lift",
    "may_see",
    "open_case",
    "read_words",
    "withhold",
]

CAME = ("letter", "email", "spoken", "form", "other")


def may_see(by: Actor, at: datetime) -> None:
    """Refuse whoever has nothing to do with requests: that somebody asked is theirs alone to know."""
    parties.require(by, "rights.open", at)


def _one_of(what: str, said: str, known: tuple[str, ...]) -> None:
    if said not in known:
        raise Refused(
            f"{what}-unknown",
            what="Nothing was done.",
            why=f"There is no {what} {said!r}.",
            next=f"Choose one of: {', '.join(known)}.",
        )


def _typed(reason: str, what: str) -> str:
    if not reason.strip():
        raise Refused(
            "no-reason",
            what=what,
            why="A reason has to be written down, in the words of whoever decides.",
            next="Say why, in a sentence.",
        )
    return reason.strip()


@act("rights.open")
def open_case(
    *,
    by: Actor,
    at: datetime,
    kind: str,
    about: UUID,
    asked_by: str,
    received: date,
    asker: UUID | None = None,
    came: str = "other",
    said: str = "",
) -> UUID:
    """Write down that somebody asks. Its clock runs from the day it reached anybody here."""
    parties.require(by, "rights.open", at)
    _one_of("right", kind, tuple(kinds))
    _one_of("asker", asked_by, ASKERS)
    _one_of("way of asking", came, CAME)
    received = cases.day(received, at)
    gate.there(by=by, person=about)
    if asker is not None:
        gate.there(by=by, person=asker)
    ref, right = uuid4(), kinds[kind]
    Case.objects.create(
        controller=by.controller,
        ref=ref,
        kind=kind,
        person=about,
        asked_by=asked_by,
        asker=asker,
        came=came,
        received=received,
        words=words.seal(by.controller, about, ref, said) if said else None,
        state=State.RECEIVED,
        opened_by=by.ref,
        opened_at=at,
    )
    holds.place(by.controller, about, stage=STAGE, case=ref, why=right.hold, at=at)
    today = cases.day(None, at)
    clocks.start(by.controller, kind=right.clock, stage=STAGE, case=ref, received=received, on=today, at=at)
    note(
        purpose=cases.PURPOSE,
        cites=right.cites,
        facts={"case": str(ref), "kind": kind, "asked_by": asked_by, "came": came},
    )
    return ref


def _wait(by: Actor, at: datetime, case: UUID, on: date | None, waiting_for: str, change: str) -> None:
    found = cases.of(by, "rights.open", at, case)
    day = cases.day(on, at)
    move(found.state, State.RECEIVED)
    do = clocks.pause if change == "asked" else clocks.resume
    do(by.controller, stage=STAGE, case=case, waiting_for=waiting_for, on=day)
    clock = diary.of(by.controller, stage=STAGE, case=case, on=day)
    paused = clock.paused if clock else ()
    proving = State.PROVING if clocks.IDENTITY in paused else State.RECEIVED
    cases.moved(found, State.ASKING if paused == (clocks.CLARITY,) else proving)
    note(facts={change: waiting_for, "on": day.isoformat()})


@act("rights.ask_for_id")
def ask_for_id(*, by: Actor, at: datetime, case: UUID, on: date | None = None) -> None:
    """We asked for proof of identity: only where there is real doubt. The clock waits for it."""
    _wait(by, at, case, on, clocks.IDENTITY, "asked")


@act("rights.id_received")
def id_received(*, by: Actor, at: datetime, case: UUID, on: date | None = None) -> None:
    _wait(by, at, case, on, clocks.IDENTITY, "answered")


@act("rights.ask_to_clarify")
def ask_to_clarify(*, by: Actor, at: datetime, case: UUID, on: date | None = None) -> None:
    """We asked what is sought: only where we hold too much to know. The clock waits for the answer."""
    _wait(by, at, case, on, clocks.CLARITY, "asked")


@act("rights.clarified")
def clarified(*, by: Actor, at: datetime, case: UUID, on: date | None = None) -> None:
    _wait(by, at, case, on, clocks.CLARITY, "answered")


@act("rights.extend")
def extend(
    *, by: Actor, at: datetime, case: UUID, because: str, reason: str, told: date | None = None
) -> None:
    """Take the longer time: the person was told within the first, with the reason somebody typed."""
    found = cases.of(by, "rights.copy", at, case)
    typed = _typed(reason, "The time to answer was not extended.")
    day = cases.day(told, at)
    clocks.extend(by.controller, stage=STAGE, case=case, because=because, told=day)
    words.into_ledger(by.controller, found.person, typed)
    note(facts={"because": because, "told": day.isoformat()})


@act("rights.decide")
def decide(*, by: Actor, at: datetime, case: UUID, because: str, reason: str) -> bool:
    """A named person's view of who may have the copy. Gives whether it opens the way."""
    found = cases.of(by, "rights.copy", at, case)
    _one_of("ground", because, tuple(GROUNDS))
    typed = _typed(reason, "Nothing was decided.")
    _still_open(found)
    may, _ = GROUNDS[because]
    View.objects.create(
        controller=by.controller,
        case=found,
        may=may,
        because=because,
        reason=words.seal(by.controller, found.person, case, typed),
        decided_by=by.ref,
        decided_at=at,
    )
    words.into_ledger(by.controller, found.person, typed)
    note(facts={"may": may, "because": because})
    return may


@act("rights.withhold")
def withhold(
    *,
    by: Actor,
    at: datetime,
    case: UUID,
    code: str,
    category: str,
    reason: str,
    record: UUID | None = None,
    field: str = "",
) -> UUID:
    """Keep one thing back from this copy: a category, one record of it, or one field. Gives its reference."""
    found = cases.of(by, "rights.copy", at, case)
    why = exemption(code, asked_by=found.asked_by)
    typed = _typed(reason, "Nothing was kept back.")
    _still_open(found)
    _one_of("category", category, tuple(parties.pack_of(by.controller).categories))
    if field:
        _one_of("field", field, tuple(sorted(categories[category].field_names)))
    kept = Withheld.objects.create(
        controller=by.controller,
        ref=uuid4(),
        case=found,
        category=category,
        record=record,
        field=field,
        code=code,
        reason=words.seal(by.controller, found.person, case, typed),
        decided_by=by.ref,
        decided_at=at,
    )
    words.into_ledger(by.controller, found.person, typed)
    note(cites=[why.cite], facts={"withheld": str(kept.ref), "code": code, "category": category})
    return kept.ref


@act("rights.lift")
def lift(*, by: Actor, at: datetime, case: UUID, withheld: UUID) -> None:
    """What was kept back goes into the copy after all."""
    found = cases.of(by, "rights.copy", at, case)
    _still_open(found)
    found.withheld.filter(ref=withheld, lifted_at=None).update(lifted_at=at)
    note(facts={"lifted": str(withheld)})


@act("rights.close")
def close(
    *,
    by: Actor,
    at: datetime,
    case: UUID,
    outcome: str = "answered",
    code: str = "",
    reason: str = "",
    on: date | None = None,
) -> str:
    """End the request: answered, refused or withdrawn. Gives what became of its clock.

    A refusal needs a reason of the law and one in a person's words: the letter carries both, and says where
    to complain (UK GDPR, Article 12(4)).
    """
    found = cases.of(by, "rights.close", at, case)
    _one_of("outcome", outcome, (State.ANSWERED, State.REFUSED, State.WITHDRAWN))
    day = cases.day(on, at)
    state = move(found.state, State(outcome))
    if state == State.REFUSED:
        _one_of("reason to refuse", code, tuple(REFUSALS))
        typed = _typed(reason, "The request was not refused.")
        words.into_ledger(by.controller, found.person, typed)
    elif state == State.ANSWERED and day < found.received:
        raise Refused(
            "not-yet",
            what="Nothing was done.",
            why="It cannot have been answered before it came.",
            next="Give the day on which the answer went out.",
        )
    end = clocks.drop if state == State.WITHDRAWN else clocks.meet
    ended = end(by.controller, stage=STAGE, case=case, on=day)
    holds.release(by.controller, case=case, at=at)
    found.state, found.outcome, found.closed_on = state, code, day
    found.save(update_fields=["state", "outcome", "closed_on"])
    note(cites=kinds[found.kind].cites, facts={"request": state, "code": code, "hold": "released"})
    return ended


@act("rights.read_words")
def read_words(*, by: Actor, at: datetime, case: UUID) -> dict[str, str]:
    """What was typed in this case: what was asked, and why each thing was decided as it was."""
    found = cases.of(by, "rights.copy", at, case)

    def opened(sealed: bytes) -> str:
        return words.opened(by.controller, found.person, case, sealed)

    said = {"asked": opened(found.words)} if found.words else {}
    decided = {f"view {v.id}": opened(v.reason) for v in found.views.order_by("id") if v.reason}
    kept = {f"withheld {w.ref}": opened(w.reason) for w in found.withheld.order_by("decided_at") if w.reason}
    return {**said, **decided, **kept}


def _still_open(case: Case) -> None:
    """A closed request stays as it was decided."""
    if State(case.state) in (State.ANSWERED, State.REFUSED, State.WITHDRAWN):
        move(case.state, State.RECEIVED)
