"""Who may see the educational record: Education (Pupil Information) (England) Regulations 2005, regulation 5.

Keeps: promise 219. It is the parent's right, each parent's by themselves, and the pupil's consent is not
needed; it binds schools kept by a council and special schools outside its care, not academies.
"""

from datetime import date

from .cites import PIR_2005, implements
from .ruling import Ruling, ruled
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
