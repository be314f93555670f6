"""Which bodies are public authorities, and how long they have: Freedom of Information Act 2000.

Schedule 1 and section 10, DPA 2018, section 7, and for schools the Time for Compliance Regulations 2004.

Keeps: promise 60, as far as it turns on who may rest on what: two of the lawful bases are closed to a
public authority performing its tasks.
"""

from datetime import date

from hornbook.rules.base.dates import spoken

from .cites import DPA_7, EA_579, FOI_10, FOI_2004, implements
from .clock import Clock
from .counting import ending
from .deadline import Given, deadline
from .school_days import working_school_days
from .timeline import lookup
from .working_days import working_day_steps

CONTROLLERS = ("maintained_school", "pru", "academy", "local_authority", "charity")


@implements(DPA_7)
def is_public_authority(controller: str, on: date) -> bool:
    """Was this kind of body a public authority that day? Academies are since 2011.

    >>> is_public_authority("academy", date(2026, 6, 1)), is_public_authority("academy", date(2010, 6, 1))
    (True, False)
    """
    if controller not in CONTROLLERS:
        raise ValueError(f"{controller!r} is no kind of controller; known: {', '.join(CONTROLLERS)}")
    return controller in lookup("public-authorities", on).value


LAST_DAY = "the last day to answer"


@implements(FOI_10, FOI_2004)
@deadline("foi", "calendar")
def foi(received: date, given: Given) -> Clock:
    """The last day to answer a request under the Act: twenty working days, a bank holiday anywhere in the
    United Kingdom being none. For a school only its school days count among them, and sixty working days are
    the most.

    >>> foi(date(2026, 11, 2), Given()).due  # 30 November is a bank holiday in Scotland
    datetime.date(2026, 12, 1)
    """
    days, most = lookup("foi-working-days", received), lookup("foi-most-working-days", received)
    plain = working_day_steps(received, days.number, "UK")
    if given.calendar is None:
        why = "Counted as for a council: a school has longer, by its own calendar, where it has holidays."
        return Clock("", received, plain[-1].day, ending(plain, LAST_DAY), (FOI_10.text,), why, days.review)
    cites = (FOI_10.text, FOI_2004.text, EA_579.text)
    outer = working_day_steps(received, most.number, "UK")[-1].day
    steps = working_school_days(received, days.number, given.calendar, outer)
    if steps is None:
        why = (
            f"The school's calendar speaks for too few days; the answer is due by {spoken(outer)} at the "
            f"latest, {most.number} working days on."
        )
        return Clock("", received, None, plain[:1], cites, why, most.review)
    capped = sum(step.counted for step in steps) < days.number
    what = f"{most.number} working days have passed: {LAST_DAY}" if capped else LAST_DAY
    return Clock("", received, steps[-1].day, ending(steps, what), cites, "", most.review)
