"""The yearly fee to the regulator: Data Protection (Charges and Information) Regulations 2018.

Keeps: promise 10, as far as it is renewed each year. A charge period is twelve months beginning with its
first day, so that its last day is the eve of the next one's first.
"""

from datetime import date

from hornbook.rules.base.dates import DAY, add_months, spoken

from .cites import CHARGES_2018, implements
from .clock import Clock, two_days
from .deadline import Given, deadline
from .timeline import lookup


@implements(CHARGES_2018)
@deadline("ico_fee_expiry")
def ico_fee_expiry(received: date, given: Given) -> Clock:
    """The last day of the charge period that begins on this day.

    >>> ico_fee_expiry(date(2026, 4, 1), Given()).due
    datetime.date(2027, 3, 31)
    >>> ico_fee_expiry(date(2024, 2, 29), Given()).due
    datetime.date(2025, 2, 28)
    """
    law = lookup("charge-period-months", received)
    same = add_months(received, law.number)
    due = same - DAY if same.day == received.day else same
    why = f"the last day of {law.number} months; the next period begins on {spoken(due + DAY)}"
    return two_days(received, due, why, (CHARGES_2018.text,), law.review)
