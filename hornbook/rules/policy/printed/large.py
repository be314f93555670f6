"""A document without tables: each row a small part of its own, for large print, easy-read and small screens.

A table of four columns in letters of 18 point leaves three words a line; a list reads on.
Keeps: promise 68. Equality Act 2010, section 20: information in an accessible form.
"""

from collections.abc import Iterator
from dataclasses import replace

from .tree import Block, Bullets, Document, Heading, Table


def stacked(document: Document) -> Document:
    """The same document, its tables told row by row."""
    return replace(document, blocks=tuple(_blocks(document)))


def _blocks(document: Document) -> Iterator[Block]:
    level = 1
    for block in document.blocks:
        if isinstance(block, Heading):
            level = block.level
        if isinstance(block, Table):
            yield from told(block, level)
        else:
            yield block


def told(table: Table, level: int) -> Iterator[Block]:
    """A heading for the table and each row, and what its other columns say under their own names."""
    yield Heading(min(level + 1, 4), table.caption)
    for first, *rest in table.rows:
        name, *more = first or ("",)
        yield Heading(min(level + 2, 4), name)
        items = list(more)
        for head, cell in zip(table.head[1:], rest, strict=True):
            items += [f"{head}: {'; '.join(cell)}"] if cell else []
        if items:
            yield Bullets(tuple(items))
