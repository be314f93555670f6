"""Routes, plans and parcels in words: who may be told what, who would go today, and who stays out and why.

Keeps: promises 124, 127, 137, 163.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from hornbook.faces.web import reasons, words
from hornbook.faces.web.pupils.shown import sorted_name
from hornbook.faces.web.pupils.timeline import in_labels, names_for
from hornbook.rules.policy.bases import BASES
from hornbook.rules.policy.types import Pack, Route
from hornbook.stages.share.acts import Plan
from hornbook.stages.use import acts as use
from hornbook.stages.use.gate import Carried

SHOWN = 100  # names on one page; the rest are counted

NEEDS: Mapping[str, str] = {
    "necessity": "why it is needed is recorded",
    "authority": "the request is in writing and names the power behind it",
    "inspection": "it is for an inspection that has been announced",
    "approval": "it has been approved",
    "agreement": "an agreement with them is in force",
    "emergency": "somebody’s life or health is in danger now",
}


def routes(pack: Pack, log: Sequence[Any], on: date) -> list[dict[str, object]]:
    """Every route of the pack, with when something last went along it."""
    last: dict[str, Any] = {}
    for sent in log:
        last.setdefault(sent.route, sent)
    return [
        {
            "recipient": (route.recipient, reverse("shares:route", args=[route.id])),
            "why": route.why,
            "basis": basis(route),
            "ages": ages(route),
            "standing": standing(route, on),
            "last": words.short_day(last[route.id].sent_at) if route.id in last else "",
        }
        for route in pack.routes.values()
    ]


def basis(route: Route) -> str:
    return BASES[route.basis][:1].upper() + BASES[route.basis][1:]


def ages(route: Route) -> str:
    """For which pupils the route is.

    Some routes run by age, some by year group, most for everybody.
    """
    parts = []
    if route.year_groups:
        parts.append(f"Year {', '.join(sorted(route.year_groups))}")
    if route.from_age is not None:
        parts.append(f"from {route.from_age}")
    if route.below_age is not None:
        longer = f" ({route.below_age_need} with a learning difficulty)" if route.below_age_need else ""
        parts.append(f"until {route.below_age}{longer}")
    return ", ".join(parts) or "All"


def standing(route: Route, on: date) -> str:
    if route.starts and on < route.starts:
        return "not yet"
    return "ended" if route.ends and on > route.ends else "open"


def needs(route: Route) -> list[tuple[str, str]]:
    """What the sender has to have, or to have recorded, before anything goes."""
    return [(each, NEEDS.get(each, each.replace("-", " "))) for each in sorted(route.needs)]


def fields(route: Route, only: Mapping[str, frozenset[str]] | None = None) -> str:
    of = route.fields if only is None else only
    return in_labels([f"{category}.{name}" for category, names in of.items() for name in names])


def going(plan: Plan) -> list[dict[str, object]]:
    """The first of those who would go, by the name that goes with them."""
    found = [
        {
            "name": _name_carried(c) or str(c.person),
            "what": in_labels([f"{cat}.{f}" for cat, rows in c.values.items() for row in rows for f in row]),
            "why": c.decision.why,
        }
        for c in plan.going[:SHOWN]
    ]
    return sorted(found, key=lambda row: str(row["name"]).casefold())


def _name_carried(carried: Carried) -> str:
    rows = carried.values.get("identity", ())
    return sorted_name(rows[0]) if rows else ""


def staying(request: HttpRequest, plan: Plan) -> list[dict[str, object]]:
    """Why some stay out, most first: how many, and who they are as far as this person may open them."""
    by_why: dict[str, list[UUID]] = {}
    for each in plan.staying:
        by_why.setdefault(each.decision.why or "Nothing that this route carries is held.", []).append(
            each.person
        )
    names = _names(request, [each.person for each in plan.staying][:SHOWN])
    return [
        {"why": why, "count": len(people), "people": [(p, names[p]) for p in people if p in names]}
        for why, people in sorted(by_why.items(), key=lambda pair: -len(pair[1]))
    ]


def _names(request: HttpRequest, people: Sequence[UUID]) -> dict[UUID, str]:
    if not people or not reasons.open_to(request.pack, request.actor.roles):
        return {}
    why = reasons.chosen(request).id
    asked = {"by": request.actor, "at": request.now, "purpose": why, "people": people}
    return {s.person: s.name or str(s.person) for s in use.read(**asked, categories=["identity"])}


def sent(log: Iterable[Any]) -> list[dict[str, object]]:
    log = list(log)
    names = names_for(d.sent_by for d in log)
    return [
        {
            "at": (words.moment(d.sent_at), reverse("shares:parcel", args=[d.ref])),
            "recipient": d.recipient,
            "people": f"{d.people_count:,}",
            "law": "; ".join(d.gateways),
            "who": names.get(d.sent_by, "Somebody whose account is gone"),
        }
        for d in log
    ]
