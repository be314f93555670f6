"""Who is told of a breach: UK GDPR, Articles 33 and 34.

Keeps: promises 248, 256, 257, 258 and 261. Everything is written down; the regulator hears of it unless it
is unlikely to put people at risk; people hear of it where the risk is high. The weighing below is ours, for
a person to look at: the law gives the two thresholds and no table.
"""

from collections.abc import Collection
from datetime import date

from .cites import ART_33, ART_34, implements
from .ruling import Ruling, ruled
from .timeline import lookup

SENSITIVE = {
    "contact": 1,
    "attendance": 1,
    "assessment": 2,
    "special": 3,
    "safeguarding": 3,
    "financial": 3,
    "credentials": 3,
}
RECIPIENTS = ("wrong_person", "public", "unknown")


def weight(categories: Collection[str], people: int, recipient: str, recalled: bool, on: date) -> int:
    """How great the risk is: 0 unlikely to be one, 1 a risk, 2 a high risk.

    Data that stayed with one wrong person and came back is a step less; what is out in the open is never.
    """
    kind = max((SENSITIVE[each] for each in categories), default=1)
    known = recipient == "wrong_person"
    if kind == 3:
        return 1 if known and recalled else 2
    if known and recalled:
        return 0
    few = people < lookup("breach-weighing", on).number
    return 0 if kind == 1 and known and few else 1


@implements(ART_33, ART_34)
def who_is_told(
    categories: Collection[str],
    *,
    encrypted: bool,
    key_safe: bool,
    people: int,
    recipient: str,
    recalled: bool,
    on: date,
) -> Ruling:
    """register_only, report_ico, or report_ico_and_people.

    >>> who_is_told(
    ...     ["special"],
    ...     encrypted=True,
    ...     key_safe=True,
    ...     people=900,
    ...     recipient="unknown",
    ...     recalled=False,
    ...     on=date(2026, 6, 1),
    ... ).verdict
    'register_only'
    >>> who_is_told(
    ...     ["safeguarding"],
    ...     encrypted=False,
    ...     key_safe=False,
    ...     people=1,
    ...     recipient="wrong_person",
    ...     recalled=False,
    ...     on=date(2026, 6, 1),
    ... ).verdict
    'report_ico_and_people'
    """
    if encrypted and key_safe:
        why = "Nobody can read it: it is encrypted and the key is safe."
        by: tuple[str, ...] = ("breach-unreadable", "breach-register")
        return ruled("register_only", why, "Write it down, with what you did about it.", on=on, by=by)
    if people == 0:
        why = "It is about nobody: no risk to anyone is likely."
        by = ("breach-to-regulator", "breach-register")
        return ruled("register_only", why, "Write it down, with why nobody is affected.", on=on, by=by)
    risk = weight(categories, people, recipient, recalled, on)
    if risk == 0:
        why = "What it is, who had it and how few it is about make a risk unlikely."
        by = ("breach-to-regulator", "breach-register", "breach-weighing")
        return ruled("register_only", why, "Write it down, with why no risk is likely.", on=on, by=by)
    hours = lookup("breach-hours", on).number
    tell = f"Tell the regulator within {hours} hours of knowing, and say later what is not known yet."
    if risk == 1:
        why = "It is likely to put people at some risk."
        by = ("breach-to-regulator", "breach-register", "breach-weighing")
        return ruled("report_ico", why, tell, on=on, by=by)
    why = "It is likely to put people at high risk."
    next = (
        f"{tell} Tell the people themselves without delay, in plain words and where it is safe to reach them."
    )
    by = ("breach-to-regulator", "breach-to-people", "breach-register", "breach-weighing")
    return ruled("report_ico_and_people", why, next, on=on, by=by)
