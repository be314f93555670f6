"""A table out, as CSV that a spreadsheet shows and does not run.

A cell that opens like a formula gets an apostrophe before it, which spreadsheets hide; numbers and
telephone numbers stay as they are.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from hornbook.rules.formats.base.text import looks_like_formula


def safe(text: str) -> str:
    """
    >>> safe("=HYPERLINK(A1)"), safe("+44 1234 567890"), safe("O’Brien")
    ("'=HYPERLINK(A1)", '+44 1234 567890', 'O’Brien')
    """
    return f"'{text}" if looks_like_formula(text) or looks_like_formula(text.lstrip()) else text


def write_csv(rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> bytes:
    """The rows under these headings, in this order; UTF-8 with its mark, so that names are read right.

    A row without a column leaves its cell empty; a row with one that is not listed is a mistake: ValueError.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(column) for column in columns])
    for row in rows:
        strays = row.keys() - set(columns)
        if strays:
            raise ValueError(f"the row has cells for no column: {sorted(strays)}")
        writer.writerow([safe(row.get(column, "")) for column in columns])
    return out.getvalue().encode("utf-8-sig")
