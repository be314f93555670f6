"""Through the door for somebody's copy: are they here, how much is held, and who else is in it.

Keeps: promises 196, 197. The count comes from the rows themselves and from no slice, so that a copy made of
slices can be held against it. Names of others are given so that they can be taken out, never put in.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from hornbook.rules.base.actor import Actor
from hornbook.stages.hold import queries as held
from hornbook.stages.hold.slices import Tally
from hornbook.stages.ledger.act import note, under_way
from hornbook.stages.parties.queries import pack_of
from hornbook.stages.use import restrictions

from .asking import Asked, day_of, known_only, refused, relations_of, second_factor

NAMES = frozenset(
    {"legal_surname", "legal_forename", "middle_names", "preferred_surname", "preferred_forename"}
    | {"former_surname"}
)


def there(*, by: Actor, person: UUID) -> None:
    """Refuse unless somebody with this reference is in the record. Nothing of them is opened."""
    under_way()
    note(people=[person])
    second_factor(by)
    known_only(by, [person])


def tally(*, by: Actor, purpose: str, person: UUID, at: datetime) -> Mapping[str, Tally]:
    """How many records and values are held about a person, by category; files apart, under "files"."""
    _may_read(by, purpose, person, at)
    return held.tally(by.controller, person)


def beside(*, by: Actor, purpose: str, person: UUID, at: datetime) -> Mapping[UUID, tuple[str, ...]]:
    """Joint item -> the names by which everyone else in it is known."""
    _may_read(by, purpose, person, at)
    shared = held.others_in(by.controller, person)
    others = sorted({o for each in shared.values() for o in each})
    note(people=others)
    opened = held.records_of(by.controller, others, {"identity"})
    names = {
        other: tuple(
            dict.fromkeys(
                str(value)
                for record in opened[other].get("identity", ())
                for field, value in record.values.items()
                if field in NAMES
            )
        )
        for other in others
    }
    return {item: tuple(n for o in each for n in names[o]) for item, each in shared.items()}


def _may_read(by: Actor, purpose: str, person: UUID, at: datetime) -> None:
    under_way()
    note(people=[person], purpose=purpose)
    second_factor(by)
    pack = pack_of(by.controller)
    standing = relations_of(pack, by, [person])[person]
    shut = bool(restrictions.standing(by.controller, [person]))
    answer = Asked(by, pack, "read", purpose, day_of(at))(standing, "identity", restricted=shut)
    if not answer.allowed:
        raise refused("Not opened.", answer)
    known_only(by, [person])
