"""A document as Markdown, a line a block or row: what two published versions are compared by."""

import hashlib
import re
from collections.abc import Iterable, Iterator

from .tree import Block, Bullets, Cell, Document, Heading, Paragraph, Revised, Table


def markdown(document: Document) -> str:
    return "\n".join(f"{part}\n" for block in document.blocks for part in ["\n".join(_lines(block))])


def read_back(text: str, language: str = "en-GB", foreign: Iterable[str] = ()) -> Document:
    """The document that was written so; a table's caption is not in it, and is the heading it stands under.

    >>> read_back("# A\\n\\nb\\n\\n- c\\n").blocks
    (Heading(level=1, text='A'), Paragraph(text='b'), Bullets(items=('c',)))
    """
    blocks: list[Block] = []
    for part in re.split(r"\n\n+", text.strip()):
        lines = part.splitlines()
        if heading := re.fullmatch(r"(#+) (.*)", part):
            blocks.append(Heading(len(heading[1]), unescaped(heading[2])))
        elif part.startswith("- "):
            blocks.append(Bullets(tuple(unescaped(line[2:]) for line in lines)))
        elif part.startswith("| "):
            under = next((b.text for b in reversed(blocks) if isinstance(b, Heading)), "")
            head, _, *rows = (_cells(line) for line in lines)
            blocks.append(Table(under, tuple("".join(cell) for cell in head), tuple(rows)))
        else:
            blocks.append(Paragraph(unescaped(part)))
    title = next((b.text for b in blocks if isinstance(b, Heading)), "")
    return Document(title, tuple(blocks), language, frozenset(foreign))


def _cells(line: str) -> tuple[Cell, ...]:
    cells = [each.strip() for each in re.split(r"(?<!\\)\|", line)[1:-1]]
    return tuple(tuple(unescaped(each) for each in cell.split("<br>")) if cell else () for cell in cells)


def unescaped(text: str) -> str:
    return re.sub(r"\\([\\`*_|<\[])", r"\1", text)


def fingerprint(document: Document) -> str:
    """What tells these words from any others, SHA-256 of them as Markdown."""
    return hashlib.sha256(markdown(document).encode()).hexdigest()


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
        case Revised(runs):
            marks = {"gone": "~~", "come": "**", "same": ""}
            yield " ".join(f"{marks[kind]}{plain(text)}{marks[kind]}" for kind, text in runs)
        case _:
            yield _row((each,) for each in block.head)
            yield _row(("---",) for _ in block.head)
            yield from (_row(row) for row in block.rows)


def _row(cells: Iterator[Cell] | tuple[Cell, ...]) -> str:
    return f"| {' | '.join('<br>'.join(plain(line) for line in cell) for cell in cells)} |"
