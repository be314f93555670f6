"""The UK GDPR's deadlines by name: to answer a request, to tell the regulator, to inform who was not asked.

Keeps: promises 210, 212 and 248. How they are counted is in uk_gdpr; here a kind takes its words.
"""

from dataclasses import replace
from datetime import date, datetime

from hornbook.rules.base.dates import add_years, spoken

from . import uk_gdpr
from .cites import ART_4A, ART_14_3, implements
from .clock import Clock, received_step, two_days
from .counting import Span, counted_days, ending
from .deadline import Given, deadline
from .timeline import in_force, lookup


@deadline("sar")
def sar(received: date, given: Given) -> Clock:
    return uk_gdpr.answer_clock(received)


@deadline("sar_extended")
def sar_extended(received: date, given: Given) -> Clock:
    return uk_gdpr.answer_clock(received, extended=True)


@deadline("sar_extension_notice", "asked", "answered", "count")
def sar_extension_notice(received: date, given: Given) -> Clock:
    return uk_gdpr.extension_notice_due(received, pauses=_pauses(given), count=_count(given))


@deadline("sar_id", "id_received", "fee_paid")
def sar_id(received: date, given: Given) -> Clock:
    """Proof of identity was asked for; a fee too, where the day it was paid is named."""
    proof, fee = given.day("id_received"), given.day("fee_paid")
    asked = None if proof or fee else received
    return uk_gdpr.answer_clock(received, id_asked=asked, id_received=proof, fee_paid=fee)


@deadline("sar_clarify", "asked", "answered", "count")
def sar_clarify(received: date, given: Given) -> Clock:
    """Where nobody says how to count, the exclusive count, and the statute's outer limit beside it."""
    if not given.words.get("asked"):
        raise ValueError("Say when the question was asked, as asked=2026-11-24.")
    clock = uk_gdpr.answer_clock(received, pauses=_pauses(given), count=_count(given))
    if given.words.get("count"):
        return clock
    outer = uk_gdpr.answer_clock(received, pauses=_pauses(given), count="inclusive").due
    if not (clock.due and outer and outer > clock.due):
        return clock
    why = (
        f"Counted inclusively, as the statute has it, the limit is {spoken(outer)}: work to the earlier day."
    )
    return replace(clock, why=f"{clock.why} {why}".strip())


def _count(given: Given) -> str:
    return given.one_of("count", uk_gdpr.COUNTS, "exclusive")


def _pauses(given: Given) -> list[tuple[date, date | None]]:
    asked = given.day("asked")
    if asked is None and given.words.get("answered"):
        raise ValueError("answered is given without asked: say when the question was asked as well.")
    return [(asked, given.day("answered"))] if asked else []


@deadline("rights_request", "right")
def rights_request(received: date, given: Given) -> Clock:
    return uk_gdpr.answer_clock(received, right=given.one_of("right", uk_gdpr.RIGHTS, "access"))


@deadline("breach_ico", "tz", instant=True)
def breach_ico(received: date, given: Given) -> Clock:
    assert isinstance(received, datetime), "a breach is known from an instant"
    zone = given.words.get("tz") or "Europe/London"
    try:
        return uk_gdpr.breach_clock(received, tz=zone)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"tz is {zone!r}: there is no time zone of that name.") from None


@implements(ART_14_3)
@deadline("art14_notice", "contact", "disclosure")
def art14_notice(received: date, given: Given) -> Clock:
    """The last day to inform somebody whose data came from others: a month, or sooner.

    A first letter to the person, or a first disclosure to somebody else, is the limit where it comes earlier.

    >>> art14_notice(date(2026, 1, 31), Given()).due  # no 31 February; the 28th is a Saturday
    datetime.date(2026, 3, 2)
    >>> art14_notice(date(2026, 1, 31), Given({"contact": "2026-02-07"})).due
    datetime.date(2026, 2, 7)
    """
    law = lookup("notice-months", received)
    cites = (ART_14_3.text, *([ART_4A.text] if in_force("periods-of-time", received) else []))
    span = Span(received, months=law.number)
    sooner = {
        given.day("contact"): "the first letter to the person",
        given.day("disclosure"): "the first disclosure",
    }
    day = min((each for each in sooner if each), default=None)
    if day and day < received:
        raise ValueError(f"{sooner[day]} is on {day}, before the data came on {received}.")
    if day and day < span.due:
        return two_days(received, day, f"{sooner[day]}: the last day to inform the person", cites, law.review)
    first = received_step(received)
    steps = ending((first, *counted_days(span, span.due)), "the last day to inform the person")
    return Clock("", received, span.due, steps, cites, "", law.review)


@deadline("policy_review", "years")
def policy_review(received: date, given: Given) -> Clock:
    years = given.number("years", most=100)
    due = add_years(received, years)
    return two_days(received, due, f"{years} years on: the day of the review", ("UK GDPR, Article 24",))
