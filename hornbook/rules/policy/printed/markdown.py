"""A document as Markdown, a line a block or row: what two published versions are compared by."""

import re
from collections.abc import Iterator

from .tree import Block, Bullets, Cell, Document, Heading, Paragraph


def markdown(document: Document) -> str:
    return "\n".join(f"{part}\n" for block in document.blocks for part in ["\n".join(_lines(block))])


def plain(text: str) -> str:
    """Text that Markdown shows as it is written.

    >>> plain("a_b | <c> *d*")
    'a\\\\_b \\\\| \\\\<c> \\\\*d\\\\*'
    """
    return re.sub(r"([\\`*_|<\[])", r"\\\1", text)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"{'#' * level} {plain(text)}"
        case Paragraph(text):
            yield plain(text)
        case Bullets(items):
            yield from (f"- {plain(item)}" for item in items)
        case _:
            yield _row((each,) for each in block.head)
            yield _row(("---",) for _ in block.head)
            yield from (_row(row) for row in block.rows)


def _row(cells: Iterator[Cell] | tuple[Cell, ...]) -> str:
    return f"| {' | '.join('<br>'.join(plain(line) for line in cell) for cell in cells)} |"
