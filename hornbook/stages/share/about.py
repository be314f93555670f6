"""What the disclosure log holds about a person: who was told what, for as long as the certificate lasts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from hornbook.rules.base.about import About, Section, abouts
from hornbook.rules.base.dates import spoken
from hornbook.rules.catalogue.base import categories

from . import queries


def _words(fields: tuple[str, ...]) -> str:
    named = [f.split(".", 1) for f in fields]
    return ", ".join(categories[c].field(f).label for c, f in named)


def copy(controller: UUID, person: UUID, at: datetime) -> list[Section]:
    rows = [
        {
            "When": spoken(s.at.date()),
            "Who was told": s.recipient,
            "What": _words(s.fields),
            "By which law": "; ".join(s.gateways),
        }
        for s in queries.about(controller, person)
    ]
    return [Section("disclosures", "Who has been told something about you", rows)]


def forget(controller: UUID, person: UUID, at: datetime) -> Mapping[str, Any]:
    """Nothing: the log holds references and names of fields, no value."""
    return {}


abouts.add(
    "share",
    About(
        "share", copy, forget, keeps="the disclosure log: which fields went to whom and when, without values"
    ),
)
