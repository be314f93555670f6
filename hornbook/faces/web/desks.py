"""The desks, and which roles sit at each.

A desk is a place in the building, not a power: what a person may read or do there is decided by the pack
and asked at the gate. A role that is not named here sits nowhere and is shown no page.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Desk:
    id: str
    label: str
    roles: frozenset[str]


def _desk(id: str, label: str, roles: str) -> tuple[str, Desk]:
    return id, Desk(id, label, frozenset(roles.split()))


# In the order in which someone with several roles meets them.
DESKS: dict[str, Desk] = dict(
    [
        _desk("dpo", "Data protection officer", "dpo deputy-dpo"),
        _desk("office", "School office", "office data-manager"),
        _desk("staff", "Staff", "teacher tutor senco safeguarding-lead attendance-officer"),
        _desk("head", "Head", "head governor trustee head-of-service"),
        _desk(
            "council",
            "Council",
            "information-governance data-officer caseworker youth-support senior-officer",
        ),
        _desk("analyst", "Analyst", "analyst output-checker linker"),
        _desk("family", "Family", "parent pupil"),
        _desk("partner", "Partner", "supplier moderator"),
    ]
)


def desks_of(roles: Iterable[str]) -> tuple[str, ...]:
    """The desks at which somebody with these roles sits, in order."""
    held = set(roles)
    return tuple(desk.id for desk in DESKS.values() if desk.roles & held)
