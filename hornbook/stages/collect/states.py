"""The life of a receipt.

received -> admitting -> admitted
received -> withdrawn, admitting -> withdrawn
"""

from enum import StrEnum

from hornbook.rules.base.refused import Refused


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
    if to not in MOVES[State(now)]:
        raise Refused(
            "wrong-state",
            what="Nothing was done.",
            why=f"This receipt is {now}; it cannot become {to} from there.",
            next="Bring the file again if it is still wanted.",
        )
    return to
