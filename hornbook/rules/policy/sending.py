"""May this go to that recipient? A route that is listed and running, an age it is for, a limit obeyed.

Keeps: promises 124, 126, 136, 141, 151, 163, 165, 169. What no route lists cannot be sent.
"""

from collections.abc import Mapping

from hornbook.rules.base.dates import age_on, spoken

from .answers import ASK_DPO, allow, deny, hold, not_in_force, unknown_category, unknown_purpose
from .limits import Standing, standing
from .objections import objected
from .types import Decision, Pack, Question, Route

Fields = Mapping[str, frozenset[str]]


def decide_sending(pack: Pack, question: Question) -> Decision:
    route = pack.routes.get(question.route)
    if route is None:
        return deny(
            "recipient-unlisted",
            "The notice lists everyone who may be told, and this recipient is not among them.",
            "Choose a listed route, or ask the data protection officer to have one added and announced.",
            "pack:routes",
            "UK GDPR, Article 5(1)(b)",
        )
    return (
        _purpose(pack, route, question)
        or _dates(route, question)
        or _who(route, question)
        or _restricted(pack, route, question)
        or objected(pack, route, question)
        or _fields(pack, route, question)
    )


def _cites(route: Route) -> tuple[str, ...]:
    return (f"pack:routes.{route.id}", *route.gateways)


def _purpose(pack: Pack, route: Route, question: Question) -> Decision | None:
    if question.purpose and question.purpose not in pack.purposes:
        return unknown_purpose(question.purpose)
    if question.purpose and question.purpose != route.purpose:
        return deny(
            "not-for-this-purpose",
            f"{route.recipient} is told for one reason only: {route.why}",
            "Send it for that reason, or not at all.",
            *_cites(route),
        )
    return not_in_force(route.purpose, question.waits) if question.waits else None


def _dates(route: Route, question: Question) -> Decision | None:
    if route.starts and question.on < route.starts:
        why = f"Nothing goes to {route.recipient} before {spoken(route.starts)}."
        return deny("route-not-started", why, "Wait for that day.", *_cites(route))
    if route.ends and question.on > route.ends:
        why = f"Nothing has gone to {route.recipient} since {spoken(route.ends)}, when this sharing ended."
        return deny("route-ended", why, "Do not send it. " + ASK_DPO, *_cites(route))
    return None


def _who(route: Route, question: Question) -> Decision | None:
    if route.year_groups and question.year_group not in route.year_groups:
        years = ", ".join(sorted(route.year_groups))
        why = f"This route is for pupils in Year {years} only."
        return deny("not-this-year-group", why, "Leave this pupil out.", *_cites(route))
    below = route.below_age
    if question.learning_difficulty and route.below_age_need is not None:
        below = route.below_age_need
    if route.from_age is None and below is None:
        return None
    if question.born is None:
        why = "Who may be told of depends on age, and no date of birth is held."
        return deny("age-unknown", why, "Record the date of birth first.", *_cites(route))
    age = age_on(question.born, question.on)
    if route.from_age is not None and age < route.from_age:
        why = f"{route.recipient} may be told of pupils from the day they are {route.from_age}."
        return deny("too-young", why, "Leave this pupil out until that birthday.", *_cites(route))
    if below is not None and age >= below:
        why = f"{route.recipient} may be told of young people until the day they are {below}."
        return deny("too-old", why, "Leave this person out.", *_cites(route))
    return None


def _restricted(pack: Pack, route: Route, question: Question) -> Decision | None:
    if not question.restricted or pack.purposes[route.purpose].when_restricted:
        return None
    why = "Use of this person's data is restricted: it may be kept, and not sent."
    next = "Wait until the restriction is lifted, or ask the data protection officer."
    return deny("restricted", why, next, "UK GDPR, Article 18", *_cites(route))


def _fields(pack: Pack, route: Route, question: Question) -> Decision:
    asked, refused = _asked(pack, route, question)
    if refused is not None:
        return refused
    stands = standing(route, question.born, question.on, question.limits)
    may = (route.minimum or {}) if stands.limited else route.fields
    for category, fields in asked.items():
        if fields - route.fields.get(category, frozenset()):
            return _not_on_route(route, category)
        if fields - may.get(category, frozenset()):
            return _limited(route, stands)
    if route.needs - question.given:
        missing = ", ".join(sorted(route.needs - question.given))
        why = f"Before anything goes to {route.recipient}, this has to be recorded: {missing}."
        return hold("needs-more", why, "Record it and send again.", *_cites(route))
    why = f"{route.recipient}: {route.why}"
    if stands.limited:
        why = _limit_in_words(route, stands)
    return allow(asked or may, why, *_cites(route))


def _asked(pack: Pack, route: Route, question: Question) -> tuple[Fields, Decision | None]:
    """What was asked for by category; nothing in particular asks for all that may go."""
    pairs = [
        tuple(each.split(".", 1)) if "." in each else (question.category, each) for each in question.fields
    ]
    if question.category and not pairs:
        pairs = [(question.category, each) for each in route.fields.get(question.category, ())]
        if question.category not in pack.categories:
            return {}, unknown_category(question.category)
        if not pairs:
            return {}, _not_on_route(route, question.category)
    asked: dict[str, frozenset[str]] = {}
    for category, name in pairs:
        if category not in pack.categories:
            return {}, unknown_category(category)
        asked[category] = asked.get(category, frozenset()) | {name}
    return asked, None


def _not_on_route(route: Route, category: str) -> Decision:
    what = category.replace("_", " ")
    why = f"What goes to {route.recipient} is listed, and this part of {what} is not in it."
    return deny("not-on-route", why, "Remove it, or ask the data protection officer.", *_cites(route))


def _limited(route: Route, stands: Standing) -> Decision:
    code, why = f"limited-by-{stands.by}", _limit_in_words(route, stands)
    if stands.ask:
        next = f"Ask the {stands.ask}, who decides now, and send the rest if they agree."
        return hold(code, why, next, *_cites(route))
    return deny(code, why, "Remove the rest, or ask the data protection officer.", *_cites(route))


def _limit_in_words(route: Route, stands: Standing) -> str:
    who = {"parent": "a parent", "pupil": "the pupil"}.get(stands.by, "the family")
    when = f" on {spoken(stands.on)}" if stands.on else ""
    open_question = f", and the {stands.ask}, who decides now, has not answered yet" if stands.ask else ""
    return f"{route.recipient} may have the minimum only: {who} limited it{when}{open_question}."
