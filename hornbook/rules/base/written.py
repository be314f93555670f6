"""A text that somebody wrote: its numbered lines, and the blocks that they make.

Whoever criticises a text has to quote it. So a block remembers the lines it was made of, and what is looked
for in its plain words is found again, word for word, in the line as it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

#: Signs of setting, not words: what stands in their place is spaces, so that no letter moves.
_SIGNS = (
    re.compile(r"\]\((?:[^()\s]|\([^()]*\))*\)"),  # the address of a Markdown link
    re.compile(r"<(?:https?:|mailto:|www\.)[^<>\s]*>"),
    re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]+"),
    re.compile(r"</?(?:p|b|i|u|em|strong|ul|ol|li|br|span|div|a)(?:\s[^<>]*)?/?>", re.I),
    re.compile(r"\*+|`+|__+|\\|\[|\]|\|"),
)
_BULLET = re.compile(r"\s*(?:#{1,6}\s+|>\s+)?\W*?(?:[-*•·●○▪‣–+]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s+)?")
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\t": " ", "\u2011": "-"})
_SENTENCE = re.compile(r"[.!?](?=[\s\"')]*\s+[A-Z\"'(])")
_LONGEST = 240


@dataclass(frozen=True)
class Line:
    """A line as it stands; the first is 1. In a Word file a line is a paragraph."""

    number: int
    text: str


@dataclass(frozen=True)
class Quote:
    """Words that stand in that line."""

    line: int
    text: str


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, an item of a list or a row of a table.

    level  of a heading, 1 the highest; 0 where the text does not say
    """

    kind: str  # heading | para | item | row
    lines: tuple[Line, ...]
    level: int = 0

    @property
    def number(self) -> int:
        return self.lines[0].number

    @cached_property
    def plain(self) -> str:
        """The words without signs of setting, letter under letter with the lines joined by one space."""
        return " ".join(_plain(line.text) for line in self.lines)

    @cached_property
    def words(self) -> str:
        """The same, to be read: single spaces, no bullet, no number before it."""
        plain = re.sub(r"\s+", " ", self.plain).strip()
        bullet = _BULLET.match(plain) if self.kind in {"heading", "item"} else None
        return plain[bullet.end() :].strip() if bullet else plain

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where each sentence of the plain words begins and ends."""
        start = 0
        for end in _SENTENCE.finditer(self.plain):
            yield start, end.end()
            start = end.end()
        yield start, len(self.plain)

    def sentence_at(self, place: int) -> str:
        return next((self.plain[a:b] for a, b in self.sentences() if a <= place < b), self.plain)

    def quote(self, start: int, end: int) -> Quote:
        """The line where these plain words begin, and the sentence around them as far as it stands there."""
        first = 0
        for line in self.lines:
            if start <= first + len(line.text):
                break
            first += len(line.text) + 1
        begins, ends = start - first, min(end - first, len(line.text))
        a, b = next(((a, b) for a, b in self.sentences() if a <= start < b), (start, end))
        wide = line.text[max(a - first, 0) : max(b - first, ends)].strip()
        if len(wide) > _LONGEST:
            wide = _around(line.text, max(begins, 0), ends, max(a - first, 0))
        return Quote(line.number, _bare(wide) or line.text.strip())


@dataclass(frozen=True)
class Written:
    """A text as read: of which file and kind, its lines, its blocks in order, what could not be read."""

    file: str
    kind: str  # txt | md | html | docx | pdf
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]


def _plain(text: str) -> str:
    text = text.translate(_ALIKE)
    for sign in _SIGNS:
        text = sign.sub(lambda found: " " * len(found[0]), text)
    return text


def _around(text: str, start: int, end: int, sentence: int) -> str:
    """The words found, and as many whole words of the sentence about them as make a fair quotation."""
    room = max((_LONGEST - (end - start)) // 2, 0)
    left, right = max(start - room, sentence), min(end + room, len(text))
    if left > sentence:
        left = text.find(" ", left, start) + 1 or start
    if right < len(text):
        right = max(text.rfind(" ", end, right), end)
    return text[left:right]


def _bare(quote: str) -> str:
    """Without the bullet or the hashes before it."""
    return re.sub(r"^(?:#{1,6}|[-*•·●○▪‣–+])\s+", "", quote).strip()
