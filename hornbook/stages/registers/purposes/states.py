"""The life of a new purpose.

proposed -> agreed -> told (in force from its day on)
proposed -> refused
proposed, agreed, told -> withdrawn
"""

from datetime import date
from enum import StrEnum

from hornbook.rules.base.moves import step


class State(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    TOLD = "told"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


MOVES: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.AGREED, State.REFUSED, State.WITHDRAWN}),
    State.AGREED: frozenset({State.TOLD, State.WITHDRAWN}),
    State.TOLD: frozenset({State.WITHDRAWN}),
    State.REFUSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
#: On the way or in force: there is one of these for a purpose and a category, never two.
STANDING = (State.PROPOSED, State.AGREED, State.TOLD)

#: What stands in the way of a purpose, and what comes next.
NEXT: dict[State, str] = {
    State.PROPOSED: "The data protection officer decides first; then people are told.",
    State.AGREED: "Publish the notice that names it, and write down when people were told.",
    State.TOLD: "Wait for that day.",
}


def move(now: str, to: State) -> State:
    """The next state, or a refusal that says where the change stands and what it waits for."""
    instead = NEXT.get(State(now), "Propose it anew if it is still wanted.")
    return step(MOVES, State(now), to, "change of purpose", next=instead)


def word(state: str, effective_on: date | None, on: date) -> str:
    """How it stands on a day, as a person says it."""
    if state == State.TOLD and effective_on is not None:
        return "in force" if effective_on <= on else "told"
    return str(state)
