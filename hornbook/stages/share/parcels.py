"""A parcel: one row a person, one column a field, in the order the catalogue gives; CSV that opens safely.

Where somebody has several records of a category (two addresses, two parents) each gets its own columns,
numbered, so that a row stays a person.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from hornbook.rules.catalogue.base import categories
from hornbook.rules.formats.tabular import write_csv
from hornbook.rules.policy.types import Route
from hornbook.stages.use.gate import Carried

MOST = 4  # records of one category in a row: two homes and two parents, and room beside


def pack(route: Route, going: Sequence[Carried]) -> bytes:
    """The file for the recipient, UTF-8 with a header in plain words."""
    rows = [_row(c.values) for c in going]
    columns = [c for c in _columns(route) if any(c in row for row in rows)]
    return write_csv([{c: row.get(c, "") for c in columns} for row in rows], columns)


def _columns(route: Route) -> list[str]:
    found = []
    for category in categories:
        if category in route.fields:
            for n in range(1, MOST + 1):
                found += [_column(category, f.name, n) for f in categories[category].fields]
    return found


def _column(category: str, name: str, n: int) -> str:
    label = categories[category].field(name).label
    prefix = "Parent " if category == "contacts" else ""
    return f"{prefix}{label}" if n == 1 and not prefix else f"{prefix}{label} {n}"


def _row(values: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, str]:
    row = {}
    for category, records in values.items():
        for n, record in enumerate(records[:MOST], start=1):
            for name, value in record.items():
                row[_column(category, name, n)] = str(value)
    return row
