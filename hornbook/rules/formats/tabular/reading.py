"""A school's table read: one row a pupil, who they are by number or else by name and birthday.

Keeps: 22, 24, 288. A row that cannot be trusted (a birthday that is no day, cells that do not fit the
headings) is set aside with its line and reason; everything else is kept as written and flagged where it looks
wrong.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from hornbook.rules.catalogue.base import Category, categories
from hornbook.rules.formats.base.book import Book
from hornbook.rules.formats.base.cells import KEPT, Cell, reader
from hornbook.rules.formats.base.record import Left, Notes, Reading, TableCount
from hornbook.rules.formats.base.rows import Limits, Lines, Row, bad, rows
from hornbook.rules.formats.base.text import looks_like_formula

from .days import school_day
from .encoding import DELIMITERS, Decoded, decoded, delimiter
from .mapping import Mapping, Place, known_headings, places, plain

FORMAT = "tabular"
_TEXT = ("text", "name", "long_text", "identifier", "code")
Said = dict[tuple[str, int], dict[str, str]]


@dataclass(frozen=True)
class Look:
    """What a file seems to be, to be shown before anything is read from it.

    columns  heading -> "category.field", as guessed or told;  left_out: headings that go nowhere
    guess    why the encoding is not certain, "" when it is
    """

    encoding: str
    delimiter: str
    columns: dict[str, str]
    left_out: tuple[str, ...]
    guess: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    at: int
    heading: str
    place: Place
    read: Callable[[str], Cell]


@dataclass
class _Table:
    """A table opened: its headings placed, its rows to come."""

    file: str
    text: Decoded
    delimiter: str
    headings: tuple[str, ...]
    places: dict[int, Place]
    header_line: int
    body: Iterator[Row] = field(repr=False)


def look(file: str, data: bytes, *, mapping: Mapping | None = None, limits: Limits | None = None) -> Look:
    """What the file seems to be: encoding, delimiter, and where each column would go."""
    table = _opened(file, data, mapping, limits or Limits())
    return Look(
        encoding=table.text.encoding,
        delimiter=DELIMITERS[table.delimiter],
        columns={table.headings[n]: str(where) for n, where in table.places.items()},
        left_out=tuple(h for n, h in enumerate(table.headings) if n not in table.places and h),
        guess=table.text.guess,
    )


def read(
    file: str,
    data: bytes,
    *,
    as_of: date,
    mapping: Mapping | None = None,
    establishment: str = "",
    limits: Limits | None = None,
) -> Reading:
    """Read a school's table of pupils.

    as_of          the day the table is about: codes hold on it, and nobody is born after it
    mapping        where the columns go; None guesses from the headings the catalogue declares
    establishment  the school, for records that name one
    """
    table = _opened(file, data, mapping, limits or Limits())
    heard = _Heard(table, as_of, establishment)
    heard.look_over()
    count = heard.every_row()
    return Reading(
        format=FORMAT,
        drafts=heard.book.drafts,
        findings=heard.notes.findings(),
        tallies=heard.notes.tallies(),
        rows={file: count},
        people=len({draft.person for draft in heard.book.drafts if draft.category != "contacts"}),
        facts={
            "encoding": table.text.encoding,
            "delimiter": DELIMITERS[table.delimiter],
            "mapping": mapping.name if mapping else "",
            "as_of": as_of.isoformat(),
        },
    )


def _opened(file: str, data: bytes, mapping: Mapping | None, limits: Limits) -> _Table:
    if len(data) > limits.packed:
        bad("too-large", file, f"The file is larger than {limits.packed:,} bytes.", "Send it in parts.")
    text = decoded(file, data)
    told, first = text.text.split("\n", 1)[0].strip(), 0
    if told[:4].casefold() == "sep=" and told[4:] in DELIMITERS:
        mark, first = told[4:], 1
    else:
        mark = delimiter(text.text, {each: _recognised(text, each, mapping, limits) for each in DELIMITERS})
    body = _rows(file, text, mark, limits)
    for _ in range(first):
        next(body)
    header = next(body, None)
    if header is None:
        bad("empty", file, "There is nothing in the file.", "Save the table again, with its headings.")
    if header.fault:
        bad(header.fault[0], file, header.fault[1], "Correct the headings.", line=header.line)
    if len(header.cells) > limits.columns:
        bad(
            "too-wide",
            file,
            f"There are {len(header.cells):,} columns.",
            "Leave out what is not about pupils.",
        )
    headings = tuple(cell.strip() for cell in header.cells)
    found = places(headings, mapping)
    if not found:
        bad(
            "no-known-heading",
            file,
            "None of the headings is known.",
            "Say which column is which, or give them headings.",
            line=header.line,
        )
    _once(file, header.line, headings, found)
    return _Table(file, text, mark, headings, found, header.last, body)


def _rows(file: str, text: Decoded, mark: str, limits: Limits) -> Iterator[Row]:
    source = io.BytesIO(text.text.encode("utf-8", errors="replace"))
    return rows(Lines(file, source, limits), file, limits, mark)


def _recognised(text: Decoded, mark: str, mapping: Mapping | None, limits: Limits) -> int:
    cells = text.text[: limits.row].split("\n", 1)[0].replace('"', "").split(mark)
    known = known_headings() if mapping is None else {plain(heading) for heading in mapping.columns}
    return sum(plain(cell) in known for cell in cells[: limits.columns])


def _once(file: str, line: int, headings: tuple[str, ...], found: dict[int, Place]) -> None:
    """Two columns for one field: which of them counts cannot be known."""
    first: dict[str, int] = {}
    for n, where in found.items():
        if str(where) in first:
            bad(
                "heading-twice",
                file,
                f"The columns {headings[first[str(where)]]!r} and {headings[n]!r} are for the same thing.",
                "Take one out, or say which column is which.",
                line=line,
                field=headings[n],
            )
        first[str(where)] = n


class _Heard:
    """The rows of one table, heard one by one."""

    def __init__(self, table: _Table, as_of: date, establishment: str) -> None:
        self.notes, self.book = Notes(), Book()
        self._table, self._establishment = table, establishment
        self._columns = tuple(
            _Column(n, table.headings[n], where, reader(where.field, as_of, school_day))
            for n, where in table.places.items()
        )
        self._categories: dict[str, Category] = {c.place.category.id: c.place.category for c in self._columns}
        if "contacts" in self._categories:
            self._categories.setdefault("relation", categories["relation"])
        self._first: dict[str, tuple[int, dict[str, str]]] = {}

    def look_over(self) -> None:
        """Say what had to be guessed about the file, and which columns go nowhere."""
        table = self._table
        if table.text.guess:
            self.notes.warn(
                "encoding-guessed",
                table.file,
                None,
                "",
                table.text.guess,
                next="Look at names with accents; if they are wrong, save the table as CSV UTF-8.",
            )
        for n, heading in enumerate(table.headings):
            if n not in table.places:
                self.notes.warn(
                    "unknown-heading",
                    table.file,
                    table.header_line,
                    heading,
                    "The column is not taken in: nothing says what it is.",
                    next="Say which field it is, if it is wanted.",
                )

    def every_row(self) -> TableCount:
        read = merged = set_aside = 0
        for row in self._table.body:
            if row.fault is None and not any(cell.strip() for cell in row.cells):
                self.notes.warn(
                    "blank-row", self._table.file, row.line, "", "The row is empty.", next="Passed over."
                )
                continue
            read += 1
            try:
                merged += not self._row(row)
            except Left as left:
                set_aside += 1
                self.notes.error(
                    left.code,
                    self._table.file,
                    row.line,
                    left.column,
                    left.why,
                    next=left.next,
                    value=left.value,
                )
        return TableCount(read, read - merged - set_aside, merged, set_aside)

    def _row(self, row: Row) -> bool:
        """Take a row in; whether it gave a record of its own."""
        if row.fault:
            raise Left(row.fault[0], "", row.fault[1])
        wide = len(self._table.headings)
        if len(row.cells) < wide or any(cell.strip() for cell in row.cells[wide:]):
            raise Left(
                "column-count", "", f"The row has {len(row.cells)} cells and there are {wide} headings."
            )
        said = self._said(row)
        if not said:
            raise Left("nothing-given", "", "No cell that is taken in says anything.")
        person = self._person(said)
        self._again(person, said.get(("identity", 1), {}), row.line)
        self._tie_contacts(person, said, row.line)
        new = [self._record(person, *which, values, row.line) for which, values in said.items()]
        return any(new)

    def _tie_contacts(self, person: str, said: Said, line: int) -> None:
        """Every contact of a row stands to the pupil in some way; without the contact that is left out."""
        for category, nth in list(said):
            if category == "contacts":
                relation = said.setdefault(("relation", nth), {})
                relation["contact_ref"] = f"{person}/contact:{nth}"
            elif category == "relation" and ("contacts", nth) not in said:
                del said[category, nth]
                self.notes.warn(
                    "contact-missing",
                    self._table.file,
                    line,
                    "",
                    "The row says how a contact stands to the pupil, and not who the contact is.",
                    next="Give the contact's name; what was said is left out.",
                )

    def _said(self, row: Row) -> Said:
        said: Said = {}
        odd: list[tuple[_Column, Cell]] = []
        for column in self._columns:
            text = row.cells[column.at].strip()
            if not text:
                continue
            cell = column.read(text)
            if cell.broken:
                raise Left(cell.code, column.heading, cell.why, value=text)
            if not cell.code and column.place.field.kind in _TEXT and looks_like_formula(text):
                cell = Cell(
                    text, "formula", "A spreadsheet may take this for a formula; here it is only text."
                )
            if cell.code:
                odd.append((column, cell))
            said.setdefault((column.place.category.id, column.place.nth), {})[column.place.field.name] = (
                cell.value
            )
        for column, cell in odd:
            self.notes.warn(
                cell.code,
                self._table.file,
                row.line,
                column.heading,
                cell.why,
                next=KEPT,
                value=row.cells[column.at].strip(),
                by_value=cell.by_value,
            )
        return said

    def _person(self, said: Said) -> str:
        """Who the row is about: by pupil number as given, else by surname, forename and birthday together."""
        upn = said.get(("identifiers", 1), {}).get("upn")
        if upn:
            return f"upn:{upn}"
        identity = said.get(("identity", 1), {})
        known = [identity.get(name, "") for name in ("legal_surname", "legal_forename", "date_of_birth")]
        if not all(known):
            raise Left(
                "nobody",
                "",
                "The row has no pupil number, and not all of surname, forename and date of birth.",
                "Give the number, or all three.",
            )
        return "name:" + "|".join(known)

    def _again(self, person: str, identity: dict[str, str], line: int) -> None:
        """A second row about one person: flagged; set aside when it can only be somebody else."""
        first = self._first.setdefault(person, (line, identity))
        if first[0] == line:
            return
        names = ("date_of_birth", "legal_surname", "legal_forename")
        differ = [identity.get(n, "").casefold() != first[1].get(n, "").casefold() for n in names]
        if identity and first[1] and differ[0] and differ[1] and differ[2]:
            raise Left(
                "two-people-one-number",
                "",
                f"Line {first[0]} gives this number to a pupil of another name and date of birth.",
                "Find out whose the number is, and correct the other.",
            )
        self.notes.warn(
            "pupil-again",
            self._table.file,
            line,
            "",
            f"Line {first[0]} is about the same pupil.",
            next="Merged with it; look whether both are meant.",
        )

    def _record(self, person: str, category: str, nth: int, values: dict[str, str], line: int) -> bool:
        if category == "contacts":
            return self._put(f"{person}/contact:{nth}", category, values, line)
        return self._put(person, category, values | self._about(category, nth), line)

    def _about(self, category: str, nth: int) -> dict[str, str]:
        """What the place of a record in its row says of it."""
        names = self._categories[category].field_names
        about: dict[str, str] = {}
        if self._establishment and "establishment" in names:
            about["establishment"] = self._establishment
        if category == "address":
            about |= {"kind": "home", "order": str(nth)}
            if self._establishment:
                about["told_by"] = self._establishment
        if category == "sen_need":
            about["rank"] = str(nth)
        return about

    def _put(self, person: str, category: str, values: dict[str, str], line: int) -> bool:
        standing = self.book.put(person, self._categories[category], values, self._table.file, line)
        for name in standing.against:
            self.notes.warn(
                "said-otherwise",
                self._table.file,
                line,
                name,
                f"Line {standing.line} says otherwise of the same pupil, and is believed.",
                next="Find out which is right.",
                value=values[name],
            )
        return standing.said == "new"
