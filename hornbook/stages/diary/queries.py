"""The clocks that run: what is due, when, why then, and what holds it up. Keeps: promise 210.

Each is reckoned anew on the day it is looked at; a stored day is for sorting, and never shown.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hornbook.rules.base.dates import spoken
from hornbook.rules.law.clock import Step
from hornbook.stages.ledger.tenancy import reading

from . import clocks
from .kinds import kinds
from .models import Clock
from .states import OPEN, State


@dataclass(frozen=True)
class Running:
    """One clock on one day.

    due        the last day; None while it stands still, and then `why` says what it waits for
    days_left  how many days remain, below nought once the day has passed; None while it stands still
    paused     what is waited for: "identity", "clarity"
    steps      every day of the count, with the reason it was counted or not
    """

    clock: UUID
    kind: str
    label: str
    stage: str
    case: UUID
    state: State
    received: date
    due: date | None
    days_left: int | None
    paused: tuple[str, ...]
    why: str
    steps: tuple[Step, ...]
    cites: tuple[str, ...]
    extended: bool
    ended: date | None
    next: str

    @property
    def overdue(self) -> bool:
        return self.days_left is not None and self.days_left < 0


def running(controller: UUID, on: date) -> list[Running]:
    """Every open clock: what is overdue first, then by day, and last what stands still."""
    with reading(controller):
        rows = list(Clock.objects.filter(controller=controller, state__in=OPEN))
        found = [_running(clock, on) for clock in rows]
    return sorted(found, key=lambda r: (r.due is None, r.due or date.max, r.received, str(r.case)))


def missed(controller: UUID, *, since: date) -> int:
    """How many answers went out after their last day since then."""
    with reading(controller):
        late = Clock.objects.filter(controller=controller, state=State.MISSED, met_on__gte=since)
        return late.count()


def of(controller: UUID, *, stage: str, case: UUID, on: date) -> Running | None:
    """The clock of one case, also when it has ended."""
    with reading(controller):
        clock = Clock.objects.filter(controller=controller, stage=stage, case=case).first()
        return _running(clock, on) if clock else None


def _running(clock: Clock, on: date) -> Running:
    kind = kinds[clock.kind]
    ended = clock.state not in OPEN
    reckoned = clocks.reckon(clock, clock.met_on if ended and clock.met_on else on)
    left = (reckoned.due - on).days if reckoned.due and not ended else None
    return Running(
        clock=clock.ref,
        kind=clock.kind,
        label=kind.label,
        stage=clock.stage,
        case=clock.case,
        state=State(clock.state),
        received=clocks.received_on(clock),
        due=reckoned.due,
        days_left=left,
        paused=() if ended else clocks.waits(clock.facts),
        why=reckoned.why,
        steps=reckoned.steps,
        cites=reckoned.cites,
        extended=bool(clock.facts["extended"]),
        ended=clock.met_on,
        next=_next(clock, reckoned.due, left),
    )


def _next(clock: Clock, due: date | None, left: int | None) -> str:
    if clock.state not in OPEN:
        return "Nothing: this clock has ended."
    if due is None:
        wanted = "proof of identity" if clocks.IDENTITY in clocks.waits(clock.facts) else "what is sought"
        return f"Ask again for {wanted} if it does not come, and write down the day on which it does."
    if left is not None and left < 0:
        return f"Answer today: the last day was {spoken(due)}. Tell the person that it is late."
    return f"Answer without delay, and by {spoken(due)} at the latest."
