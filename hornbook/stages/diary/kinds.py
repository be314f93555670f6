"""The kinds of clock the diary runs, each reckoned by the law's own function and the pack's stricter number.

Keeps: promises 210, 212. A kind turns what is known of a case into the law's clock; the diary itself counts
nothing.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import holidays

from hornbook.rules.base.registry import Registry
from hornbook.rules.law.clock import Clock as Reckoned
from hornbook.rules.law.uk_gdpr import answer_clock, extension_notice_due
from hornbook.rules.policy.floor import effective
from hornbook.rules.policy.types import Pack

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of clock.

    reckon  (pack, received, facts, today) -> the law's clock, every day with its reason
    notice  the same, for the last day on which its time may be extended
    """

    id: str
    label: str
    reckon: Callable[[Pack, date, Facts, date], Reckoned]
    notice: Callable[[Pack, date, Facts, date], Reckoned]


kinds: Registry[Kind] = Registry("kind of clock")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _known(pack: Pack, received: date, facts: Facts, today: date) -> dict[str, Any]:
    """What is known of a request, as the law asks for it."""
    return {
        "id_asked": _day(facts.get("id_asked")),
        "id_received": _day(facts.get("id_received")),
        "pauses": [(date.fromisoformat(asked), _day(answered)) for asked, answered in facts["pauses"]],
        "promised": (
            effective(pack, "sar_months", received).value,
            effective(pack, "sar_extended_months", received).value,
        ),
        "today": today,
    }


def _access(pack: Pack, received: date, facts: Facts, today: date) -> Reckoned:
    return answer_clock(received, extended=bool(facts["extended"]), **_known(pack, received, facts, today))


def _access_notice(pack: Pack, received: date, facts: Facts, today: date) -> Reckoned:
    return extension_notice_due(received, **_known(pack, received, facts, today))


kinds.add("sar", Kind("sar", "Request for one's own data", _access, _access_notice))


@cache
def _law() -> bytes:
    """The dates that the law's functions read: its timeline, and the days that are shut."""
    law = files("hornbook.rules.law")
    read = [(law / name).read_bytes() for name in ("timeline.toml", "holidays.toml")]
    return b"|".join([*read, holidays.__version__.encode()])


def basis(pack: Pack) -> str:
    """Digest of what a day was reckoned by: equal digests, equal days."""
    return hashlib.sha256(_law() + pack.digest.encode()).hexdigest()
