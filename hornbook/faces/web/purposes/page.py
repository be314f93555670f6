"""A change of purpose as its page shows it: what stands, what comes next, by whom. Keeps: promise 52."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms as django

from hornbook.rules.catalogue.base import categories
from hornbook.rules.policy import in_force
from hornbook.rules.policy.bases import BASES
from hornbook.rules.policy.build import special_kinds
from hornbook.rules.policy.types import Pack
from hornbook.stages.account import telling
from hornbook.stages.registers.purposes import acts
from hornbook.stages.registers.purposes.queries import Change
from hornbook.stages.registers.purposes.states import MOVES, State

from . import forms

TOPICS = {
    "new_purpose": "May data collected for something else be used for it?",
    "lawful_basis": "Is the basis open to us?",
    "special_category": "Does the condition carry special category data?",
}
VERDICTS = {
    "accept": ("kept", "Yes"),
    "reject": ("broken", "No"),
    "reject_person": ("broken", "Not for everybody"),
    "hold": ("needs a person", "A person decides"),
}
LEVELS = {
    "individual": "About one pupil at a time",
    "groups": "About groups of pupils",
    "pseudonymised": "Without names",
}


@dataclass(frozen=True)
class Step:
    """One thing to do: its name, its form, its act, what was done."""

    id: str
    label: str
    form: Callable[..., django.Form]
    do: Callable[..., Any]
    done: str
    to: State


def _decide(agree: bool) -> Callable[..., Any]:
    return lambda **said: acts.decide(agree=agree, **said)


STEPS = {
    each.id: each
    for each in (
        Step("agree", "Agree to it", forms.Reasoned, _decide(True),
             "Agreed. Now people are told.", State.AGREED),
        Step("tell", "People were told", forms.Told, telling.tell,
             "Written down. It is in force from the day shown.", State.TOLD),
        Step("refuse", "Refuse it", forms.Reasoned, _decide(False), "Refused. It stays shut.", State.REFUSED),
        Step("withdraw", "Take it back", forms.Reasoned, acts.withdraw, "Taken back. It is shut.",
             State.WITHDRAWN),
    )
}  # fmt: skip


def open_to(change: Change) -> list[Step]:
    return [step for step in STEPS.values() if step.to in MOVES[change.state]]


def labels(names: Iterable[str]) -> str:
    return ", ".join(categories[each].label if each in categories else each for each in sorted(names))


def basis(name: str) -> str:
    return f"{BASES[name].capitalize()} (UK GDPR, Article {name})" if name in BASES else name


def sensitive(pack: Pack, names: Iterable[str]) -> bool:
    return any(special_kinds(pack.categories[each]) for each in names)


def answers(change: Change) -> list[dict[str, Any]]:
    """The newest answer to each question; what was said before stays in the register."""
    last = {(each["topic"], each["why"]): each for each in change.answers}
    return [
        {
            **each,
            "question": TOPICS[each["topic"]],
            "state": VERDICTS[each["verdict"]],
            "on": date.fromisoformat(each["on"]),
        }
        for each in last.values()
    ]


def earliest(pack: Pack, today: date) -> date:
    return in_force.earliest(pack, today)


def people_in(change: Change) -> set[UUID]:
    return {each for each in (change.proposed_by, change.decided_by, change.ended_by) if each}
