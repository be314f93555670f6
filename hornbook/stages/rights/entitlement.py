"""Who may have the copy: the pupil's data are the pupil's, whoever asks.

Keeps: promises 206, 207. An age settles nothing. From the age the pack presumes, a parent's request waits
for a view of the case that a named person wrote down; below it, a parent with parental responsibility stands
in for the child, unless a court has said something about it, and then a person looks.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from hornbook.rules.base.dates import age_on
from hornbook.rules.base.refused import Refused
from hornbook.rules.law.ages import reached
from hornbook.rules.policy.floor import effective
from hornbook.rules.policy.types import Pack

PUPIL, PARENT, FORMER_PUPIL, SOMEONE = "pupil", "parent", "former-pupil", "someone"
ASKERS = (PUPIL, PARENT, FORMER_PUPIL, SOMEONE)

#: What a view may rest on, and whether it opens the way.
GROUNDS: Mapping[str, tuple[bool, str]] = {
    "pupil-agrees": (True, "The pupil understands, was asked alone, and agrees."),
    "pupil-not-able": (True, "The pupil cannot understand what the right is, and the parent acts for them."),
    "best-interests": (True, "It is clearly in the pupil's best interests."),
    "authority-seen": (True, "The pupil's written authority, or a court's, was seen."),
    "pupil-refuses": (False, "The pupil understands, and does not agree."),
    "not-in-interests": (False, "It would be against the pupil's interests."),
    "no-authority": (False, "No authority to ask for this person was shown."),
}

CITES = ("UK GDPR, Article 15(1)", "pack:rules.sar_presumed_age")


def check(
    *,
    pack: Pack,
    asked_by: str,
    asker: UUID | None,
    person: UUID,
    born: date | None,
    relations: Sequence[Mapping[str, Any]],
    view: bool | None,
    on: date,
) -> None:
    """Refuse unless whoever asked may have this person's copy.

    relations  how contacts stand to the person, as held
    view       what a named person decided for this case; None while nobody has
    """
    if asked_by in (PUPIL, FORMER_PUPIL) or asker == person:
        return
    if view is False:
        raise _no("not-entitled", "It was decided that whoever asked may not have it.", "Close the request.")
    if view:
        return
    if asked_by == SOMEONE:
        raise _no(
            "not-decided",
            "Somebody asks on the person's behalf, and no authority has been looked at.",
            "Look at the authority, and write down what you decide.",
        )
    _parent(pack, asker, born, relations, on)


def _parent(
    pack: Pack, asker: UUID | None, born: date | None, relations: Sequence[Mapping[str, Any]], on: date
) -> None:
    presumed = effective(pack, "sar_presumed_age", on).value
    if born is None or age_on(born, on) >= presumed:
        adult = born is not None and reached("adult", born, on)
        grown = "is of age" if adult else f"is {presumed} or older, or of unknown age"
        raise _no(
            "not-decided",
            f"A parent asks, and the pupil {grown}: pupils usually decide about their own data from then.",
            "Ask the pupil, alone, and write down what you decide and why.",
        )
    mine = [r for r in relations if asker and r.get("contact_ref") == str(asker)]
    if not any(r.get("parental_responsibility") == "true" for r in mine):
        raise _no(
            "not-decided",
            "The record does not show that whoever asked has parental responsibility.",
            "Make sure of it, and write down what you decide.",
        )
    if any(r.get("court_order") for r in mine):
        raise _no(
            "not-decided",
            "A court has ordered something about this parent.",
            "Read the order, and write down what you decide.",
        )


def _no(code: str, why: str, next: str) -> Refused:
    return Refused(code, what="No copy was made.", why=why, next=next, cites=CITES)
