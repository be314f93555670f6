"""When a record is due to go, and why: the pack's period from its trigger, held up to the law's floor.

Keeps: promises 113, 114, 115, 117. A register entry is never due before the years the law sets have passed
since the last entry in it; the answer says so.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from hornbook.rules.base.dates import add_months, birthday, spoken
from hornbook.rules.base.refused import Refused

from .floor import law_floor
from .types import Pack, Retention

TRIGGERS = {
    "birth": "date of birth",
    "entry": "date of the entry",
    "leaving": "date of leaving",
    "closed": "date it was closed",
}


@dataclass(frozen=True)
class Due:
    """The first day on which the record may go (None: its trigger has not come), and what may be done."""

    on: date | None
    why: str
    cites: tuple[str, ...]
    actions: tuple[str, ...]


def due(
    pack: Pack,
    retention_type: str,
    *,
    born: date | None = None,
    entry: date | None = None,
    leaving: date | None = None,
    closed: date | None = None,
    last_register_entry: date | None = None,
) -> Due:
    """`due(pack, "educational-record", born=date(2001, 11, 22)).on` is the 25th birthday."""
    kept = pack.retention.get(retention_type)
    if kept is None:
        raise Refused(
            "no-retention",
            what="No day of disposal can be given.",
            why=f"The pack has no retention type {retention_type!r}.",
            next=f"Use one of: {', '.join(sorted(pack.retention))}.",
            cites=("pack:retention", "UK GDPR, Article 5(1)(e)"),
        )
    cites = (f"pack:retention.{kept.id}", *kept.cites)
    starts = {"birth": born, "entry": entry, "leaving": leaving, "closed": closed}[kept.trigger]
    if starts is None:
        return Due(None, f"Not due yet: no {TRIGGERS[kept.trigger]} is held.", cites, kept.actions)
    on = _end(kept, starts)
    why = f"{kept.wording} From the {TRIGGERS[kept.trigger]}, {spoken(starts)}: {spoken(on)}."
    return _not_before_the_law(on, why, cites, kept, last_register_entry)


def _end(kept: Retention, starts: date) -> date:
    if kept.trigger == "birth":
        return add_months(birthday(starts, kept.years), kept.months) + timedelta(days=kept.days)
    return add_months(starts, kept.years * 12 + kept.months) + timedelta(days=kept.days)


def _not_before_the_law(
    on: date, why: str, cites: tuple[str, ...], kept: Retention, last_entry: date | None
) -> Due:
    if last_entry is None:
        return Due(on, why, cites, kept.actions)
    floors = [floor for day in (last_entry, on) if (floor := law_floor("register_years", day))]
    floor = max(floors, default=(0, ""))
    earliest = add_months(last_entry, floor[0] * 12)
    if earliest <= on:
        return Due(on, why, cites, kept.actions)
    why = (
        f"{why} The law keeps register entries {floor[0]} years, the last of them made on "
        f"{spoken(last_entry)}: until {spoken(earliest)}."
    )
    return Due(earliest, why, (*cites, floor[1]), kept.actions)
