"""The stored place in the alphabet, so that a list of sealed names sorts without opening them all.

It shows who stands before whom and nothing else. Places are spaced out; a newcomer takes a gap, found by
opening as many names as halving the list takes; when a gap is used up, everyone is placed anew.
"""

from collections.abc import Sequence
from uuid import UUID

from hornbook.stages.keys.index import plain

from . import sets
from .models import PUPIL, Person
from .queries import chunks, records_of
from .slices import Held

GAP = 1 << 20
MANY = 50


def sort_key(held: dict[str, list[Held]]) -> tuple[str, str, str]:
    """Surname, first name, date of birth, as the pupil goes by them."""
    records = held.get("identity")
    who = records[0].values if records else {}
    return (
        plain(who.get("preferred_surname") or who.get("legal_surname", "")),
        plain(who.get("preferred_forename") or who.get("legal_forename", "")),
        who.get("date_of_birth", ""),
    )


def _keys_of(controller: UUID, people: Sequence[UUID]) -> dict[UUID, tuple[str, str, str]]:
    held = records_of(controller, people, {"identity"})
    return {p: sort_key(held[p]) for p in people}


def place_all(controller: UUID) -> int:
    """Place every pupil anew. Gives how many places changed."""
    people = Person.objects.filter(controller=controller, kind=PUPIL)
    keys: dict[UUID, tuple[str, str, str]] = {}
    for some in chunks(list(people.values_list("ref", flat=True))):
        keys |= _keys_of(controller, list(some))
    ranks = {ref: (n + 1) * GAP for n, ref in enumerate(sorted(keys, key=lambda r: (keys[r], r)))}
    changed = 0
    for some in chunks(list(ranks)):
        known = people.filter(ref__in=some).values_list("ref", "rank")
        moved = [(ranks[ref], ref, controller) for ref, rank in known if rank != ranks[ref]]
        sets.update(Person, ("rank",), ("ref", "controller"), moved)
        changed += len(moved)
    return changed


def place(controller: UUID, people: Sequence[UUID]) -> None:
    """Give these pupils their place, after their name was first written or has changed."""
    if len(people) > MANY:
        place_all(controller)
        return
    for ref in people:
        if not _place_one(controller, ref):
            place_all(controller)
            return


def _place_one(controller: UUID, ref: UUID) -> bool:
    mine = (_keys_of(controller, [ref])[ref], ref)
    others = (
        Person.objects.filter(controller=controller, kind=PUPIL, rank__isnull=False)
        .exclude(ref=ref)
        .order_by("rank")
        .values_list("ref", "rank")
    )
    low, high = 0, others.count()
    while low < high:
        middle = (low + high) // 2
        other = others[middle][0]
        if (_keys_of(controller, [other])[other], other) < mine:
            low = middle + 1
        else:
            high = middle
    before = others[low - 1][1] if low else 0
    after = others[low][1] if low < others.count() else before + 2 * GAP
    if after - before < 2:
        return False
    Person.objects.filter(controller=controller, ref=ref).update(rank=(before + after) // 2)
    return True
