"""What cases have placed on a person's record: holds, restrictions and objections, until they are lifted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from hornbook.rules.base.about import About, Section, abouts
from hornbook.rules.base.dates import local_day, spoken
from hornbook.stages.ledger.tenancy import reading

from .models import CaseHold, Objection, Restriction


def copy(controller: UUID, person: UUID, at: datetime) -> list[Section]:
    with reading(controller):
        held = CaseHold.objects.filter(controller=controller, person=person).order_by("placed_at")
        shut = Restriction.objects.filter(controller=controller, person=person).order_by("placed_at")
        against = Objection.objects.filter(controller=controller, person=person).order_by("placed_at")
        rows = [_row("Kept, whatever falls due", h.why, h.placed_at, h.released_at) for h in held]
        rows += [_row("Kept and not used", "You asked for it.", r.placed_at, r.lifted_at) for r in shut]
        rows += [
            _row(f"Not told to {_whom(o.route)}", "You asked for it.", o.placed_at, o.lifted_at)
            for o in against
        ]
    return [Section("holds", "What holds your record or limits its use", rows)]


def _whom(route: str) -> str:
    return route.replace("-", " ") or "anybody whom the law does not name"


def _row(what: str, why: str, since: datetime, until: datetime | None) -> dict[str, str]:
    ended = spoken(local_day(until)) if until else "still in force"
    return {"What": what, "Why": why, "Since": spoken(local_day(since)), "Until": ended}


def forget(controller: UUID, person: UUID, at: datetime) -> Mapping[str, Any]:
    """All of it: a hold that stood would have stopped the disposal."""
    gone = {
        "holds": CaseHold.objects.filter(controller=controller, person=person).delete()[0],
        "restrictions": Restriction.objects.filter(controller=controller, person=person).delete()[0],
        "objections": Objection.objects.filter(controller=controller, person=person).delete()[0],
    }
    return {what: n for what, n in gone.items() if n}


abouts.add("use", About("use", copy, forget))
