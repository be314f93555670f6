"""Reading the record. Only `use.gate` calls this, inside an act."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from hornbook.rules.catalogue.base import categories
from hornbook.stages.keys import ring
from hornbook.stages.keys.index import Index, plain, sound, words
from hornbook.stages.keys.seal import DataKey

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
from .slices import Held, Slice, Source, Tally

ROW = ("ref", "person_id", "category", "sealed", "recorded_at", "other_id", "filed_under")
PERSON = ("ref", "kind", "on_roll", "due_month")
CHUNK = 500

#: What stands plain about a person: ref, kind, on roll, month of disposal.
Known = tuple[UUID, str, bool, date | None]


def place(category: str, record: UUID) -> bytes:
    """Where a sealed record stands: it opens nowhere else."""
    return category.encode() + b"|" + record.bytes


@lru_cache(maxsize=5000)
def _source(receipt: str | None, line: int | None, on: str) -> Source:
    return Source(UUID(hex=receipt) if receipt else None, line, date.fromisoformat(on))


def open_record(key: DataKey, row: tuple[Any, ...]) -> Held:
    ref, _, category, sealed, recorded_at, other, filed_under = row
    content = key.open_values(sealed, place(category, ref))
    by_field = {name: _source(*came) for name, came in content["s"].items()}
    common = by_field.get("")
    values = content["v"]
    sources = {f: by_field.get(f, common) for f in values}
    return Held(ref, category, values, sources, recorded_at, other, filed_under)


def chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _rows(controller: UUID, people: Sequence[UUID], wanted: Collection[str]) -> Iterator[tuple[Any, ...]]:
    """These people's records, as `ROW`, in the order they were filed.

    Written out, and converted here: compiling the query and converting each column of each row costs more
    than opening the records. A person's reference is looked up, not made anew.
    """
    uuid = Record._meta.get_field("ref").get_db_prep_value
    known: dict[Any, UUID] = {uuid(p, connection): p for p in people}
    chosen = list(wanted) if len(wanted) < len(categories) else []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(ROW)} FROM {Record._meta.db_table} WHERE controller = %s "
            f"AND person_id IN ({_marks(known)}) {f'AND category IN ({_marks(chosen)})' if chosen else ''} "
            "ORDER BY filed_under, recorded_at, ref",
            [uuid(controller, connection), *known, *chosen],
        )
        for ref, person, category, sealed, at, other, filed_under in cursor.fetchall():
            beside = _uuid(other) if other else None
            yield _uuid(ref), known[person], category, sealed, _moment(at), beside, filed_under


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _uuid(given: UUID | str) -> UUID:
    return given if isinstance(given, UUID) else UUID(given)


def _moment(given: datetime | str) -> datetime:
    return datetime.fromisoformat(given).replace(tzinfo=UTC) if isinstance(given, str) else given


def records_of(
    controller: UUID, people: Sequence[UUID], wanted: Collection[str], keys: dict[UUID, DataKey] | None = None
) -> dict[UUID, dict[str, list[Held]]]:
    """Every record of these people in these categories, opened, in the order it was filed."""
    keys = ring().open(controller, people) if keys is None else keys
    found: dict[UUID, dict[str, list[Held]]] = {p: {} for p in people}
    for some in chunks(people) if wanted else ():
        for row in _rows(controller, some, wanted):
            if row[1] in keys:
                found[row[1]].setdefault(row[2], []).append(open_record(keys[row[1]], row))
    for person, joint in _joint_records(controller, people, wanted, keys):
        found[person].setdefault(joint.category, []).append(joint)
    return found


def _joint_records(
    controller: UUID, people: Sequence[UUID], wanted: Collection[str], keys: dict[UUID, DataKey]
) -> Iterator[tuple[UUID, Held]]:
    joint = [c for c in wanted if categories[c].joint]
    if not joint:
        return
    for some in chunks(people):
        parts = Part.objects.filter(controller=controller, person__in=some, joint__category__in=joint)
        for person, sealed, ref, category, body, at in parts.order_by(
            "joint__recorded_at", "joint"
        ).values_list(
            "person_id", "sealed", "joint_id", "joint__category", "joint__sealed", "joint__recorded_at"
        ):
            if person not in keys:
                continue
            mine = keys[person].open_values(sealed, place(category, ref))
            key = DataKey(bytes.fromhex(mine["key"]), controller, ref)
            content = key.open_values(body, place(category, ref))
            source = Source(
                UUID(hex=content["s"][0]) if content["s"][0] else None,
                None,
                date.fromisoformat(content["s"][2]),
            )
            values = {**content["v"], **mine["v"]}
            yield person, Held(ref, category, values, dict.fromkeys(values, source), at)


def slices(
    controller: UUID,
    people: Sequence[UUID],
    allowed: dict[UUID, dict[str, frozenset[str]]],
    known: Mapping[UUID, Known] | None = None,
    left_out: Mapping[UUID, Mapping[str, str]] | None = None,
) -> list[Slice]:
    """Frozen slices in the order asked: of each person the categories and fields allowed for them.

    known     what stands plain about them, where the caller has just read it
    left_out  what each slice says of the categories that are not in it
    """
    wanted = {c for fields in allowed.values() for c in fields}
    if known is None:
        known = {
            row[0]: row
            for some in chunks(people)
            for row in Person.objects.filter(controller=controller, ref__in=some).values_list(*PERSON)
        }
    held = records_of(controller, [p for p in people if p in known], wanted)
    made = []
    for person in people:
        if person not in known:
            continue
        _, kind, on_roll, due_month = known[person]
        fields = allowed[person]
        records = {
            c: tuple(_narrow(r, fields[c]) for r in rows) for c, rows in held[person].items() if c in fields
        }
        if "date_of_birth" not in fields.get("identity", ()):
            due_month = None  # it tells the month of birth to whoever can take away 25 years
        why = left_out[person] if left_out else {}
        made.append(Slice(person, kind, on_roll, due_month, records, why))
    return made


def _narrow(held: Held, fields: frozenset[str]) -> Held:
    if fields >= held.values.keys():
        return held
    values = {f: v for f, v in held.values.items() if f in fields}
    sources = {f: s for f, s in held.sources.items() if f in fields}
    about = categories[held.category]
    other = held.other if about.points_at in fields else None
    filed = held.filed_under if about.filed_by in fields else ""
    return Held(held.ref, held.category, values, sources, held.recorded_at, other, filed)


def existing(controller: UUID, people: Collection[UUID]) -> set[UUID]:
    """Which of these are people of this controller."""
    found: set[UUID] = set()
    for some in chunks(list(people)):
        found |= set(Person.objects.filter(controller=controller, ref__in=some).values_list("ref", flat=True))
    return found


def pupils_among(controller: UUID, people: Collection[UUID]) -> set[UUID]:
    """Which of these are pupils of this controller."""
    found: set[UUID] = set()
    for some in chunks(list(people)):
        rows = Person.objects.filter(controller=controller, ref__in=some, kind=PUPIL)
        found |= set(rows.values_list("ref", flat=True))
    return found


def relations(controller: UUID, account: UUID, people: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
    """How this account stands to each of these people, through the groups both are in."""
    found: dict[UUID, set[str]] = defaultdict(lambda: {"any"})
    for some in chunks(people):
        rows = GroupMember.objects.filter(
            controller=controller, person__in=some, group__staff__account=account
        ).values_list("person_id", "group__staff__relation")
        for person, relation in rows:
            found[person].add(relation)
    return {p: frozenset(found[p]) for p in people}


def people_of(controller: UUID, account: UUID) -> set[UUID]:
    """Everyone this account teaches or supports, through any group."""
    mine = GroupStaff.objects.filter(controller=controller, account=account).values("group")
    rows = GroupMember.objects.filter(controller=controller, group__in=mine)
    return set(rows.values_list("person_id", flat=True))


def in_order(controller: UUID, **which: Any) -> tuple[list[UUID], int]:
    """As `page`, of their references only."""
    known, total = page(controller, **which)
    return list(known), total


def page(
    controller: UUID,
    *,
    kind: str = PUPIL,
    on_roll: bool | None = None,
    group: UUID | None = None,
    among: Collection[UUID] | None = None,
    start: int = 0,
    limit: int = 50,
) -> tuple[dict[UUID, Known], int]:
    """A page of people in the order of their names, and how many there are in all."""
    people = Person.objects.filter(controller=controller, kind=kind)
    if on_roll is not None:
        people = people.filter(on_roll__in=[on_roll])  # as a value, which an index can be entered by
    if group is not None:
        people = people.filter(groupmember__group=group)
    if among is not None:
        people = people.filter(ref__in=list(among))
    ordered = people.order_by("rank", "ref").values_list(*PERSON)
    return {row[0]: row for row in ordered[start : start + limit]}, people.count()


def by_value(controller: UUID, kind: str, values: Iterable[str]) -> dict[str, list[UUID]]:
    """The people whose indexed value is exactly this: {value as asked: refs}. For matching on import."""
    index = Index(controller)
    tokens = {index.token(kind, plain(v)): v for v in values if plain(v)}
    found: dict[str, list[UUID]] = {}
    for some in chunks(list(tokens)):
        rows = Token.objects.filter(controller=controller, token__in=some).values_list("token", "person_id")
        for token, person in rows:
            found.setdefault(tokens[bytes(token)], []).append(person)
    return found


def candidates(controller: UUID, text: str, limit: int, among: Collection[UUID] | None = None) -> list[UUID]:
    """People who may be meant by what somebody typed, likeliest first; the caller opens and checks them.

    Every word typed should fit: as a whole word, else as the start of one, else by its sound. A UPN, ULN
    or date of birth is found exactly.

    among  only these: whoever may open a few pupils is to find them among the many of that name
    """
    index = Index(controller)
    scores: dict[UUID, int] = defaultdict(int)
    people = Token.objects.filter(controller=controller, person__kind=PUPIL)
    if among is not None:
        people = people.filter(person__in=list(among))
    for word in words(text)[:6]:
        forms = [(8, index.token("number", word)), (4, index.token("word", word))]
        starts = [n for n in (5, 3, 2) if len(word) >= n]
        if starts:
            forms.append((2, index.token(f"start{starts[0]}", word[: starts[0]])))
        if heard := sound(word):
            forms.append((1, index.token("sound", heard)))
        best: dict[UUID, int] = {}
        for score, token in forms:  # one by one: a common start must not crowd out the very name
            for person in people.filter(token=token).values_list("person_id", flat=True)[: limit * 10]:
                best.setdefault(person, score)
        for person, score in best.items():
            scores[person] += score
    ranked = sorted(scores, key=lambda p: (-scores[p], p))
    return ranked[:limit]


def dated_by(controller: UUID) -> str:
    """By which periods the due months of everybody stand; "" when nobody has looked yet."""
    return Dated.objects.filter(controller=controller).values_list("periods", flat=True).first() or ""


def everybody(controller: UUID, kind: str = PUPIL) -> list[UUID]:
    return list(Person.objects.filter(controller=controller, kind=kind).values_list("ref", flat=True))


def due_by(controller: UUID, month: date) -> list[UUID]:
    """Everyone whose record falls due in this month or before it."""
    people = Person.objects.filter(controller=controller, due_month__lte=month)
    return list(people.order_by("due_month", "rank", "ref").values_list("ref", flat=True))


def roll(controller: UUID, due_by: date) -> dict[str, int]:
    """How many pupils are on roll and off it, and how many people's records fall due by that month."""
    people = Person.objects.filter(controller=controller)
    pupils = Count("ref", filter=Q(kind=PUPIL))
    rolls = dict(people.order_by().values_list("on_roll").annotate(n=pupils))
    due = people.filter(due_month__lte=due_by.replace(day=1)).count()
    return {"on roll": rolls.get(True, 0), "off roll": rolls.get(False, 0), "due": due}


def groups(controller: UUID, account: UUID | None = None) -> list[tuple[UUID, str, str]]:
    """(ref, kind, label) of the groups, or of those this account is in."""
    rows = Group.objects.filter(controller=controller)
    if account is not None:
        rows = rows.filter(staff__account=account)
    return list(rows.order_by("kind", "label").distinct().values_list("ref", "kind", "label"))


def here(
    controller: UUID, *, people: Collection[UUID] | None = None, group: UUID | None = None
) -> dict[UUID, datetime]:
    """Since when we know each of these people; without `people`, each pupil on roll, or those of a group."""
    found = Person.objects.filter(controller=controller)
    found = found.filter(kind=PUPIL, on_roll=True) if people is None else found.filter(ref__in=list(people))
    if group is not None:
        found = found.filter(groupmember__group=group)
    return dict(found.order_by("rank", "ref").values_list("ref", "made_at"))


def counts(controller: UUID) -> dict[str, int]:
    """How many people of each kind, and how many pupils on roll: from counters, nothing is opened."""
    people = Person.objects.filter(controller=controller)
    return {
        "pupils": people.filter(kind=PUPIL).count(),
        "on roll": people.filter(kind=PUPIL, on_roll=True).count(),
        "contacts": people.filter(kind=CONTACT).count(),
    }


def others_in(controller: UUID, person: UUID) -> dict[UUID, list[UUID]]:
    """The joint items a person has a part in, and who else has."""
    mine = Part.objects.filter(controller=controller, person=person).values("joint")
    found: dict[UUID, list[UUID]] = {}
    for joint, other in Part.objects.filter(joint__in=mine).values_list("joint_id", "person_id"):
        found.setdefault(joint, [])
        if other != person:
            found[joint].append(other)
    return found


def digest(controller: UUID) -> str:
    """One number for the whole state: canonical opened values by natural key, without refs, nonces and times.

    Two ways to the same records give the same digest, whatever was cut off in between.
    """
    total = hashlib.sha256()
    lines: list[bytes] = []
    everyone = list(
        Person.objects.filter(controller=controller).order_by("ref").values_list("ref", flat=True)
    )
    for some in chunks(everyone):
        held = records_of(controller, list(some), list(categories))
        for person in some:
            lines.append(_canonical(controller, person, held[person]))
    for line in sorted(lines):
        total.update(line)
    return total.hexdigest()


def _canonical(controller: UUID, person: UUID, held: dict[str, list[Held]]) -> bytes:
    content: dict[str, Any] = {}
    for category, records in held.items():
        points_at = categories[category].points_at
        rows = [{f: v for f, v in r.values.items() if f != points_at} for r in records]
        content[category] = sorted(json.dumps(r, sort_keys=True, ensure_ascii=False) for r in rows)
    return json.dumps(content, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")


def joint_count(controller: UUID) -> int:
    return Joint.objects.filter(controller=controller).count()


def last_touched(controller: UUID, person: UUID) -> date | None:
    """The last day on which anything was recorded about this person, whatever it was."""
    records = records_of(controller, [person], list(categories))[person]
    days = [s.on for rows in records.values() for r in rows for s in r.sources.values()]
    return max(days, default=None)


def tally(controller: UUID, person: UUID) -> dict[str, Tally]:
    """Records and values held about a person, counted row by row, whatever any pack declares.

    The records of a pupil's contacts count with the pupil's; files count under "files".
    """
    others = Record.objects.filter(controller=controller, person=person, other__isnull=False)
    people = [person, *others.order_by("other").values_list("other", flat=True).distinct()]
    keys = ring().open(controller, people)
    counted: dict[str, list[int]] = defaultdict(list)
    rows = Record.objects.filter(controller=controller, person__in=people)
    for ref, owner, category, sealed in rows.values_list("ref", "person_id", "category", "sealed"):
        counted[category].append(len(keys[owner].open_values(sealed, place(category, ref))["v"]))
    parts = Part.objects.filter(controller=controller, person=person)
    for ref, category, mine, item in parts.values_list(
        "joint_id", "joint__category", "sealed", "joint__sealed"
    ):
        own = keys[person].open_values(mine, place(category, ref))
        body = DataKey(bytes.fromhex(own["key"]), controller, ref).open_values(item, place(category, ref))
        counted[category].append(len(body["v"].keys() | own["v"].keys()))
    found = {category: Tally(len(each), sum(each)) for category, each in counted.items()}
    files = Kept.objects.filter(controller=controller, person=person).count()
    return {**found, "files": Tally(files, 0)} if files else found
