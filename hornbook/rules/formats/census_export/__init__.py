"""A council's export of one school census: the tables of one term, read as drafts of pupils' records.

Keeps: 22, 24, 288. Pure: bytes in, drafts and findings out. A broken row is left out and named by file,
line and field; a broken file raises BadInput and changes nothing.
"""

from collections.abc import Iterable
from datetime import date

import hornbook.rules.catalogue.all  # noqa: F401  (declares the categories that the columns map to)
from hornbook.rules.formats.base.record import Notes, Reading, TableCount
from hornbook.rules.formats.base.rows import Limits, bad

from .sheet import Sheet, opened
from .tables import PUPILS, TABLES, Term, file_name
from .telling import Telling

__all__ = ["read"]

FORMAT = "census_export"


def read(
    files: Iterable[tuple[str, bytes]], *, limits: Limits | None = None, reference_day: date | None = None
) -> Reading:
    """Read the tables of one term, given as (file name, bytes) in any order.

    reference_day  census day, where the collection's own differs from the usual Thursday
    """
    limits = limits or Limits()
    named, term = _named(list(files))
    telling = Telling(term, reference_day or term.reference_day, Notes())
    rows: dict[str, TableCount] = {}
    for table in TABLES:
        if table in named:
            name, data = named.pop(table)
            rows[table] = telling.hear(_known(table, name, data, limits))
    for name, data in named.values():
        rows[name] = telling.pass_over(opened(name, data, limits))
    return Reading(
        format=FORMAT,
        drafts=telling.book.drafts,
        findings=telling.notes.findings(),
        tallies=telling.notes.tallies(),
        rows=rows,
        people=len({draft.person for draft in telling.book.drafts}),
        facts={"term": term.id, "reference_day": telling.reference_day.isoformat()},
    )


def _known(table: str, name: str, data: bytes, limits: Limits) -> Sheet:
    sheet = opened(name, data, limits, TABLES[table])
    missing = [column for column in TABLES[table].needs if column not in sheet.columns]
    if missing:
        bad(
            "columns-missing",
            name,
            f"The table has no column {', '.join(missing)}: it is cut short, or it is another table.",
            "Export it again with all its columns.",
            line=1,
            field=missing[0],
        )
    return sheet


def _named(files: list[tuple[str, bytes]]) -> tuple[dict[str, tuple[str, bytes]], Term]:
    """The files by the table each is of; they must be of one term, each table once, its pupils beside it."""
    named: dict[str, tuple[str, bytes]] = {}
    terms: dict[Term, str] = {}
    for name, data in files:
        told = file_name(name)
        if told is None:
            bad(
                "file-name",
                name,
                "The name is not <year>_<term>_<table>.csv.",
                "Give the file its exported name.",
            )
        term, table = told
        if table in named:
            bad("table-twice", name, f"{named[table][0]} is the same table.", "Bring each table once.")
        terms.setdefault(term, name)
        if len(terms) > 1:
            bad(
                "two-terms",
                name,
                f"{next(iter(terms.values()))} is of another term.",
                "Bring one term at a time.",
            )
        named[table] = (name, data)
    if not any(pupils in named for pupils in PUPILS.values()):
        bad(
            "no-pupils",
            files[0][0] if files else "census export",
            "There is no table of pupils, on roll or off.",
            "Bring pupilonroll, pupilnolongeronroll or both with the other tables.",
        )
    for table, (name, _) in named.items():
        if table in TABLES and PUPILS[TABLES[table].key] not in named:
            bad(
                "pupils-missing",
                name,
                f"Its pupils are in {PUPILS[TABLES[table].key]}, which is not here.",
                "Bring both tables together.",
            )
    return named, next(iter(terms))
