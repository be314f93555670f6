"""One part of a file against the record: who is who, which writes that makes, and what they do.

Taking in and weighing (a dry run) go the same way; only the last step differs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from hornbook.rules.base.actor import Actor
from hornbook.rules.formats.base.record import Draft, Notes
from hornbook.stages.keys.index import plain
from hornbook.stages.use import gate
from hornbook.stages.use.gate import Changed, KnownContact, Write

from .counts import Counts, Moves, moves
from .fold import Piece, fold, pointing, writes
from .match import Somebody, Told, tell
from .plan import Noted, Plan


@dataclass(frozen=True)
class Part:
    """What a step did, or would do."""

    counts: Counts
    moved: Moves
    noted: Noted


@dataclass
class _Contacts:
    """The contacts of one pupil in the file: pieces by reference, and which key of the file is whom."""

    new: list[UUID] = field(default_factory=list)
    pieces: dict[UUID, list[Draft]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)


def take_in(
    *, by: Actor, at: datetime, plan: Plan, people: Sequence[Somebody], sheets: Mapping[str, UUID]
) -> Part:
    """Write these people into the record, inside the act under way."""

    def newcomers(kind: str, count: int) -> list[UUID]:
        if not count:
            return []
        purpose = plan.may.purpose["identity" if kind == "pupil" else "contacts"]
        return gate.admit(by=by, purpose=purpose, kind=kind, count=count, at=at)

    def put(purpose: str, some: list[Write]) -> Changed:
        return gate.bring(by=by, purpose=purpose, writes=some, at=at)

    return _part(by, at, plan, people, sheets, newcomers, put)


def weigh(*, by: Actor, at: datetime, plan: Plan, people: Sequence[Somebody]) -> Part:
    """What `take_in` would do with these people. Nothing is written, and no key is made."""
    strangers: set[UUID] = set()

    def newcomers(kind: str, count: int) -> list[UUID]:
        refs = [uuid4() for _ in range(count)]
        strangers.update(refs)
        return refs

    def put(purpose: str, some: list[Write]) -> Changed:
        new = {(w.person, _record(w)) for w in some if w.person in strangers}
        known = [w for w in some if w.person not in strangers]
        asked = {"by": by, "purpose": purpose, "at": at, "coming": strangers}
        weighed = gate.compare(writes=known, **asked) if known else Changed()
        return weighed + Changed(created=len(new))

    return _part(by, at, plan, people, {}, newcomers, put)


def _record(write: Write) -> tuple[str, ...]:
    return Piece(write.category, write.values, "", 0).record


def _part(
    by: Actor,
    at: datetime,
    plan: Plan,
    people: Sequence[Somebody],
    sheets: Mapping[str, UUID],
    newcomers: Callable[[str, int], list[UUID]],
    put: Callable[[str, list[Write]], Changed],
) -> Part:
    notes = Notes()
    told = _told(by, at, plan, people, notes)
    refs = newcomers("pupil", len(told.new))
    everyone = [*told.known, *zip(told.new, refs, strict=True)]
    contacts = _contacts(by, at, plan, everyone, {ref for _, ref in told.known})
    came = iter(newcomers("contact", sum(len(c.new) for c in contacts.values())))
    by_purpose: dict[str, list[Write]] = {}
    for one, ref in everyone:
        _named(contacts[ref], came)
        for write in _writes_about(one, ref, contacts[ref], sheets, notes):
            by_purpose.setdefault(plan.may.purpose[write.category], []).append(write)
    counts = Counts(
        new=len(told.new),
        known=len(told.known),
        left_out=len(told.left),
        contacts=sum(len(c.new) for c in contacts.values()),
    )
    for purpose, some in by_purpose.items():
        counts = counts.changed(put(purpose, some))
    aside = moves([d for one in told.left for d in one.drafts], ())
    return Part(counts, plan.moved(aside), Noted.of(notes))


def _told(by: Actor, at: datetime, plan: Plan, people: Sequence[Somebody], notes: Notes) -> Told:
    held = gate.match(
        by=by,
        purpose=plan.may.purpose["identity"],
        numbers=[one.number for one in people if one.number],
        named=[(one.name, one.who[2]) for one in people],
        at=at,
    )
    return tell(people, held, notes)


def _contacts(
    by: Actor,
    at: datetime,
    plan: Plan,
    everyone: Sequence[tuple[Somebody, UUID]],
    known: set[UUID],
) -> dict[UUID, _Contacts]:
    """Each pupil's contacts in the file; held already if the pupil's own record points at one of the name."""
    purpose = plan.may.purpose.get("contacts")
    with_some = [ref for one, ref in everyone if ref in known and _of_contacts(one)]
    held = gate.contacts_of(by=by, purpose=purpose, people=with_some, at=at) if purpose and with_some else {}
    return {ref: _pupils_contacts(one, held.get(ref, ())) for one, ref in everyone}


def _of_contacts(one: Somebody) -> list[Draft]:
    return [d for d in one.drafts if d.category == "contacts"]


def _pupils_contacts(one: Somebody, held: Sequence[KnownContact]) -> _Contacts:
    by_key: dict[str, list[Draft]] = {}
    for draft in _of_contacts(one):
        by_key.setdefault(draft.person, []).append(draft)
    found = _Contacts()
    seen: dict[tuple[str, str], UUID] = {}
    for each in reversed(held):
        seen |= dict.fromkeys(_marks(each.name, each.telephone, each.email), each.person)
    for key, drafts in by_key.items():
        said: dict[str, str] = {}
        for draft in drafts:
            said = {**draft.values, **said}
        marks = _marks(said.get("name", ""), said.get("telephone", ""), said.get("email", ""))
        ref = next((seen[mark] for mark in marks if mark in seen), None)
        if ref is None:
            ref = uuid4()
            found.new.append(ref)
        for mark in marks:
            seen.setdefault(mark, ref)
        found.pieces.setdefault(ref, []).extend(drafts)
        found.keys[key] = str(ref)
    return found


def _marks(name: str, telephone: str, email: str) -> list[tuple[str, str]]:
    """By what a pupil's contacts are told apart: their name; for one without a name, how to reach them.

    Those of whom neither is said are taken for one.
    """
    if plain(name):
        return [("name", plain(name))]
    reach = [(kind, plain(v)) for kind, v in (("telephone", telephone), ("email", email)) if plain(v)]
    return reach or [("nobody", "")]


def _named(contacts: _Contacts, came: Iterator[UUID]) -> None:
    """Put the references of people who were admitted in the place of those made up for telling them apart."""
    for made_up in contacts.new:
        ref = next(came)
        contacts.pieces[ref] = contacts.pieces.pop(made_up)
        contacts.keys = {k: str(ref) if v == str(made_up) else v for k, v in contacts.keys.items()}


def _writes_about(
    one: Somebody, ref: UUID, contacts: _Contacts, sheets: Mapping[str, UUID], notes: Notes
) -> list[Write]:
    about = [d for d in one.drafts if d.category != "contacts"]
    found = writes(ref, fold(pointing(about, contacts.keys), notes), sheets)
    for person, drafts in contacts.pieces.items():
        found += writes(person, fold(drafts, notes), sheets)
    return found
