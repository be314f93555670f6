"""A child's fingerprint or face: Protection of Freedoms Act 2012, sections 26 to 28.

One parent's written yes is needed, and nobody's no: not the other parent's, nor the child's, at any age and
in any form. Saying nothing is not a yes. Keeps: promises 90, 91 and 94.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .ages import reached
from .cites import POFA_26, POFA_27, implements

NOTIFIED = ("written", "none", "excepted")
ANSWERS = ("yes", "no", "silent")
PUPIL = ("agrees", "refuses", "silent")


@dataclass(frozen=True)
class Parent:
    """How a parent was told (or why not: "excepted", section 27), what they said, and if in writing."""

    notified: str = "none"
    answer: str = "silent"
    written: bool = False

    def __post_init__(self) -> None:
        if self.notified not in NOTIFIED or self.answer not in ANSWERS:
            raise ValueError(f"a parent is told {', '.join(NOTIFIED)} and answers {', '.join(ANSWERS)}")


@dataclass(frozen=True)
class Biometrics:
    """allow or deny, and why."""

    verdict: str
    why: str
    next: str = ""
    cites: tuple[str, ...] = (POFA_26.text,)


@implements(POFA_26, POFA_27)
def may_process(
    born: date, on: date, parents: Sequence[Parent], *, pupil: str = "silent", own_consent: str = "silent"
) -> Biometrics:
    """May a school use this person's biometrics on this day?

    >>> told = Parent("written", "yes", written=True)
    >>> may_process(date(2012, 3, 1), date(2026, 3, 1), [told, Parent("written")], pupil="agrees").verdict
    'allow'
    """
    if pupil not in PUPIL or own_consent not in ANSWERS:
        raise ValueError(f"a pupil {', '.join(PUPIL)}; own consent is {', '.join(ANSWERS)}")
    other_way = "Offer another way that costs the pupil nothing."
    if pupil == "refuses" or own_consent == "no":
        return Biometrics("deny", "The pupil said no, in whatever form.", other_way)
    if reached("biometrics", born, on):
        if own_consent == "yes":
            return Biometrics("allow", "The person is an adult and agreed.")
        return Biometrics("deny", "The person is an adult: a parent's yes no longer counts.", "Ask them.")
    if any(parent.answer == "no" for parent in parents):
        return Biometrics("deny", "A parent said no.", other_way)
    if not parents or any(parent.notified == "none" for parent in parents):
        return Biometrics(
            "deny", "Not every parent has been told in writing.", "Tell each parent in writing."
        )
    if not any(parent.answer == "yes" and parent.written for parent in parents):
        return Biometrics("deny", "No parent has agreed in writing.", "Ask for a parent's written agreement.")
    return Biometrics("allow", "Every parent was told, one agreed in writing, and nobody said no.")
