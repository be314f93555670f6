"""Whose a row is: pupils by the ids their tables gave them, on roll and off roll apart.

Keeps: 22. A row about the wrong child is worse than a row left out: where an id could mean two people, it
means nobody.
"""

from collections.abc import Mapping

WHY_NOBODY = {
    "no-such-pupil": "No pupil row that was read has this id.",
    "whose-unclear": "Two pupils have this id, so whose the row is cannot be known.",
}
_NAMES = ("legal_surname", "legal_forename")


class People:
    """The pupils read so far."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], dict[str, set[str]]] = {}
        self._known: dict[str, tuple[str, frozenset[str]]] = {}

    def same(self, person: str, identity: Mapping[str, str]) -> bool:
        """Whether a pupil of this number may be the one read before: not if birthday and names differ."""
        known = self._known.get(person)
        if known is None:
            return True
        born, names = known
        return born == identity.get("date_of_birth", "") or bool(names & _names(identity))

    def add(self, key: str, id: str, school: str, person: str, identity: Mapping[str, str]) -> None:
        self._known.setdefault(person, (identity.get("date_of_birth", ""), _names(identity)))
        self._at.setdefault((key, id), {}).setdefault(school, set()).add(person)

    def whose(self, key: str, id: str, school: str) -> tuple[str, str]:
        """(person, "") or ("", what is wrong): by id and school, or by id alone if one pupil has it."""
        schools = self._at.get((key, id))
        if not schools:
            return "", "no-such-pupil"
        people = schools.get(school) or set().union(*schools.values())
        return (next(iter(people)), "") if len(people) == 1 else ("", "whose-unclear")


def _names(identity: Mapping[str, str]) -> frozenset[str]:
    return frozenset(f"{name}:{identity[name].casefold()}" for name in _NAMES if name in identity)
