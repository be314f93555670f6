"""What a route may carry about each person: decided one by one, opened only as far as it may go.

The sender needs the right to send, not to look: what is not sent is not shown to them.
Keeps: promises 124, 126, 163-166, 169.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hornbook.rules.base.actor import Actor
from hornbook.rules.policy.decide import decide
from hornbook.rules.policy.types import Decision, Limit, Pack, Question, Waiting
from hornbook.stages.hold import queries as held
from hornbook.stages.hold.slices import Held
from hornbook.stages.ledger.act import note, under_way
from hornbook.stages.parties.queries import pack_of
from hornbook.stages.registers.purposes import queries as purposes
from hornbook.stages.use import objections, restrictions

from .asking import known_only, second_factor

FACTS = frozenset({"identity", "enrolment", "sen", "sen_need", "youth_support_choice", "relation"})


@dataclass(frozen=True)
class Carried:
    """One person on a route: the decision, and the values it lets go, by category and record."""

    person: UUID
    decision: Decision
    values: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)


def carry(
    *,
    by: Actor,
    route: str,
    on: date,
    at: datetime,
    people: Sequence[UUID] | None = None,
    fields: Collection[str] = (),
    given: Collection[str] = (),
) -> list[Carried]:
    """Decide for each of these people (without `people`: every pupil on roll) what this route may carry.

    fields  "category.field" asked for; none asks for all that may go
    given   what the sender has recorded of the route's needs
    """
    under_way()
    second_factor(by)
    pack, waits = _in_force(by.controller, pack_of(by.controller), route, on, fields)
    if people is None:
        everyone = held.in_order(by.controller, on_roll=True, limit=10**6)[0]
    else:
        everyone = list(dict.fromkeys(people))
        note(people=everyone)  # whoever was named is in the line, if it is refused too
        known_only(by, everyone)
    found = []
    for some in held.chunks(everyone):
        opened = held.records_of(by.controller, some, FACTS)
        shut = restrictions.standing(by.controller, some)
        against = objections.standing(by.controller, some, route)
        decisions = {
            p: decide(
                pack,
                replace(
                    _question(by, route, on, opened[p], fields, given, p in shut, p in against), waits=waits
                ),
            )
            for p in some
        }
        found += _opened_as_far(by.controller, some, decisions, opened)
    note(
        people=[c.person for c in found if c.decision.allowed],
        route=route,
        purpose=pack.routes[route].purpose if route in pack.routes else "",
        facts={"pack": pack.digest[:12]},
    )
    return found


def _in_force(
    controller: UUID, pack: Pack, route: str, on: date, fields: Collection[str]
) -> tuple[Pack, Waiting | None]:
    """The route without what its purpose is not in force for; asked for by name, or all of it, waits."""
    listed = pack.routes.get(route)
    shut = purposes.waiting(controller, pack, on).get(listed.purpose, {}) if listed else {}
    if listed is None or not shut:
        return pack, None
    named = {each.partition(".")[0] for each in fields} or set(listed.fields)
    left = {c: names for c, names in listed.fields.items() if c not in shut}
    if named & shut.keys() and (fields or not left):
        return pack, shut[min(named & shut.keys())]
    least = listed.minimum
    if least is not None:
        least = {c: names for c, names in least.items() if c not in shut}
    return replace(pack, routes={**pack.routes, route: replace(listed, fields=left, minimum=least)}), None


def _question(
    by: Actor,
    route: str,
    on: date,
    records: Mapping[str, Sequence[Held]],
    fields: Collection[str],
    given: Collection[str],
    restricted: bool,
    objected: bool,
) -> Question:
    born = _first(records, "identity").get("date_of_birth")
    return Question(
        act="share",
        on=on,
        roles=by.roles,
        route=route,
        fields=frozenset(fields),
        born=date.fromisoformat(born) if born else None,
        year_group=str(_current(records).get("year_group", "")),
        limits=tuple(_limits(records, route)),
        learning_difficulty=_first(records, "sen").get("provision") == "E",
        given=frozenset(given),
        restricted=restricted,
        objected=objected,
    )


def _first(records: Mapping[str, Sequence[Held]], category: str) -> Mapping[str, Any]:
    rows = records.get(category, ())
    return rows[0].values if rows else {}


def _current(records: Mapping[str, Sequence[Held]]) -> Mapping[str, Any]:
    rows = [r.values for r in records.get("enrolment", ()) if not r.values.get("leaving_date")]
    return max(rows, key=lambda v: v.get("entry_date", ""), default={})


def _limits(records: Mapping[str, Sequence[Held]], route: str) -> list[Limit]:
    """The family's choices about youth support: they bind every route whose pack says it can be limited."""
    found = []
    for row in records.get("youth_support_choice", ()):
        values = row.values
        limited = values.get("limited") == "true" or values.get("agreement") == "No"
        lifted = values.get("limited") == "false" or values.get("agreement") == "Yes"
        if not limited and not lifted:
            continue
        on = date.fromisoformat(values["decided_on"]) if values.get("decided_on") else row.recorded_at.date()
        who = values.get("decided_by") or "parent"
        found.append(Limit(route, who, on, lifted=not limited))
    return found


def _opened_as_far(
    controller: UUID,
    people: Sequence[UUID],
    decisions: Mapping[UUID, Decision],
    opened: Mapping[UUID, Mapping[str, Sequence[Held]]],
) -> list[Carried]:
    going = [p for p in people if decisions[p].allowed]
    wanted = {c for p in going for c in decisions[p].fields}
    more = held.records_of(controller, going, wanted - FACTS - {"contacts"}) if going else {}
    parents = _parents(controller, going, decisions, opened)
    found = []
    for person in people:
        decision = decisions[person]
        values = {}
        for category, names in sorted(decision.fields.items()) if decision.allowed else ():
            rows = (
                parents.get(person, [])
                if category == "contacts"
                else [
                    r.values
                    for r in (opened[person] if category in FACTS else more[person]).get(category, ())
                ]
            )
            kept = tuple({f: v for f, v in row.items() if f in names} for row in rows)
            values[category] = tuple(k for k in kept if k)
        found.append(Carried(person, decision, values))
    return found


def _parents(
    controller: UUID,
    going: Sequence[UUID],
    decisions: Mapping[UUID, Decision],
    opened: Mapping[UUID, Mapping[str, Sequence[Held]]],
) -> dict[UUID, list[Mapping[str, Any]]]:
    """The contacts with parental responsibility of those whose route carries parents, first to ring first."""
    links = {
        p: sorted(
            (
                r
                for r in opened[p].get("relation", ())
                if r.other and r.values.get("parental_responsibility") == "true"
            ),
            key=lambda r: str(r.values.get("priority", "9")),
        )
        for p in going
        if "contacts" in decisions[p].fields
    }
    everyone = sorted({r.other for rows in links.values() for r in rows if r.other})
    known = held.records_of(controller, everyone, {"contacts"}) if everyone else {}
    return {
        p: [known[r.other]["contacts"][0].values for r in rows if r.other and known[r.other].get("contacts")]
        for p, rows in links.items()
    }


def listed(pack: Pack) -> list[str]:
    """The routes a person may choose from."""
    return sorted(pack.routes)
