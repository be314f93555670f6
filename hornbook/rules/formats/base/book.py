"""The records a file has given so far: which of them a row repeats, completes or contradicts.

Keeps: 22, 288. A record is known by its person, its category and the category's natural key. The first row
to say a thing is believed; what a later one says otherwise is handed back, never lost unsaid.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from hornbook.rules.catalogue.base import Category

from .record import Draft

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stands to what the book has.

    said     new | repeated | completed | contradicted
    against  for a contradiction: the fields, each with the value believed;  file, line: where it stands
    """

    said: Literal["new", "repeated", "completed", "contradicted"]
    against: Mapping[str, str]
    file: str = ""
    line: int = 0


class Book:
    """Drafts in the order their rows came, and an index of them by natural key."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._index: dict[Key, Draft] = {}

    def key(self, person: str, category: Category, values: Mapping[str, str]) -> Key:
        return (person, category.id, *(values.get(name, "") for name in category.natural))

    def standing(self, person: str, category: Category, values: Mapping[str, str]) -> Standing:
        """What putting this record in would do; changes nothing."""
        kept = self._index.get(self.key(person, category, values))
        if kept is None:
            return Standing("new", {})
        against = {
            name: kept.values[name]
            for name, value in values.items()
            if name in kept.values and kept.values[name] != value
        }
        if against:
            return Standing("contradicted", against, kept.table, kept.line)
        more = values.keys() - kept.values.keys()
        return Standing("completed" if more else "repeated", {}, kept.table, kept.line)

    def put(self, person: str, category: Category, values: dict[str, str], file: str, line: int) -> Standing:
        """Take a record in: as one of its own, or as a merge without what contradicts the one before."""
        key = self.key(person, category, values)
        standing = self.standing(person, category, values)
        if standing.said == "new":
            draft = self._index[key] = Draft(person, category.id, values, file, line)
            self.drafts.append(draft)
            return standing
        agreed = {name: value for name, value in values.items() if name not in standing.against}
        kept = self._index[key]
        self._index[key] = replace(kept, values={**agreed, **kept.values})
        self.drafts.append(Draft(person, category.id, agreed, file, line, "merge"))
        return standing
