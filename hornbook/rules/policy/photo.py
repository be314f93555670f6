"""May this picture of a pupil be used so? Whose yes it takes turns on age on the day of use, by the pack.

Keeps: promises 83 and 86. Below the pack's age a parent's yes is needed, from it on the pupil's own. A
pupil who says no, or takes a yes back, is heard at any age. A picture to keep a pupil safe is no matter of
consent.
"""

from datetime import date

from hornbook.rules.base.dates import age_on

from .answers import allow, deny
from .floor import effective
from .types import Decision, Pack

ANSWERS = ("given", "refused", "withdrawn", "none")

#: What a school has to do anyway: knowing whom it has before it. Every other use tells of the school.
WITHOUT_CONSENT = frozenset({"identification", "id", "id_photo", "safety", "internal_safety", "safeguarding"})

_SAID = {
    "refused": "said no",
    "withdrawn": "took the yes back",
    "none": "has not said yes",
}


def decide_photo(pack: Pack, born: date, on: date, use: str, *, parent: str, pupil: str) -> Decision:
    """allow or deny; the answers are each one of ANSWERS.

    >>> from hornbook.packs import SHIPPED
    >>> from hornbook.rules.policy import load
    >>> decide_photo(
    ...     load("mmap", [SHIPPED]),
    ...     date(2009, 3, 1),
    ...     date(2026, 3, 1),
    ...     "website",
    ...     parent="none",
    ...     pupil="given",
    ... ).why
    'The pupil is 17: below 18 a parent decides about pictures, and has not said yes.'
    """
    if use in WITHOUT_CONSENT:
        why = "Knowing a pupil by sight, or keeping one safe, is the school's task and takes no consent."
        return allow({}, why, "UK GDPR, Article 6(1)(e)")
    governs = effective(pack, "photo_consent_age", on)
    age = age_on(born, on)
    cites = (governs.cite, "UK GDPR, Article 7")
    if age >= governs.value:
        why = f"The pupil is {age}, and decides alone about pictures from {governs.value}"
        if pupil == "given":
            return allow({}, f"{why}: they agreed.", *cites)
        return _no(f"{why}: they {_they(pupil)}.", pupil, "the pupil", cites)
    if pupil in ("refused", "withdrawn"):
        return _no(f"The pupil {_SAID[pupil]}, and is heard at any age.", pupil, "the pupil", cites)
    why = f"The pupil is {age}: below {governs.value} a parent decides about pictures, and"
    if parent == "given":
        return allow({}, f"{why} agreed.", *cites)
    return _no(f"{why} {_SAID[parent]}.", parent, "a parent", cites)


def _they(said: str) -> str:
    return "have not said yes" if said == "none" else _SAID[said]


def _no(why: str, said: str, who: str, cites: tuple[str, ...]) -> Decision:
    next = f"Ask {who} first, in writing."
    if said != "none":
        next = "Do not use it; take it down wherever it is, and delete it."
    return deny(f"photo-{said}", why, next, *cites)
