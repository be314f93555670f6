"""A document as a small tree of plain values: what it says, before anything decides how it looks.

Text is text: no mark-up in it, so that every writer escapes it in its own way and none trusts it.
"""

from collections.abc import Callable
from dataclasses import dataclass

#: What a table's cell holds: its lines, one under the other.
Cell = tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The first cell of each row is the row's heading."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Revised:
    """A sentence that changed: runs of words in their order, each `same`, `gone` or `come`."""

    runs: tuple[tuple[str, str], ...]

    def read(self, *kinds: str) -> str:
        """The words of these kinds, as `same` and `come` for the new sentence."""
        return " ".join(text for kind, text in self.runs if kind in kinds)


Block = Heading | Paragraph | Bullets | Table | Revised

#: Languages written from right to left, by the first part of their code.
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ku-arab", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """
    >>> direction("ar"), direction("ur-PK"), direction("cy")
    ('rtl', 'rtl', 'ltr')
    """
    plain = language.lower()
    return "rtl" if plain in RIGHT_TO_LEFT or plain.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


#: Each text in other words, as a translation has it.
Say = Callable[[str], str]


def reworded(block: Block, say: Say) -> Block:
    """The same block, every text of it said in other words."""
    match block:
        case Heading(level, text):
            return Heading(level, say(text))
        case Paragraph(text):
            return Paragraph(say(text))
        case Bullets(items):
            return Bullets(tuple(say(item) for item in items))
        case Table(caption, head, rows):
            told = tuple(tuple(tuple(say(line) for line in cell) for cell in row) for row in rows)
            return Table(say(caption), tuple(say(each) for each in head), told)
    return block


@dataclass(frozen=True)
class Document:
    """title: the heading of level one, which is also its first block.

    foreign  texts of a translation that nobody has translated: they stand in English, and say so
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    foreign: frozenset[str] = frozenset()

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def said(self) -> tuple[str, ...]:
        """Every text of the document in its order, table cells line by line; captions are not read twice."""
        found: list[str] = []
        for block in self.blocks:
            if isinstance(block, Table):
                found += [*block.head, *(line for row in block.rows for cell in row for line in cell)]
            elif isinstance(block, Bullets):
                found += block.items
            elif isinstance(block, Revised):
                found.append(block.read("same", "gone", "come"))
            else:
                found.append(block.text)
        return tuple(found)
