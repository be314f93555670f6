"""A complaint about how we handled somebody's data: Data Protection Act 2018, sections 164A, 164B and 165.

Keeps: promises 241 and 242. The first day of the law is the first day of the duty: what came before has no
statutory steps, and is answered all the same. How long there is to acknowledge is in uk_gdpr.
"""

from datetime import date

from .cites import DPA_164A, implements
from .clock import Clock
from .deadline import Given, deadline
from .timeline import Rule, in_force, rule
from .uk_gdpr import complaint_acknowledgement_clock

STEPS = (
    "complaint-form",
    "complaint-acknowledgement-days",
    "complaint-steps",
    "complaint-outcome",
    "complaint-counts",
)


@implements(DPA_164A)
def complaint_duties(received: date) -> tuple[Rule, ...]:
    """What the law asks of us for a complaint received that day, in the order in which it is done.

    >>> [each.id for each in complaint_duties(date(2026, 6, 19))][:2]
    ['complaint-form', 'complaint-acknowledgement-days']
    >>> complaint_duties(date(2026, 6, 18))
    ()
    """
    return tuple(rule(step) for step in STEPS if in_force(step, received))


@deadline("complaint_ack")
def complaint_ack(received: date, given: Given) -> Clock:
    return complaint_acknowledgement_clock(received)
