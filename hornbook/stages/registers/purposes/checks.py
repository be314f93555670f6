"""What law and pack say about a new purpose: compatible, on a basis of its own, on a condition where needed.

Keeps: promises 52, 58, 59. The same topics that `hornbook decide` answers, asked with what the pack declares
and what the proposer said; nothing is worked out here a second time.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hornbook.rules.law.dpa_2018_conditions import CATEGORIES
from hornbook.rules.policy.build import special_kinds
from hornbook.rules.policy.topics import Answer, Shelf, decide
from hornbook.rules.policy.types import Pack, Purpose

#: The law's kinds of controller, by the kind of pack: what turns on it is who is a public authority.
CONTROLLERS = {
    "alternative-provision": "pru",
    "school": "maintained_school",
    "trust": "academy",
    "council": "local_authority",
}


def controller_of(pack: Pack) -> str:
    return "charity" if pack.controller.get("public_authority") == "no" else CONTROLLERS[pack.kind]


def answers(
    pack: Pack,
    purpose: Purpose,
    categories: frozenset[str],
    facts: Mapping[str, Any],
    *,
    on: date,
    told: bool,
) -> list[Answer]:
    """Every answer by the law of that day. `told`: people know, or the question is put as if they did."""
    return [
        decide(topic, asked, today=on, shelf=Shelf())
        for topic, asked in _asked(pack, purpose, categories, facts, told)
    ]


def _asked(
    pack: Pack, purpose: Purpose, categories: frozenset[str], facts: Mapping[str, Any], told: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    yield (
        "new_purpose",
        {
            "collected_on": facts["collected_on"],
            "purpose": facts["kind"],
            "fresh_consent": facts["fresh_consent"],
            "people_told": told,
            "own_basis": purpose.basis,
        },
    )
    basis = {
        "controller": controller_of(pack),
        "task": facts["own_task"],
        "basis": purpose.basis,
        "statute": "; ".join(purpose.laws),
    }
    yield "lawful_basis", {**basis, **({"annex1": facts["annex1"]} if facts.get("annex1") else {})}
    for category, kind in _special(pack, categories):
        yield (
            "special_category",
            {
                "category": kind,
                "level": "individual" if purpose.level == "individual" else "group",
                "purpose": facts["special_use"],
                "condition": purpose.conditions[category],
                "policy_document": facts["policy_document"],
                "disclosed_to": "other",
            },
        )


def _special(pack: Pack, categories: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each kind of special category data among these, once, with a category that tells of it."""
    seen = set()
    for category in sorted(categories):
        for kind in sorted(special_kinds(pack.categories[category])):
            name = kind.replace("-", "_")
            if name in CATEGORIES and name not in seen:
                seen.add(name)
                yield category, name


def as_data(answer: Answer, *, on: date) -> dict[str, Any]:
    return {**answer.as_json(), "on": on.isoformat()}


def worst(given: list[dict[str, Any]]) -> str:
    """reject before hold before accept: one that says no says it for all."""
    verdicts = {each["verdict"] for each in given}
    if verdicts & {"reject", "reject_person"}:
        return "reject"
    return "hold" if "hold" in verdicts else "accept"
