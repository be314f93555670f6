"""A child and an online service: UK GDPR, Article 8, and Data Protection Act 2018, section 9.

Keeps: promise 82. The age turns on consent alone: a service that rests on something else, or that keeps
children from harm, asks no parent.
"""

from datetime import date

from hornbook.rules.base.dates import age_on

from .ages import age_rule, may_consent_online
from .cites import ART_8, implements
from .ruling import Ruling, ruled

SERVICES = ("ordinary", "preventive", "counselling")


@implements(ART_8)
def online_service(born: date, on: date, *, basis: str, kind: str, parent_consent: bool) -> Ruling:
    """May the child use it: on their own consent, or a parent's?

    >>> online_service(
    ...     date(2013, 6, 1), date(2026, 5, 31), basis="consent", kind="ordinary", parent_consent=False
    ... ).verdict
    'deny'
    """
    if kind not in SERVICES:
        raise ValueError(f"{kind!r} is no kind of service; known: {', '.join(SERVICES)}")
    if basis != "consent":
        why = "The service does not rest on consent, and the age for consent does not apply to it."
        next = "Rest it on its own basis, and build it for how children are best protected."
        return ruled("not_applicable", why, next, on=on, by=("age-online-consent",))
    if kind != "ordinary":
        why = "A preventive or counselling service needs no parent's consent, whatever the child's age."
        return ruled("not_applicable", why, "Let the child use it.", on=on, by=("preventive-services",))
    age, needed = age_on(born, on), age_rule("online-consent", on).number
    by = ("age-online-consent",)
    if may_consent_online(born, on):
        return ruled(
            "allow", f"The child is {age}, and consents alone from {needed}.", "Ask the child.", on=on, by=by
        )
    if parent_consent:
        why = f"The child is {age}, and whoever has parental responsibility agreed."
        return ruled("allow", why, "Check as far as is reasonable that it was they.", on=on, by=by)
    why = f"The child is {age}: below {needed}, whoever has parental responsibility must agree, and has not."
    return ruled("deny", why, "Ask them first.", on=on, by=by)
