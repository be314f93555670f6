"""Who the people in a file are: held already, new, or not to be told, in which case nobody is guessed at.

By unique pupil number first, else by surname, first name and date of birth together. A row about the wrong
child is worse than a row left out. The answer depends on the file and on what is held, not on how far an
earlier run came: people whom it brought in are found again by the same rules. Keeps: 22, 288.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from hornbook.rules.formats.base.record import Draft, Notes
from hornbook.stages.keys.index import plain
from hornbook.stages.use.gate import Known

from .counts import rows_of
from .reading import pupil_of

Who = tuple[str, str, str]


def who(surname: str, forename: str, born: str) -> Who:
    """The form that two spellings of one name share, with the date of birth."""
    return plain(surname), plain(forename), born


def _said(one: Who) -> bool:
    """Whether this says who somebody is: a date of birth and a name at least."""
    return bool(one[2] and (one[0] or one[1]))


@dataclass
class Somebody:
    """One person of a file: all the drafts about them.

    number  as given, "" for none;  alone: nobody else with a number in the file has this name and birthday
    """

    key: str
    number: str
    who: Who
    drafts: list[Draft] = field(default_factory=list)
    alone: bool = True

    @property
    def name(self) -> str:
        """The name to look under."""
        return self.who[0] or self.who[1]


def gather(drafts: Iterable[Draft], numbered: bool, notes: Notes) -> tuple[list[Somebody], list[Somebody]]:
    """The people of a file in the order they come, and those who cannot be told from one another.

    numbered  whether pupil numbers may be taken in, and so tell people apart
    """
    people: dict[str, Somebody] = {}
    for draft in drafts:
        key = pupil_of(draft)
        one = people.get(key)
        if one is None:
            one = people[key] = Somebody(key, _number(key) if numbered else "", ("", "", ""))
        one.drafts.append(draft)
        if draft.category == "identity" and not _said(one.who):
            v = draft.values
            one.who = who(v.get("legal_surname", ""), v.get("legal_forename", ""), v.get("date_of_birth", ""))
    spelt, twice = _one_spelling([p for p in people.values() if p.number], notes)
    return _join(spelt, [p for p in people.values() if not p.number], twice, notes)


def _number(key: str) -> str:
    """The pupil number in a draft's key; one without a letter or a digit in it tells nobody apart."""
    number = key.removeprefix("upn:") if key.startswith("upn:") else ""
    return number if plain(number) else ""


def _one_spelling(numbered: list[Somebody], notes: Notes) -> tuple[list[Somebody], list[Somebody]]:
    """A number written in two ways is one number; the later rows are left out."""
    first: dict[str, Somebody] = {}
    left: list[Somebody] = []
    for one in numbered:
        if first.setdefault(plain(one.number), one) is not one:
            left.append(one)
            leave_out(
                one,
                "number-spelt-twice",
                "An earlier row has the same number, written otherwise.",
                "Find out whether both are the same pupil, and write the number alike.",
                notes,
            )
    return list(first.values()), left


def _join(
    numbered: list[Somebody], others: list[Somebody], left: list[Somebody], notes: Notes
) -> tuple[list[Somebody], list[Somebody]]:
    """Rows without a number join the one person of their name and birthday; of several, none."""
    by_who: dict[Who, list[Somebody]] = defaultdict(list)
    for one in numbered:
        if _said(one.who):
            by_who[one.who].append(one)
    for namesakes in by_who.values():
        for one in namesakes if len(namesakes) > 1 else ():
            one.alone = False
            _namesake(one, notes)
    kept = list(numbered)
    for one in others:
        namesakes = by_who[one.who] if _said(one.who) else []
        if not namesakes:
            by_who[one.who].append(one)
            kept.append(one)
        elif len(namesakes) == 1:
            namesakes[0].drafts += one.drafts
        else:
            left.append(one)
            leave_out(one, *TWO_OF_THIS_NAME, notes)
    return kept, left


TWO_OF_THIS_NAME = (
    "whose-unclear",
    "The row has no number, and more than one pupil has this name and date of birth.",
    "Give the pupil's number.",
)
HELD_TWICE = (
    "number-held-twice",
    "More than one person held here has this number, so whose the rows are cannot be known.",
    "Find out whose the number is, and correct the other.",
)
SOMEBODY_ELSE = (
    "number-of-another",
    "Somebody of another name and date of birth is held here under this number.",
    "Find out whose the number is, and correct the other.",
)
NOBODY = (
    "nobody-known",
    "Nobody is held here under this number, and the row does not say who it is.",
    "Bring the pupil's name and date of birth as well.",
)
TAKEN = (
    "two-rows-one-person",
    "Rows about somebody else in this file fit the same person held here.",
    "Give both their numbers.",
)


def leave_out(one: Somebody, code: str, why: str, next: str, notes: Notes) -> None:
    """Say of each row that it is set aside."""
    for table, line in rows_of(one.drafts):
        notes.error(code, table, line, "", why, next=next)


def _namesake(one: Somebody, notes: Notes) -> None:
    first = one.drafts[0]
    notes.warn(
        "namesake",
        first.table,
        first.line,
        "",
        "Another pupil with another number has the same name and date of birth.",
        next="Look whether they are one; they are kept apart.",
    )


@dataclass(frozen=True)
class Told:
    """Who is who: held already (with their reference), new, and left out."""

    known: Sequence[tuple[Somebody, UUID]]
    new: Sequence[Somebody]
    left: Sequence[Somebody]


def tell(people: Sequence[Somebody], held: Iterable[Known], notes: Notes) -> Told:
    """Tell each of these people among those held."""
    by_number: dict[str, list[Known]] = defaultdict(list)
    by_who: dict[Who, list[Known]] = defaultdict(list)
    for each in held:
        if each.number:
            by_number[plain(each.number)].append(each)
        by_who[who(each.surname, each.forename, each.born)].append(each)
    known: dict[UUID, Somebody] = {}
    new, left = [], []
    for one in people:
        answer = _one(one, by_number, by_who, notes)
        if isinstance(answer, Known) and answer.person in known:
            answer = TAKEN
        if isinstance(answer, Known):
            known[answer.person] = one
        elif answer is None:
            new.append(one)
        else:
            left.append(one)
            leave_out(one, *answer, notes)
    return Told([(one, ref) for ref, one in known.items()], new, left)


def _one(
    one: Somebody,
    by_number: Mapping[str, list[Known]],
    by_who: Mapping[Who, list[Known]],
    notes: Notes,
) -> Known | tuple[str, str, str] | None:
    """The person held, None for somebody new, or why it cannot be told."""
    namesakes = by_who.get(one.who, []) if _said(one.who) else []
    if not one.number:
        if not _said(one.who):
            return NOBODY
        if len(namesakes) > 1:
            return TWO_OF_THIS_NAME
        return namesakes[0] if namesakes else None
    mine = by_number.get(plain(one.number), [])
    if len(mine) > 1:
        return HELD_TWICE
    if mine:
        return mine[0] if _may_be(one, mine[0]) else SOMEBODY_ELSE
    unnumbered = [each for each in namesakes if not each.number]
    if one.alone and len(unnumbered) == len(namesakes) == 1:
        return unnumbered[0]
    if not _said(one.who):
        return NOBODY
    if namesakes and one.alone:
        _namesake(one, notes)
    return None


def _may_be(one: Somebody, held: Known) -> bool:
    """Not if both name and birthday differ: then the number is another pupil's."""
    if not _said(one.who) or not held.born:
        return True
    surname, forename, born = who(held.surname, held.forename, held.born)
    return born == one.who[2] or surname == one.who[0] or forename == one.who[1]
