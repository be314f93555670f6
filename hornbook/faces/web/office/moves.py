"""Who joined and who left of late, as far as the records changed in the last month tell.

Dates of joining and leaving lie sealed; so those records are opened that somebody has just changed.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.http import HttpRequest

from hornbook.faces.web import reasons
from hornbook.faces.web.pupils import shown
from hornbook.faces.web.pupils.answers import day_in
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.use import acts as use
from hornbook.stages.use.gate import Slice

CHANGES = ("use.change", "collect.admit")
LATELY = timedelta(days=30)
MOST = 100


def of(request: HttpRequest) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """(joiners, leavers) of the last month and the next, the latest first."""
    changed = ledger.touched(request.actor.controller, CHANGES, request.now - LATELY, MOST)
    if not changed:
        return [], []
    why = reasons.chosen(request).id
    people = use.moves(by=request.actor, at=request.now, purpose=why, among=changed)
    return _with(people, "entry_date", request.today), _with(people, "leaving_date", request.today)


def _with(people: Sequence[Slice], field: str, today: date) -> list[dict[str, object]]:
    found = []
    for each in people:
        days = [day_in(r.values.get(field)) for r in each.records.get("enrolment", ())]
        near = [d for d in days if d and abs(d - today) <= LATELY]
        if near:
            found.append({**shown.row(each, today), "on": max(near)})
    return sorted(found, key=lambda row: row["on"], reverse=True)
