"""One table of the export opened: its header checked, its rows to come one by one.

Keeps: 22, 288. A header that cannot be right is BadInput: nothing under it could be trusted.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hornbook.rules.formats.base.rows import Limits, Lines, Row, bad, rows, unpacked

from .tables import Table


@dataclass(frozen=True)
class Sheet:
    """`columns` as the header names them;  `body` the rows under it, read as they are asked for."""

    file: str
    table: Table | None
    columns: tuple[str, ...]
    body: Iterator[Row]


def opened(file: str, data: bytes, limits: Limits, table: Table | None = None) -> Sheet:
    """Open a table; the first row is its header."""
    body = rows(Lines(file, unpacked(file, data, limits), limits), file, limits)
    header = next(body, None)
    if header is None:
        bad("empty", file, "There is nothing in the file.", "Export it again.")
    if header.fault:
        bad(header.fault[0], file, header.fault[1], "Export it again as UTF-8 text.", line=header.line)
    columns = tuple(cell.strip() for cell in header.cells)
    if len(columns) > limits.columns:
        bad(
            "too-wide",
            file,
            f"There are {len(columns):,} columns.",
            "Check what the file is.",
            line=header.line,
        )
    twice = next((column for n, column in enumerate(columns) if column in columns[:n]), None)
    if twice is not None:
        bad(
            "column-twice",
            file,
            f"The column {twice!r} is there twice: which of them counts cannot be known.",
            "Take one out.",
            line=header.line,
            field=twice,
        )
    return Sheet(file, table, columns, body)
