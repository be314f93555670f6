"""Who may see the educational record, and when it goes to the next school: the 2005 Regulations, 5 and 9.

Keeps: promises 171 and 219. To see it is the parent's right, each parent's by themselves, and the pupil's
consent is not needed; it binds schools kept by a council and special schools outside its care, not academies.
"""

from datetime import date

from .cites import PIR_9, PIR_2005, implements
from .clock import Clock, Step
from .deadline import Given, deadline
from .ruling import Ruling, ruled
from .school_days import school_day_clock
from .timeline import lookup

SCHOOLS = (
    "maintained",
    "pru",
    "special_non_maintained",
    "academy",
    "independent",
    "maintained_nursery",
    "free_school",
    "ap_academy",
)
REQUESTERS = ("parent", "pupil", "other")


@implements(PIR_2005)
def may_see_educational_record(school: str, requester: str, *, court_order: bool, on: date) -> Ruling:
    """May they see it? not_applicable where the regulation does not bind the school.

    >>> may_see_educational_record("pru", "parent", court_order=False, on=date(2026, 6, 1)).verdict
    'allow'
    >>> may_see_educational_record("academy", "parent", court_order=False, on=date(2026, 6, 1)).verdict
    'not_applicable'
    """
    if school not in SCHOOLS or requester not in REQUESTERS:
        raise ValueError(f"{school!r} or {requester!r} is not known here")
    if school not in lookup("educational-record", on).value:
        why = "The regulation does not bind a school of this kind."
        next = "Take it as a request for a copy of the data, unless the school itself promises the record."
        return ruled("not_applicable", why, next, on=on, by=("educational-record",))
    if requester == "pupil":
        why = "It is a parent's right; a pupil has one of their own, to a copy of the data."
        next = "Take it as the pupil's request for a copy of the data."
        return ruled("deny", why, next, on=on, by=("educational-record", "right-of-access"))
    if requester == "other":
        why = "It is a parent's right, and this is no parent."
        return ruled("deny", why, "Say who may ask.", on=on, by=("educational-record", "parent-meaning"))
    if court_order:
        why = "A court order limits what this parent may have."
        next = "Show nothing, tell the data protection officer, and read the order for its words."
        return ruled("deny", why, next, on=on, by=("court-order-limits-parent",))
    days = lookup("educational-record-days", on).number
    why = "A parent may see it, whether or not the pupil agrees."
    next = (
        f"Show it within {days} school days of the written request, free of charge; leave out what the pupil "
        "could not have, and check that no address that must stay secret is in it."
    )
    by = ("educational-record", "educational-record-days", "parent-meaning")
    return ruled("allow", why, next, on=on, by=by)


@implements(PIR_2005)
@deadline("edu_record", "school", "calendar")
def edu_record(received: date, given: Given) -> Clock:
    """The last day to show a parent the educational record: fifteen school days after the written request.

    Where the regulation does not bind the school there is no such day, and the request is one for a copy.
    """
    law, days = lookup("educational-record", received), lookup("educational-record-days", received)
    school = given.one_of("school", SCHOOLS)
    cites, first = (PIR_2005.text,), (Step(received, False, "the day itself is not counted"),)
    if not school:
        why = f"Say which kind of school it is, as school=maintained: one of {', '.join(SCHOOLS)}."
        return Clock("", received, None, first, cites, why, law.review)
    if school not in law.value:
        why = (
            "The regulation does not bind a school of this kind: take it as a request for a copy of the data."
        )
        return Clock("", received, None, first, cites, why, law.review)
    return school_day_clock(received, days, given.calendar, cites=cites, what="the last day to show it")


@implements(PIR_9)
@deadline("ctf", "school", "calendar")
def ctf(received: date, given: Given) -> Clock:
    """The last day to send the common transfer file and the record on: fifteen school days after the pupil
    left the register for another school's."""
    return _transfer(received, given, "transfer-days")


@implements(PIR_9)
@deadline("ctf_dual", "school", "calendar")
def ctf_dual(received: date, given: Given) -> Clock:
    """The same for a copy, where a pupil is on two registers: from the day the first school's head knew."""
    return _transfer(received, given, "transfer-days-dual")


def _transfer(received: date, given: Given, topic: str) -> Clock:
    """An academy is bound by no regulation here, and is expected to do the same."""
    school = given.one_of("school", SCHOOLS, "maintained")
    bound = school in lookup("transfer-schools", received).value
    law = lookup(topic if bound else "transfer-days-expected", received)
    cites = (PIR_9.text,) if bound else (law.cite,)
    return school_day_clock(received, law, given.calendar, cites=cites, what="the last day to send it")
