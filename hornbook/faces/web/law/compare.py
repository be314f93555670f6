"""In what the packs that one may know of differ: for a trust or council, how its schools differ.

Keeps: promise 57. Shipped packs are anybody's to read; of other packs,
only those by which a controller works where this person has a seat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest

from hornbook.packs import SHIPPED
from hornbook.rules.policy import packs
from hornbook.rules.policy.compare import Row, across
from hornbook.rules.policy.types import Pack
from hornbook.stages.parties import queries as parties

#: A part of a pack -> what the page calls it.
SECTIONS: Mapping[str, str] = {
    "purposes": "Purposes",
    "categories": "What is held",
    "retention": "How long it is kept",
    "routes": "Who is told",
    "rules": "Ages and times",
    "roles": "Who may do what",
    "notice": "Words of the notice",
    "notes": "Notes to the documents",
    "controller": "The controller",
    "contacts": "Whom to write to",
}
OTHER = "Everything else"
EVERY = "every"
SHORT = 300
MOST = 6  # columns


@dataclass(frozen=True)
class Column:
    """A pack, and the workplaces of this person that work by it."""

    pack: Pack
    works: tuple[str, ...]

    @property
    def label(self) -> str:
        return ", ".join(self.works) or self.pack.title


def known(request: HttpRequest) -> dict[str, tuple[str, ...]]:
    """Pack -> the names of the workplaces that work by it, of all that this person may compare."""
    found: dict[str, list[str]] = {name: [] for name in packs([SHIPPED])}
    for seat in request.workplaces:
        found.setdefault(seat.pack, []).append(seat.name)
    return {name: tuple(works) for name, works in sorted(found.items(), key=lambda f: (not f[1], f[0]))}


def chosen(request: HttpRequest, there: Mapping[str, tuple[str, ...]]) -> list[Column]:
    """The packs asked for; else one's own and the one it builds on."""
    asked = [name for name in dict.fromkeys(request.GET.getlist("pack")) if name in there]
    if not asked and not request.GET.getlist("pack"):
        asked = [*[base for base in request.pack.extends[:1] if base in there], request.pack.id]
        asked += [seat.pack for seat in request.workplaces if seat.pack not in asked]
    return [Column(parties.load_pack(name), there[name]) for name in asked[:MOST]]


#: What names an entry of a part where a whole entry is there or not.
NAMED_BY: Mapping[str, str] = {
    "purposes": "text",
    "categories": "wording",
    "retention": "wording",
    "routes": "recipient",
    "roles": "label",
    "notes": "says",
    "contacts": "role",
}


def rows(columns: Sequence[Column]) -> list[tuple[str, list[Row]]]:
    """The differing rows, by part of the pack."""
    if len(columns) < 2:
        return []
    found = _whole([each.pack for each in columns], across([each.pack for each in columns]))
    parts = {name: SECTIONS.get(name, OTHER) for name in {row.section for row in found}}
    order = [*SECTIONS.values(), OTHER]
    found.sort(key=lambda row: (order.index(parts[row.section]), row.key))
    return [(name, list(some)) for name, some in groupby(found, key=lambda row: parts[row.section])]


def _whole(packs: Sequence[Pack], rows: Sequence[Row]) -> list[Row]:
    """An entry that some packs do not have at all is one row, not one for each of its values."""
    found: dict[str, Row] = {}
    for row in rows:
        section, _, rest = row.key.partition(".")
        entry = rest.partition(".")[0]
        there = [getattr(pack, section).get(entry) for pack in packs] if section in NAMED_BY else []
        if there and not all(there):
            key = f"{section}.{entry}"
            names = tuple(getattr(each, NAMED_BY[section]) or "yes" if each else "" for each in there)
            found[key] = Row(key, names)
        else:
            found[row.key] = row
    return list(found.values())


def label(key: str) -> str:
    """A key of a pack in words, without the part under which it is listed.

    >>> label("routes.youth-support.from_age"), label("documents")
    ('youth support: from age', 'documents')
    """
    return (key.partition(".")[2] or key).replace(".", ": ").replace("-", " ").replace("_", " ")


def said(value: Any) -> str:
    """A value of a pack as a page says it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(said(each) for each in value)
    text = str(value)
    return text if len(text) <= SHORT else f"{text[:SHORT].rstrip()} …"
