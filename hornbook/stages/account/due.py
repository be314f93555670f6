"""What is due, what is late and what waits for somebody, seen now: counts and days, and no names.

Keeps: promise 268.
"""

from datetime import date, timedelta
from uuid import UUID

from hornbook.rules.base.dates import add_months, local_day, spoken
from hornbook.rules.policy.floor import effective
from hornbook.stages.diary import queries as diary
from hornbook.stages.parties import queries as parties
from hornbook.stages.registers.purposes import queries as purposes

from . import queries
from .live import LiveEvidence, count, shows

SOON = 7  # days
A_YEAR = timedelta(days=365)


@shows("210", "212")
def clocks_are_answered_in_time(controller: UUID, on: date) -> LiveEvidence:
    """Past its day a promise is broken, whatever the tests show; near it, and after a miss, it is at risk."""
    running = diary.running(controller, on)
    late = [each for each in running if each.overdue]
    if late:
        worst = min(each.due for each in late if each.due)
        sentence = (
            f"{count(len(late), 'answer is', 'answers are')} late; the oldest was due on {spoken(worst)}."
        )
        return LiveEvidence("broken", sentence, len(late), worst, on, "requests")
    missed = diary.missed(controller, since=on - A_YEAR)
    near = [each for each in running if each.days_left is not None and each.days_left <= SOON]
    if near:
        sentence = f"{count(len(near), 'answer is', 'answers are')} due within {SOON} days."
        return LiveEvidence("at risk", sentence, len(near), last=on, link="requests")
    told = f"{count(len(running), 'clock runs', 'clocks run')}, none past its day."
    if missed:
        told += f" {count(missed, 'answer was', 'answers were')} late in the last year."
        return LiveEvidence("at risk", told, missed, on - A_YEAR, on, "requests")
    return LiveEvidence("kept", told, len(running), last=on, link="requests")


@shows("52")
def new_purposes_are_told_first(controller: UUID, on: date) -> LiveEvidence:
    pack = parties.pack_of(controller)
    if purposes.first_told(controller) is None:
        sentence = "What the pack named at first is not written down here: adopt it once more."
        return LiveEvidence("at risk", sentence, link="pack")
    unproposed = purposes.unproposed(controller, pack, on)
    if unproposed:
        many = count(len(unproposed), "purpose of the pack waits", "purposes of the pack wait")
        sentence = f"{many} for somebody to propose it; none of it is used meanwhile."
        return LiveEvidence("needs a person", sentence, len(unproposed), last=on, link="purposes")
    found = purposes.changes(controller, on)
    told = [each.told_on for each in found if each.told_on]
    sentence = (
        f"{count(len(told), 'new purpose was', 'new purposes were')} told to people before the first use."
    )
    return LiveEvidence(
        "kept", sentence, len(told), min(told, default=None), max(told, default=None), "purposes"
    )


@shows("69")
def the_notice_is_looked_at_again(controller: UUID, on: date) -> LiveEvidence:
    months = effective(parties.pack_of(controller), "notice_review_months", on).value
    published = queries.last_published(controller)
    if published is None:
        return LiveEvidence("at risk", "No notice has been published yet.", link="notice")
    last = local_day(published)
    if not months:
        return LiveEvidence("kept", f"Published on {spoken(last)}.", 1, last, last, "notice")
    due = add_months(last, months)
    if due < on:
        sentence = f"The notice of {spoken(last)} was to be looked at again by {spoken(due)}."
        return LiveEvidence("at risk", sentence, 1, last, due, "notice")
    sentence = f"Published on {spoken(last)}; to be looked at again by {spoken(due)}."
    return LiveEvidence("kept", sentence, 1, last, due, "notice")
