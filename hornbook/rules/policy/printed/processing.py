"""The record of processing (UK GDPR, Article 30), a row for each type of data, printed from the pack.

Keeps: promise 276. The seven columns are those that the data protection policy promises: the type of data,
whose it is, how and why it is used, who else gets it, how and why it is stored, how long, how safely.
"""

from collections.abc import Sequence
from datetime import date

from hornbook.rules.catalogue.base import categories
from hornbook.rules.policy.bases import CONDITIONS
from hornbook.rules.policy.periods import listed
from hornbook.rules.policy.types import Holding, Pack, Role

from . import parts, words
from .tree import Block, Bullets, Cell, Document, Heading, Paragraph, Table

COLUMNS = (
    "Type of data",
    "Whose data",
    "How and why it is used",
    "Who else gets it",
    "How and why it is stored",
    "How long it is kept",
    "How it is kept safe",
)

STORED = "Electronically, each value encrypted under a key of the person's own"
SAFE = "Every opening is written in the ledger; whoever opens it shows a second factor"
CASES = {
    "any": "everyone",
    "teaches": "those they teach",
    "tutors": "those they tutor",
    "supports": "those they support",
    "case": "those whose case they hold",
}


def processing_rows(pack: Pack, on: date) -> list[tuple[Cell, ...]]:
    """One row for each category held, in the order of a printed copy."""
    return [_row(pack, pack.categories[each], on) for each in words.in_order(pack.categories)]


def processing(pack: Pack, on: date) -> Document:
    """The whole record: who is responsible, then what is processed."""
    name = pack.controller.get("name", pack.title)
    title = f"Record of processing: {name}"
    contacts = tuple(parts_line(pack))
    blocks: list[Block] = [
        Heading(1, title),
        Paragraph(f"Printed from the pack {pack.id}, version {pack.version} (UK GDPR, Article 30)."),
        Heading(2, "Who is responsible"),
        Bullets((f"Controller: {name}", *contacts)),
        Heading(2, "What is processed"),
        Table("Types of data", COLUMNS, tuple(processing_rows(pack, on))),
    ]
    return Document(title, tuple(blocks))


def parts_line(pack: Pack) -> Sequence[str]:
    return [
        f"{each.role}: {', '.join(way for way in (each.email, each.phone, each.post) if way)}"
        for each in pack.contacts.values()
    ]


def _row(pack: Pack, holding: Holding, on: date) -> tuple[Cell, ...]:
    category, kept = categories[holding.id], pack.retention[holding.retention]
    special = words.special_of(holding)
    labels = listed([words.lower(label) for label in words.labels(category, holding.fields)])
    return (
        (
            holding.wording,
            f"Details: {labels}",
            *((f"Special category: {listed(special)}",) if special else ()),
        ),
        tuple(words.SUBJECTS[each] for each in category.subject),
        _used(pack, holding.id),
        _told(pack, holding.id, on),
        (STORED, *(f"From {each}" for each in holding.sources)),
        (kept.wording, *kept.cites),
        (SAFE, *_openers(pack, holding.id)),
    )


def _used(pack: Pack, category: str) -> Cell:
    lines = []
    for purpose in pack.purposes.values():
        if category in purpose.categories:
            code = purpose.conditions.get(category)
            condition = f"; {CONDITIONS[code].cite}" if code else ""
            level = f" {parts.LEVELS[purpose.level]}" if purpose.level in parts.LEVELS else ""
            lines.append(
                f"{purpose.text} ({words.basis(purpose.basis)}; {listed(purpose.laws)}{condition}).{level}"
            )
    return tuple(lines)


def _told(pack: Pack, category: str, on: date) -> Cell:
    routes = [route for route in parts.running(pack, on) if category in route.fields]
    return tuple(
        route.recipient + (f", in {route.country}" if route.country != "GB" else "") for route in routes
    ) or ("Nobody",)


def _openers(pack: Pack, category: str) -> Cell:
    """Which roles may open it, and of whom: read from the same rules that decide."""
    return tuple(
        f"Opened by: {role.label} ({_whom(role)})"
        for role in pack.roles.values()
        if any(category in fields for fields in role.reads.values())
    ) or ("Opened by nobody",)


def _whom(role: Role) -> str:
    return listed([text for code, text in CASES.items() if code in role.relations])
