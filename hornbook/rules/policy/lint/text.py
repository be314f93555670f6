"""A notice or policy as the linter understands it: whose it is, what kind, which part is about what.

Keeps: promises 19, 121, 278. What a text says of its own earlier version is not what it says now, so a
part under such a heading is left alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from hornbook.rules.base.written import Block, Quote, Written

TOPICS = {
    "history": (
        r"differs? from|earlier (notice|version|one)|what (has )?changed|version history|since " r"the last"
    ),
    "review": r"\breview",
    "objection": r"\bobject(ion|ing)?\b",
    "complaint": r"complain|not happy|concerns?\b|something is wrong",
    "rights": (
        r"\brights?\b|what you can do|(requesting|access to) .*(data|information|record)" r"|access requests?"
    ),
    "contact": r"\bcontacts?\b|who(m)? to (ask|talk)|further information",
    "retention": r"how long|retention|\bretain|\bkept\b|\bstor(e|ed|ing)\b|disposal",
    "security": r"secur|\bsafe\b",
    "sharing": r"\bshar(e|es|ed|ing)\b|recipients?|who else|disclos",
    "basis": r"reasons we can|lawful|legal bas[ie]s|what gives us",
    "purposes": r"\bwhy\b|how we use|\buses?\b|purposes?",
    "categories": r"categor|what we (hold|know)|(information|data) (that )?(we|is|collected)\b|collecting",
    "automation": r"automat|by machine|profiling",
    "transfers": r"abroad|transfer|overseas",
    "record": r"educational record|curricular record",
    "biometrics": r"biometric|fingerprint",
    "photographs": r"photo|video|images",
    "cctv": r"\bcctv\b|surveillance|cameras?\b",
    "breach": r"breach",
}
_ORGANISATION = (
    r"School|Academy|Academies|Trust|College|Council|Provision|Alliance|Federation|Unit|Centre|Nursery"
)
_COUNCIL = (
    r"\bcouncil( \([A-Z]+\))? "
    r"(collects?|is (the|a) (data )?controller|uses|holds|processes|and its)"
)
_SPACES = re.compile(r"\[(?:\\.|[^\]\\])*\]| \??")


@lru_cache(maxsize=512)
def words(pattern: str) -> re.Pattern[str]:
    """A pattern in which a space stands for any spaces, and the size of letters does not matter.

    Inside square brackets a space is a space.
    """
    return re.compile(_SPACES.sub(_any_spaces, pattern), re.I)


def _any_spaces(found: re.Match[str]) -> str:
    return {" ": r"\s+", " ?": r"\s*"}.get(found[0], found[0])


@dataclass(frozen=True)
class Hit:
    """Words found in a block."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.block.plain[self.start : self.end]

    @property
    def sentence(self) -> str:
        return self.block.sentence_at(self.start)

    def says(self, pattern: str) -> bool:
        """Does the whole block say this too?"""
        return bool(words(pattern).search(self.block.plain))

    @property
    def quote(self) -> Quote:
        return self.block.quote(self.start, self.end)


@dataclass(frozen=True)
class Section:
    """A heading, what it is about, and the blocks until the next one."""

    heading: Block | None
    topics: frozenset[str]
    blocks: tuple[Block, ...]

    def about(self, topic: str) -> bool:
        return topic in self.topics


@dataclass(frozen=True)
class Text:
    """The text, and the day whose law it is judged by."""

    written: Written
    on: date

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """In order; an inner heading that says no topic keeps that of the heading above it."""
        found: list[tuple[Block | None, list[Block]]] = [(None, [])]
        for block in self.written.blocks:
            if block.kind == "heading":
                found.append((block, []))
            else:
                found[-1][1].append(block)
        made: list[Section] = []
        above: dict[int, frozenset[str]] = {}
        for heading, blocks in found:
            topics = topics_of(heading.words) if heading else frozenset[str]()
            if heading and heading.level:
                outer = [above[level] for level in sorted(above) if level < heading.level]
                topics = topics or (outer[-1] if outer else topics)
                above = {k: v for k, v in above.items() if k < heading.level} | {heading.level: topics}
            made.append(Section(heading, topics, tuple(blocks)))
        return tuple(made)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All that the text says as of now, headings included."""
        live = [each for each in self.sections if not each.about("history")]
        return tuple(b for each in live for b in ((each.heading,) if each.heading else ()) + each.blocks)

    @cached_property
    def title(self) -> Block:
        """The heading that names the text, or its first line."""
        named = [
            b for b in self.blocks[:12] if words(r"privacy notice|policy|information|data").search(b.plain)
        ]
        return named[0] if named else self.written.blocks[0]

    @cached_property
    def kind(self) -> str:
        """notice | policy: what it calls itself at its head, else what it calls itself more often."""
        head = " ".join(block.words for block in self.blocks[:8]).lower()
        if "privacy notice" in head or "this notice" in head:
            return "notice"
        if "policy" in head:
            return "policy"
        return "policy" if self.count(r"this policy") > self.count(r"this (privacy )?notice") else "notice"

    @cached_property
    def body(self) -> str:
        """council | trust | independent | school: who is speaking."""
        if self.has(r"we are an independent school|independent school\W+(is|and) ") or self.has(
            r"proprietor"
        ):
            return "independent"
        head = " ".join(block.words for block in self.blocks[:12])
        if words(_COUNCIL).search(head) or words(r"^[\w ]*council\b").search(self.title.words):
            return "council"
        return (
            "trust"
            if words(r"multi[- ]academy trust|academy trust|academies trust").search(head)
            else "school"
        )

    @property
    def academy(self) -> bool:
        """Is it an academy, or a trust of them? The name, or the head, says so."""
        return self.body == "trust" or self.has(
            r"\bacadem(y|ies)\b|\bfree school\b(?! meal)", self.blocks[:12]
        )

    @property
    def public(self) -> bool:
        return self.body != "independent"

    @cached_property
    def layer(self) -> bool:
        """A short or child-readable version, which stands beside the full notice and need not repeat it."""
        return self.has(r"(full|longer|main|standard|detailed) (privacy )?notice\b|a longer (one|notice)")

    @cached_property
    def about_pupils(self) -> bool:
        pupils = self.count(r"\b(pupils?|child(ren)?|students?|learners?)\b")
        return pupils >= self.count(r"\b(staff|employees?|workforce|applicants?|governors?)\b")

    def hits(self, pattern: str, blocks: Iterable[Block] | None = None) -> Iterator[Hit]:
        """Everywhere these words stand, in order."""
        for block in self.blocks if blocks is None else blocks:
            for found in words(pattern).finditer(block.plain):
                yield Hit(block, found.start(), found.end())

    def has(self, pattern: str, blocks: Iterable[Block] | None = None) -> bool:
        return next(self.hits(pattern, blocks), None) is not None

    def count(self, pattern: str) -> int:
        return sum(1 for _ in self.hits(pattern))

    def about(self, *topics: str) -> tuple[Block, ...]:
        """The blocks under headings about these, in order."""
        chosen = [each for each in self.sections if each.topics & set(topics)]
        return tuple(block for each in chosen if not each.about("history") for block in each.blocks)

    def section_of(self, block: Block) -> Section:
        return next(s for s in self.sections if block is s.heading or any(block is each for each in s.blocks))

    def whole(self, block: Block) -> Hit:
        """The block itself, where what is missing has no words to be found by."""
        return Hit(block, len(block.plain) - len(block.plain.lstrip()), len(block.plain.rstrip()))

    def anchor(self, pattern: str, *topics: str) -> Hit:
        """Where something missing belongs: words that lead to it, else a heading about it, else the title."""
        found = next(self.hits(pattern), None) if pattern else None
        if found:
            return found
        for topic in topics:
            for section in self.sections:
                if section.heading and section.about(topic) and topics_of(section.heading.words):
                    return self.whole(section.heading)
        return self.whole(self.title)

    @cached_property
    def names_itself(self) -> bool:
        """Does it say, by name, whose text it is?"""
        name = rf"(?-i:(?:[A-Z][\w'&.-]+\s+(?:(?:of|and|for|the|in|&)\s+)*)*(?:{_ORGANISATION})\b)"
        generic = r"^(?:The|Our|Your|This|A|Local|Privacy|Academy|School|Trust|Council)\b"
        for block in self.blocks:
            for found in words(name).finditer(block.plain):
                said = found[0].strip()
                if len(said.split()) > 1 and not re.match(generic, said):
                    return True
        return False


def first_of_each_block(hits: Iterator[Hit]) -> Iterator[Hit]:
    """One place is enough to mend a block by."""
    seen: set[int] = set()
    for hit in hits:
        if id(hit.block) not in seen:
            seen.add(id(hit.block))
            yield hit


def topics_of(heading: str) -> frozenset[str]:
    return frozenset(topic for topic, pattern in TOPICS.items() if words(pattern).search(heading))
