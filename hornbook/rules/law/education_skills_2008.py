"""What youth support may be told, and who may limit it: Education and Skills Act 2008, section 14.

Keeps: promises 163, 165 and 166. From thirteen, the council and its youth support provider are told; a
parent may limit that to the child's name, address and date of birth; at sixteen that choice is the pupil's.
What a parent limited before then stays limited until the pupil answers: silence opens nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hornbook.rules.base.dates import age_on, spoken

from .ages import age_rule, reaches_on
from .cites import ESA_14, implements

CHILD = frozenset({"name", "address", "date_of_birth"})
PARENT = frozenset({"parent_name", "parent_address"})
MORE = frozenset({"phone", "other"})
ITEMS = CHILD | PARENT | MORE

#: What is left after a limit. The notices promise the child's three; the Act would let the parent's two go as
#: well, for a pack whose council has formally asked for them.
SCOPES = {"promised": CHILD, "statute": CHILD | PARENT}


@dataclass(frozen=True)
class Choice:
    """What somebody chose on a day: only the minimum (a limit), or, with `only_minimum` false, everything."""

    by: str  # parent | pupil
    on: date
    only_minimum: bool = True

    def __post_init__(self) -> None:
        if self.by not in ("parent", "pupil"):
            raise ValueError(f"a choice is made by a parent or a pupil, not by {self.by!r}")


@dataclass(frozen=True)
class Standing:
    """allow, deny, or hold: on hold, a named person must decide, and `next` says who."""

    verdict: str
    why: str
    next: str = ""
    code: str = ""
    cites: tuple[str, ...] = (ESA_14.text,)


def _latest(choices: Iterable[Choice]) -> Choice | None:
    """The last choice made; of two on one day, the one that limits."""
    return max(choices, key=lambda choice: (choice.on, choice.only_minimum), default=None)


@implements(ESA_14)
def limit_holds(born: date, on: date, choices: Iterable[Choice] = ()) -> Standing:
    """May more than the minimum go on this day? The pupil's age on that day settles whose choice counts.

    >>> limit_holds(date(2010, 5, 4), date(2026, 5, 3), [Choice("parent", date(2024, 1, 1))]).verdict
    'deny'
    >>> limit_holds(date(2010, 5, 4), date(2026, 5, 4), [Choice("parent", date(2024, 1, 1))]).verdict
    'hold'
    """
    age = age_on(born, on)
    begins = age_rule("youth-support", on).number
    if age < begins:
        why = f"The pupil is {max(age, 0)}, and youth support begins at {begins}."
        return Standing("deny", why, "Send nothing before the birthday.", "too-young")
    known = [choice for choice in choices if choice.on <= on]
    handover = reaches_on("youth-support-choice", born, on)
    if on < handover:
        return _by_parent(age, [choice for choice in known if choice.by == "parent"])
    return _by_pupil(age, handover, known)


def _by_parent(age: int, choices: Iterable[Choice]) -> Standing:
    made = _latest(choices)
    if made and made.only_minimum:
        why = f"A parent limited it on {spoken(made.on)}, and the pupil is {age}."
        return Standing("deny", why, "Send the minimum only.", "limited-by-parent")
    return Standing("allow", f"The pupil is {age}, and no parent limits it.")


def _by_pupil(age: int, handover: date, known: Iterable[Choice]) -> Standing:
    """From the handover on, a parent's later choice has no effect; an earlier one waits for the pupil.

    What a pupil limited before the handover is kept; what a pupil opened before it was not theirs.
    """
    known = tuple(known)
    own = _latest(c for c in known if c.by == "pupil" and (c.on >= handover or c.only_minimum))
    if own and own.only_minimum:
        why = f"The pupil limited it on {spoken(own.on)}, and is {age}."
        return Standing("deny", why, "Send the minimum only.", "limited-by-pupil")
    if own:
        return Standing("allow", f"The pupil, who is {age}, agreed to it on {spoken(own.on)}.")
    earlier = _latest(c for c in known if c.by == "parent" and c.on < handover)
    if earlier and earlier.only_minimum:
        why = (
            f"A parent limited it on {spoken(earlier.on)}; from {spoken(handover)} it is the pupil's "
            "to say, who has not answered."
        )
        return Standing("hold", why, "Send the minimum only, and ask the pupil.", "ask-the-pupil")
    return Standing("allow", f"The pupil is {age}, and has not limited it.")


@implements(ESA_14)
def youth_fields(
    born: date, on: date, choices: Iterable[Choice] = (), *, scope: str = "promised"
) -> frozenset[str]:
    """The items that may go on this day: none, the minimum, or all.

    >>> sorted(youth_fields(date(2010, 5, 4), date(2026, 5, 4), [Choice("pupil", date(2026, 5, 4))]))
    ['address', 'date_of_birth', 'name']
    """
    if scope not in SCOPES:
        raise ValueError(f"{scope!r} is no scope; known: {', '.join(SCOPES)}")
    beyond = limit_holds(born, on, choices)
    if beyond.verdict == "allow":
        return ITEMS
    return frozenset() if beyond.code == "too-young" else SCOPES[scope]


@implements(ESA_14)
def youth_item(
    item: str, born: date, on: date, choices: Iterable[Choice] = (), *, scope: str = "promised"
) -> Standing:
    """May this one item go on this day?"""
    if item not in ITEMS:
        raise ValueError(f"{item!r} is no item of youth support; known: {', '.join(sorted(ITEMS))}")
    choices = tuple(choices)
    beyond = limit_holds(born, on, choices)
    if beyond.verdict != "allow" and item in youth_fields(born, on, choices, scope=scope):
        return Standing("allow", f"It is part of the minimum. {beyond.why}")
    return beyond
