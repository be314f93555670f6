"""Counting a limit in months, with the days that do not count, so that the working can be shown.

Keeps: promise 210. Held here: the day of the event is not counted; a pause adds the days it took, days that
two pauses share once; a question asked after the limit revives nothing; the last day moves on to an open one
once, at the very end.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hornbook.rules.base.dates import DAY, add_months, each_day, spoken

from .clock import Step
from .working_days import next_open, why_shut

Pause = tuple[date, date | None]


@dataclass(frozen=True)
class Span:
    """A limit of some months, or days, after a start, with days left out.

    start       the day from which it is reckoned; before it, days may be spent waiting for proof or a fee
    left_out    day -> why it does not count
    not_before  the last day of any pause that counted: nothing is due before the question is answered
    waiting     the day of a question that has not been answered, if there is one
    too_late    questions asked after the limit had passed
    """

    start: date
    months: int = 0
    days: int = 0
    left_out: Mapping[date, str] = field(default_factory=dict)
    not_before: date = date.min
    waiting: date | None = None
    too_late: tuple[date, ...] = ()

    @property
    def length(self) -> int:
        """How many days are to be counted: the first is the day after the start."""
        return (add_months(self.start, self.months) - self.start).days + self.days

    @property
    def due(self) -> date:
        """The last day, moved on where it is shut; only of use while nothing is waited for."""
        plain = self.start + timedelta(days=self.length + len(self.left_out))
        return next_open(max(plain, self.not_before))


def paused(start: date, months: int, pauses: Sequence[Pause], *, inclusive: bool) -> Span:
    """The span with its pauses, taken in the order they were asked.

    Exclusive counting leaves out the days after the question up to and including the answer; inclusive
    counting leaves out the day of the question too.
    """
    span = Span(start, months)
    for asked, answered in sorted(pauses, key=lambda pause: pause[0]):
        if asked > span.due and not span.waiting:
            span = replace(span, too_late=(*span.too_late, asked))
        elif answered is None:
            span = replace(span, waiting=span.waiting or asked)
        else:
            first = max(asked, start) if inclusive else max(asked, start) + DAY
            why = f"paused: asked on {spoken(asked)}, answered on {spoken(answered)}"
            left_out = dict.fromkeys(each_day(first, answered), why) | dict(span.left_out)
            span = replace(span, left_out=left_out, not_before=max(span.not_before, answered))
    return span


def counted_days(span: Span, until: date) -> Iterator[Step]:
    """Each day after the start up to the last one shown: counted, paused or shut.

    Where the day of the start itself was left out, the first day after the pause stands in for it, for the
    day from which a period runs is never one of its days.
    """
    reached, stand_in = 0, span.start in span.left_out
    for day in each_day(span.start + DAY, until):
        if span.waiting and day > span.waiting:
            yield Step(day, False, f"paused: asked on {spoken(span.waiting)}, not answered yet")
        elif day in span.left_out:
            yield Step(day, False, span.left_out[day])
        elif stand_in:
            stand_in = False
            yield Step(day, False, "stands for the first day, which the pause took: not counted")
        elif reached < span.length:
            reached += 1
            shut = why_shut(day) if reached == span.length else ""
            moves = f", but {shut}: moves on" if shut else ""
            yield Step(day, True, f"day {reached} of {span.length}{moves}")
        else:
            yield Step(day, False, why_shut(day) or "the next open day")


def ending(steps: tuple[Step, ...], what: str) -> tuple[Step, ...]:
    """The same steps, the last one saying what it is the last day for."""
    last = steps[-1]
    return (*steps[:-1], replace(last, why=f"{last.why}: {what}"))
