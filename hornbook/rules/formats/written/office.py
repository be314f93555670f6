"""Word files and PDFs, opened in a confined process: what comes back is lines of text and nothing else."""

from collections.abc import Sequence
from typing import Any

from hornbook.rules.base.confined import Broken, confined
from hornbook.rules.base.written import Block, Line, Written

from . import plain
from .bounds import refuse

_REASONS = {
    "encrypted": ("It is locked with a password.", "Save it without one."),
    "no-text-layer": (
        "It is a picture of a text: there are no letters in it.",
        "Bring the file it was made from.",
    ),
    "too-large": ("There is more in it than a notice has.", "Bring the notice alone."),
    "damaged": ("It is damaged, or no such file at all.", "Open it, save it anew, and try again."),
    "forbidden": (
        "It declares a document type of its own, which no Word file does.",
        "Save it anew in Word.",
    ),
}


def docx(file: str, data: bytes) -> Written:
    """Each paragraph is a line; styles say which are headings, numbering which are items."""
    told = _told(file, "hornbook.rules.formats.written.docx_inside:paragraphs", data)
    found = [
        Block(kind, (Line(number, text),), level)
        for number, (kind, level, text) in enumerate(told, 1)
        if text.strip()
    ]
    return Written(file, "docx", tuple(block.lines[0] for block in found), plain.by_look(found))


def pdf(file: str, data: bytes) -> Written:
    """Lines in the order of the pages; page numbers and what stands on every page are left out."""
    pages = _told(file, "hornbook.rules.formats.written.pdf_inside:pages", data)
    texts = [text for page in _without_margins(pages) for text in page]
    lines = tuple(Line(number, text) for number, text in enumerate(texts, 1))
    return Written(file, "pdf", lines, tuple(plain.blocks(lines, width=plain.width_of(lines))))


def _told(file: str, parser: str, data: bytes) -> Any:
    try:
        told = confined(parser, data)
    except Broken as broken:
        refuse(file, "unreadable", broken.why, "Open it, save it anew, and try again.")
    if isinstance(told, str):
        refuse(file, told, *_REASONS[told])
    return told


def _without_margins(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """A line that begins or ends at least three pages is a running title; a bare number is the page's."""
    edges: dict[str, int] = {}
    for page in pages:
        for text in {text.strip() for text in (*page[:2], *page[-2:])}:
            edges[text] = edges.get(text, 0) + 1
    running = {text for text, times in edges.items() if text and times >= 3}
    return [
        [text for text in page if text.strip() not in running and not _page_number(text)] for page in pages
    ]


def _page_number(text: str) -> bool:
    words = text.lower().replace("page", "").replace("of", "").split()
    return bool(words) and len(words) <= 2 and all(word.isdigit() for word in words)
