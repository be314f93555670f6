"""Values of the pack inside a human sentence: no sentence can say another number than the one that decides.

    {{ from_age: ROUTE }}    the age from which somebody may be told, 13
    {{ choice_age: ROUTE }}  the age from which the choice is the pupil's, 16
    {{ minimum: ROUTE }}     what still goes when it was limited: name, address and date of birth
    {{ years: ROUTE }}       Year 11
    {{ rule: SETTING }}      the stricter of law and pack that day
    {{ controller }}, {{ abroad }}, {{ machines }}, {{ objection }}, {{ review }}

Keeps: promises 53, 163, 165.
"""

from collections.abc import Iterator
from datetime import date

from hornbook.rules.base.refused import Finding
from hornbook.rules.policy import objections
from hornbook.rules.policy.floor import SETTINGS, effective
from hornbook.rules.policy.periods import listed, span
from hornbook.rules.policy.types import Pack, Route

from . import words
from .sentences import MARK, PARTS, REQUIRED, marks, name
from .tree import Say

OF_A_ROUTE = ("from_age", "choice_age", "minimum", "years")
SENTENCES = ("controller", "abroad", "machines", "objection", "review")


def value(pack: Pack, mark: str, on: date, layer: str = "standard") -> str:
    """What a mark stands for; nothing where it is unknown or the pack has nothing to say."""
    what, _, which = mark.partition(": ")
    if what in OF_A_ROUTE and which in pack.routes:
        return _of_route(pack.routes[which], what)
    if what == "rule" and which in SETTINGS:
        told = effective(pack, which, on).value
        return "" if told is None or isinstance(told, bool) else str(told)
    if mark == "controller":
        return pack.controller.get("name", "")
    if mark == "abroad":
        return _abroad(pack)
    if mark == "machines":
        return _machines(bool(pack.rules.get("automated_decisions")), layer)
    if mark == "objection":
        return objections.in_words(pack, layer)
    if mark == "review":
        return _review(effective(pack, "notice_review_months", on).value)
    return ""


def filled(pack: Pack, text: str, on: date, layer: str = "standard", say: Say | None = None) -> str:
    """The text with every value in its place; `say` gives a value in another language."""

    def told(mark: str) -> str:
        found = value(pack, mark, on, layer)
        return say(found) if say and found and mark != "controller" else found

    return MARK.sub(lambda found: told(name(found[1])), text)


def _of_route(route: Route, what: str) -> str:
    if what == "from_age":
        return "" if route.from_age is None else str(route.from_age)
    if what == "choice_age":
        return next((str(age) for age, who in route.limit_by if who == "pupil"), "")
    if what == "years":
        return words.years(route) if route.year_groups else ""
    return words.least(route)


def _abroad(pack: Pack) -> str:
    away = [f"{route.recipient} ({route.country})" for route in pack.routes.values() if route.country != "GB"]
    if away:
        return (
            f"Some is sent outside the United Kingdom: to {listed(away)}. Ask us how it is protected there."
        )
    return "Nothing is sent outside the United Kingdom."


def _machines(alone: bool, layer: str) -> str:
    if layer == "child":
        return (
            "Sometimes a computer decides by itself. You can ask for a person to look at it."
            if alone
            else "A computer never decides about you by itself."
        )
    return (
        "Some decisions about you are taken by a machine alone. You may have a person look at any of them."
        if alone
        else "No decision about you is taken by a machine alone."
    )


def _review(months: int | None) -> str:
    if not months:
        return ""
    years, rest = divmod(months, 12)
    often = {(1, 0): "once a year", (2, 0): "every two years"}.get(
        (years, rest), f"every {span(years, rest)}"
    )
    return f"We look at this notice again at least {often}."


def notice_problems(pack: Pack) -> Iterator[Finding]:
    """Marks that nobody knows or that say nothing, and what the law asks a notice to tell and it does not."""
    if "standard" not in pack.notice:
        where = pack.places.get("pack.id", (f"{pack.id}/pack.toml", 1))
        why = "The pack has no notice: people must be told (UK GDPR, Articles 13 and 14)."
        yield Finding("error", "no-notice", *where, "notice", why, "Write notice/standard.md.")
    for layer, text in pack.notice.items():
        file, _ = pack.places.get(f"notice.{layer}", (f"{pack.id}/notice/{layer}.md", 1))
        used = list(marks(text))
        for mark, line in used:
            if mark in PARTS or value(pack, mark, pack.law_on, layer):
                continue
            known = ", ".join(
                [*PARTS, *(f"{each}: ROUTE" for each in OF_A_ROUTE), "rule: SETTING", *SENTENCES]
            )
            why = f"The mark {mark!r} stands for nothing in this pack."
            yield Finding("error", "unknown-mark", file, line, mark, why, f"Known: {known}.", mark)
        for part in REQUIRED:
            if part not in {mark for mark, _ in used}:
                why = f"The notice leaves out a part that people must be told ({PARTS[part]})."
                next = "Put {{ " + part + " }} on a line of its own."
                yield Finding("error", "notice-leaves-out", file, None, part, why, next)
    for note in pack.notes.values():
        for mark, _ in marks(note.instead):
            if not value(pack, mark, pack.law_on):
                where = pack.places.get(f"pack.notes.{note.id}.instead", (f"{pack.id}/pack.toml", 1))
                why = f"The mark {mark!r} stands for nothing in this pack."
                yield Finding("error", "unknown-mark", *where, f"notes.{note.id}", why, "", mark)
