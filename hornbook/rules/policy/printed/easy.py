"""The easy-read layer: what the child layer says, one idea a line, in short sentences and without tables.

Keeps: promises 68, 72. UK GDPR, Article 12(1). It is made from the child layer and its parts, so that it
cannot say anything else; a text that is still too hard is found, sentence by sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from hornbook.rules.policy.reading import reading_age

from .tree import Block, Bullets, Document, Heading, Paragraph, Table

#: Stricter than the child layer's: who reads it, and how many words a line may have.
EASY, LONGEST = 9, 16

SENTENCE = re.compile(r"(?<=[.!?؟])\s+|(?<=[.!?؟][”’»])\s+")
_WORD = re.compile(r"\w[\w'’-]*")


def easy(child: Document) -> Document:
    """The child layer, line by line."""
    told = replace(child, blocks=tuple(_blocks(child)))
    foreign = {line for text in child.foreign for line in (text, *ideas(text))}
    return replace(told, foreign=frozenset(foreign & set(told.said)))


def _blocks(child: Document) -> Iterator[Block]:
    for block in child.blocks:
        if isinstance(block, Paragraph):
            yield from (Paragraph(line) for line in ideas(block.text))
        elif isinstance(block, Bullets):
            yield from _list(block)
        elif isinstance(block, Table):
            yield from _told(block)
        else:
            yield block


def _list(block: Bullets) -> Iterator[Block]:
    """An item of several sentences becomes lines of its own after the list."""
    yield Bullets(tuple(line for item in block.items for line in ideas(item)))


def _told(table: Table) -> Iterator[Block]:
    """Whom to ask: the name, then each way to reach them on a line."""
    for first, *rest in table.rows:
        yield Heading(3, " ".join(first))
        ways = [f"{head}: {line}" for head, cell in zip(table.head[1:], rest, strict=True) for line in cell]
        if ways:
            yield Bullets(tuple(ways))


def ideas(text: str) -> list[str]:
    """The sentences of a text, each a line; what stands after a colon is one of its own.

    >>> ideas("It is free. You can say: “Please stop.” Then we stop.")
    ['It is free.', 'You can say:', '“Please stop.”', 'Then we stop.']
    >>> ideas("It is the short one: there is a longer one. Ring us: 0303.")
    ['It is the short one.', 'There is a longer one.', 'Ring us: 0303.']
    """
    lines: list[str] = []
    for sentence in SENTENCE.split(text):
        quoted = re.split(r"(?<=:)\s+(?=[“«])", sentence.strip())
        for part in quoted:
            first, *more = re.split(r"[:;]\s+(?=[a-z])", part)
            lines += [f"{each}." for each in (first, *(_capital(m) for m in more))][: len(more)]
            lines.append(_capital(more[-1]) if more else first)
    return [line for line in lines if line] or [text]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def too_hard(document: Document) -> list[str]:
    """The lines that are longer than an easy-read line may be; and the whole, where it asks too much."""
    lines = [line for line in spoken_lines(document) if len(_WORD.findall(line)) > LONGEST]
    return lines or (["the whole"] if reading_age(spoken_lines(document)) > EASY else [])


def spoken_lines(document: Document) -> list[str]:
    """What is read: not the ways to reach people."""
    found: list[str] = []
    ways = re.compile(r"^(E-mail|Telephone|Post): ")
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Bullets):
            found += [item for item in block.items if not ways.match(item)]
    return found
