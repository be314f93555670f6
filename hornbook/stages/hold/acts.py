"""Changing the record. Only `use.gate` calls this, inside an act, after it has decided.

Writing is in sets: records of the people concerned are read once, compared, and only what differs is
sealed and written. The same writes twice change nothing the second time.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

from hornbook.rules.base.refused import Refused
from hornbook.stages.keys import ring
from hornbook.stages.keys.index import Index
from hornbook.stages.keys.seal import CannotOpen, DataKey

from . import sets, vault
from .models import (
    CONTACT,
    PUPIL,
    Dated,
    Group,
    GroupMember,
    GroupStaff,
    Joint,
    Kept,
    Part,
    Person,
    Record,
    Token,
)
from .queries import chunks, existing, place, records_of
from .slices import Changed, Held, Write
from .work import Came, keys_of, worked

#: Fields found by search: category -> field -> kinds of token.
INDEXED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "identity": {
        "legal_surname": ("name",),
        "legal_forename": ("name",),
        "preferred_surname": ("name",),
        "preferred_forename": ("name",),
        "former_surname": ("name",),
        "date_of_birth": ("dob",),
    },
    "identifiers": {"upn": ("upn", "number"), "former_upn": ("number",), "uln": ("number",)},
}


FACTS = ("on_roll", "due_month", "rank")


def create(controller: UUID, kind: str, refs: Sequence[UUID], at: datetime) -> None:
    """New people, keys first: a key without a row is swept, a row without a key could never be opened."""
    ring().make(controller, refs)
    columns = ("controller", "ref", "kind", "on_roll", "made_at")
    sets.insert(Person, columns, ((controller, r, kind, False, at) for r in refs))


def put(controller: UUID, writes: Sequence[Write], came: Came) -> Changed:
    """Write values into records, by natural key where no record is named."""
    work = worked(controller, writes, came)
    touched = work.store()
    reindex(controller, {person for person, category in touched if category in INDEXED}, work.keys)
    return work.count()


def compare(controller: UUID, writes: Sequence[Write], came: Came) -> Changed:
    """What `put` would do with these writes; nothing is sealed and nothing is written."""
    return worked(controller, writes, came).count()


def reindex(controller: UUID, people: set[UUID], keys: Mapping[UUID, DataKey] | None = None) -> None:
    """Make the tokens of these people anew from their opened names and numbers."""
    if not people:
        return
    index = Index(controller)
    for some in chunks(sorted(people)):
        held = records_of(controller, list(some), set(INDEXED), dict(keys) if keys is not None else None)
        wanted = {p: _tokens(index, held[p]) for p in some}
        rows = Token.objects.filter(controller=controller, person__in=some)
        stale, have = [], defaultdict(set)
        for row, person, token in rows.values_list("id", "person_id", "token"):
            if bytes(token) in wanted[person]:
                have[person].add(bytes(token))
            else:
                stale.append(row)
        for few in chunks(stale):
            Token.objects.filter(id__in=few).delete()
        new = ((controller, p, t) for p in some for t in sorted(wanted[p] - have[p]))
        sets.insert(Token, ("controller", "person", "token"), new)


def _tokens(index: Index, held: Mapping[str, list[Held]]) -> set[bytes]:
    found: set[bytes] = set()
    for category, fields in INDEXED.items():
        for record in held.get(category, ()):
            for name, kinds in fields.items():
                if value := record.values.get(name):
                    for kind in kinds:
                        found |= index.tokens(kind, [str(value)])
    return found


def set_facts(controller: UUID, facts: Mapping[UUID, Mapping[str, Any]]) -> int:
    """The plain columns of people: on_roll, due_month, rank. Gives how many people differ now."""
    differ = 0
    for some in chunks(list(facts)):
        rows = Person.objects.filter(controller=controller, ref__in=some).values_list("ref", *FACTS)
        changed = []
        for ref, *before in rows:
            after = [facts[ref].get(name, was) for name, was in zip(FACTS, before, strict=True)]
            if after != before:
                changed.append((*after, ref, controller))
        sets.update(Person, FACTS, ("ref", "controller"), changed)
        differ += len(changed)
    return differ


def dated(controller: UUID, periods: str) -> None:
    """Remember by which periods the due months stand; "" for by several, so that they are reckoned anew."""
    Dated.objects.update_or_create(controller=controller, defaults={"periods": periods})


def join(
    controller: UUID,
    category: str,
    values: Mapping[str, Any],
    parts: Mapping[UUID, Mapping[str, Any]],
    came: Came,
    ref: UUID | None = None,
) -> UUID:
    """A joint item under a key of its own, wrapped for each person who has a part in it."""
    ref = ref or uuid4()
    keys = keys_of(controller, list(parts))
    raw = token_bytes(32)
    item = DataKey(raw, controller, ref)
    content = {
        "v": dict(values),
        "s": [came.receipt.hex if came.receipt else None, None, came.on.isoformat()],
    }
    Joint.objects.create(
        controller=controller,
        ref=ref,
        category=category,
        sealed=item.seal_values(content, place(category, ref)),
        recorded_at=came.at,
    )
    Part.objects.bulk_create(
        Part(
            controller=controller,
            joint_id=ref,
            person_id=person,
            sealed=keys[person].seal_values({"key": raw.hex(), "v": dict(mine)}, place(category, ref)),
        )
        for person, mine in parts.items()
    )
    return ref


def group(controller: UUID, kind: str, label: str) -> UUID:
    made, _ = Group.objects.get_or_create(controller=controller, kind=kind, label=label)
    return made.ref


def fill_group(controller: UUID, group_ref: UUID, people: Sequence[UUID]) -> int:
    """Add these people to a group; who is in it already stays. Gives how many were added."""
    have = set(GroupMember.objects.filter(group=group_ref).values_list("person_id", flat=True))
    new = [p for p in dict.fromkeys(people) if p not in have]
    GroupMember.objects.bulk_create(
        GroupMember(controller=controller, group_id=group_ref, person_id=p) for p in new
    )
    return len(new)


def staff_group(controller: UUID, group_ref: UUID, account: UUID, relation: str) -> None:
    GroupStaff.objects.get_or_create(
        controller=controller, group_id=group_ref, account=account, relation=relation
    )


def forget(controller: UUID, person: UUID) -> dict[str, int]:
    """Remove every row about a person. The key goes first, by whoever disposes; files go last, by `vault`.

    Contacts whom nobody else's record points at go with the pupil; their refs are for the caller, under
    "contacts". Joint items stay with the others who have a part; one that nobody has left goes too.
    """
    gone: dict[str, int] = {}
    joints = list(Part.objects.filter(controller=controller, person=person).values_list("joint", flat=True))
    gone["tokens"] = Token.objects.filter(controller=controller, person=person).delete()[0]
    gone["parts"] = Part.objects.filter(controller=controller, person=person).delete()[0]
    left = set(Part.objects.filter(joint__in=joints).values_list("joint", flat=True))
    gone["joint items"] = Joint.objects.filter(ref__in=[j for j in joints if j not in left]).delete()[0]
    gone["groups"] = GroupMember.objects.filter(controller=controller, person=person).delete()[0]
    rows = Record.objects.filter(controller=controller, person=person)
    for category in rows.order_by().values_list("category", flat=True).distinct():
        gone[category] = rows.filter(category=category).delete()[0]
    gone["links to them"] = Record.objects.filter(controller=controller, other=person).delete()[0]
    files = list(Kept.objects.filter(controller=controller, person=person).values_list("ref", flat=True))
    gone["files"] = Kept.objects.filter(controller=controller, person=person).delete()[0]
    Person.objects.filter(controller=controller, ref=person).delete()
    for ref in files:
        vault.remove(controller, ref)
    return {what: n for what, n in gone.items() if n}


def only_for(controller: UUID, person: UUID) -> list[UUID]:
    """The contacts that only this pupil's record points at: they are forgotten with the pupil.

    A brother or sister who is a pupil too is never one of them, whatever points at whom.
    """
    pointed = Record.objects.filter(controller=controller, person=person, other__kind=CONTACT)
    mine = set(pointed.values_list("other", flat=True))
    elsewhere = Record.objects.filter(controller=controller, other__in=mine).exclude(person=person)
    return sorted(mine - set(elsewhere.values_list("other", flat=True)))


def keep_file(controller: UUID, person: UUID, content: bytes, at: datetime) -> UUID:
    """Put a file into the vault under the person's key: key, file, row, in that order."""
    ref = uuid4()
    vault.write(controller, ref, keys_of(controller, [person])[person], content)
    Kept.objects.create(controller=controller, ref=ref, person_id=person, size=len(content), made_at=at)
    return ref


def read_file(controller: UUID, person: UUID, ref: UUID) -> bytes:
    kept = Kept.objects.filter(controller=controller, person=person, ref=ref).first()
    if kept is None:
        raise Refused(
            "unknown",
            what="Not opened.",
            why="There is no file with that reference about this person.",
            next="Open the person again and choose the file there.",
        )
    try:
        return vault.read(controller, kept.ref, keys_of(controller, [person])[person])
    except (CannotOpen, FileNotFoundError) as fault:
        raise Refused(
            "file-damaged",
            what="Not opened.",
            why="The file in the vault is missing, or is not as it was sealed.",
            next="Tell whoever looks after this installation: it has to come from a backup.",
            facts={"fault": type(fault).__name__},
        ) from fault


def sweep(controller: UUID, at: datetime) -> dict[str, int]:
    """Keys and files without a row, left by acts that were rolled back after making them."""
    owners = ring().owners(controller)
    there = existing(controller, owners)
    keys = ring().sweep(controller, [o for o in owners if o not in there], at)
    files = 0
    for some in chunks(vault.kept_before(controller, at)):
        rows = set(Kept.objects.filter(controller=controller, ref__in=some).values_list("ref", flat=True))
        for ref in set(some) - rows:
            vault.remove(controller, ref)
            files += 1
    return {"keys": keys, "files": files}


def unranked(controller: UUID) -> bool:
    return Person.objects.filter(controller=controller, kind=PUPIL, rank__isnull=True).exists()
