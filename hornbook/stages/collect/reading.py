"""What was brought, read: which format it is, and the one reader that knows it.

Keeps: 22, 24, 288. Reading writes nothing, and reads the same bytes the same way every time, so that what
was cut off can go on where it stopped.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.formats import census_export, tabular
from hornbook.rules.formats.base.record import Draft, Reading
from hornbook.rules.formats.base.rows import GZIP, Limits, bad, unpacked
from hornbook.rules.formats.census_export.tables import TABLES, file_name

from .opening import Named, opened

CENSUS, CSV = "census-export", "csv"
FORMATS = ("auto", CENSUS, CSV)
CONTACT = "/contact:"


@dataclass(frozen=True)
class Bundle:
    """Files that belong together, and how they are to be read.

    as_of  the day a school's own table is about: codes hold on it
    """

    files: tuple[Named, ...]
    format: str
    as_of: date
    mapping: tabular.Mapping | None = None
    establishment: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.files)

    def number(self, table: str) -> int:
        """Which of the files a reader means: by the file's name, or by the name of its table."""
        for n, name in enumerate(self.names):
            if table in (name, self.kind(n)):
                return n
        raise KeyError(table)

    def kind(self, number: int) -> str:
        """The table's own name in a census export; a school's own table has none."""
        told = file_name(self.names[number]) if self.format == CENSUS else None
        return told[1] if told and told[1] in TABLES else ""

    def manifest(self) -> dict[str, Any]:
        mapping = {"name": self.mapping.name, "columns": dict(self.mapping.columns)} if self.mapping else None
        return {
            "names": self.names,
            "format": self.format,
            "as_of": self.as_of.isoformat(),
            "mapping": mapping,
            "establishment": self.establishment,
        }

    @classmethod
    def of(cls, manifest: dict[str, Any], contents: Iterable[bytes]) -> "Bundle":
        return cls(
            files=tuple(zip(manifest["names"], contents, strict=True)),
            format=manifest["format"],
            as_of=date.fromisoformat(manifest["as_of"]),
            mapping=tabular.Mapping(**manifest["mapping"]) if manifest["mapping"] else None,
            establishment=manifest["establishment"],
        )


def bundle(
    files: Iterable[Named],
    *,
    as_of: date,
    format: str = "auto",
    mapping: tabular.Mapping | None = None,
    establishment: str = "",
) -> Bundle:
    """The files out of their packing, with their format found out where it was not told."""
    if format not in FORMATS:
        why = f"There is no format {format!r} here."
        raise BadInput(
            Finding("error", "format", "--format", None, "format", why, f"Use one of: {', '.join(FORMATS)}.")
        )
    out = opened(files)
    if format == "auto":
        format = CENSUS if any(file_name(name) for name, _ in out) else CSV
    return Bundle(out, format, as_of, mapping, establishment)


def read(brought: Bundle) -> Reading:
    """Every row read and accounted for; BadInput when a file is broken as a whole."""
    if brought.format == CENSUS:
        return census_export.read(brought.files)
    readings = [
        tabular.read(
            name,
            _plain(name, data),
            as_of=brought.as_of,
            mapping=brought.mapping,
            establishment=brought.establishment,
        )
        for name, data in brought.files
    ]
    return readings[0] if len(readings) == 1 else _together(readings)


def _plain(name: str, data: bytes) -> bytes:
    if not data.startswith(GZIP):
        return data
    limits = Limits()
    plain = unpacked(name, data, limits)
    out = io.BytesIO()
    while piece := plain.read(1 << 16):
        out.write(piece)
    if not out.tell():
        bad("empty", name, "There is nothing in the file.", "Save the table again, with its headings.")
    return out.getvalue()


def _together(readings: list[Reading]) -> Reading:
    """Several tables of one school. The first contact of a row is another person in each table."""
    drafts = [_apart(draft, n) for n, reading in enumerate(readings) for draft in reading.drafts]
    return Reading(
        format=readings[0].format,
        drafts=drafts,
        findings=tuple(f for r in readings for f in r.findings),
        tallies=tuple(t for r in readings for t in r.tallies),
        rows={file: count for r in readings for file, count in r.rows.items()},
        people=len({d.person for d in drafts if d.category != "contacts"}),
        facts=readings[0].facts,
    )


def _apart(draft: Draft, number: int) -> Draft:
    if draft.category == "contacts":
        return replace(draft, person=f"{draft.person}@{number}")
    if draft.category == "relation" and "contact_ref" in draft.values:
        return replace(
            draft, values={**draft.values, "contact_ref": f"{draft.values['contact_ref']}@{number}"}
        )
    return draft


def pupil_of(draft: Draft) -> str:
    """The key of the pupil a draft belongs to; a contact is kept by the pupil whose row it came in."""
    return draft.person.rpartition(CONTACT)[0] if draft.category == "contacts" else draft.person
