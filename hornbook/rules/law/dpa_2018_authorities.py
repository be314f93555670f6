"""When the police, a tax office or a court ask: Data Protection Act 2018, Schedule 2, paragraphs 2 and 5.

Keeps: promises 131, 132 and 133. A court's order is obeyed to the letter; danger to life gets the minimum
now and a review after; anything else comes in writing and names its power, or a person decides.
"""

from datetime import date

from .cites import DPA_SCH_2, implements
from .ruling import Ruling, ruled
from .timeline import lookup

ASKED_BY = ("police", "hmrc", "court", "other")


@implements(DPA_SCH_2)
def answer_authority(
    asked_by: str, *, written: bool | None, power: str, danger_to_life: bool, court_order: bool, on: date
) -> Ruling:
    """May an authority have what it asks for?

    >>> answer_authority(
    ...     "police", written=False, power="", danger_to_life=True, court_order=False, on=date(2026, 6, 1)
    ... ).next
    'Give the minimum now, write down who asked and why, and have it reviewed afterwards.'
    """
    if asked_by not in ASKED_BY:
        raise ValueError(f"{asked_by!r} is not known here; known: {', '.join(ASKED_BY)}")
    if court_order:
        next = "Give exactly what it says, to whom it says, and keep a copy of the order."
        return ruled("allow", "A court has ordered it.", next, on=on, by=("court-order-binds",))
    if danger_to_life:
        why = "A life is in danger."
        next = "Give the minimum now, write down who asked and why, and have it reviewed afterwards."
        return ruled("allow", why, next, on=on, by=("danger-to-life", "only-what-is-needed"))
    missing = [name for name, there in (("written", written), ("power", power)) if not there]
    if missing:
        lacks = {"written": "It was not asked in writing", "power": "no power was named"}
        told = " and ".join(lacks[name] for name in missing)
        why = f"{told[0].upper()}{told[1:]}."
        next = (
            "Ask for it in writing with the power it rests on; the head or data protection officer decides."
        )
        rules = (lookup("authority-in-writing", on),)
        return Ruling("hold", why, next, rules, missing=tuple(missing))
    why = "It was asked in writing and names its power."
    next = "Have the data protection officer or the head approve it, and give the minimum."
    return ruled("allow", why, next, on=on, by=("authority-in-writing", "only-what-is-needed"))
