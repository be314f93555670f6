"""A school's calendar as it stands in a file: TOML or CSV, ranges of open days and days shut among them.

Keeps: promise 219, which is counted in school days. Real calendars contradict themselves: a range that ends
before it begins, two that overlap, a day shut in no school year of the file is refused by its line, for a
wrong calendar gives a wrong day to everybody.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NoReturn

from hornbook.rules.base.dates import each_day, spoken
from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.law.school_days import Calendar
from hornbook.rules.law.working_days import WEEKEND

#: What a column or key may be called; the first is ours.
NAMES = {
    "from": ("from", "first", "start", "on", "date", "day"),
    "to": ("to", "last", "end", "until"),
    "why": ("why", "what", "reason", "name", "term"),
    "kind": ("kind", "type"),
}
OPEN, SHUT = "open", "shut"
LONGEST = 200  # days in one open range: more is a slip in a year, not a term
MOST = 1_000_000  # bytes


@dataclass(frozen=True)
class Row:
    """One entry of a file: a range of open days, or of days shut."""

    kind: str
    first: date
    last: date
    why: str
    line: int | None


def school_calendar(file: str, data: bytes) -> Calendar:
    """The calendar in these bytes, or BadInput with the file, the line and the field that is wrong.

    >>> school_calendar("pier.csv", b"open,2026-06-01,2026-07-22\\n").open
    ((datetime.date(2026, 6, 1), datetime.date(2026, 7, 22)),)
    """
    if len(data) > MOST:
        _bad(file, None, "file", "It is far larger than a calendar.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _bad(file, None, "file", "It is not text in UTF-8.")
    rows = list(_from_toml(file, text) if file.lower().endswith(".toml") else _from_csv(file, text))
    return _checked(file, rows)


def _bad(file: str, line: int | None, field: str, why: str) -> NoReturn:
    raise BadInput(Finding("error", "bad-calendar", file, line, field, why))


def _from_csv(file: str, text: str) -> Iterator[Row]:
    """With a header, or without one: open or shut, from, to, why."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: list[str] = []
    try:
        for cells in lines:
            cells = [cell.strip() for cell in cells]
            if not any(cells) or cells[0].startswith("#"):
                continue
            if not columns:
                columns, header = _columns(file, lines.line_num, cells)
                if header:
                    continue
            if len(cells) > len(columns):
                _bad(
                    file, lines.line_num, "row", f"There are {len(cells)} cells, and {len(columns)} columns."
                )
            yield _row(file, lines.line_num, dict(zip(columns, cells, strict=False)))
    except csv.Error as fault:
        _bad(file, lines.line_num, "row", f"It is not CSV: {fault}.")


def _columns(file: str, line: int, cells: list[str]) -> tuple[list[str], bool]:
    if cells[0].lower() in (OPEN, SHUT):
        return ["kind", "from", "to", "why"], False
    columns = [_ours(file, line, cell) for cell in cells]
    for column in ("kind", "from"):
        if column not in columns:
            _bad(file, line, column, f"There is no column {column!r}: write kind,from,to,why.")
    if len(set(columns)) < len(columns):
        _bad(file, line, "row", "A column is there twice.")
    return columns, True


def _ours(file: str, line: int | None, name: str) -> str:
    found = next((ours for ours, names in NAMES.items() if name.strip().lower() in names), "")
    if not found:
        _bad(file, line, name, f"{name!r} is none of kind, from, to, why.")
    return found


def _row(file: str, line: int | None, cells: Mapping[str, Any]) -> Row:
    kind = str(cells.get("kind", "")).lower()
    if kind not in (OPEN, SHUT):
        _bad(file, line, "kind", f"{kind!r} is neither open nor shut.")
    first = _day(file, line, "from", cells.get("from", ""))
    last = _day(file, line, "to", cells["to"]) if cells.get("to") else first
    if kind == OPEN and not cells.get("to"):
        _bad(file, line, "to", "An open range names its last day as well.")
    if last < first:
        _bad(file, line, "to", f"{last} comes before {first}.")
    return Row(kind, first, last, str(cells.get("why") or "the school is shut"), line)


def _day(file: str, line: int | None, field: str, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
            return date.fromisoformat(value.strip())
    except ValueError:
        pass
    _bad(file, line, field, f"{str(value)!r} is no day such as 2026-09-02.")


def _from_toml(file: str, text: str) -> Iterator[Row]:
    """open: a list of [from, to] or of tables; shut: a list of days or of tables; beside them, a name."""
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        at = re.search(r"line (\d+)", str(fault))
        _bad(file, int(at[1]) if at else None, "file", f"It is not TOML: {fault}.")
    for key in found:
        if key not in (OPEN, SHUT, "name"):
            _bad(file, _line(text, key), key, f"{key!r} is none of open, shut, name.")
    for kind in (OPEN, SHUT):
        entries = found.get(kind, [])
        if not isinstance(entries, list):
            _bad(file, _line(text, kind), kind, "It is not a list.")
        for entry in entries:
            yield _entry(file, text, kind, entry)


def _entry(file: str, text: str, kind: str, entry: object) -> Row:
    if isinstance(entry, list):
        line = _line(text, str(entry[0])) if entry else _line(text, kind)
        if len(entry) != 2:
            _bad(file, line, kind, "A range is its first day and its last.")
        cells: dict[str, object] = {"from": entry[0], "to": entry[1]}
    elif isinstance(entry, dict):
        line = _line(text, *(str(value) for value in entry.values()))
        cells = {_ours(file, line, key): value for key, value in entry.items()}
    else:
        line, cells = _line(text, str(entry)), {"from": entry}
    return _row(file, line, {**cells, "kind": kind})


def _line(text: str, *words: str) -> int | None:
    """The first line where one of the words stands: a TOML reader does not say where a value was."""
    for number, line in enumerate(text.split("\n"), 1):
        if any(word and word in line for word in words):
            return number
    return None


def _checked(file: str, rows: list[Row]) -> Calendar:
    spans = sorted((row for row in rows if row.kind == OPEN), key=lambda row: row.first)
    if not spans:
        _bad(file, None, OPEN, "It has no open day.")
    for before, span in zip([None, *spans], spans, strict=False):
        if before and span.first <= before.last:
            _bad(
                file, span.line, "from", f"{span.first} is in the range from {before.first} to {before.last}."
            )
        if (span.last - span.first).days > LONGEST:
            _bad(file, span.line, "to", f"{span.first} to {span.last} is longer than any term.")
        if all(day.weekday() in WEEKEND for day in each_day(span.first, span.last)):
            _bad(file, span.line, "from", f"{spoken(span.first)} is a {WEEKEND[span.first.weekday()]}.")
    years = {_school_year(day) for span in spans for day in (span.first, span.last)}
    shut: dict[date, str] = {}
    for row in rows:
        if row.kind == SHUT:
            shut |= _shut(file, row, years)
    if all(day in shut or day.weekday() in WEEKEND for row in spans for day in each_day(row.first, row.last)):
        _bad(file, None, SHUT, "Every open day is shut.")
    return Calendar(tuple((span.first, span.last) for span in spans), shut)


def _shut(file: str, row: Row, years: set[int]) -> dict[date, str]:
    for day in (row.first, row.last):
        if _school_year(day) not in years:
            _bad(file, row.line, "from", f"{day} is in no school year that has an open day here.")
    return dict.fromkeys(each_day(row.first, row.last), row.why)


def _school_year(day: date) -> int:
    """By the year it begins in: the first term after July begins one."""
    return day.year if day.month >= 8 else day.year - 1
