"""How long we have: to answer a person, to tell the regulator of a breach, to acknowledge a complaint.

UK GDPR, Articles 12(3), 12A and 33; Data Protection Act 2018, section 164A.
Keeps: promises 210, 212 and 248. "Without undue delay" comes first: each date is a ceiling, not a target.
Reads no clock and no table: give it dates, it gives you dates.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from hornbook.rules.base.dates import DAY, add_months, each_day, spoken
from hornbook.rules.base.refused import Refused

from .cites import ART_4A, ART_12_3, ART_12_6, ART_12A, ART_33, DPA_164A, implements
from .clock import Clock, Step, received_step
from .counting import Pause, Span, counted_days, ending, paused
from .timeline import Rule, in_force, lookup, rule
from .working_days import next_open, why_shut

RIGHTS = (
    "access",
    "rectification",
    "erasure",
    "restriction",
    "portability",
    "objection",
    "automated-decisions",
)
COUNTS = ("exclusive", "inclusive")
REASONS_TO_EXTEND = {"complex": "the requests are complex", "many": "this person has made many requests"}


class Facts(TypedDict, total=False):
    """What may be known about a request beside the day it came."""

    right: str
    id_asked: date | None
    id_received: date | None
    fee_asked: date | None
    fee_paid: date | None
    pauses: Sequence[Pause]
    count: str
    today: date | None
    promised: tuple[int, int] | None


@dataclass(frozen=True)
class Wait:
    """What holds the start of the clock back: proof of identity, or a fee."""

    what: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Ask:
    """One request, judged by the law of the day it came.

    promised  the months this controller gives itself, plain and extended, which can only be fewer
    """

    received: date
    right: str
    count: str
    pauses: tuple[Pause, ...]
    waits: tuple[Wait, ...]
    promised: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.right not in RIGHTS:
            raise ValueError(f"{self.right!r} is no right we know; known: {', '.join(RIGHTS)}")
        if self.count not in COUNTS:
            raise ValueError(f"count is {self.count!r}; it is one of {', '.join(COUNTS)}")
        for asked, answered in (*self.pauses, *((w.since, w.until) for w in self.waits)):
            if asked < self.received:
                raise ValueError(f"asked on {asked}, before the request came on {self.received}")
            if answered and answered < asked:
                raise ValueError(f"answered on {answered}, before it was asked on {asked}")

    @property
    def law(self) -> Rule:
        return lookup("pause", self.received)

    @property
    def by_statute(self) -> bool:
        return bool(self.law.value == "statute")

    @property
    def may_pause(self) -> bool:
        return self.right == "access"

    @property
    def inclusive(self) -> bool:
        return self.count == "inclusive" and self.by_statute

    def months(self, extended: bool) -> int:
        law = lookup("answer-months-extended" if extended else "answer-months", self.received).number
        return min(law, self.promised[extended]) if self.promised else law

    @property
    def held(self) -> tuple[Wait, ...]:
        """What was asked for in time; asking for proof after the month is up does not bring it back."""
        limit = next_open(add_months(self.received, self.months(False)))
        return tuple(wait for wait in self.waits if wait.since <= limit)

    @property
    def cites(self) -> tuple[str, ...]:
        cites = [ART_12_3.text]
        if self.by_statute:
            cites.append(ART_12A.text)
        else:
            ends = self.law.in_force_to or self.received
            cites.append(f"the law as it stood until {spoken(ends)}: no pause in the statute itself")
            cites += [self.law.cite] if self.pauses and self.may_pause else []
        cites += [ART_4A.text] if in_force("periods-of-time", self.received) else []
        cites += [ART_12_6.text] if any(wait.what == IDENTITY for wait in self.waits) else []
        return tuple(cites)

    @property
    def notes(self) -> list[str]:
        notes = [f"{w.what} was asked for after the limit" for w in self.waits if w not in self.held]
        if self.pauses and not self.may_pause:
            notes.append(f"a question stops the clock for access only, not for {self.right}")
        elif self.pauses and not self.by_statute:
            notes.append("the request came before Article 12A: the pause rests on the regulator's guidance")
            notes += ["and leaves out only the days after the question"] if self.count == "inclusive" else []
        return notes


IDENTITY = "proof of identity"


def _waits(received: date, *pairs: tuple[str, date | None, date | None]) -> tuple[Wait, ...]:
    """A pair of no dates is nothing waited for; an answer alone was asked for on receipt, or came with it."""
    return tuple(
        Wait(what, asked or received, max(until, received) if until and not asked else until)
        for what, asked, until in pairs
        if asked or until
    )


@implements(ART_12_3, ART_12A)
def answer_clock(
    received: date,
    *,
    right: str = "access",
    id_asked: date | None = None,
    id_received: date | None = None,
    fee_asked: date | None = None,
    fee_paid: date | None = None,
    pauses: Sequence[Pause] = (),
    extended: bool = False,
    count: str = "exclusive",
    today: date | None = None,
    promised: tuple[int, int] | None = None,
) -> Clock:
    """The last day to answer a request about one's own data, with every day of the count.

    One month from the latest of receipt, proof of identity if asked for and a fee if charged; three where we
    told the person in time; fewer where `promised` says so. For access, days waiting to hear what they seek
    do not count.
    Work to the exclusive count: the inclusive one is the statute's outer limit.

    >>> answer_clock(date(2025, 10, 14)).due
    datetime.date(2025, 11, 14)
    >>> answer_clock(date(2026, 3, 2), pauses=[(date(2026, 3, 10), date(2026, 3, 20))]).due  # 2 April + 10
    datetime.date(2026, 4, 13)
    """
    waits = _waits(received, (IDENTITY, id_asked, id_received), ("the fee", fee_asked, fee_paid))
    ask = Ask(received, right, count, tuple(pauses), waits, promised)
    kind = "sar" if right == "access" else "rights_request"
    kind += "_extended" if extended else ""
    review = ask.law.review and bool(pauses) and ask.may_pause
    clock = Clock(kind, received, None, (), ask.cites, "", review)
    if any(wait.until is None for wait in ask.held):
        return _not_begun(clock, ask, today)
    return _run(clock, ask, extended, today)


def _not_begun(clock: Clock, ask: Ask, today: date | None) -> Clock:
    missing = [wait for wait in ask.held if wait.until is None]
    steps = _before(ask, max([today or ask.received, *(wait.since for wait in missing)]))
    why = f"The clock starts when we have {' and '.join(wait.what for wait in missing)}."
    return replace(clock, steps=steps, why=_sentence(why, ask.notes))


def _run(clock: Clock, ask: Ask, extended: bool, today: date | None) -> Clock:
    """The clock with its day-by-day count and, unless it stands still, its last day."""
    start = max([ask.received, *(wait.until for wait in ask.held if wait.until)])
    pauses = ask.pauses if ask.may_pause else ()
    span = paused(start, ask.months(extended), pauses, inclusive=ask.inclusive)
    late = [
        f"the question of {spoken(day)} came after the limit, and changes nothing" for day in span.too_late
    ]
    before = _before(ask, start)
    if span.waiting:
        steps = before + tuple(counted_days(span, max(span.waiting, today or span.waiting)))
        why = f"The clock stopped on {spoken(span.waiting)}: we asked what is sought and wait to hear."
        return replace(clock, steps=steps, why=_sentence(why, late + ask.notes))
    steps = ending(before + tuple(counted_days(span, span.due)), "the last day to answer")
    return replace(clock, due=span.due, steps=steps, why=_sentence("", late + ask.notes))


def _before(ask: Ask, until: date) -> tuple[Step, ...]:
    """The days from receipt to the start, none of them counted."""
    steps = [received_step(ask.received)]
    for day in each_day(ask.received + DAY, until):
        missing = [wait.what for wait in ask.held if wait.until is None or day < wait.until]
        come = " and ".join(wait.what for wait in ask.held if wait.until == day)
        why = f"waiting for {' and '.join(missing)}" if missing else f"{come} came: the count starts tomorrow"
        steps.append(Step(day, False, why))
    return tuple(steps)


def _sentence(why: str, notes: Sequence[str]) -> str:
    told = ", ".join(notes)
    return " ".join(part for part in (why, f"{told[:1].upper()}{told[1:]}." if told else "") if part)


@implements(ART_12_3, ART_12A)
def extension_notice_due(received: date, **facts: Unpack[Facts]) -> Clock:
    """The last day to tell the person that theirs needs longer, and why: the limit as it stands unextended.

    >>> extension_notice_due(date(2026, 1, 30)).due  # no 30 February, and the 28th is a Saturday
    datetime.date(2026, 3, 2)
    """
    plain = answer_clock(received, **facts)
    steps = tuple(
        replace(step, why=step.why.replace("the last day to answer", "the last day to say it takes longer"))
        for step in plain.steps
    )
    return replace(plain, kind="sar_extension_notice", steps=steps)


@implements(ART_12_3)
def check_extension(*, told: date, because: str, notice: Clock) -> None:
    """Refuse an extension that the person was told of too late, or for a reason the law does not know."""
    if because not in REASONS_TO_EXTEND:
        raise Refused(
            "no-reason-to-extend",
            what="The time to answer was not extended.",
            why=f"The law allows it only because {' or because '.join(REASONS_TO_EXTEND.values())}.",
            next="Answer within the month, or choose one of these reasons if it is true.",
            cites=notice.cites,
        )
    if notice.due and told > notice.due:
        raise Refused(
            "extended-too-late",
            what="The time to answer was not extended.",
            why=f"The person had to be told by {spoken(notice.due)}, and was told on {spoken(told)}.",
            next="Answer at once, and tell the data protection officer that the limit has passed.",
            cites=notice.cites,
            facts={"told": told.isoformat(), "due": notice.due.isoformat()},
        )


@implements(ART_33)
def breach_clock(aware: datetime, *, tz: str = "Europe/London") -> Clock:
    """The last instant to tell the regulator of a breach: 72 hours of elapsed time after we knew.

    Nights, weekends and holidays count; where the clocks change, the wall's hour moves and the 72 do not.

    >>> breach_clock(datetime.fromisoformat("2025-06-06T10:00:00+01:00")).due.isoformat()
    '2025-06-09T10:00:00+01:00'
    """
    if aware.utcoffset() is None:
        raise ValueError(f"aware is {aware.isoformat()}: say the offset from UTC as well")
    zone = ZoneInfo(tz)
    start = aware.astimezone(UTC)
    law = lookup("breach-hours", aware.astimezone(zone).date())
    end = start + timedelta(hours=law.number)
    steps, at = [], start
    while at < end:
        day = at.astimezone(zone).date()
        midnight = datetime.combine(day + DAY, datetime.min.time(), zone).astimezone(UTC)
        until = min(midnight, end)
        shut = why_shut(day)
        why = f"{_hours(until - at)}, {_hours(until - start)} of {law.number}"
        steps.append(Step(day, True, why + (f" ({shut} counts)" if shut else "")))
        at = until
    told_at, known_at = end.astimezone(zone), aware.astimezone(zone)
    return Clock("breach_ico", known_at, told_at, tuple(steps), (ART_33.text,), "", law.review)


def _hours(span: timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    text = f"{minutes // 60} h" + (f" {minutes % 60} min" if minutes % 60 else "")
    return text + (f" {seconds} s" if seconds else "")


@implements(DPA_164A)
def complaint_acknowledgement_clock(received: date) -> Clock:
    """The last day to acknowledge a complaint about how we handled somebody's data.

    Thirty days, the day of receipt not among them, moved on to an open day. Looking into the complaint starts
    at receipt all the same. Before 19 June 2026 the law set no such limit.

    >>> complaint_acknowledgement_clock(date(2026, 6, 19)).due  # 19 July is a Sunday
    datetime.date(2026, 7, 20)
    """
    first = received_step(received)
    law = rule("complaint-acknowledgement-days")
    if not law.on(received):
        begins = spoken(law.in_force_from) if law.in_force_from else "a day not yet known"
        why = f"The law sets a limit for complaints received from {begins}, and this one came before."
        return Clock("complaint_ack", received, None, (first,), (DPA_164A.text,), why, review=True)
    span = Span(received, days=law.number)
    steps = ending((first, *counted_days(span, span.due)), "the last day to acknowledge")
    return Clock("complaint_ack", received, span.due, steps, (DPA_164A.text, ART_4A.text), "", law.review)
