"""A leaver whose record is due, with a canary wherever a record can hold one; and the way out."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from hornbook.rules.base.actor import Actor
from hornbook.rules.catalogue.base import categories
from hornbook.stages.retain import acts as retain
from hornbook.stages.use import acts as use
from hornbook.stages.use import gate
from hornbook.stages.use.gate import Write
from tests.town import Pupil, School, now, today


def canary() -> str:
    return f"canary{uuid4().hex[:12]}"


@dataclass
class Leaver:
    """Somebody whose record is due today. `texts` are to be found with their keys, and gone with them."""

    pupil: Pupil
    contact: UUID
    texts: list[str] = field(default_factory=list)
    inside_files: list[str] = field(default_factory=list)
    never: list[str] = field(default_factory=list)  # typed by somebody, and never to be kept at all


def leaver(school: School, stays: Pupil) -> Leaver:
    """A pupil of twenty-six who left, with everything; `stays` was in one incident with them."""
    pupil = school.with_everything(age=26)
    parent = school.parent_of(pupil, court_order=canary())
    school.write(
        parent.ref, "contacts", rest := {f: canary() for f in _texts("contacts") - {"name", "telephone"}}
    )
    school.write(pupil.ref, "identity", more := {f: canary() for f in _texts("identity") & {"middle_names"}})
    made = Leaver(pupil, parent.ref, [*pupil.canaries, *parent.canaries, *rest.values(), *more.values()])
    made.texts.append(pupil.born.isoformat())
    made.inside_files += [file["content"] for file in pupil.values["file"]]
    _incidents(school, made, stays)
    for title, inside in ((canary(), canary()) for _ in range(2)):
        school.letter_about(pupil, f"Dear {inside}".encode(), title)
        made.texts += [title, inside]
        made.inside_files.append(inside)
    _off_roll(school, pupil)
    typed = canary()
    use.find(by=school.dpo, at=now(), purpose="rights-and-records", text=typed)
    use.find(by=school.dpo, at=now(), purpose="rights-and-records", text=pupil.canary("identity"))
    made.never.append(typed)
    return made


def _texts(category: str) -> set[str]:
    return {f.name for f in categories[category].fields if f.kind != "date"}


def _incidents(school: School, made: Leaver, stays: Pupil) -> None:
    """One with somebody who stays, in which the leaver's own part must go; one that was theirs alone."""
    head: Actor = school.head
    part, alone = canary(), {f: canary() for f in _texts("incidents") - {"part"}}
    for values, parts in (
        (
            {"incident_ref": "1", "kind": "other"},
            {made.pupil.ref: {"part": part}, stays.ref: {"part": "saw it"}},
        ),
        (alone, {made.pupil.ref: {"part": "saw it"}}),
    ):
        said = {"purpose": "pastoral-care", "category": "incidents", "values": values, "parts": parts}
        school.act(lambda said=said: gate.join(by=head, at=now(), **said), head)
    made.texts += [part, *alone.values()]


def _off_roll(school: School, pupil: Pupil) -> None:
    """Left, and so long ago that no register keeps the record."""
    (seen,) = use.read(by=school.dpo, at=now(), purpose="rights-and-records", people=[pupil.ref])
    left = {"enrolment": {"leaving_date": "2018-07-20"}, "attendance": {"last_entry": "2018-07-20"}}
    for category, values in left.items():
        by, purpose = school.who_writes(category) or (None, "")
        writes = [Write(pupil.ref, category, values, record=r.ref) for r in seen.records[category]]
        change = {"by": by, "purpose": purpose, "writes": writes, "at": now()}
        school.act(lambda change=change: gate.change(**change), by)


def disposed(school: School, people: list[UUID] | None = None) -> list[UUID]:
    """Proposed, approved by two, and gone. Gives the certificates."""
    batch = retain.propose(by=school.dpo, at=now(), on=today(), people=people)
    for who in (school.dpo, school.head):
        retain.approve(by=who, at=now(), batch=batch)
    return retain.dispose(by=school.dpo, at=now(), batch=batch)
