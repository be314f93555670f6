"""What the tables tell, row by row: whose a row is, which records it gives, and why it gives none.

Keeps: 22, 24, 288. A person is known by the pupil number as given, right or wrong. A row is never dropped
unsaid: it is drafted, merged with what another said, or set aside with its line and its reason.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from sys import intern

from hornbook.rules.catalogue.base import Category
from hornbook.rules.formats.base.book import Book, Standing
from hornbook.rules.formats.base.cells import KEPT, Cell, reader
from hornbook.rules.formats.base.record import Left, Notes, TableCount
from hornbook.rules.formats.base.rows import Row

from .people import WHY_NOBODY, People
from .sheet import Sheet
from .tables import ON, SCHOOL, Table, Term, places, plumbing


@dataclass(frozen=True, slots=True)
class _Column:
    at: int
    name: str
    category: Category
    field: str
    read: Callable[[str], Cell]


@dataclass
class _Sheet:
    """A table while it is heard: how to read its columns, and what has become of its rows."""

    file: str
    table: Table
    at: dict[str, int]
    columns: tuple[_Column, ...]
    kept: tuple[tuple[Category, tuple[str, ...]], ...]
    read: int = 0
    merged: int = 0
    set_aside: int = 0
    orders: dict[tuple[str, str], dict[tuple[tuple[str, str], ...], int]] = field(default_factory=dict)

    def count(self) -> TableCount:
        return TableCount(self.read, self.read - self.merged - self.set_aside, self.merged, self.set_aside)


class Telling:
    """Hears the tables of one term, pupils first."""

    def __init__(self, term: Term, reference_day: date, notes: Notes) -> None:
        self.term, self.reference_day, self.notes = term, reference_day, notes
        self.book = Book()
        self._people = People()

    def pass_over(self, sheet: Sheet) -> TableCount:
        """A table this reader does not know: every row is set aside, said once."""
        read = sum(1 for _ in sheet.body)
        self.notes.error(
            "unknown-table",
            sheet.file,
            None,
            "",
            f"This table is not one that is read here; its {read:,} rows are left out.",
            next="Leave it out, or ask for it to be added.",
        )
        return TableCount(read, 0, 0, read)

    def hear(self, sheet: Sheet) -> TableCount:
        """Read every row of a table and account for it."""
        now = self._opened(sheet)
        for row in sheet.body:
            now.read += 1
            try:
                if not self._row(now, row):
                    now.merged += 1
            except Left as left:
                now.set_aside += 1
                self.notes.error(
                    left.code, now.file, row.line, left.column, left.why, next=left.next, value=left.value
                )
        return now.count()

    def _opened(self, sheet: Sheet) -> _Sheet:
        table = sheet.table
        if table is None:
            raise ValueError("only a known table can be heard")
        to = places(table)
        on = table.day(self.term) if table.period else self.reference_day
        columns = []
        for n, name in enumerate(sheet.columns):
            if name in to:
                category, where = to[name]
                columns.append(_Column(n, name, category, where.name, reader(where, on)))
            elif not plumbing(name) and name != SCHOOL:
                self.notes.warn(
                    "unknown-column",
                    sheet.file,
                    1,
                    name,
                    "Nothing is known of this column; its values are not taken in.",
                    next="Check the year of the export, or ask for the column to be added.",
                )
        at = {name: n for n, name in enumerate(sheet.columns)}
        context = ("census", "establishment", "period", "roll", "told_by", "order")
        found = dict.fromkeys(column.category.id for column in columns)
        by_id = {column.category.id: column.category for column in columns}
        kept = tuple((by_id[id], tuple(n for n in context if n in by_id[id].field_names)) for id in found)
        return _Sheet(sheet.file, table, at, tuple(columns), kept)

    def _row(self, now: _Sheet, row: Row) -> bool:
        """Take a row in; whether it gave a record of its own."""
        if row.fault:
            raise Left(row.fault[0], "", row.fault[1])
        if len(row.cells) != len(now.at):
            raise Left(
                "column-count", "", f"The row has {len(row.cells)} columns and the header {len(now.at)}."
            )
        cells = [cell.strip() for cell in row.cells]
        for column in now.table.told:
            if not cells[now.at[column]]:
                raise Left("nothing-given", column, "This may not be empty.")
        said = self._said(now, cells, row.line)
        if now.table.category:
            return self._below(now, cells, said, row.line)
        return self._pupil(now, cells, said, row.line)

    def _said(self, now: _Sheet, cells: list[str], line: int) -> dict[str, dict[str, str]]:
        """category -> field -> value, of what the row says; a broken cell sets the row aside."""
        said: dict[str, dict[str, str]] = {}
        odd: list[tuple[_Column, Cell]] = []
        for column in now.columns:
            text = cells[column.at]
            if not text:
                continue
            cell = column.read(text)
            if cell.code:
                if cell.broken:
                    raise Left(cell.code, column.name, cell.why, value=text)
                odd.append((column, cell))
            said.setdefault(column.category.id, {})[column.field] = cell.value
        for column, cell in odd:
            self.notes.warn(
                cell.code,
                now.file,
                line,
                column.name,
                cell.why,
                next=KEPT,
                value=cells[column.at],
                by_value=cell.by_value,
            )
        return said

    def _about(
        self, now: _Sheet, names: tuple[str, ...], school: str, person: str, values: dict[str, str]
    ) -> dict[str, str]:
        """What a record says beyond its cells: which census, school and period it is about, and its place."""
        about = {
            "census": self.term.id,
            "establishment": school,
            "period": now.table.period,
            "told_by": school,
        }
        about["roll"] = "on" if now.table.key == ON else "off"
        if "order" in names:
            places_so_far = now.orders.setdefault((person, school), {})
            content = tuple(sorted(values.items()))
            about["order"] = str(places_so_far.setdefault(content, len(places_so_far) + 1))
        return {name: about[name] for name in names if about[name]}

    def _pupil(self, now: _Sheet, cells: list[str], said: dict[str, dict[str, str]], line: int) -> bool:
        identity = said.get("identity", {})
        if not {"legal_surname", "legal_forename"} & identity.keys():
            raise Left("nothing-given", "surname", "The row has neither a surname nor a forename.")
        id, school, upn = (cells[now.at[name]] for name in (now.table.key, SCHOOL, "upn"))
        school = intern(school)
        person = f"upn:{upn}" if upn else f"{now.table.name}:{id}"
        if not self._people.same(person, identity):
            raise Left(
                "two-people-one-number",
                "upn",
                "Another pupil, of another name and date of birth, has this number.",
                "Find out whose the number is, and correct the other.",
                value=upn,
            )
        if not upn:
            self.notes.warn(
                "no-upn", now.file, line, "upn", "The pupil has no unique pupil number.", next=KEPT
            )
        self._people.add(now.table.key, id, school, person, identity)
        new, completed, first = False, False, 0
        for category, names in now.kept:
            values = said.get(category.id)
            if values:
                values |= self._about(now, names, school, person, values)
                standing = self._put(now, person, category, values, line)
                new |= standing.said == "new"
                completed |= standing.said == "completed"
                first = first or standing.line
        if not new:
            self._repeats(now, line, first, completed)
        return new

    def _put(
        self, now: _Sheet, person: str, category: Category, values: dict[str, str], line: int
    ) -> Standing:
        standing = self.book.put(person, category, values, now.file, line)
        for name in standing.against:
            self.notes.warn(
                "said-otherwise",
                now.file,
                line,
                category.field(name).formats.get("census_export", name),
                f"Line {standing.line} of {standing.file} says otherwise, and is believed.",
                next="Find out which is right.",
                value=values[name],
            )
        return standing

    def _below(self, now: _Sheet, cells: list[str], said: dict[str, dict[str, str]], line: int) -> bool:
        id, school = cells[now.at[now.table.key]], intern(cells[now.at[SCHOOL]])
        person, nobody = self._people.whose(now.table.key, id, school)
        if nobody:
            raise Left(nobody, now.table.key, WHY_NOBODY[nobody], value=id)
        if not said:
            raise Left("nothing-given", "", "The row says nothing about its pupil.")
        category, names = now.kept[0]
        values = said[category.id]
        values |= self._about(now, names, school, person, values)
        standing = self.book.standing(person, category, values)
        if standing.said == "contradicted":
            raise Left(
                "said-otherwise",
                category.field(next(iter(standing.against))).formats.get("census_export", ""),
                f"Line {standing.line} of {standing.file} says otherwise of the same thing, and is believed.",
                "Find out which is right, and take the other out.",
            )
        self.book.put(person, category, values, now.file, line)
        if standing.said != "new":
            self._repeats(now, line, standing.line, standing.said == "completed")
        return standing.said == "new"

    def _repeats(self, now: _Sheet, line: int, first: int, completed: bool) -> None:
        self.notes.warn(
            "row-completes" if completed else "row-twice",
            now.file,
            line,
            "",
            f"The row adds to what line {first} said."
            if completed
            else f"Line {first} said the same before.",
            next="Merged; nothing needs doing.",
        )
