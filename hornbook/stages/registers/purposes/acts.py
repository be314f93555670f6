"""Proposing a new purpose, deciding about it, telling people, taking it back.

Keeps: promises 52, 57. The pack names the purpose first, since the notice is printed from it; nothing here
puts it in force but people being told, and the day. The ledger has codes; what was typed lies sealed.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.dates import spoken
from hornbook.rules.base.refused import Refused
from hornbook.rules.policy import in_force
from hornbook.rules.policy.topics import BadFact
from hornbook.rules.policy.types import Pack
from hornbook.stages.keys import papers
from hornbook.stages.ledger.act import act, note, under_way
from hornbook.stages.parties import queries as parties
from hornbook.stages.registers.models import PurposeChange

from . import checks, queries
from .states import State, move

#: Whoever may change what the pack says may change what data is used for.
RIGHT = "pack.adopt"
SAID = {
    "own_task": True,
    "fresh_consent": False,
    "annex1": "",
    "special_use": "other",
    "policy_document": False,
}


@act("purposes.propose")
def propose(
    *, by: Actor, at: datetime, purpose: str, collected_on: str, kind: str, why: str, **said: Any
) -> UUID:
    """Propose what the pack names and nobody was told of, and have it checked. Gives its reference.

    said  own_task, fresh_consent, annex1, special_use, policy_document: what the check has to know
    """
    parties.require(by, RIGHT, at)
    pack, on = parties.pack_of(by.controller), timezone.localtime(at).date()
    named = pack.purposes.get(purpose)
    new = queries.unproposed(by.controller, pack, on).get(purpose, frozenset())
    if named is None or not new:
        raise _nothing_new(pack, purpose)
    facts = {**SAID, **said, "collected_on": collected_on, "kind": kind}
    ref = uuid4()
    answers = _answers(pack, purpose, new, facts, on=on)
    PurposeChange.objects.create(
        controller=by.controller,
        ref=ref,
        purpose=purpose,
        text=named.text,
        basis=named.basis,
        laws=list(named.laws),
        level=named.level,
        categories=sorted(new),
        facts=facts,
        answers=answers,
        state=State.PROPOSED,
        why=papers.seal_text(by.controller, ref, _typed(why, "Nothing was proposed.")),
        proposed_by=by.ref,
        proposed_at=at,
    )
    note(
        purpose=purpose,
        facts={"change": str(ref), "categories": sorted(new), "answer": checks.worst(answers)},
    )
    return ref


@act("purposes.decide")
def decide(*, by: Actor, at: datetime, change: UUID, agree: bool, why: str) -> str:
    """Agree to it, or refuse. What the law rejects cannot be agreed; what it holds, this person says."""
    parties.require(by, RIGHT, at)
    row, pack, on = _open(by, change), parties.pack_of(by.controller), timezone.localtime(at).date()
    row.state = move(row.state, State.AGREED if agree else State.REFUSED)
    typed = _typed(why, "Nothing was decided.")
    if agree:
        answers = _answers(pack, row.purpose, frozenset(row.categories), row.facts, on=on)
        _not_rejected(answers)
        row.answers = [*row.answers, *answers]
    row.decided_by, row.decided_at = by.ref, at
    row.decided_why = papers.seal_text(by.controller, row.ref, typed)
    row.save()
    note(purpose=row.purpose, facts={"change": str(row.ref), "state": str(row.state)})
    return str(row.state)


@act("purposes.withdraw")
def withdraw(*, by: Actor, at: datetime, change: UUID, why: str) -> None:
    """Take it back, before its day or after: from now on it is in force no more."""
    parties.require(by, RIGHT, at)
    row = _open(by, change)
    was, row.state = row.state, move(row.state, State.WITHDRAWN)
    row.ended_by, row.ended_at = by.ref, at
    row.ended_why = papers.seal_text(by.controller, row.ref, _typed(why, "Nothing was taken back."))
    row.save()
    note(purpose=row.purpose, facts={"change": str(row.ref), "was": str(was), "state": str(row.state)})


def told(
    controller: UUID,
    *,
    by: Actor,
    change: UUID,
    on: date,
    how: str,
    notices: Mapping[str, int],
    effective: date | None,
    at: datetime,
) -> date:
    """People were told on this day, by these published notices. Gives the first day of use.

    Runs inside an act of the stage that publishes. Law and pack are asked once more, about that first day.
    """
    under_way()
    row, pack, today = _open(by, change), parties.pack_of(controller), timezone.localtime(at).date()
    row.state = move(row.state, State.TOLD)
    first = in_force.earliest(pack, on)
    starts = effective or first
    if starts < first:
        raise Refused(
            "too-soon",
            what="Nothing was written down.",
            why=f"Told on {spoken(on)}, people have until {spoken(first)} before the first use.",
            next=f"Name {spoken(first)}, or a later day.",
            cites=("pack:rules.new_purpose_days", "UK GDPR, Articles 13(3) and 14(4)"),
        )
    answers = _answers(pack, row.purpose, frozenset(row.categories), row.facts, on=max(starts, today))
    _not_rejected(answers)
    row.answers = [*row.answers, *answers]
    row.told_on, row.told_how, row.told_by = on, how, by.ref
    row.notices, row.effective_on = dict(notices), starts
    row.save()
    days = {"told": on.isoformat(), "effective": starts.isoformat()}
    note(purpose=row.purpose, facts={"change": str(row.ref), "state": str(row.state), "how": how, **days})
    return starts


def _answers(
    pack: Pack, purpose: str, categories: frozenset[str], facts: Mapping[str, Any], *, on: date
) -> list[dict[str, Any]]:
    """As if people had been told: that they are is held by the day of effect, and by nothing else."""
    named = pack.purposes.get(purpose)
    if named is None or not categories <= set(named.categories):
        raise Refused(
            "purpose-gone",
            what="Nothing was done.",
            why="The pack names this purpose no more, or no longer for all of this.",
            next="Take the change back, and propose what the pack names now.",
            cites=(f"pack:purposes.{purpose}",),
        )
    try:
        given = checks.answers(pack, named, categories, facts, on=on, told=True)
    except BadFact as bad:
        why = f"The check was told something it does not know: {bad}."
        raise Refused(
            "unknown-fact", what="Nothing was proposed.", why=why, next="Choose one of what is known."
        ) from None
    return [checks.as_data(each, on=on) for each in given]


def _not_rejected(answers: list[dict[str, Any]]) -> None:
    no = next((each for each in answers if each["verdict"] in ("reject", "reject_person")), None)
    if no:
        raise Refused(
            "not-lawful",
            what="It cannot be agreed.",
            why=no["why"],
            next=no["next"] or "Leave the data to what it was collected for.",
            cites=tuple(no["cites"]),
        )


def _open(by: Actor, change: UUID) -> PurposeChange:
    row = PurposeChange.objects.filter(controller=by.controller, ref=change).first()
    if row is None:
        raise Refused(
            "unknown",
            what="Nothing was done.",
            why="No change of purpose here has that reference.",
            next="List them: hornbook purposes list.",
        )
    return row


def _typed(text: str, what: str) -> str:
    if text.strip():
        return text.strip()
    raise Refused(
        "no-reason", what=what, why="A reason has to be written down.", next="Write why, in your words."
    )


def _nothing_new(pack: Pack, purpose: str) -> Refused:
    if purpose in pack.purposes:
        why, next = "It is in force already, or on its way.", "Look at the list of changes."
    else:
        why = "The pack does not name this purpose, and the notice is printed from the pack."
        next = "Have it written into the pack and the pack adopted; it stays shut until people are told."
    return Refused("nothing-new", what="Nothing was proposed.", why=why, next=next, cites=("pack:purposes",))
