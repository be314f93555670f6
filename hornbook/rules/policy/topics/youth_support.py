"""Topic: may youth support be told this about this pupil? Law and pack are asked, and the stricter answers.

Keeps: promises 163, 165 and 166.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hornbook.rules.law import education_skills_2008 as youth
from hornbook.rules.law.ruling import Ruling
from hornbook.rules.law.timeline import lookup
from hornbook.rules.policy.sending import decide_sending
from hornbook.rules.policy.types import Limit, Pack, Question, Route

from .base import Facts, Key, topic
from .kinds import Day, OneOf, Records
from .people import BORN, ON, PACK, from_pack

HARSHER = {"allow": 0, "hold": 1, "deny": 2}
LIMITS = Records(by=OneOf("parent", "pupil"), on=Day())
ITEMS = ("name", "address", "date_of_birth", "parent_name", "parent_address", "phone", "other")

_YOUTH_LAW = ("youth-support-information", "age-youth-support", "age-youth-support-choice")

ROUTE = "youth-support"
_LINES = frozenset({"line_1", "line_2", "line_3", "line_4", "line_5", "postcode"})

#: What the words of the topic are in a pack: category -> fields.
FIELDS = {
    "name": {"identity": frozenset({"legal_surname", "legal_forename"})},
    "date_of_birth": {"identity": frozenset({"date_of_birth"})},
    "address": {"address": _LINES},
    "parent_name": {"contacts": frozenset({"name"})},
    "parent_address": {"contacts": _LINES},
    "phone": {"contacts": frozenset({"telephone", "other_telephone"})},
}


@topic(
    "youth_support",
    "May youth support be told this about this pupil?",
    {
        "pack": PACK,
        "born": BORN,
        "on": ON,
        "item": Key(
            OneOf("name", "address", "date_of_birth", "parent_name", "parent_address", "phone", "other"),
            "what",
        ),
        "limits": Key(LIMITS, "who limited it and when; [] for nobody"),
    },
    verdicts=("allow", "deny"),
    example="""youth_support pack=mmap born=2010-05-04 on=2026-05-04 item=address limits=[]""",
)
def youth_support(facts: Facts) -> Ruling:
    pack, born, on, item = facts.pack, facts["born"], facts["on"], facts["item"]
    limits = facts["limits"]
    for number, each in enumerate(limits, 1):
        absent = [name for name in LIMITS.keys if name not in each]
        if absent:
            why = f"It turns on what has not been said: limits[{number}].{absent[0]}."
            return Ruling("hold", why, "Find out what is missing.", missing=("limits",))
    by_pack = _by_pack(pack, born, on, item, limits)
    by_law = _by_law(born, on, item, limits)
    return max(by_pack, by_law, key=lambda ruling: HARSHER[ruling.verdict])


def _by_law(born: date, on: date, item: str, limits: Sequence[Mapping[str, Any]]) -> Ruling:
    choices = [youth.Choice(each["by"], each["on"]) for each in limits]
    found = youth.youth_item(item, born, on, choices, scope="statute")
    rules = tuple(lookup(name, on) for name in _YOUTH_LAW)
    return Ruling(found.verdict, found.why, found.next, rules)


def question(pack: Pack, born: date, on: date, item: str, limits: Sequence[Mapping[str, Any]]) -> Question:
    """The engine's own question for one item; a topic has no year group, so one that is told of is taken."""
    route = pack.routes.get(ROUTE)
    fields = _asked(route, item) if route else {}
    return Question(
        "share",
        on,
        route=ROUTE,
        born=born,
        fields=frozenset(f"{category}.{name}" for category, names in fields.items() for name in names),
        limits=tuple(Limit(ROUTE, each["by"], each["on"]) for each in limits),
        year_group=min(route.year_groups, default="") if route else "",
    )


def _asked(route: Route, item: str) -> Mapping[str, frozenset[str]]:
    """What of the item the route carries; where it carries none of it, the item, which is then refused."""
    if item == "other":
        named = {(category, name) for each in FIELDS.values() for category in each for name in each[category]}
        return {
            category: frozenset(name for name in names if (category, name) not in named)
            for category, names in route.fields.items()
        }
    wanted = FIELDS[item]
    carried = {each: names & route.fields.get(each, frozenset()) for each, names in wanted.items()}
    return carried if any(carried.values()) else wanted


def _by_pack(pack: Pack, born: date, on: date, item: str, limits: Sequence[Mapping[str, Any]]) -> Ruling:
    asked = question(pack, born, on, item, limits)
    ruling = from_pack(decide_sending(pack, asked), *(lookup(name, on) for name in _YOUTH_LAW))
    route = pack.routes.get(ROUTE)
    if route is None or not route.year_groups or ruling.verdict == "deny":
        return ruling
    years = ", ".join(sorted(route.year_groups))
    return replace(ruling, next=f"{ruling.next} Make sure: this is told of Year {years} only.".strip())
