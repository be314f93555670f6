"""The human sentences of a notice: headings, paragraphs and lists, with marks where the pack speaks.

`{{ table: categories }}` on a line of its own stands for a part made from the pack, `{{ rule: sar_months }}`
within a sentence for a value. A mark that nobody knows, or that has nothing to say, stops the pack.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Parts made from the pack, and the clause that asks a notice to tell them.
PARTS = {
    "table: categories": "UK GDPR, Article 14(1)(d)",
    "table: purposes": "UK GDPR, Article 13(1)(c)",
    "table: recipients": "UK GDPR, Article 13(1)(e)",
    "table: retention": "UK GDPR, Article 13(2)(a)",
    "rights": "UK GDPR, Article 13(2)(b)",
    "complaint": "UK GDPR, Article 13(2)(ca) and (d)",
    "contacts": "UK GDPR, Article 13(1)(a) and (b)",
    "table: notes": "",
}
REQUIRED = tuple(part for part, clause in PARTS.items() if clause)

MARK = re.compile(r"\{\{([^{}]*)\}\}")
_HEADING = re.compile(r"(#{1,4})\s+(.+)")


@dataclass(frozen=True)
class Said:
    """One block of the text. kind: heading (level 1 to 4), paragraph, bullets (one a line), part."""

    kind: str
    text: str
    line: int
    level: int = 0


def parse(text: str) -> Iterator[Said]:
    """The blocks of a notice in their order, each with the line it begins on."""
    kind, lines, began = "", list[str](), 0
    for number, raw in enumerate([*text.splitlines(), ""], 1):
        line = raw.strip()
        whole = MARK.fullmatch(line)
        bullet = line.startswith("- ")
        goes_on = kind == "bullets" and raw.startswith("  ") and line
        ends = not line or whole or bullet != (kind == "bullets") or line.startswith("#")
        if lines and ends and not goes_on:
            yield Said(kind, ("\n" if kind == "bullets" else " ").join(lines), began)
            lines = []
        if heading := _HEADING.fullmatch(line):
            yield Said("heading", heading[2], number, len(heading[1]))
        elif whole and name(whole[1]) in PARTS:
            yield Said("part", name(whole[1]), number)
        elif line:
            began = began if lines else number
            kind = "bullets" if bullet or (lines and kind == "bullets") else "paragraph"
            if kind == "bullets" and not bullet:
                lines[-1] += f" {line}"
            else:
                lines.append(line.removeprefix("- ") if bullet else line)


def name(mark: str) -> str:
    """
    >>> name("table:  categories")
    'table: categories'
    """
    what, _, which = mark.partition(":")
    return f"{what.strip()}: {which.strip()}" if which else what.strip()


def marks(text: str) -> Iterator[tuple[str, int]]:
    """Every mark of a text and the line it stands on."""
    for number, line in enumerate(text.splitlines(), 1):
        for found in MARK.finditer(line):
            yield name(found[1]), number
