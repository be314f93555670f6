"""Every deadline by its name, so that the diary, a desk and the command line ask for it alike.

Keeps: promises 210, 219, 248, 265, 266. A deadline is told from when it runs, and the facts it asks for; what
it does not know it refuses. Each is declared in the module of its instrument; importing this one declares
them all.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from hornbook.rules.base.refused import Refused

from . import (
    ages,
    charges_2018,
    dpa_2018_complaints,
    dpa_2018_exemptions,
    dpa_2018_marks,
    foi_2000,
    promised,
    pupil_information_2005,
    registration_2024,
    uk_gdpr_deadlines,
)
from .clock import Clock
from .deadline import Given, day_of, deadlines, instant_of
from .school_days import Calendar

__all__ = [
    "ages",
    "charges_2018",
    "clock",
    "deadlines",
    "dpa_2018_complaints",
    "dpa_2018_exemptions",
    "dpa_2018_marks",
    "foi_2000",
    "promised",
    "pupil_information_2005",
    "registration_2024",
    "uk_gdpr_deadlines",
]

NONE: Mapping[str, Calendar] = MappingProxyType({})


def clock(
    kind: str, received: str, given: Mapping[str, str], calendars: Mapping[str, Calendar] = NONE
) -> Clock:
    """The clock of this kind; ValueError or KeyError says in one sentence what cannot be read.

    calendars  schools' calendars by the name that `calendar` gives; "" is the one that needs no naming

    >>> clock("sar", "2025-10-14", {}).due
    datetime.date(2025, 11, 14)
    >>> clock("attains_age", "2010-02-03", {"age": "13"}).due
    datetime.date(2023, 2, 3)
    """
    if kind not in deadlines:
        raise KeyError(f"There is no deadline {kind!r}. Known: {', '.join(sorted(deadlines))}.")
    known = deadlines[kind]
    for key in sorted(set(given) - known.keys):
        told = ", ".join(sorted(known.keys)) or "nothing else"
        raise ValueError(f"{kind} asks for no {key!r}; it may be told: {told}.")
    calendar = _calendar(given.get("calendar", ""), calendars) if known.by_calendar else None
    start = instant_of("received", received) if known.instant else day_of("received", received)
    try:
        return replace(known.count(start, Given(given, calendar)), kind=kind)
    except Refused as silent:  # the law had no such limit that day: no fault, and no day either
        return Clock(kind, start, None, (), silent.cites, f"{silent.what} {silent.why}")


def _calendar(name: str, calendars: Mapping[str, Calendar]) -> Calendar | None:
    if name and name not in calendars:
        told = ", ".join(sorted(each for each in calendars if each)) or "none"
        raise ValueError(f"calendar is {name!r}: no calendar of that name was given; given: {told}.")
    return calendars.get(name)
