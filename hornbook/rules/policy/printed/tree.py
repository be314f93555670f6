"""A document as a small tree of plain values: what it says, before anything decides how it looks.

Text is text: no mark-up in it, so that every writer escapes it in its own way and none trusts it.
"""

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


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True)
class Document:
    """title: the heading of level one, which is also its first block."""

    title: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"

    @property
    def said(self) -> tuple[str, ...]:
        """Every text of the document in its order, table cells line by line; captions are not read twice."""
        found: list[str] = []
        for block in self.blocks:
            if isinstance(block, Table):
                found += [*block.head, *(line for row in block.rows for cell in row for line in cell)]
            elif isinstance(block, Bullets):
                found += block.items
            else:
                found.append(block.text)
        return tuple(found)
