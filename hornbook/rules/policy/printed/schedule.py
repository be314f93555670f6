"""The retention schedule: for each type of data from what event it is kept, how long, why, and what then.

Keeps: promises 113 to 117, 281. Printed from the same periods that disposal obeys.
"""

from datetime import date

from hornbook.rules.base.dates import spoken
from hornbook.rules.catalogue.base import categories
from hornbook.rules.policy.periods import REGISTERS, end_in_words, number, register_years, span
from hornbook.rules.policy.retention import TRIGGERS
from hornbook.rules.policy.types import Holding, Pack, Retention

from . import words
from .tree import Block, Cell, Document, Heading, Paragraph, Table

HEAD = ("Category", "From what event", "For how long", "Why so long", "What happens then", "Promised in")


def schedule(pack: Pack, on: date, promised: tuple[str, ...] = ()) -> Document:
    """`promised`: the titles of the controller's own documents that promise these periods."""
    name = pack.controller.get("name", pack.title)
    title = f"Retention schedule: {name}"
    blocks: list[Block] = [
        Heading(1, title),
        Paragraph(
            f"Printed from the pack {pack.id}, version {pack.version}, as it is true on {spoken(on)} "
            "(UK GDPR, Article 5(1)(e))."
        ),
        Paragraph(
            "A record is kept longer only while it is on hold for a reason in law, such as an open "
            "request or a court case. Two people approve each disposal, and a certificate is kept of it."
        ),
        Table("Each type of data", HEAD, tuple(_row(pack, each, on, promised) for each in _held(pack))),
    ]
    return Document(title, tuple(blocks))


def _held(pack: Pack) -> list[Holding]:
    return [pack.categories[each] for each in words.in_order(pack.categories)]


def _row(pack: Pack, holding: Holding, on: date, promised: tuple[str, ...]) -> tuple[Cell, ...]:
    kept = pack.retention[holding.retention]
    notice = f"Privacy notice, version {pack.version}"
    return (
        (holding.wording,),
        (TRIGGERS[kept.trigger].capitalize(),),
        period(kept, holding, on),
        kept.cites or ("No law sets a period; this controller chose it.",),
        (f"{end_in_words(kept.actions).capitalize()}.",),
        (notice, *promised),
    )


def period(kept: Retention, holding: Holding, on: date) -> Cell:
    """How long, and the law's least where it is a register."""
    lasts = span(kept.years, kept.months, kept.days)
    least = register_years(on) if categories[holding.id].retention in REGISTERS else 0
    floor = (f"Never less than {number(least)} years from the last entry",) if least else ()
    return (lasts[:1].upper() + lasts[1:], *floor)
