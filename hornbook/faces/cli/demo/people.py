"""What the generator makes before anything is written: people as values by category, under numbers."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

Values = dict[str, str]


@dataclass
class Contact:
    """A parent, carer or other contact; brothers and sisters share theirs."""

    key: int
    values: Values


@dataclass
class Pupil:
    """A pupil: records by category, links to contacts, papers, and which groups they are in."""

    key: int
    born: date
    year: int
    entered: date
    left: date | None = None
    records: dict[str, list[Values]] = field(default_factory=lambda: defaultdict(list))
    links: list[tuple[Contact, Values]] = field(default_factory=list)
    papers: list[tuple[Values, bytes]] = field(default_factory=list)
    mark: str = ""  # why the demonstration will want this one: "25-today", "turned-13", ...

    @property
    def one(self) -> Values:
        return self.records["identity"][0]

    def holds(self, category: str, /, **values: str | None) -> None:
        self.records[category].append({name: value for name, value in values.items() if value})


@dataclass
class Incident:
    values: Values
    parts: dict[int, Values]  # pupil's key -> what part they had


@dataclass
class School:
    pupils: list[Pupil] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)

    def marked(self, mark: str) -> Pupil:
        return next(pupil for pupil in self.pupils if pupil.mark == mark)
