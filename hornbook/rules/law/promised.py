"""What the documents promise about time beyond the law: the two steps after a breach.

Keeps: promises 265 and 266. The days are the pack's; those here stand where nobody names one.
"""

from datetime import date

from .clock import Clock
from .deadline import Given, deadline
from .working_days import working_day_steps


@deadline("breach_review_meeting", "days")
def breach_review_meeting(received: date, given: Given) -> Clock:
    """Five working days from the report, unless the pack says fewer."""
    return _working_days(received, given.number("days", 5), "breach_review_working_days")


@deadline("breach_review_outcome", "days")
def breach_review_outcome(received: date, given: Given) -> Clock:
    return _working_days(received, given.number("days", 2), "breach_outcome_working_days")


def _working_days(received: date, days: int, rule: str) -> Clock:
    steps = working_day_steps(received, days)
    return Clock("", received, steps[-1].day, steps, (f"pack:rules.{rule}",))
