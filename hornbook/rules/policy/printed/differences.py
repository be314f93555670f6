"""What changed between two published texts, for people: part by part, sentence by sentence, the words marked.

Keeps: promises 69, 71. It reads the Markdown that was published, so that versions of any age can be compared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from .easy import SENTENCE
from .markdown import unescaped
from .tree import Block, Document, Heading, Paragraph, Revised

#: Sentences more alike than this are one sentence that changed; less, one that went and one that came.
ALIKE = 0.5
LABELS = {"came": "New:", "went": "Taken out:", "changed": "Changed:"}


@dataclass(frozen=True)
class Sentence:
    """One sentence, and the headings it stands under."""

    part: str
    text: str


def sentences(markdown: str) -> list[Sentence]:
    """Every sentence, list item, table row and heading of a printed text.

    >>> [s.text for s in sentences("# A\\n\\nOne. Two.\\n\\n- b\\n\\n| c | d<br>e |")]
    ['A', 'One.', 'Two.', 'b', 'c – d; e']
    """
    found, part = list[Sentence](), ""
    for line in markdown.splitlines():
        if heading := re.fullmatch(r"(#+) (.+)", line):
            part = unescaped(heading[2])
            found.append(Sentence(part, part))
        elif line.startswith("- "):
            found.append(Sentence(part, unescaped(line[2:])))
        elif line.startswith("| ") and not line.startswith("| --- |"):
            cells = [each.replace("<br>", "; ") for each in re.split(r"(?<!\\)\|", line)[1:-1]]
            found.append(Sentence(part, unescaped(" – ".join(c.strip() for c in cells if c.strip()))))
        elif line and not line.startswith("| "):
            found += [Sentence(part, unescaped(each)) for each in SENTENCE.split(line)]
    return found


def differences(before: str, after: str, title: str, told: str = "") -> Document:
    """The document of what changed: a heading for each part, and under it what came, went or changed."""
    blocks: list[Block] = [Heading(1, title)]
    if told:
        blocks.append(Paragraph(told))
    part = None
    for where, block in revised(sentences(before), sentences(after)):
        if where != part:
            blocks.append(Heading(2, where or title))
            part = where
        blocks.append(block)
    if part is None:
        blocks.append(Paragraph("Nothing: the two say the same."))
    return Document(title, tuple(blocks))


def revised(old: list[Sentence], new: list[Sentence]) -> Iterator[tuple[str, Revised]]:
    """Each difference and the part it is in."""
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield from _paired(old[a:b], new[c:d])


def _paired(gone: list[Sentence], come: list[Sentence]) -> Iterator[tuple[str, Revised]]:
    """Each new sentence beside the old one it came from, where one is alike; what is left went."""
    left = list(gone)
    for new in come:
        likest = max(left, key=lambda old: _alike(old, new), default=None)
        if likest is None or _alike(likest, new) <= ALIKE:
            yield new.part, _said("came", (("come", new.text),))
            continue
        for old in left[: left.index(likest)]:
            yield old.part, _said("went", (("gone", old.text),))
        left = left[left.index(likest) + 1 :]
        if likest.text != new.text:
            yield new.part, _said("changed", tuple(_words(likest.text, new.text)))
    for old in left:
        yield old.part, _said("went", (("gone", old.text),))


def _said(what: str, runs: tuple[tuple[str, str], ...]) -> Revised:
    return Revised((("same", LABELS[what]), *runs))


def _alike(old: Sentence, new: Sentence) -> float:
    return SequenceMatcher(None, old.text.split(), new.text.split(), autojunk=False).ratio()


def _words(old: str, new: str) -> Iterator[tuple[str, str]]:
    before, after = old.split(), new.split()
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", " ".join(before[a:b])
            continue
        if a < b:
            yield "gone", " ".join(before[a:b])
        if c < d:
            yield "come", " ".join(after[c:d])
