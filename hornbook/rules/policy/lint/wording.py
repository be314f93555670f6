"""Sentences that stop, parts that are empty, words that make no sense: a text nobody read again.

Keeps: promise 70. UK GDPR Article 12(1): concise, transparent, intelligible.
"""

import re
from collections.abc import Iterator, Sequence

from hornbook.rules.base.written import Block

from .checks import Found, check
from .text import Hit, Section, Text, topics_of, words

CLEAR = "UK GDPR, Article 12(1)"
#: No English sentence ends with one of these, stop or no stop.
OPEN = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "our",
        "your",
        "their",
        "every",
        "whether",
        "because",
        "including",
        "which",
        "such",
        "than",
        "if",
        "while",
    ]
)
#: Nor does a paragraph that has no stop; an item of a list may ("who it is shared with").
OPEN_IN_PROSE = frozenset(
    ["to", "of", "from", "by", "into", "under", "for", "is", "are", "will", "may", "must", "can", "should"]
)
#: A sentence of one word that only begins one.
BEGINS = frozenset(
    [
        "this",
        "these",
        "those",
        "the",
        "a",
        "an",
        "we",
        "you",
        "it",
        "if",
        "when",
        "where",
        "our",
        "your",
        "in",
        "for",
        "all",
        "any",
        "to",
    ]
)
#: A part with one of these in its heading is expected to say something.
EXPECTED = frozenset(
    {"review", "retention", "complaint", "rights", "contact", "sharing", "security", "transfers"}
)
DOUBLED = r"\b(the|a|an|of|to|and|in|for|we|is|are|will|with|or|by) \1\b"


@check("cut-off-sentence", CLEAR)
def cut_off(text: Text) -> Iterator[Found]:
    blocks = text.blocks
    for place, block in enumerate(blocks):
        if block.kind not in {"para", "item"} or not (last := _open_end(block)):
            continue
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        if not _goes_on(text, block, last.group(1), after):
            why = "The sentence stops in the middle"
            suggest = "Write its end, or take it out."
            # Where a single word is left of it, the sentence before is quoted too.
            start = block.plain.rfind(". ", 0, max(last.start() - 2, 0)) + 1
            yield Found(Hit(block, min(start + 1, last.start()) if start else 0, last.end()), why, suggest)


def _open_end(block: Block) -> re.Match[str] | None:
    """The last word, where no sentence can end with it; an address at the end is no word."""
    last = re.search(r"(\w+)\s*$", block.plain)
    if not last or len(block.words.split()) < 2 or not block.lines[-1].text.rstrip(" *_`").endswith(last[1]):
        return None
    sentence = block.plain[block.plain.rfind(". ", 0, last.start()) + 1 :].split()
    if len(sentence) == 1:
        return last if last[1].lower() in BEGINS else None
    open_ = OPEN | OPEN_IN_PROSE if block.kind == "para" else OPEN
    return last if last[1] in open_ else None


def _goes_on(text: Text, block: Block, last: str, after: Block | None) -> bool:
    """Is the sentence taken up again: by a list, by the next item, or by a paragraph that a page broke?"""
    if after is None or after.kind == "heading":
        return False
    if after.kind in {"item", "row"}:
        return block.kind == "para" or last.lower() in {"and", "or"}
    if block.kind == "item":
        return after.words[:1].islower()
    first = after.words.split()[0] if after.words else ""
    return first[:1].islower() or bool(re.search(r"[A-Z].*[A-Z]", first)) or _a_name(text, first)


def _a_name(text: Text, word: str) -> bool:
    """Written with a capital inside sentences too, so that a capital begins no sentence here."""
    if (
        not word
        or word.lower() in OPEN
        or word.lower() in {"the", "all", "any", "please", "there", "it", "they"}
    ):
        return False
    inside = re.compile(rf"[a-z,] {re.escape(word)}\b")
    return any(inside.search(block.plain) for block in text.blocks if block.kind != "heading")


@check("empty-section", f"{CLEAR}; Article 5(1)(a)")
def empty_section(text: Text) -> Iterator[Found]:
    sections = text.sections
    for place, section in enumerate(sections):
        after = sections[place + 1] if place + 1 < len(sections) else None
        if section.heading and not section.blocks and _stands_alone(section, after):
            why = "There is a heading, and nothing is said under it"
            suggest = "Say what belongs here, or take the heading out."
            if section.about("review"):
                suggest = "Say when the notice was last looked at, by whom, and when it will be again."
            yield Found(text.whole(section.heading), why, suggest)


def _stands_alone(section: Section, after: Section | None) -> bool:
    """Not merely the outer heading of the parts that follow."""
    heading = section.heading
    assert heading is not None
    if after is None or after.heading is None:
        return bool(section.topics & EXPECTED) or bool(heading.level)
    if heading.level and after.heading.level:
        return after.heading.level <= heading.level
    own, next_ = topics_of(heading.words), topics_of(after.heading.words)
    return bool(own & EXPECTED) and bool(next_) and not own & next_


@check("garbled-sentence", CLEAR)
def garbled(text: Text) -> Iterator[Found]:
    for hit in text.hits(rf"\b(under|of|from) to (?!date\b)[a-z]+|{DOUBLED}"):
        yield Found(hit, "These words make no sense together", "Read the sentence aloud, and write it anew.")
    headings: Sequence[Block] = [block for block in text.blocks if block.kind == "heading"]
    for hit in text.hits(r"^\W*how long [^?]*\bbe (kept|held|stored|retained)", headings):
        if not words(r"\b(will|may|should|shall|can|must|to|would)\b").search(hit.text):
            yield Found(
                hit, "A word is missing from the heading", "Write: How long your information will be kept."
            )
