"""When exam marks must be told: Data Protection Act 2018, Schedule 2, paragraph 25.

Keeps: promise 210, as far as it is about marks. A request that comes before the results does not bring them
forward: five months from the request or forty days from the results, whichever ends first. A request on the
day of the results or later has the ordinary month.
"""

from datetime import date, timedelta

from hornbook.rules.base.dates import add_months, spoken

from . import uk_gdpr
from .cites import DPA_205, DPA_SCH_2_25, implements
from .clock import Clock, two_days
from .deadline import Given, deadline
from .timeline import lookup
from .working_days import next_open, why_shut


@implements(DPA_SCH_2_25, DPA_205)
def marks_clock(received: date, announced: date) -> Clock:
    """The last day to answer a request for marks, or for what they were reckoned from.

    Read to the letter, forty days "beginning with" the results end a day sooner: `why` names that day, to
    work to.

    >>> marks_clock(date(2026, 6, 1), date(2026, 8, 13)).due
    datetime.date(2026, 9, 22)
    >>> marks_clock(date(2026, 3, 2), date(2026, 8, 13)).due  # five months on is a Sunday
    datetime.date(2026, 8, 3)
    """
    if received >= announced:
        return uk_gdpr.answer_clock(received)
    months, days = lookup("exam-marks-months", received), lookup("exam-marks-days", received)
    by_request = add_months(received, months.number)
    by_results = announced + timedelta(days=days.number)
    cites = (DPA_SCH_2_25.text, DPA_205.text)
    review = months.review or days.review
    plain = min(by_request, by_results)
    due = next_open(plain)
    if by_request <= by_results:
        why = (
            f"{months.number} months from the request, which ends before {days.number} days from the results"
        )
    else:
        why = f"{days.number} days from the results of {spoken(announced)}"
    if due != plain:
        why = f"{why}: {spoken(plain)} is shut ({why_shut(plain)}), and the day moves on"
    clock = two_days(received, due, f"{why}: the last day to answer", cites, review)
    letter = min(by_request, by_results - timedelta(days=1))
    if letter == plain:
        return clock
    told = f"Read to the letter the forty days end on {spoken(letter)}: work to that day."
    return Clock("", received, due, clock.steps, cites, told, review)


@deadline("sar_exam_marks", "announced")
def sar_exam_marks(received: date, given: Given) -> Clock:
    announced = given.day("announced")
    if announced is None:
        raise ValueError("Say on which day the results are announced, as announced=2026-08-20.")
    return marks_clock(received, announced)
