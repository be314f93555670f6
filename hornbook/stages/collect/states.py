"""The life of a receipt.

received -> admitting -> admitted
received -> withdrawn, admitting -> withdrawn
"""

from enum import StrEnum

from hornbook.rules.base.moves import step


class State(StrEnum):
    RECEIVED = "received"
    ADMITTING = "admitting"
    ADMITTED = "admitted"
    WITHDRAWN = "withdrawn"


MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.ADMITTING, State.WITHDRAWN}),
    State.ADMITTING: frozenset({State.ADMITTED, State.WITHDRAWN}),
    State.ADMITTED: frozenset(),
    State.WITHDRAWN: frozenset(),
}

#: While a receipt is in one of these its bytes lie in the quarantine.
OPEN = frozenset({State.RECEIVED, State.ADMITTING})


def move(now: str, to: State) -> State:
    """The next state, or a refusal that says where the receipt stands."""
    return step(MOVES, State(now), to, "receipt", next="Bring the file again if it is still wanted.")
