"""For what somebody looks: one of the reasons that the pack gives their role, kept in the address.

Nobody is asked to choose before they may work: the first reason that the pack names for the role stands until
another is chosen. Whichever stands is written in the ledger with every look. Keeps: promises 53, 97, 99.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from hornbook.rules.base.refused import Refused
from hornbook.rules.policy.types import Pack, Purpose

WHO = "identity"
KEY = "why"


@dataclass(frozen=True)
class Reason:
    """The reason that stands, and the others there are."""

    id: str
    text: str
    others: tuple[Purpose, ...]


def open_to(pack: Pack, roles: frozenset[str], act: str = "use.read") -> tuple[Purpose, ...]:
    """The reasons for which these roles may open a pupil's record, the pack's first first."""
    found = {
        purpose: None
        for name, role in pack.roles.items()
        if name in roles and act in role.acts
        for purpose, categories in role.reads.items()
        if WHO in categories and pack.purposes[purpose].level == "individual"
    }
    return tuple(pack.purposes[each] for each in found)


def chosen(request: HttpRequest) -> Reason:
    """The reason in the address, where it is one of this person's; else the first they have."""
    there = open_to(request.pack, request.actor.roles)
    if not there:
        raise Refused(
            "role-not-allowed",
            what="Not opened.",
            why="Your role here gives no reason to open a pupil's record.",
            next="Ask the data protection officer if your work needs it.",
            cites=("pack:roles", "UK GDPR, Article 32"),
        )
    asked = request.POST.get(KEY) or request.GET.get(KEY, "")
    stands = next((p for p in there if p.id == asked), there[0])
    return Reason(stands.id, stands.text, tuple(p for p in there if p != stands))
