"""Inside a Word file, in a confined process: its paragraphs as (kind, level, text).

A document type declaration is refused before anything in it is read: entities are how XML is attacked.
"""

import io
import re
import zipfile
from typing import Any
from xml.parsers import expat

PART = "word/document.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
MOST_BYTES = 50_000_000
MOST_MEMBERS = 5_000


class _Forbidden(Exception):
    pass


def paragraphs(data: bytes) -> list[tuple[str, int, str]] | str:
    """The paragraphs, or the word for why there are none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if len(parts.infolist()) > MOST_MEMBERS:
                return "too-large"
            if parts.getinfo(PART).flag_bits & 1:
                return "encrypted"
            with parts.open(PART) as part:
                text = part.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return "damaged"
    return "too-large" if len(text) > MOST_BYTES else _parsed(text)


def _parsed(text: bytes) -> list[tuple[str, int, str]] | str:
    story = _Story()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = story.start
    parser.EndElementHandler = story.end
    parser.CharacterDataHandler = story.words
    try:
        parser.Parse(text, True)
    except _Forbidden:
        return "forbidden"
    except expat.ExpatError:
        return "damaged"
    return story.told


def _no_doctype(*declared: Any) -> None:
    raise _Forbidden


class _Story:
    """The body as it goes by. Text taken out under tracked changes is not in `t`, so it is never seen."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int, str]] = []
        self._text: list[str] = []
        self._kind, self._level = "para", 0
        self._in_text = False
        self._rows = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.removeprefix(_W)
        value = attributes.get(f"{_W}val", "")
        if tag == "t":
            self._in_text = True
        elif tag in {"tab", "br", "cr"}:
            self._text.append(" ")
        elif tag == "tr":
            self._rows += 1
        elif tag == "pStyle":
            self._style(value)
        elif tag == "numPr" and self._kind == "para":
            self._kind = "item"
        elif tag == "outlineLvl" and value.isdigit() and int(value) < 9:
            self._kind, self._level = "heading", int(value) + 1

    def _style(self, style: str) -> None:
        if heading := re.fullmatch(r"(?i)heading\s*(\d)", style):
            self._kind, self._level = "heading", int(heading[1])
        elif style.lower() == "title":
            self._kind, self._level = "heading", 1
        elif style.lower().startswith("list"):
            self._kind = "item"

    def end(self, name: str) -> None:
        tag = name.removeprefix(_W)
        if tag == "t":
            self._in_text = False
        elif tag == "tc" and self._text:
            self._text.append(" | ")
        elif tag == "tr":
            self._rows -= 1
            self._tell("row")
        elif tag == "p" and self._rows:
            self._text.append(" ")
        elif tag == "p":
            self._tell(self._kind)

    def _tell(self, kind: str) -> None:
        self.told.append(
            (kind, self._level if kind == "heading" else 0, " ".join("".join(self._text).split()))
        )
        self._text = []
        self._kind, self._level = "para", 0

    def words(self, data: str) -> None:
        if self._in_text:
            self._text.append(data)
