"""How a record category describes itself: once, here, and everything else is derived from it.

Forms, importers, access checks, the notice, the record of processing, copies and disposal read these
declarations. Keeps: promises 22, 23, 24, 40, 50.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hornbook.rules.base.registry import Registry

#: The kinds of special category data of UK GDPR article 9(1), and "criminal" for what may tell of an offence
#: (article 10), which needs a condition of its own just the same.
SPECIAL = (
    "ethnicity",
    "religion",
    "health",
    "sexual-orientation",
    "biometric",
    "genetic",
    "politics",
    "union",
    "criminal",
)

#: How a value is written, checked and shown.
KINDS = ("text", "name", "date", "code", "flag", "number", "identifier", "long_text", "marks")

#: The laws that make a school ask, named once so that every form and copy says the same.
CENSUS = "Education (Information About Individual Pupils) (England) Regulations 2013"
REGISTER = "School Attendance (Pupil Registration) (England) Regulations 2024"


@dataclass(frozen=True)
class Field:
    """One thing that may be known about a person.

    name     stable id, lower_case; unique within its category
    label    what a person reads on a form or a copy
    kind     text | name | date | code | flag | number | identifier | long_text | marks
    codeset  for kind "code": the id of a code set in rules/formats/codesets
    special  "" or one of SPECIAL: what kind of special category or criminal-offence data it is
    law      the law that requires us to ask for it; "" means the person may leave it blank
    formats  what outside formats call it: {"census_export": "surname", "csv": "Legal Surname|Surname"};
             several headings for one field are set apart by "|", and {n} stands for 1, 2, 3 ... in lists
    """

    name: str
    label: str
    kind: str = "text"
    codeset: str = ""
    special: str = ""
    law: str = ""
    formats: Mapping[str, str] = field(default_factory=dict)
    help: str = ""

    @property
    def required(self) -> bool:
        return bool(self.law)

    def headings(self, of: str) -> tuple[str, ...]:
        """Every name that the outside format `of` has for this field."""
        return tuple(part for part in self.formats.get(of, "").split("|") if part)


@dataclass(frozen=True)
class Category:
    """A kind of record about a person.

    subject     which people it may be held about
    many        several records a person (attendance, contacts) or at most one (characteristics)
    natural     the fields that tell two records of one person apart; empty when there is at most one
    retention   the retention type that the pack's retention.toml gives a period
    points_at   the field that names another person (a pupil's contact); empty when none does
    filed_by    the field whose value stands plain beside the sealed record, so that one period is found alone
    joint       one item may concern several people at once, each with a part of their own (an incident)
    safeguarding  shown and sent only where somebody's safety is the reason for looking
    """

    id: str
    label: str
    fields: tuple[Field, ...]
    subject: tuple[str, ...] = ("pupil",)
    many: bool = False
    natural: tuple[str, ...] = ()
    retention: str = "educational-record"
    safeguarding: bool = False
    points_at: str = ""
    filed_by: str = ""
    joint: bool = False

    @property
    def special(self) -> frozenset[str]:
        return frozenset(f.special for f in self.fields if f.special)

    @property
    def field_names(self) -> frozenset[str]:
        return frozenset(f.name for f in self.fields)

    def field(self, name: str) -> Field:
        for each in self.fields:
            if each.name == name:
                return each
        raise KeyError(f"{self.id} has no field {name!r}")


categories: Registry[Category] = Registry("record category")


def declare(category: Category) -> Category:
    names = [f.name for f in category.fields]
    if len(names) != len(set(names)):
        raise ValueError(f"{category.id} names a field twice")
    for each in category.fields:
        if each.kind not in KINDS or (each.special and each.special not in SPECIAL):
            raise ValueError(f"{category.id}.{each.name}: no kind {each.kind!r} or special {each.special!r}")
    unknown = {*category.natural, category.points_at, category.filed_by} - {*names, ""}
    if unknown:
        raise ValueError(f"{category.id}: it is keyed by unknown fields {sorted(unknown)}")
    return categories.add(category.id, category)
