"""Plain text and Markdown: lines as they stand, and the headings, paragraphs and lists that they make.

A plain text does not say what is a heading; a short line that ends in no stop is one. Where a paragraph was
broken by hand into lines of one width, or by the end of a page, its lines are put together again.
"""

import re
from collections.abc import Iterator, Sequence

from hornbook.rules.base.written import Block, Line, Written

from .bounds import refuse

_HASHES = re.compile(r"(#{1,6})\s+\S")
_ITEM = re.compile(r"\s*(?:[-*•·●○▪‣+]|–(?=\s)|\(?(?:\d{1,2}|[a-z])[.)])\s+\S")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_ROW_RULE = re.compile(r"[\s|:+-]+$")
_NUMBERED = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s")
_NOT_A_HEADING = re.compile(r"[@]|https?:|www\.|^\[[^\]]*\]\([^)]*\)$|^\d[\d\s()-]{5,}$")
_OPEN = frozenset({"a", "an", "and", "for", "in", "of", "or", "the", "to", "with"})
_FEWEST_OF_A_WIDTH = 6


def txt(file: str, data: bytes) -> Written:
    lines = _lines(decoded(file, data))
    return Written(file, "txt", lines, tuple(blocks(lines, width=width_of(lines))))


def md(file: str, data: bytes) -> Written:
    lines = _lines(decoded(file, data))
    return Written(file, "md", lines, tuple(blocks(lines, width=1)))


def decoded(file: str, data: bytes) -> str:
    """By its mark, else UTF-8, else Windows-1252; a file with control characters is no text."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return _sound(file, data[len(mark) :].decode(encoding, errors="replace"))
    try:
        return _sound(file, data.decode("utf-8"))
    except UnicodeDecodeError:
        return _sound(file, data.decode("cp1252", errors="replace"))


def _sound(file: str, text: str) -> str:
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        refuse(file, "not-text", "There are characters in it that no text has.", "Save it as text, UTF-8.")
    return text


def _lines(text: str) -> tuple[Line, ...]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return tuple(Line(number, each) for number, each in enumerate(text.removesuffix("\n").split("\n"), 1))


def width_of(lines: Sequence[Line]) -> int:
    """The width that a text was broken at by hand; 0 where each paragraph is one line."""
    lengths = sorted(len(line.text) for line in lines if line.text.strip())
    widest = lengths[-1] if lengths else 0
    full = [each for each in lengths if each > 0.8 * widest]
    return widest if 40 <= widest <= 130 and len(full) >= _FEWEST_OF_A_WIDTH else 0


def blocks(lines: Sequence[Line], *, width: int) -> Iterator[Block]:
    """width 0: every line its own block; 1: joined as Markdown does; more: joined where the line was full."""
    held: list[Line] = []
    for line in lines:
        if held and not _goes_on(held, line, width):
            yield from _block(held)
            held = []
        if line.text.strip() and not _RULE.match(line.text):
            held.append(line)
    yield from _block(held)


def _goes_on(held: list[Line], line: Line, width: int) -> bool:
    last = held[-1].text
    if not line.text.strip() or _ITEM.match(line.text) or _HASHES.match(line.text) or _HASHES.match(last):
        return False
    if _ROW.match(line.text) or _ROW.match(last) or _RULE.match(line.text):
        return False
    if width <= 1:
        return width == 1
    room = width - len(last.rstrip())
    full = room < len(line.text.split()[0]) + 1
    if full or room >= 0.3 * width or last.rstrip()[-1] in ".?!:;":
        return full
    in_a_list = bool(_ITEM.match(held[0].text))  # where an item often ends without a stop
    return not in_a_list or line.text.strip()[0].islower() or last.split()[-1].lower() in _OPEN


def _block(held: list[Line]) -> Iterator[Block]:
    if not held:
        return
    lines, first = tuple(held), held[0].text
    if hashes := _HASHES.match(first):
        yield Block("heading", lines, len(hashes[1]))
    elif _ROW.match(first):
        if not _ROW_RULE.match(first):
            yield Block("row", lines)
    elif len(lines) == 1 and looks_like_a_heading(first):
        yield Block("heading", lines)
    elif _ITEM.match(first):
        yield Block("item", lines)
    else:
        yield Block("para", lines)


def looks_like_a_heading(text: str) -> bool:
    """A short line that begins like a title and ends in no stop."""
    bare = text.strip().strip("*_").strip()
    if not bare or len(bare) > 90 or len(bare.split()) > 14 or _NOT_A_HEADING.search(bare):
        return False
    if _ITEM.match(text) and not (_NUMBERED.match(bare) and text == text.lstrip() and text.startswith("**")):
        return False
    if bare[-1] in ".;,!" or (bare[-1] == ":" and len(bare.split()) > 3):
        return False
    if re.search(r"[?!.]\s+\S", _NUMBERED.sub("", bare)):
        return False
    return bare[0].isupper() or bare[0].isdigit()


def by_look(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Paragraphs as they look, where nobody said what they are: typed bullets; headings if none is marked."""
    marked = any(block.kind == "heading" for block in blocks)
    return tuple(_as_it_looks(block, marked) if block.kind == "para" else block for block in blocks)


def _as_it_looks(block: Block, marked: bool) -> Block:
    text = block.lines[0].text
    if not marked and looks_like_a_heading(text):
        return Block("heading", block.lines)
    return Block("item", block.lines) if _ITEM.match(text) else block
