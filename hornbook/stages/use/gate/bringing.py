"""Through the door in sets: telling who is known already, comparing, and writing what a file brought.

Whoever brings a file needs the right to change what is in it; to be told apart from others, people are opened
as far as number, name and birthday, and nobody is shown. Places in the alphabet are given once, at the end.
Keeps: promises 22, 97, 99, 102.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hornbook.rules.base.actor import Actor
from hornbook.stages.hold import acts as record
from hornbook.stages.hold import queries as held
from hornbook.stages.hold import ranks
from hornbook.stages.hold.slices import Changed, Write
from hornbook.stages.ledger.act import note, under_way
from hornbook.stages.parties.queries import pack_of

from .asking import day_of, may_write_of_anybody, refused, second_factor
from .changing import keep_facts, may_write, note_changed


@dataclass(frozen=True)
class Known:
    """Somebody held, opened as far as it takes to tell them from others; "" is what is not held."""

    person: UUID
    number: str
    surname: str
    forename: str
    born: str


@dataclass(frozen=True)
class KnownContact:
    """A contact whom a pupil's own record points at."""

    person: UUID
    name: str
    telephone: str
    email: str


def _may_tell(by: Actor, purpose: str, category: str, at: datetime) -> None:
    """Who may write this about anybody of this controller may have it compared."""
    under_way()
    second_factor(by)
    answer = may_write_of_anybody(by, pack_of(by.controller), purpose, category, at)
    if not answer.allowed:
        raise refused("Nobody was looked for.", answer)


def match(
    *, by: Actor, purpose: str, numbers: Collection[str], named: Iterable[tuple[str, str]], at: datetime
) -> tuple[Known, ...]:
    """Everybody held who may be one of these: by pupil number, or by one of their names and date of birth.

    named  (a name, date of birth) pairs; whoever has both is a candidate, and the caller compares
    """
    _may_tell(by, purpose, "identity", at)
    pairs = [(name, born) for name, born in named if name and born]
    found = {p for refs in held.by_value(by.controller, "upn", numbers).values() for p in refs}
    born_on = held.by_value(by.controller, "dob", {born for _, born in pairs})
    if born_on:
        called = {
            p for refs in held.by_value(by.controller, "word", {n for n, _ in pairs}).values() for p in refs
        }
        found |= {p for refs in born_on.values() for p in refs} & called
    note(facts={"compared": len(found)})
    opened = held.records_of(by.controller, sorted(found), {"identity", "identifiers"})
    return tuple(_known(person, opened[person]) for person in sorted(found))


def _known(person: UUID, records: Mapping[str, Sequence[held.Held]]) -> Known:
    who = records["identity"][0].values if records.get("identity") else {}
    numbers = records["identifiers"][0].values if records.get("identifiers") else {}
    return Known(
        person,
        str(numbers.get("upn", "")),
        str(who.get("legal_surname", "")),
        str(who.get("legal_forename", "")),
        str(who.get("date_of_birth", "")),
    )


def contacts_of(
    *, by: Actor, purpose: str, people: Sequence[UUID], at: datetime
) -> dict[UUID, tuple[KnownContact, ...]]:
    """The contacts that these pupils' own records point at, so that a file does not bring them twice."""
    _may_tell(by, purpose, "contacts", at)
    links = held.records_of(by.controller, people, {"relation"})
    others = {p: [r.other for r in rows.get("relation", ()) if r.other] for p, rows in links.items()}
    everyone = sorted({o for refs in others.values() for o in refs})
    opened = held.records_of(by.controller, everyone, {"contacts"})
    return {p: tuple(_contact(o, opened[o]) for o in refs) for p, refs in others.items()}


def _contact(person: UUID, records: Mapping[str, Sequence[held.Held]]) -> KnownContact:
    who = records["contacts"][0].values if records.get("contacts") else {}
    return KnownContact(
        person, str(who.get("name", "")), str(who.get("telephone", "")), str(who.get("email", ""))
    )


def bring(*, by: Actor, purpose: str, writes: Sequence[Write], at: datetime) -> Changed:
    """As `change`, for one part of a file: each write names its receipt; `settle` follows the last part."""
    pack = may_write(by=by, purpose=purpose, writes=writes, at=at)
    done = record.put(by.controller, writes, record.Came(None, at, day_of(at)))
    keep_facts(pack, by.controller, writes)
    note_changed(pack, writes, done)
    return done


def compare(
    *, by: Actor, purpose: str, writes: Sequence[Write], at: datetime, coming: Collection[UUID] = ()
) -> Changed:
    """What `bring` would do with these writes, once those who are `coming` were here. Nothing is written."""
    may_write(by=by, purpose=purpose, writes=writes, at=at, coming=coming)
    return record.compare(by.controller, writes, record.Came(None, at, day_of(at)))


def settle(*, by: Actor) -> int:
    """Give everybody their place in the alphabet, after the last part of a file. Gives how many moved."""
    under_way()
    second_factor(by)
    return ranks.place_all(by.controller)


def digest(*, by: Actor) -> str:
    """One number for all that is held: two ways to the same records give the same number."""
    under_way()
    second_factor(by)
    return held.digest(by.controller)
