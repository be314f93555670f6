"""Putting the generated school into a data folder: through acts and gate, in sets, as its office would."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from hornbook.rules.base.actor import Actor
from hornbook.rules.policy.types import Pack
from hornbook.stages.ledger.act import act
from hornbook.stages.parties import queries as parties
from hornbook.stages.use import acts as use
from hornbook.stages.use import gate
from hornbook.stages.use.gate import Write

from .people import Pupil, School

Refs = dict[int, UUID]


@act("demo.fill")
def fill(*, by: Actor, at: datetime, do: Callable[[], Any]) -> Any:
    """Something of the gate's that has no act of its own: new people, groups, papers, incidents."""
    return do()


def school(by: Actor, at: datetime, made: School) -> tuple[Refs, Refs]:
    """Everybody in the school. Gives the references of pupils and contacts by their numbers."""
    pack = parties.pack_of(by.controller)
    pupils = dict(zip((p.key for p in made.pupils), _admit(by, at, "pupil", len(made.pupils)), strict=True))
    contacts = dict(
        zip((c.key for c in made.contacts), _admit(by, at, "contact", len(made.contacts)), strict=True)
    )
    writes = [Write(contacts[c.key], "contacts", c.values) for c in made.contacts]
    writes += [w for p in made.pupils for w in _writes(p, pupils[p.key], contacts)]
    for purpose, some in _by_purpose(pack, by, writes).items():
        use.change(by=by, at=at, purpose=purpose, writes=some)
    return pupils, contacts


def _admit(by: Actor, at: datetime, kind: str, count: int) -> list[UUID]:
    found: list[UUID] = fill(
        by=by, at=at, do=lambda: gate.admit(by=by, purpose="admissions", kind=kind, count=count, at=at)
    )
    return found


def _writes(pupil: Pupil, ref: UUID, contacts: Refs) -> Iterable[Write]:
    for category, records in pupil.records.items():
        for values in records:
            yield Write(ref, category, values)
    for contact, stands in pupil.links:
        yield Write(ref, "relation", {"contact_ref": str(contacts[contact.key]), **stands})


def purpose_to_write(pack: Pack, by: Actor, category: str) -> str:
    """A purpose for which this actor's role may write the category."""
    changes = {p: cs for role in by.roles for p, cs in pack.roles[role].changes.items()}
    return next(purpose for purpose, categories in changes.items() if category in categories)


def _by_purpose(pack: Pack, by: Actor, writes: Iterable[Write]) -> dict[str, list[Write]]:
    found: dict[str, list[Write]] = defaultdict(list)
    for write in writes:
        found[purpose_to_write(pack, by, write.category)].append(write)
    return found


def papers(by: Actor, at: datetime, made: School, pupils: Refs) -> int:
    """Every paper into the vault, under its pupil's key. Gives how many."""
    kept = [(pupils[p.key], values, content) for p in made.pupils for values, content in p.papers]

    def keep() -> int:
        for person, values, content in kept:
            gate.keep(by=by, purpose="pupil-learning", person=person, values=values, content=content, at=at)
        return len(kept)

    return int(fill(by=by, at=at, do=keep))


def incidents(by: Actor, at: datetime, made: School, pupils: Refs) -> int:
    def record() -> int:
        for each in made.incidents:
            parts = {pupils[key]: mine for key, mine in each.parts.items()}
            gate.join(
                by=by, purpose="pastoral-care", category="incidents", values=each.values, parts=parts, at=at
            )
        return len(made.incidents)

    return int(fill(by=by, at=at, do=record))


def groups(by: Actor, at: datetime, made: School, pupils: Refs, staff: dict[str, UUID]) -> int:
    """Registration groups with their tutor, classes with their teacher. Gives how many."""
    members: dict[str, list[UUID]] = defaultdict(list)
    for pupil in made.pupils:
        if pupil.left is None:
            members[pupil.records["enrolment"][0]["registration_group"]].append(pupils[pupil.key])
    tutored, taught = sorted(members)[-1], sorted(members)[-4:-1]

    def form() -> int:
        for label, people in sorted(members.items()):
            who = [(staff["tutor"], "tutors")] if label == tutored else []
            gate.group(by=by, kind="tutor group", label=label, people=people, staff=who)
        for label in taught:
            who = [(staff["teacher"], "teaches")]
            gate.group(by=by, kind="class", label=f"Mathematics {label}", people=members[label], staff=who)
        return len(members) + len(taught)

    return int(fill(by=by, at=at, do=form))
