"""The life of a disposal batch.

proposed -> approved -> disposing -> disposed
proposed -> withdrawn, approved -> withdrawn
"""

from enum import StrEnum

from hornbook.rules.base.moves import step


class State(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    DISPOSING = "disposing"
    DISPOSED = "disposed"
    WITHDRAWN = "withdrawn"


MOVES: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.APPROVED, State.WITHDRAWN}),
    State.APPROVED: frozenset({State.DISPOSING, State.WITHDRAWN}),
    State.DISPOSING: frozenset({State.DISPOSED}),
    State.DISPOSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


def move(now: str, to: State) -> State:
    """The next state, or a refusal that says where the batch stands."""
    return step(MOVES, State(now), to, "disposal", next="Open the disposal to see what it waits for.")
