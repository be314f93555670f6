"""What is left out of a copy of one's data: Data Protection Act 2018, Schedules 2 to 4, item by item.

Keeps: promises 213, 214, 215 and 216. No blanket codes: each item gets its own, the narrowest that holds. A
fact that is not known is not guessed: the item waits for a person. Waiting stops no clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hornbook.rules.base.dates import DAY, add_months, spoken
from hornbook.rules.base.registry import Registry

from .cites import DPA_SCH_2, DPA_SCH_3, DPA_SCH_3_6, implements
from .clock import Clock, two_days
from .deadline import Given, deadline
from .ruling import Ruling, ruled
from .timeline import lookup

AUTHORS = ("teacher", "other_pupil", "other")
PARTS = ("answers", "examiner_comments", "marks")

#: Who asks for the child by right of their own; the others ask as the pupil or for the pupil.
PARENTS = ("parent", "parent_with_responsibility", "court_appointee")
REQUESTERS = (*PARENTS, "parent_without_responsibility", "pupil", "former_pupil", "solicitor", "other")


@dataclass(frozen=True)
class Item:
    """What is known of one item that was found; None is not known.

    serious_harm         disclosure would be likely to cause it; for health data, in that opinion
    opinion_on           the day of the health professional's opinion
    best_interests       disclosure is in the child's best interests
    third_party_consent  true: they agree; false: asked, and they refused
    """

    requester: str = "pupil"
    serious_harm: bool | None = None
    opinion_on: date | None = None
    known_to_pupil: bool | None = None
    best_interests: bool | None = None
    processed_by_court: bool | None = None
    author: str | None = None
    third_party_consent: bool | None = None
    in_confidence: bool | None = None
    part: str | None = None


Test = Callable[[Item, date], Ruling]

#: The test of each code, by the code that a reviewer writes beside the item.
exemptions: Registry[Test] = Registry("exemption")


@implements(DPA_SCH_2, DPA_SCH_3)
def exempt(code: str, item: Item, on: date) -> Ruling:
    """Is this item released, withheld or redacted under this code, or is the code not available here?

    >>> exempt("EX-ABUSE", Item("pupil"), date(2026, 6, 1)).verdict
    'not_available'
    >>> exempt("EX-HARM-EDU", Item("pupil", serious_harm=True), date(2026, 6, 1)).verdict
    'withhold'
    """
    if item.requester not in REQUESTERS:
        raise ValueError(f"{item.requester!r} is not known here; known: {', '.join(REQUESTERS)}")
    return exemptions[code](item, on)


def _say(verdict: str, code: str, why: str, next: str, on: date) -> Ruling:
    return ruled(verdict, why, next, on=on, by=(code.lower(),))


def _unknown(code: str, fact: str, why: str, next: str, on: date) -> Ruling:
    return Ruling("hold", why, next, (lookup(code.lower(), on),), missing=(fact,))


RELEASE = "Release it, unless another code applies."
WITHHOLD = "Withhold only that part, and write down who decided and on what."


def _harm(code: str, who: str) -> Test:
    def test(item: Item, on: date) -> Ruling:
        if item.serious_harm is None:
            why = "Nobody has judged whether disclosure would be likely to cause serious harm."
            return _unknown(code, "serious_harm", why, f"Ask {who} at once: no clock stops for it.", on)
        if item.serious_harm:
            why = "Disclosure would be likely to cause serious harm to the pupil or somebody else."
            return _say("withhold", code, why, WITHHOLD, on)
        return _say("release", code, "No serious harm is likely.", RELEASE, on)

    return test


exemptions.add("EX-HARM-EDU", _harm("EX-HARM-EDU", "whoever leads on safeguarding and on special needs"))
exemptions.add("EX-HARM-SW", _harm("EX-HARM-SW", "the council's social work team"))


def opinion_counts(opinion_on: date | None, on: date) -> bool:
    """Does a health professional's opinion still count? The six months end with the day it is relied on.

    >>> (
    ...     opinion_counts(date(2026, 2, 11), date(2026, 8, 10)),
    ...     opinion_counts(date(2026, 2, 10), date(2026, 8, 10)),
    ... )
    (True, False)
    """
    if opinion_on is None or opinion_on > on:
        return False
    return on < add_months(opinion_on, lookup("health-opinion-months", on).number)


@implements(DPA_SCH_3_6)
@deadline("health_opinion_last_valid")
def health_opinion_last_valid(received: date, given: Given) -> Clock:
    """The last day on which an opinion obtained that day may be relied on; it is not moved on.

    >>> health_opinion_last_valid(date(2026, 2, 11), Given()).due
    datetime.date(2026, 8, 10)
    """
    law = lookup("health-opinion-months", received)
    due = add_months(received, law.number) - DAY
    why = (
        f"the last day within {law.number} months of the opinion: from {spoken(due + DAY)} it does not count"
    )
    return two_days(received, due, why, (DPA_SCH_3_6.text,), law.review)


@exemptions.register("EX-HARM-HEALTH")
def _harm_health(item: Item, on: date) -> Ruling:
    """A school may neither withhold health data as harmful nor disclose it on its own opinion."""
    code, ask = (
        "EX-HARM-HEALTH",
        "Ask the health professional who knows the pupil at once: no clock stops for it.",
    )
    if opinion_counts(item.opinion_on, on):
        if item.serious_harm is None:
            why = "What the health professional's opinion was has not been said."
            return _unknown(code, "serious_harm", why, "Read the opinion.", on)
        if item.serious_harm:
            why = "A health professional's recent opinion is that serious harm would be likely."
            return _say("withhold", code, why, WITHHOLD, on)
        why = "A health professional's recent opinion is that no serious harm is likely."
        return _say("release", code, why, RELEASE, on)
    if item.known_to_pupil and not item.serious_harm:
        why = "The pupil has seen it or knows it, so no opinion is needed to release it."
        return _say("release", code, why, RELEASE, on)
    if item.opinion_on is None:
        return _unknown(code, "opinion_on", "No health professional's opinion has been had.", ask, on)
    why = f"The opinion of {spoken(item.opinion_on)} does not count on {spoken(on)}."
    return ruled("hold", why, ask, on=on, by=(code.lower(), "health-opinion-months"))


@exemptions.register("EX-WISH")
def _wish(item: Item, on: date) -> Ruling:
    code = "EX-WISH"
    if item.requester not in PARENTS:
        why = "It keeps what a child said from a parent, and it is no parent with responsibility who asks."
        return _say("not_available", code, why, "Choose another code, or release it.", on)
    if item.in_confidence is None:
        why = "Whether the pupil wanted it kept from this parent has not been said."
        return _unknown(code, "in_confidence", why, "Ask whoever it was told to, and the pupil.", on)
    if item.in_confidence:
        why = "The pupil gave it in confidence, or asked that this parent should not have it."
        return _say("withhold", code, why, "Withhold it unless the pupil says otherwise.", on)
    return _say("release", code, "The pupil did not ask to have it kept from this parent.", RELEASE, on)


@exemptions.register("EX-ABUSE")
def _abuse(item: Item, on: date) -> Ruling:
    code = "EX-ABUSE"
    if item.requester not in PARENTS:
        why = (
            "It is never used against a pupil's own request: only a parent or a court's appointee is refused."
        )
        next = "Consider EX-HARM-EDU, and EX-3P for whoever told of it."
        return _say("not_available", code, why, next, on)
    if item.best_interests is None:
        why = "Nobody has judged whether disclosure is in the child's best interests."
        return _unknown(code, "best_interests", why, "Ask whoever leads on safeguarding at once.", on)
    if item.best_interests:
        return _say("release", code, "Disclosure is in the child's best interests.", RELEASE, on)
    why = "It tells of a risk of abuse, and disclosure is not in the child's best interests."
    return _say("withhold", code, why, WITHHOLD + " Do not say that it is there if that gives it away.", on)


@exemptions.register("EX-COURT")
def _court(item: Item, on: date) -> Ruling:
    code = "EX-COURT"
    if item.processed_by_court is None:
        why = "Whether a court processes it, or it is the school's own copy, has not been said."
        return _unknown(code, "processed_by_court", why, "Have the data protection officer look at it.", on)
    if item.processed_by_court:
        why = "A court processes it, in a report or evidence that it may withhold."
        return _say("withhold", code, why, WITHHOLD, on)
    why = "No court processes it: the school's own copy of a court report is not covered by this alone."
    return _say("not_available", code, why, "Have the data protection officer or a lawyer look at it.", on)


@exemptions.register("EX-EHC")
def _plan(item: Item, on: date) -> Ruling:
    if item.requester in ("pupil", "former_pupil"):
        why = "The plan is the pupil's own, and the pupil asks for it."
        return _say("release", "EX-EHC", why, RELEASE, on)
    why = "The plan is disclosed only with the child's or young person's consent, or in a listed case."
    return _say("withhold", "EX-EHC", why, "See whether a case of regulation 17 applies.", on)


def _always(code: str, why: str) -> None:
    exemptions.add(code, lambda item, on: _say("withhold", code, why, WITHHOLD, on))


def _weigh(code: str, why: str, next: str) -> None:
    """A code that turns on a judgement which none of the facts asked for carries: a named person decides."""
    exemptions.add(code, lambda item, on: _say("hold", code, why, next, on))


_always("EX-ADOPT", "Adoption records and reports are disclosed only as adoption law says.")
_always("EX-PARENTAL-ORDER", "Parental order records and reports are disclosed only as that law says.")
_always("EX-LPP", "It is a lawyer's confidential advice.")
_PREJUDICE = "Write down what would be prejudiced and how, and withhold no more than that."
_weigh(
    "EX-CRIME", "It applies only as far as disclosure would be likely to prejudice the enquiry.", _PREJUDICE
)
_weigh("EX-MGMT", "It applies only as far as disclosure would be likely to prejudice the plans.", _PREJUDICE)
_weigh(
    "EX-NEG", "It applies only as far as disclosure would be likely to prejudice the negotiation.", _PREJUDICE
)
_weigh("EX-RESEARCH", "It applies only as far as disclosure would seriously impair the research.", _PREJUDICE)


@exemptions.register("EX-MUE")
def _unfounded(item: Item, on: date) -> Ruling:
    why = "Only what is manifestly unfounded or excessive may be refused, and it is for us to show."
    next = (
        "The data protection officer decides and writes down why; a further copy may be charged for instead."
    )
    return ruled("hold", why, next, on=on, by=("manifestly-unfounded",))


@exemptions.register("EX-3P")
def _third_party(item: Item, on: date) -> Ruling:
    code = "EX-3P"
    if item.author == "teacher":
        why = "It names somebody who worked with the pupil, which is reasonable to disclose."
        return ruled("release", why, RELEASE, on=on, by=("ex-3p", "ex-3p-pro"))
    if item.third_party_consent is None:
        why = "Whether the other person agrees has not been asked."
        next = "Ask them if it is safe to, or write down why it would be reasonable without."
        return _unknown(code, "third_party_consent", why, next, on)
    if item.third_party_consent:
        return _say("release", code, "The other person agrees.", RELEASE, on)
    why = "The other person refused" + (", and said it in confidence." if item.in_confidence else ".")
    next = "Take out what tells who they are, and release the rest."
    return _say("redact", code, why, next, on)


@exemptions.register("EX-3P-PRO")
def _professional(item: Item, on: date) -> Ruling:
    code = "EX-3P-PRO"
    if item.author == "teacher":
        why = "It names somebody who worked with the pupil: disclosing that is presumed reasonable."
        return _say("release", code, why, "Leave the name in.", on)
    if item.author == "other_pupil":
        why = "Another pupil is no professional, and the presumption does not reach them."
        return _say("not_available", code, why, "Use EX-3P, and take out what tells who they are.", on)
    why = "Whether it names somebody in the course of their work has not been said."
    next = "See whether they taught, treated or cared for the pupil as their work; if not, use EX-3P."
    return _unknown(code, "author", why, next, on)


@exemptions.register("EX-REF")
def _reference(item: Item, on: date) -> Ruling:
    code = "EX-REF"
    if item.in_confidence is None:
        why = "Whether the reference was given or received in confidence has not been said."
        return _unknown(code, "in_confidence", why, "Look at what its writer was told.", on)
    if item.in_confidence:
        return _say("withhold", code, "The reference was given or received in confidence.", WITHHOLD, on)
    return _say("release", code, "The reference was not confidential.", RELEASE, on)


@exemptions.register("EX-EXAM")
def _exam(item: Item, on: date) -> Ruling:
    code = "EX-EXAM"
    if item.part is None:
        why = "Which part of the examination it is has not been said."
        return _unknown(code, "part", why, "Say answers, examiner_comments or marks.", on)
    if item.part == "answers":
        return _say("withhold", code, "What a candidate wrote is exempt.", WITHHOLD, on)
    if item.part == "examiner_comments":
        return _say("release", code, "The examiner's comments are not exempt.", RELEASE, on)
    why = "Marks are not exempt; before the results they only wait longer."
    return _say("release", code, why, "Release them by the day that the clock for exam marks gives.", on)


CODES = tuple(sorted(exemptions))
