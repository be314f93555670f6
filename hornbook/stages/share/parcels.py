"""A parcel: one row a person, one column a field, in the order the catalogue gives; CSV that opens safely.

Where somebody has several records of a category (two addresses, two parents) each gets its own columns,
numbered, so that a row stays a person.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hornbook.rules.catalogue.base import categories
from hornbook.rules.formats.tabular import write_csv
from hornbook.rules.policy.types import Route
from hornbook.stages.use.gate import Carried


def pack(route: Route, going: Sequence[Carried]) -> bytes:
    """The file for the recipient, UTF-8 with a header in plain words."""
    labels = _labels(route)
    rows = [_row(labels, c.values) for c in going]
    columns = [c for c in _columns(route, labels, going) if any(c in row for row in rows)]
    return write_csv([{c: row.get(c, "") for c in columns} for row in rows], columns)


def _labels(route: Route) -> dict[tuple[str, str], str]:
    """What each field is called here: its label, with its category's where two fields share one."""
    fields = [(c, f.name) for c in categories if c in route.fields for f in categories[c].fields]
    plain = {
        (c, f): f"{'Parent ' if c == 'contacts' else ''}{categories[c].field(f).label}" for c, f in fields
    }
    often = Counter(plain.values())
    return {
        (c, f): label if often[label] == 1 else f"{categories[c].label}: {label}"
        for (c, f), label in plain.items()
    }


def _columns(route: Route, labels: Mapping[tuple[str, str], str], going: Sequence[Carried]) -> Iterator[str]:
    for category in categories:
        if category in route.fields:
            most = max((len(c.values.get(category, ())) for c in going), default=0)
            for n in range(1, most + 1):
                for field in categories[category].fields:
                    yield _column(labels, category, field.name, n)


def _column(labels: Mapping[tuple[str, str], str], category: str, name: str, n: int) -> str:
    numbered = n > 1 or category == "contacts"
    return f"{labels[category, name]} {n}" if numbered else labels[category, name]


def _row(
    labels: Mapping[tuple[str, str], str], values: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, str]:
    return {
        _column(labels, category, name, n): str(value)
        for category, records in values.items()
        for n, record in enumerate(records, start=1)
        for name, value in record.items()
    }
