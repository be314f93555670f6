"""Inside an Excel workbook, in a confined process: each sheet's name and its rows of text.

A document type declaration is refused before anything in it is read: entities are how XML is attacked.
Numbers, formulas' results and rich text come as the text that stands in the cell.
"""

import io
import posixpath
import re
import zipfile
from typing import Any
from xml.parsers import expat

MOST_BYTES = 200_000_000
MOST_MEMBERS = 5_000
MOST_CELLS = 1_000_000
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
#: All that zipfile and its decompressors raise for bytes that are no archive, a broken or an encrypted one.
_FAULTS = (zipfile.BadZipFile, LookupError, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)


class _Stop(Exception):
    """Reading stops here; the argument is the word for why."""


def sheets(data: bytes) -> list[tuple[str, list[list[str]]]] | str:
    """The sheets in their order, or the word for why there are none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if len(parts.infolist()) > MOST_MEMBERS:
                return "too-large"
            if sum(each.file_size for each in parts.infolist()) > MOST_BYTES:
                return "too-large"
            return _sheets(parts)
    except _Stop as stop:
        return str(stop)
    except (*_FAULTS, expat.ExpatError):
        return "damaged"


def _sheets(parts: zipfile.ZipFile) -> list[tuple[str, list[list[str]]]]:
    targets = _Targets(parts, "xl/_rels/workbook.xml.rels").found
    names = _Names(parts, "xl/workbook.xml").found
    shared = _Texts(parts, "xl/sharedStrings.xml").found if "xl/sharedStrings.xml" in parts.namelist() else []
    found, cells = [], 0
    for name, relation in names:
        path = posixpath.normpath(posixpath.join("xl", targets[relation])).removeprefix("/")
        rows = _Rows(parts, path, shared).found
        cells += sum(len(row) for row in rows)
        if cells > MOST_CELLS:
            raise _Stop("too-large")
        found.append((name, rows))
    return found


class _Reader:
    """One part of the workbook as it goes by, by the local names of its elements."""

    def __init__(self, parts: zipfile.ZipFile, path: str) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._no_doctype
        parser.StartElementHandler = lambda name, given: self.start(name.rpartition(" ")[2], given)
        parser.EndElementHandler = lambda name: self.end(name.rpartition(" ")[2])
        parser.CharacterDataHandler = self.words
        with parts.open(path) as part:
            parser.ParseFile(part)

    def _no_doctype(self, *declared: Any) -> None:
        raise _Stop("forbidden")

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def words(self, text: str) -> None:
        """Text between two tags."""


class _Targets(_Reader):
    """Which part each relation of the workbook leads to."""

    def __init__(self, parts: zipfile.ZipFile, path: str) -> None:
        self.found: dict[str, str] = {}
        super().__init__(parts, path)

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "Relationship":
            self.found[given["Id"]] = given["Target"]


class _Names(_Reader):
    """The sheets' names, each with its relation."""

    def __init__(self, parts: zipfile.ZipFile, path: str) -> None:
        self.found: list[tuple[str, str]] = []
        super().__init__(parts, path)

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            self.found.append((given["name"], given[_RELATION]))


class _Texts(_Reader):
    """The texts that cells share; how a word is to be pronounced (rPh) is no part of it."""

    def __init__(self, parts: zipfile.ZipFile, path: str) -> None:
        self.found: list[str] = []
        self._text: list[str] | None = None
        self._aside = False
        super().__init__(parts, path)

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "si":
            self.found.append("")
        self._aside = name == "rPh" or (self._aside and name != "si")
        if name == "t" and not self._aside:
            self._text = []

    def end(self, name: str) -> None:
        if name == "rPh":
            self._aside = False
        if name == "t" and self._text is not None:
            self.found[-1] += "".join(self._text)
            self._text = None

    def words(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)


class _Rows(_Reader):
    """A sheet's rows, each cell at its column; what is between two cells is empty."""

    def __init__(self, parts: zipfile.ZipFile, path: str, shared: list[str]) -> None:
        self.found: list[list[str]] = []
        self._shared = shared
        self._row: list[str] = []
        self._kind, self._column = "", 0
        self._text: list[str] | None = None
        super().__init__(parts, path)

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "row":
            self._row = []
        elif name == "c":
            self._kind = given.get("t", "n")
            self._column = _column(given.get("r", "")) or len(self._row)
            if self._column > 16_384:
                raise _Stop("too-large")
        elif name in ("v", "t"):
            self._text = []

    def end(self, name: str) -> None:
        if name in ("v", "t") and self._text is not None:
            text = "".join(self._text)
            self._text = None
            said = self._shared[int(text)] if self._kind == "s" and text else text
            self._row += [""] * (self._column + 1 - len(self._row))
            self._row[self._column] = (self._row[self._column] + said).strip()
        elif name == "row":
            self.found.append(self._row)

    def words(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)


def _column(place: str) -> int:
    """
    >>> _column("A1"), _column("C7"), _column("AA3")
    (0, 2, 26)
    """
    letters = re.match(r"[A-Z]{0,3}", place)
    number = 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return max(number - 1, 0)
