"""What of a file the pack declares and this actor may write, and for which purpose; the rest is left out.

Keeps: 22, 53, 288. A hand-made write outside the pack is refused; a file's is left out and counted, so that
one column too many does not keep a whole school from being brought in.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hornbook.rules.base.actor import Actor
from hornbook.rules.catalogue.base import categories
from hornbook.rules.formats.base.record import Draft, Notes
from hornbook.rules.policy.decide import decide
from hornbook.rules.policy.types import Pack, Question
from hornbook.stages.registers.purposes import queries as in_force

from .counts import moves, rows_of

#: A contact without its relation hangs in the air, and would be brought anew each time.
TOGETHER = frozenset({"contacts", "relation"})
NOT_DECLARED = "not-declared"
NOT_YOURS = "not-yours-to-write"
NOT_TOLD = "purpose-not-in-force"
WHY = {
    NOT_DECLARED: "The pack, and so the notice, does not say that this is held: it was not taken in.",
    NOT_YOURS: "The pack does not let your role write this: it was not taken in.",
    NOT_TOLD: "People have not been told yet that this is used: it was not taken in.",
}
NEXT = {
    NOT_DECLARED: "Leave it out of the file, or have the pack and the notice changed first.",
    NOT_YOURS: "Have somebody bring the file whose work it is.",
    NOT_TOLD: "Bring the file again once the new purpose is in force.",
}


@dataclass(frozen=True)
class Leave:
    """What may be written: category -> the purpose it is written for, and the fields."""

    purpose: Mapping[str, str]
    fields: Mapping[str, frozenset[str]]
    declared: Mapping[str, frozenset[str]]
    untold: frozenset[str] = frozenset()

    def why_not(self, category: str, field: str) -> str:
        """The code of why this is not taken in, "" when it is."""
        if field in self.fields.get(category, frozenset()):
            return ""
        if category in self.untold:
            return NOT_TOLD
        return NOT_YOURS if field in self.declared.get(category, frozenset()) else NOT_DECLARED


def leave(pack: Pack, by: Actor, on: date, wanted: Collection[str]) -> Leave:
    """As few purposes as cover what a file holds; each answer is `decide`'s own."""
    offers: dict[str, dict[str, frozenset[str]]] = {}
    waits = in_force.waiting(by.controller, pack, on)
    untold = set()
    for purpose in _purposes(pack, by):
        for category in wanted:
            asked = Question(act="change", on=on, roles=by.roles, purpose=purpose, category=category)
            answer = decide(pack, replace(asked, waits=waits.get(purpose, {}).get(category)))
            if answer.code == NOT_TOLD:
                untold.add(category)
            if answer.allowed:
                may = answer.fields[category] & pack.categories[category].fields
                if may and may.issuperset(categories[category].natural):
                    offers.setdefault(purpose, {})[category] = may
    chosen: dict[str, str] = {}
    fields: dict[str, frozenset[str]] = {}
    while open_ := [c for c in wanted if c not in chosen and any(c in offer for offer in offers.values())]:
        best = max(offers, key=lambda p: sum(len(offers[p].get(c, ())) for c in open_))
        for category in open_:
            if category in offers[best]:
                chosen[category], fields[category] = best, offers[best][category]
    if not chosen.keys() >= TOGETHER:
        chosen = {c: p for c, p in chosen.items() if c not in TOGETHER}
    declared = {c: holding.fields for c, holding in pack.categories.items()}
    return Leave(chosen, {c: fields[c] for c in chosen}, declared, frozenset(untold - chosen.keys()))


def _purposes(pack: Pack, by: Actor) -> list[str]:
    mine = {p for r in by.roles if r in pack.roles for p in pack.roles[r].changes}
    return [p for p in pack.purposes if p in mine]


@dataclass(frozen=True)
class Sifted:
    """What is left of the drafts, and which rows that moved: (table, from, to) -> how many."""

    drafts: tuple[Draft, ...]
    moved: Counter[tuple[str, str, str]]


def sift(drafts: Iterable[Draft], may: Leave, notes: Notes) -> Sifted:
    """The drafts without what may not be written; each kind of thing left out is noted and counted."""
    drafts = tuple(drafts)
    kept: list[Draft] = []
    cut = False
    for draft in drafts:
        allowed = may.fields.get(draft.category, frozenset())
        if allowed >= draft.values.keys():
            kept.append(draft)
            continue
        cut = True
        for name in draft.values.keys() - allowed:
            code = may.why_not(draft.category, name) or NOT_DECLARED
            notes.warn(code, draft.table, draft.line, f"{draft.category}.{name}", WHY[code], next=NEXT[code])
        values = {name: value for name, value in draft.values.items() if name in allowed}
        if values and (draft.category in TOGETHER or values.keys() - set(categories[draft.category].natural)):
            kept.append(replace(draft, values=values))
    if not cut:
        return Sifted(drafts, Counter())
    _say_rows(drafts, kept, notes)
    return Sifted(tuple(kept), moves(drafts, kept))


def _say_rows(before: tuple[Draft, ...], after: list[Draft], notes: Notes) -> None:
    for table, line in sorted(set(rows_of(before)) - set(rows_of(after))):
        notes.warn(
            "nothing-left",
            table,
            line,
            "",
            "Nothing in the row may be taken in; it is set aside.",
            next="See what the pack declares.",
        )
