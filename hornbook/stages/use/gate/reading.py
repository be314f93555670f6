"""Through the door to read: slices of people for a purpose, lists in order, finding by what somebody typed.

Keeps: promises 97, 99, 100, 102.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from hornbook.rules.base.actor import Actor
from hornbook.stages.hold import queries as held
from hornbook.stages.hold.slices import Slice
from hornbook.stages.ledger.act import note, under_way
from hornbook.stages.parties.queries import pack_of

from .asking import Asked, allowed_of, day_of, nobody_there, only_own, relations_of, second_factor
from .searching import fits, typed

SHOWN = ("identity", "identifiers", "enrolment")


def take(
    *,
    by: Actor,
    purpose: str,
    people: Sequence[UUID],
    at: datetime,
    categories: Collection[str] | None = None,
) -> tuple[Slice, ...]:
    """Slices of these people for this purpose. Without `categories`: all this actor may see of them."""
    under_way()
    note(people=people, purpose=purpose)
    second_factor(by)
    pack = pack_of(by.controller)
    asked = Asked(by, pack, "read", purpose, day_of(at))
    return _opened(asked, relations_of(pack, by, people), people, categories)


def _opened(
    asked: Asked,
    relations: Mapping[UUID, frozenset[str]],
    people: Sequence[UUID],
    categories: Collection[str] | None,
    *,
    passing_over: bool = False,
    known: Mapping[UUID, held.Known] | None = None,
) -> tuple[Slice, ...]:
    by, pack = asked.by, asked.pack
    fields, left_out = allowed_of(asked, relations, people, categories, passing_over=passing_over)
    shown = sorted({c for f in fields.values() for c in f})
    note(facts={"categories": shown, "pack": pack.digest[:12]})
    made = held.slices(by.controller, people, fields, known, left_out)
    if len(made) < len(people):
        raise nobody_there()
    return tuple(made)


def with_contacts(*, by: Actor, purpose: str, person: UUID, at: datetime) -> tuple[Slice, tuple[Slice, ...]]:
    """A pupil as `take` gives them, and the contacts that their record points at, as far as one may see.

    A contact is nobody's pupil: who may see one is decided by how the actor stands to the pupil.
    """
    under_way()
    note(people=[person], purpose=purpose)
    second_factor(by)
    pack = pack_of(by.controller)
    asked = Asked(by, pack, "read", purpose, day_of(at))
    relations = relations_of(pack, by, [person])
    (pupil,) = _opened(asked, relations, [person], None)
    refs = list(dict.fromkeys(r.other for r in pupil.records.get("relation", ()) if r.other))
    answer = asked(relations[person], "contacts")
    if not refs or not answer.allowed:
        return pupil, ()
    note(people=refs)
    return pupil, tuple(held.slices(by.controller, refs, dict.fromkeys(refs, answer.fields)))


def still_here(
    *, by: Actor, purpose: str, people: Sequence[UUID], at: datetime, categories: Collection[str]
) -> tuple[Slice, ...]:
    """As `take`, of those pupils among them whom we still hold: who is gone, or no pupil, is left out."""
    under_way()
    note(purpose=purpose)
    pupils = held.pupils_among(by.controller, people)
    here = [p for p in people if p in pupils]
    return take(by=by, purpose=purpose, people=here, at=at, categories=categories) if here else ()


def groups(*, by: Actor, own: bool = False) -> list[tuple[UUID, str, str]]:
    """(ref, kind, label) of the groups of this controller, or of one's own: labels, and nobody in them."""
    return held.groups(by.controller, by.ref if own else None)


def here(
    controller: UUID, *, people: Collection[UUID] | None = None, group: UUID | None = None
) -> dict[UUID, datetime]:
    """Whom we know and since when, by reference: pupils on roll, a group's, or the people named."""
    return held.here(controller, people=people, group=group)


def counts(*, by: Actor, due_by: date) -> dict[str, int]:
    """How many pupils are on roll and off it, and how many records fall due by that month: numbers only."""
    return held.roll(by.controller, due_by)


def listing(
    *,
    by: Actor,
    purpose: str,
    at: datetime,
    categories: Collection[str] | None = ("identity", "enrolment"),
    group: UUID | None = None,
    on_roll: bool | None = True,
    start: int = 0,
    limit: int = 50,
) -> tuple[tuple[Slice, ...], int]:
    """A page of pupils in the order of their names, and how many there are: only those one may open."""
    under_way()
    second_factor(by)
    pack = pack_of(by.controller)
    asked = Asked(by, pack, "read", purpose, day_of(at))
    asked.nearest(categories)
    among = held.people_of(by.controller, by.ref) if only_own(pack, by, purpose) else None
    known, total = held.page(
        by.controller, on_roll=on_roll, group=group, among=among, start=start, limit=limit
    )
    people = list(known)
    note(people=people, purpose=purpose)
    standing = relations_of(pack, by, people)
    return _opened(asked, standing, people, categories, passing_over=True, known=known), total


def find(*, by: Actor, purpose: str, text: str, at: datetime, limit: int = 25) -> tuple[Slice, ...]:
    """Pupils meant by what somebody typed: a name or part of one, misspelt or not, a number, a birth date."""
    under_way()
    second_factor(by)
    note(purpose=purpose)
    pack = pack_of(by.controller)
    asked = Asked(by, pack, "find", purpose, day_of(at))
    asked.nearest(("identity",))
    words, born = typed(text)
    mine = held.people_of(by.controller, by.ref) if only_own(pack, by, purpose) else None
    if born:
        every = [r for found in held.by_value(by.controller, "dob", [born]).values() for r in found]
        refs = [r for r in every if mine is None or r in mine]
    else:
        refs = held.candidates(by.controller, words, limit * 4, mine)
    fields, _ = allowed_of(asked, relations_of(pack, by, refs), refs, SHOWN, passing_over=True)
    made = held.slices(by.controller, refs, fields)
    ranked = sorted(((fits(s, words, born), n, s) for n, s in enumerate(made)), key=lambda r: (-r[0], r[1]))
    shown = tuple(s for score, _, s in ranked if score)[:limit]
    note(people=[s.person for s in shown], facts={"found": len(shown)})
    return shown
