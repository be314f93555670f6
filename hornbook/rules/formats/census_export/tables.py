"""The tables of a council's census export: what each tells of, and to whom its rows belong.

Keeps: 22, 288. A table about pupils gives their records; a table below it joins to its pupil by the pupil
table's id, on roll and off roll apart, for the same id may stand in both.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from hornbook.rules.catalogue.base import Category, Field, categories

_NAME = re.compile(r"(?:.*[/\\])?([0-9]{4})_(autumn|spring|summer)_([a-z0-9]+)\.csv(?:\.gz)?", re.IGNORECASE)
_PLUMBING = re.compile(r"[a-z0-9]*tableid|[a-z0-9]*orderseqcolumn|sourceid")
ON, OFF = "pupilonrolltableid", "pupilnolongeronrolltableid"
SCHOOL = "NativeId"


@dataclass(frozen=True)
class Term:
    """One census: a calendar year and a term."""

    year: int
    term: str

    @property
    def id(self) -> str:
        return f"{self.year}-{self.term}"

    @property
    def reference_day(self) -> date:
        """Census day: the first Thursday of October, the third of January, the third of May.

        >>> Term(2024, "autumn").reference_day
        datetime.date(2024, 10, 3)
        """
        month, week = {"autumn": (10, 0), "spring": (1, 2), "summer": (5, 2)}[self.term]
        first = date(self.year, month, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7, weeks=week)


@dataclass(frozen=True)
class Table:
    """One kind of table.

    category  for a table below the pupils: the one category its rows give; "" for the two of pupils
    needs     columns without which the table cannot be read
    told      of those, the ones that no row may leave empty
    period    what its counts are counted over
    """

    name: str
    key: str
    category: str = ""
    needs: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    period: str = ""

    def day(self, term: Term) -> date:
        """The day whose codes hold: census day, or for counts of last summer a day of that half-term."""
        return date(term.year, 7, 1) if self.period == "summer-half-term-2" else term.reference_day


_PUPIL = (SCHOOL, "upn", "surname", "forename", "dob", "entrydate")
_PUPIL_TOLD = (SCHOOL, "dob", "entrydate")
_BELOW = {
    "addresses": ("address", ("postcode",), (), ""),
    "fsmperiods": ("free_school_meals", ("fsmstartdate",), ("fsmstartdate",), ""),
    "termlyexclusions": ("exclusions", ("startdate", "category"), ("startdate", "category"), ""),
    "termlysessiondetails": (
        "attendance_summary",
        ("attendancereason", "sessions"),
        ("attendancereason",),
        "term",
    ),
    "summerhalfterm2sessiondetails": (
        "attendance_summary",
        ("attendancereason", "sessions"),
        ("attendancereason",),
        "summer-half-term-2",
    ),
}

#: Every table there is; pupils first, on roll before off it: the first to say a thing is believed.
TABLES: dict[str, Table] = {
    "pupilonroll": Table("pupilonroll", ON, needs=(ON, *_PUPIL), told=(ON, *_PUPIL_TOLD)),
    "pupilnolongeronroll": Table("pupilnolongeronroll", OFF, needs=(OFF, *_PUPIL), told=(OFF, *_PUPIL_TOLD)),
}
for _stem, (_category, _needs, _told, _period) in _BELOW.items():
    for _end, _key in (("onroll", ON), ("offroll", OFF)):
        TABLES[_stem + _end] = Table(
            _stem + _end, _key, _category, (_key, SCHOOL, *_needs), (_key, SCHOOL, *_told), _period
        )

PUPILS = {ON: "pupilonroll", OFF: "pupilnolongeronroll"}


def file_name(name: str) -> tuple[Term, str] | None:
    """The term and table that a file's name tells, or None when it is not such a name."""
    found = _NAME.fullmatch(name)
    return (Term(int(found[1]), found[2].lower()), found[3].lower()) if found and int(found[1]) > 1 else None


def plumbing(column: str) -> bool:
    """Whether a column only ties rows together and says nothing about a pupil."""
    return bool(_PLUMBING.fullmatch(column.casefold()))


def places(table: Table) -> dict[str, tuple[Category, Field]]:
    """Where each column of a table goes in the catalogue."""
    below = {each.category for each in TABLES.values() if each.category}
    found: dict[str, tuple[Category, Field]] = {}
    for name, category in categories.items():
        if name != table.category and (table.category or name in below):
            continue
        for field in category.fields:
            for column in filter(None, field.formats.get("census_export", "").split("|")):
                found[column] = (category, field)
    return found
