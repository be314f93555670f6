"""The glossary: the standard terms as notices, pages and policies use them, each with its definition in law.

Keeps: promise 19.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from hornbook.rules.base.dates import spoken
from hornbook.rules.law.dpa_2018_conditions import CATEGORIES
from hornbook.rules.policy.periods import listed
from hornbook.rules.policy.types import Pack

from . import rights, words
from .sentences import MARK, name
from .tree import Document, Heading, Paragraph, Table

#: The kinds of Article 9(1) in the words of the notice; the law's list is longer than what schools hold.
KINDS = words.SPECIAL | {"sex-life": "sex life"}


@dataclass(frozen=True)
class Term:
    """One word, what it means, and where the law says so."""

    name: str
    says: str
    cite: str


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    rows = tomllib.loads((files(__package__) / "glossary.toml").read_text("utf-8"))["term"]
    return tuple(Term(**row) for row in rows)


def special_kinds() -> list[str]:
    """The kinds of special category data, as the law lists them."""
    return [KINDS[each.replace("_", "-")] for each in CATEGORIES]


def glossary(pack: Pack, on: date) -> Document:
    """Every term, with this controller's name and data protection officer where they belong."""
    title = f"Glossary: {pack.controller.get('name', pack.title)}"
    officer = pack.contacts.get("dpo")
    given = {
        "special": listed(special_kinds()),
        "controller": pack.controller.get("name", pack.title),
        "dpo": f"Write to: {rights.reach(officer)}." if officer else "",
    }
    rows = tuple(
        ((each.name,), (MARK.sub(lambda found: given[name(found[1])], each.says).strip(),), (each.cite,))
        for each in terms()
    )
    blocks = (
        Heading(1, title),
        Paragraph(f"The words of our notices and papers, as the law stands on {spoken(on)}."),
        Table("What the words mean", ("Word", "What it means", "Where the law says so"), rows),
    )
    return Document(title, blocks)
