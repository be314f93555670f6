"""Whose choice limits a route: the parent's while they decide, the pupil's from the age the route gives.

Keeps: promise 165 (Education and Skills Act 2008, section 14(4)). A choice counts if whoever made it could
decide on the day it was made; so does a limit that the pupil set too early, once the pupil decides. A
parent's limit outlives their say: from the pupil's birthday it goes on holding everything beyond the
minimum until the pupil answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hornbook.rules.base.dates import age_on

from .types import Limit, Route


@dataclass(frozen=True)
class Standing:
    """How a route stands for one person on a day.

    by    who limited it; "" where nobody has
    on    the day of that choice
    ask   who decides now and has not answered yet; "" where no question is open
    """

    limited: bool
    by: str = ""
    on: date | None = None
    ask: str = ""


OPEN = Standing(False)


def decider(route: Route, born: date, day: date) -> str:
    """Who may choose for this route on that day: "parent", "pupil", or "" for nobody."""
    age, who = age_on(born, day), ""
    for from_age, each in route.limit_by:
        if age >= from_age:
            who = each
    return who


def standing(route: Route, born: date | None, on: date, limits: Sequence[Limit]) -> Standing:
    """Is this person's route limited that day, by whom, and is somebody still to be asked?"""
    about = [each for each in limits if each.route == route.id and each.on <= on]
    if route.minimum is None or not about:
        return OPEN
    if born is None:
        kept = [each for each in about if not each.lifted]
        return Standing(True, kept[-1].by, kept[-1].on) if kept else OPEN
    now = decider(route, born, on)
    heard = [each for each in about if _counts(route, born, each, now)]
    if not heard:
        return OPEN
    own = [each for each in heard if each.by == now]
    last = max(own or heard, key=lambda each: (each.on, not each.lifted))
    if last.lifted:
        return OPEN
    return Standing(True, last.by, last.on, ask="" if own else now)


def _counts(route: Route, born: date, choice: Limit, now: str) -> bool:
    """Made by whoever could decide then, or a limit by whoever decides now: opening early opens nothing."""
    return choice.by == decider(route, born, choice.on) or (choice.by == now and not choice.lifted)
