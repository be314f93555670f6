"""Disposal: proposed, approved by two people, begun, done, certified.

A set of people is approved by two different accounts under their own sign-ins; the approvals are for
exactly that set. Then: the intent is written in the ledger, the keys are destroyed, rows and files go, and
a certificate is written with the day from which no backup can open the record. What is cut off half way
is finished by `finish`. Keeps: promises 113-115, 118, 119, 123.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone

from hornbook.rules.base.about import abouts
from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.stages.keys import backups, ring
from hornbook.stages.ledger.act import act, note
from hornbook.stages.parties import queries as parties
from hornbook.stages.parties.acts import INSTALLER
from hornbook.stages.use import gate, holds

from .models import Approval, Batch, Certificate, Item
from .states import State, move

APPROVALS = 2
NOT_REACHED = (
    "copies sent to others: they are in the disclosure log, under the same reference",
    "anything printed on paper or saved outside this system",
    "totals and published figures, which name nobody",
    "the mention of this person in records about other people",
)


def digest_of(action: str, people: Sequence[UUID]) -> str:
    """What two people approve: the end that is meant, and exactly whom."""
    return hashlib.sha256("|".join([action, *sorted(str(p) for p in people)]).encode()).hexdigest()


def _batch(by: Actor, ref: UUID) -> Batch:
    """The batch, and nobody else's hand on it until this act is written down."""
    found = Batch.objects.select_for_update().filter(controller=by.controller, ref=ref).first()
    if found is None:
        raise Refused(
            "unknown",
            what="Nothing was done.",
            why="There is no disposal with that reference here.",
            next="List what is proposed: hornbook retain list.",
        )
    return found


@act("retain.propose")
def propose(*, by: Actor, at: datetime, on: date, people: Sequence[UUID] | None = None) -> UUID:
    """Propose those who are due on this day: the ones named, or all that nothing speaks against."""
    parties.require(by, "retain.propose", at)
    asked = None if people is None else list(dict.fromkeys(people))
    found = {d.slice.person: d for d in gate.due(by=by, at=at, on=on, among=asked)}
    held = holds.standing(by.controller, list(found))
    if asked is None:
        chosen = [p for p, d in found.items() if p not in held and not d.slice.on_roll]
    else:
        chosen = asked
        _all_free("No disposal was proposed.", chosen, found, held)
    if not chosen:
        raise Refused(
            "nothing-due",
            what="No disposal was proposed.",
            why=f"Nobody's record is due by {on:%-d %B %Y} and free of conflicts.",
            next="Look at what is due and what speaks against it: hornbook retain due.",
        )
    pack = parties.pack_of(by.controller)
    action = _action(found[chosen[0]].due.actions)
    batch = Batch.objects.create(
        controller=by.controller,
        ref=uuid4(),
        state=State.PROPOSED,
        action=action,
        due_on=on,
        digest=digest_of(action, chosen),
        proposed_by=by.ref,
        proposed_at=at,
    )
    Item.objects.bulk_create(
        Item(controller=by.controller, batch=batch, person=p, rule=found[p].rule) for p in chosen
    )
    note(people=chosen, facts={"batch": str(batch.ref), "action": action, "pack": pack.digest[:12]})
    return batch.ref


def _action(allowed: Sequence[str]) -> str:
    return "destroy" if "destroy" in allowed else allowed[0]


def _all_free(
    what: str, chosen: Sequence[UUID], found: Mapping[UUID, gate.DueFor], held: Mapping[UUID, list[str]]
) -> None:
    """Refuse unless every one of these is due, off roll and held by no case."""
    for person in chosen:
        if person not in found:
            raise Refused(
                "not-due",
                what=what,
                why=f"The record {person} is not due by that day.",
                next="Take it out of the list, or ask what is due: hornbook retain due.",
            )
        if found[person].slice.on_roll:
            raise Refused(
                "on-roll",
                what=what,
                why=f"The record {person} is of a pupil on roll: a record in use is not expired.",
                next="Record when the pupil left, or leave it out.",
            )
        if person in held:
            raise Refused(
                "held",
                what=what,
                why=f"The record {person} is held: {held[person][0]}",
                next="Close the case that holds it first, or leave it out.",
            )


@act("retain.approve")
def approve(*, by: Actor, at: datetime, batch: UUID) -> int:
    """One person's yes to exactly this set. Gives how many there are now. Saying it twice changes nothing."""
    parties.require(by, "retain.approve", at)
    found = _batch(by, batch)
    if found.state not in (State.PROPOSED, State.APPROVED):
        move(found.state, State.APPROVED)
    people = list(found.items.values_list("person", flat=True))
    Approval.objects.get_or_create(
        batch=found,
        account=by.ref,
        defaults={"controller": by.controller, "digest": found.digest, "approved_at": at},
    )
    count = found.approvals.count()
    if count >= APPROVALS and found.state == State.PROPOSED:
        found.state = move(found.state, State.APPROVED)
        found.save(update_fields=["state"])
    note(people=people, facts={"batch": str(batch), "approvals": count})
    return count


@act("retain.withdraw")
def withdraw(*, by: Actor, at: datetime, batch: UUID) -> None:
    """Take a proposal back: nothing happens to anybody in it."""
    parties.require(by, "retain.propose", at)
    found = _batch(by, batch)
    found.state = move(found.state, State.WITHDRAWN)
    found.save(update_fields=["state"])
    note(facts={"batch": str(batch)})


def dispose(*, by: Actor, at: datetime, batch: UUID) -> list[UUID]:
    """Dispose of an approved batch. Gives the certificates. Called again it finishes what was cut off."""
    _begin(by=by, at=at, batch=batch)
    return finish(by=by, at=at, batch=batch)


@act("retain.begin")
def _begin(*, by: Actor, at: datetime, batch: UUID) -> None:
    """The intent, in the ledger before anything irreversible: approvals counted, holds looked at again."""
    parties.require(by, "retain.dispose", at)
    found = _batch(by, batch)
    people = list(found.items.values_list("person", flat=True))
    note(people=people, facts={"batch": str(batch)})
    if found.state in (State.DISPOSING, State.DISPOSED):
        return  # what is left to do is `finish`'s to say
    if found.state == State.WITHDRAWN:
        move(found.state, State.DISPOSING)
    if found.action != "destroy":
        raise Refused(
            "action-unknown",
            what="Nothing was disposed of.",
            why=f"The pack says {found.action}, and this is how records are destroyed.",
            next="Have the pack changed, or do by hand what it says.",
        )
    _two_approved(by, found, people, at)
    today = timezone.localtime(at).date()  # it may have been proposed for a day that has not come
    due = gate.due(by=by, at=at, on=min(found.due_on, today), among=people)
    still = {d.slice.person: d for d in due}
    _all_free("Nothing was disposed of.", people, still, holds.standing(by.controller, people))
    found.state = move(found.state, State.DISPOSING)
    found.save(update_fields=["state"])


def _two_approved(by: Actor, batch: Batch, people: Sequence[UUID], at: datetime) -> None:
    day = timezone.localtime(at).date()
    pack = parties.pack_of(by.controller)
    good = set()
    for approval in batch.approvals.all():
        actor = parties.actor_for(approval.account, by.controller, day, second_factor=True)
        may = actor and any("retain.approve" in pack.roles[r].acts for r in actor.roles if r in pack.roles)
        if may and approval.digest == digest_of(batch.action, people):
            good.add(approval.account)
    if len(good) < APPROVALS:
        raise Refused(
            "two-people",
            what="Nothing was disposed of.",
            why=f"Disposal takes two people's approval under their own sign-ins; this one has {len(good)}.",
            next="Ask a second person who may approve to sign in and approve it.",
            facts={"approvals": len(good)},
        )


def finish(*, by: Actor, at: datetime, batch: UUID) -> list[UUID]:
    """Do, or complete, a disposal that has begun: keys first, then rows and files, then the certificate."""
    backups.sweep(at)  # else a backup that ran out yesterday would still hold what goes today
    done = []
    for person in _waiting(by=by, at=at, batch=batch):
        others = _meant(by=by, at=at, batch=batch, person=person)
        if others is not None:
            ring().destroy(by.controller, [person, *others], at)
            done.append(_confirm(by=by, at=at, batch=batch, person=person, others=others))
    _close(by=by, at=at, batch=batch)
    _leave_no_trace()
    return done


@act("retain.resume")
def _waiting(*, by: Actor, at: datetime, batch: UUID) -> list[UUID]:
    """Who is still to go. The installation itself may finish at its start what people approved and began."""
    if by.ref != INSTALLER:
        parties.require(by, "retain.dispose", at)
    found = _batch(by, batch)
    if found.state == State.DISPOSED:
        return []
    if found.state != State.DISPOSING:
        move(found.state, State.DISPOSING)
    people = list(found.items.filter(gone_at=None).order_by("id").values_list("person", flat=True))
    note(people=people, facts={"batch": str(batch)})
    return people


@act("retain.mean")
def _meant(*, by: Actor, at: datetime, batch: UUID, person: UUID) -> list[UUID] | None:
    """Who goes with this person: contacts that nobody else's record points at, now that others have gone.

    None when a case has come to hold the record since: it waits, and the rest go on.
    """
    if holds.standing(by.controller, [person]):
        note(people=[person], facts={"batch": str(batch), "waits": "held"})
        return None
    others = gate.only_for(by=by, person=person)
    note(people=[person, *others], facts={"batch": str(batch)})
    return others


@act("retain.dispose")
def _confirm(*, by: Actor, at: datetime, batch: UUID, person: UUID, others: Sequence[UUID]) -> UUID:
    """Rows and files of one person, and the contacts only they had; then the certificate."""
    found = _batch(by, batch)
    item = found.items.get(person=person)
    note(people=[person, *others], facts={"batch": str(batch)})
    if item.gone_at is not None:  # somebody else finished it while we waited
        return Certificate.objects.get(controller=by.controller, batch=found, person=person).ref
    counts: dict[str, Any] = {"keys": 1 + len(others)}
    for gone in (person, *others):
        _forget(by, gone, at, counts)
    item.gone_at = at
    item.save(update_fields=["gone_at"])
    kept = parties.pack_of(by.controller).retention.get(item.rule)
    certificate = Certificate.objects.create(
        controller=by.controller,
        ref=uuid4(),
        batch=found,
        person=person,
        rule=item.rule,
        cites=list(kept.cites) if kept else [],
        counts=counts,
        approved_by=[str(a) for a in found.approvals.values_list("account", flat=True)],
        disposed_at=at,
        unreadable_from=_unreadable_from(at),
        not_reached=[*NOT_REACHED, *(a.keeps for _, a in abouts.items() if a.keeps)],
    )
    note(facts={"certificate": str(certificate.ref), "counts": counts})
    return certificate.ref


def _forget(by: Actor, person: UUID, at: datetime, counts: dict[str, Any]) -> None:
    """Every row about this person in every stage."""
    for what, number in gate.forget(by=by, person=person).items():
        counts[what] = counts.get(what, 0) + number
    for stage, about in abouts.items():
        for what, number in about.forget(by.controller, person, at).items():
            counts[f"{stage}: {what}"] = counts.get(f"{stage}: {what}", 0) + number


def _unreadable_from(at: datetime) -> date:
    """The day after the last keyring backup that may hold the key has run out; today when there is none."""
    runs_out = backups.last_runs_out()
    if runs_out is None or runs_out <= at:
        return timezone.localtime(at).date()
    return timezone.localtime(runs_out).date() + timedelta(days=1)


@act("retain.close")
def _close(*, by: Actor, at: datetime, batch: UUID) -> None:
    found = _batch(by, batch)
    if found.state == State.DISPOSING and not found.items.filter(gone_at=None).exists():
        found.state = move(found.state, State.DISPOSED)
        found.save(update_fields=["state"])
    note(facts={"batch": str(batch), "state": found.state})


def _leave_no_trace() -> None:
    """Freed pages are zeroed as they are freed; here the write-ahead log is emptied too (SQLite).

    A reader who holds the log open keeps it from being emptied; asked again, this is all that is left to do.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    if busy:
        raise Refused(
            "trace-left",
            what="The records are gone, and their traces are still in the database's log.",
            why="Somebody was reading while the log was to be emptied.",
            next="Dispose of the same batch again: it empties the log and does nothing else.",
        )


@act("retain.tombstones")
def apply_tombstones(*, by: Actor, at: datetime) -> int:
    """After a restore: whoever was disposed of since the backup goes again. Gives how many.

    It only takes away what nobody can open any more, so that whoever restores may do it.
    """
    gone = gate.returned(by=by, among=ring().tombstones(by.controller))
    counts: dict[str, Any] = {}
    for person in gone:
        _forget(by, person, at, counts)
    note(people=gone, facts={"returned": len(gone), "counts": counts})
    return len(gone)


@act("retain.tidy")
def tidy(*, by: Actor, at: datetime) -> dict[str, int]:
    """The nightly look: keyring backups that have run out, keys and files that belong to nobody."""
    found = {"backups": len(backups.sweep(at)), **gate.sweep(by=by, at=at)}
    note(facts=found)
    return found
