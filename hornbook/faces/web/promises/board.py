"""The board of promises in words: how many stand how, per document, and where to look at what was seen.

Keeps: promise 268.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.urls import reverse

from hornbook.promises import documents
from hornbook.stages.account.live import LiveEvidence
from hornbook.stages.account.promises import Board, Line, board

#: What a live check calls the page that shows it in full -> the page.
SHOWN: Mapping[str, tuple[str, str]] = {
    "ledger": ("ledger:check", ""),
    "refusals": ("ledger:lines", "?show=refused"),
    "pack": ("notice:publishing", ""),
    "notice": ("notice:publishing", ""),
    "shown": ("notice:papers", ""),
    "disposal": ("disposal:home", ""),
    "disclosures": ("shares:routes", ""),
    "requests": ("requests:home", ""),
    "purposes": ("purposes:home", ""),
}


@lru_cache(maxsize=50)
def quick(controller: UUID, on: date, minute: int) -> Board:
    """The board for a first page, at most a minute old: it walks the register of every promise."""
    return board(controller, on, thorough=False)


def by_document(found: Board) -> list[dict[str, object]]:
    """This controller's documents first, each with the number of promises in every state."""
    counted = found.by_document
    return [
        {
            "id": each,
            "title": documents()[each].title,
            "counts": counted[each],
            "ours": each in found.documents,
        }
        for each in sorted(counted, key=lambda d: (d not in found.documents, d))
    ]


def chosen(found: Board, state: str, document: str) -> list[Line]:
    """The lines asked for: this controller's own, unless a document is named."""
    lines = [line for line in found.lines if document in line.promise.documents] if document else found.bound
    return [line for line in lines if not state or line.state == state]


def seen_at(live: LiveEvidence | None) -> str:
    """The address of the page that shows what a live check saw; nothing where there is none."""
    if live is None or live.link not in SHOWN:
        return ""
    name, query = SHOWN[live.link]
    return reverse(name) + query
