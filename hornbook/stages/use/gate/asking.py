"""What everything at the door asks first: may these roles, standing so to this person, for this purpose, now?

What is not allowed raises Refused, which the act under way writes down by itself.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.rules.policy.decide import decide
from hornbook.rules.policy.types import Decision, Pack, Question, Waiting
from hornbook.stages.hold import queries as held
from hornbook.stages.registers.purposes import queries as purposes
from hornbook.stages.use import restrictions

#: Of several reasons why nothing may be seen, those that say most.
TELLING = ("not-yours", "purpose-undeclared", "purpose-not-in-force", "restricted")
NO_WAY_IN = "Ask the data protection officer if your work needs it."


def day_of(at: datetime) -> date:
    return timezone.localtime(at).date()


def _needs_relation(pack: Pack, by: Actor) -> bool:
    return any("any" not in pack.roles[r].relations for r in by.roles if r in pack.roles)


def only_own(pack: Pack, by: Actor, purpose: str) -> bool:
    """Whether every role that lets this actor in for this purpose is for pupils of their own."""
    mine = [pack.roles[r] for r in by.roles if r in pack.roles]
    letting_in = [r for r in mine if purpose in r.reads or purpose in r.changes] or mine
    return not any("any" in role.relations for role in letting_in)


def relations_of(pack: Pack, by: Actor, people: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    if _needs_relation(pack, by):
        return held.relations(by.controller, by.ref, people)
    return dict.fromkeys(people, frozenset({"any"}))


def second_factor(by: Actor) -> None:
    if not by.second_factor:
        raise Refused(
            "second-factor",
            what="Not opened.",
            why="This sign-in showed a password only.",
            next="Sign in again with your second factor.",
        )


Asks = tuple[frozenset[str], str, frozenset[str], bool, Waiting | None]


@lru_cache(maxsize=500)
def _decided(digest: str, act: str, purpose: str, on: date, roles: frozenset[str]) -> dict[Asks, Decision]:
    """What was decided before: the same pack, day and question have the same answer, whoever asks."""
    return {}


class Asked:
    """What was decided for each way of standing to a pupil; decided once each, not once a person."""

    def __init__(self, by: Actor, pack: Pack, act: str, purpose: str, on: date) -> None:
        self.by, self.pack, self.act, self.purpose, self.on = by, pack, act, purpose, on
        self._known = _decided(pack.digest, act, purpose, on, by.roles) if pack.digest else {}
        self._waits = purposes.waiting(by.controller, pack, on).get(purpose, {})

    def __call__(
        self,
        relations: frozenset[str],
        category: str,
        fields: frozenset[str] = frozenset(),
        restricted: bool = False,
    ) -> Decision:
        waits = self._waits.get(category)
        ask = (relations, category, fields, restricted, waits)
        if ask not in self._known:
            self._known[ask] = decide(
                self.pack,
                Question(
                    act=self.act,
                    on=self.on,
                    roles=self.by.roles,
                    relations=relations,
                    purpose=self.purpose,
                    category=category,
                    fields=fields,
                    restricted=restricted,
                    waits=waits,
                ),
            )
        return self._known[ask]

    def nearest(self, categories: Collection[str] | None) -> None:
        """Refuse whoever could not be let in however near they stood: before looking who is there.

        Otherwise an empty answer here and a refusal there would tell who is held.
        """
        near = {
            r for name in self.by.roles if name in self.pack.roles for r in self.pack.roles[name].relations
        }
        wanted = sorted(self.pack.categories if categories is None else categories)
        _for_standing(self, frozenset(near | {"any"}), False, wanted, named=categories is not None)


def may_write_of_anybody(by: Actor, pack: Pack, purpose: str, category: str, at: datetime) -> Decision:
    """Whether this actor may write that about anybody here: for what a file brings, and for newcomers."""
    on = day_of(at)
    waits = purposes.waits(by.controller, pack, purpose, category, on)
    asked = Question(act="change", on=on, roles=by.roles, purpose=purpose, category=category, waits=waits)
    return decide(pack, asked)


def refused(what: str, decision: Decision) -> Refused:
    return Refused(
        decision.code, what=what, why=decision.why, next=decision.next or NO_WAY_IN, cites=decision.cites
    )


def allowed_of(
    asked: Asked,
    relations: Mapping[UUID, frozenset[str]],
    people: Sequence[UUID],
    categories: Collection[str] | None,
    *,
    passing_over: bool = False,
) -> tuple[dict[UUID, dict[str, frozenset[str]]], dict[UUID, dict[str, str]]]:
    """What may be seen of each; a category asked for by name and not allowed refuses the whole.

    passing_over  in a list, what may not be seen of somebody is left out instead of refusing the whole
    """
    named = categories is not None
    wanted = sorted(categories) if categories is not None else sorted(asked.pack.categories)
    shut = restrictions.standing(asked.by.controller, people)
    fields: dict[UUID, dict[str, frozenset[str]]] = {}
    left_out: dict[UUID, dict[str, str]] = {}
    known: dict[tuple[frozenset[str], bool], tuple[dict[str, frozenset[str]], dict[str, str]]] = {}
    for person in people:
        standing = (relations[person], person in shut)
        if standing not in known:
            strict = named and not passing_over
            known[standing] = _for_standing(asked, *standing, wanted, named=strict, all_out=not passing_over)
        fields[person], left_out[person] = known[standing]
    return fields, left_out


def _for_standing(
    asked: Asked,
    standing: frozenset[str],
    restricted: bool,
    wanted: Sequence[str],
    *,
    named: bool,
    all_out: bool = True,
) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    yes: dict[str, frozenset[str]] = {}
    no: dict[str, str] = {}
    first: Decision | None = None
    for category in wanted:
        answer = asked(standing, category, restricted=restricted)
        if answer.allowed:
            yes[category] = answer.fields[category]
        elif named:
            raise refused("Not opened.", answer)
        else:
            no[category] = answer.why
            if first is None or answer.code in TELLING:
                first = answer
    if not yes and first is not None and all_out:
        raise refused("Not opened.", first)
    return yes, no


def nobody_there() -> Refused:
    return Refused(
        "unknown",
        what="Not opened.",
        why="There is nobody here with that reference.",
        next="Search for the pupil by name or number.",
    )


def known_only(by: Actor, people: Collection[UUID]) -> None:
    """Refuse when one of these is nobody here. Asked last: whoever may not open people learns nothing."""
    if len(held.existing(by.controller, people)) < len(set(people)):
        raise nobody_there()
