"""The life of a clock.

running <-> paused
running, paused -> met, missed, dropped

A clock that is past its day and not answered is still running: it is overdue, and whoever owes the answer
still owes it. `missed` is said only once the answer is there, and came late.
"""

from enum import StrEnum

from hornbook.rules.base.refused import Refused


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    DROPPED = "dropped"


OPEN = (State.RUNNING, State.PAUSED)
ENDS = frozenset({State.MET, State.MISSED, State.DROPPED})

MOVES: dict[State, frozenset[State]] = {
    State.RUNNING: frozenset({State.RUNNING, State.PAUSED, *ENDS}),
    State.PAUSED: frozenset({State.RUNNING, State.PAUSED, *ENDS}),
    State.MET: frozenset(),
    State.MISSED: frozenset(),
    State.DROPPED: frozenset(),
}


def move(now: str, to: State) -> State:
    """The next state, or a refusal: a clock that has ended is not wound up again."""
    if to not in MOVES[State(now)]:
        raise Refused(
            "clock-ended",
            what="Nothing was done.",
            why=f"The clock of this case has ended: {now}.",
            next="Open a new case if somebody asks again.",
        )
    return to
