"""The tables of a notice that Hornbook printed, taken apart again: cells, lines, what the words mean.

Every guess is tried: what is read is printed again and compared, so that all that is read would print so.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hornbook.rules.base.written import Written
from hornbook.rules.catalogue.base import Category, categories
from hornbook.rules.policy.bases import BASES, CONDITIONS
from hornbook.rules.policy.printed import words
from hornbook.rules.policy.printed.parts import asked
from hornbook.rules.policy.types import Holding, Pack

HEADS = {
    "categories": ("What", "Which details, and whether you must tell us", "From"),
    "purposes": ("Why", "Which law lets us", "What we use for it"),
    "recipients": ("Who", "Why, and which law lets us", "What they are told", "When and how"),
    "retention": ("What", "How long", "Why so long"),
    "contacts": ("Who", "E-mail", "Telephone", "Post"),
    "notes": ("It said", "What is true now", "Why"),
}
NEEDED = ("categories", "purposes", "recipients", "retention")
Fields = frozenset[str]


@dataclass(frozen=True)
class Row:
    """A row of a table: where it stands, and each cell's lines."""

    line: int
    cells: tuple[tuple[str, ...], ...]

    def first(self, cell: int) -> str:
        return self.cells[cell][0] if self.cells[cell] else ""


def tables(written: Written) -> Mapping[str, tuple[Row, ...]]:
    """The tables that Hornbook prints, by what they are; empty where this is no such notice."""
    found: dict[str, list[Row]] = {}
    kind = ""
    for block in written.blocks:
        if block.kind != "row":
            kind = ""
            continue
        row = _row(block.number, block.lines[0].text)
        head = next((k for k, v in HEADS.items() if v == tuple("".join(cell) for cell in row.cells)), "")
        if head:
            kind = head
            found[kind] = []
        elif kind and len(row.cells) == len(HEADS[kind]):
            found[kind].append(row)
    return {k: tuple(v) for k, v in found.items()} if all(each in found for each in NEEDED) else {}


def _row(line: int, text: str) -> Row:
    cells = re.split(r"(?<!\\)\|", text.strip()[1:-1])
    return Row(
        line, tuple(tuple(unescaped(p.strip()) for p in cell.split("<br>") if p.strip()) for cell in cells)
    )


def unescaped(text: str) -> str:
    """
    >>> unescaped(r"a\\_b \\| c")
    'a_b | c'
    """
    return re.sub(r"\\([\\`*_|<\[])", r"\1", text)


def holding(row: Row, base: Pack, day_words: tuple[str, ...]) -> Holding | None:
    """Which category of the catalogue a row is about, and which of its fields are held."""
    for name, category in categories.items():
        for fields in _candidates(category, base, " ".join(day_words)):
            guess = Holding(name, row.first(0), fields, "")
            if asked(category, guess) == day_words:
                return guess
    return None


def _candidates(category: Category, base: Pack, said: str) -> Iterable[Fields]:
    if category.id in base.categories:
        yield base.categories[category.id].fields
    yield category.field_names
    told = _named(category, said)
    yield told
    for each in sorted(told):
        yield told - {each}


def _named(category: Category, said: str) -> Fields:
    """Fields whose label stands in the words; the lines of an address stand for one another."""
    low = said.lower()
    found = {f.name for f in category.fields if f.label.lower() in low}
    if "line_1" in category.field_names and re.search(r"\baddress\b", low):
        found |= {"line_1"} | (words.LINES & category.field_names)
    return frozenset(found)


def going(lines: tuple[str, ...], pack: Pack, like: Mapping[str, Fields]) -> dict[str, Fields] | None:
    """What a recipient is told, category by category; None where a line means nothing here."""
    found: dict[str, Fields] = {}
    for line in lines:
        label = max(
            (c.label for _, c in categories.items() if line.startswith(f"{c.label}: ")), key=len, default=""
        )
        name = next((n for n, c in categories.items() if c.label == label and n in pack.categories), "")
        fields = _told(name, line, pack, like) if name else None
        if fields is None:
            return None
        found[name] = fields
    return found


def _told(name: str, line: str, pack: Pack, like: Mapping[str, Fields]) -> Fields | None:
    category, held = categories[name], pack.categories[name].fields
    told = _named(category, line.removeprefix(f"{category.label}: ")) & held
    for fields in (like.get(name, frozenset()) & held, held, told, *(told - {each} for each in sorted(told))):
        if fields and words.going(pack, {name: fields}) == [line]:
            return fields
    return None


def basis(line: str) -> str:
    """
    >>> basis("Public task (UK GDPR, Article 6(1)(e))"), basis("Education Act 1996, section 19")
    ('6(1)(e)', '')
    """
    return next((code for code in BASES if words.basis(code) == line), "")


def conditions(lines: Iterable[str]) -> dict[str, str]:
    """Category -> condition, from the lines on special category data."""
    found: dict[str, str] = {}
    for line in lines:
        said = re.fullmatch(r"Special category data \((.*)\): (.*?) \(([^()]*(?:\([^()]*\))*[^()]*)\)", line)
        code = next(
            (c for c, each in CONDITIONS.items() if said and (each.text, each.cite) == (said[2], said[3])), ""
        )
        if said and code:
            found |= {n: code for n, c in categories.items() if _within(words.lower(c.label), said[1])}
    return found


def used(cell: Iterable[str], by_wording: Mapping[str, str]) -> tuple[str, ...]:
    """The categories whose wordings a cell runs together; none where something in it is no wording."""
    said, found = "; ".join(cell).lower(), list[str]()
    while said:
        known = [w for w in by_wording if said == w.lower() or said.startswith(f"{w.lower()}; ")]
        if not known:
            return ()
        longest = max(known, key=len)
        found.append(by_wording[longest])
        said = said[len(longest) + 2 :]
    return tuple(found)


def _within(label: str, listed: str) -> bool:
    return bool(re.search(rf"(?:^|, | and ){re.escape(label)}(?:, | and |$)", listed))


def with_holdings(base: Pack, held: Mapping[str, Holding]) -> Pack:
    return replace(base, categories=dict(held))
