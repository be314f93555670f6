"""The life of a request.

received <-> proving (proof of identity asked for) <-> asking (what is sought was asked)
received, asking -> copied -> answered
received, proving, asking, copied -> refused, withdrawn
"""

from enum import StrEnum

from hornbook.rules.base.moves import step


class State(StrEnum):
    RECEIVED = "received"
    PROVING = "proving"
    ASKING = "asking"
    COPIED = "copied"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_BEFORE = frozenset({State.RECEIVED, State.PROVING, State.ASKING})
_NO = frozenset({State.REFUSED, State.WITHDRAWN})

MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: _BEFORE | _NO | {State.COPIED},
    State.PROVING: _BEFORE | _NO,
    State.ASKING: _BEFORE | _NO | {State.COPIED},
    State.COPIED: _NO | {State.COPIED, State.ANSWERED},
    State.ANSWERED: frozenset(),
    State.REFUSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
OPEN = tuple(state for state, moves in MOVES.items() if moves)
ENDS = frozenset(State) - frozenset(OPEN)

#: What a person reads, and whose turn it is.
WORDS: dict[State, str] = {
    State.RECEIVED: "received",
    State.PROVING: "waiting for proof of identity",
    State.ASKING: "waiting to hear what is sought",
    State.COPIED: "copy made, not yet answered",
    State.ANSWERED: "answered",
    State.REFUSED: "refused",
    State.WITHDRAWN: "withdrawn",
}


def move(now: str, to: State) -> State:
    """The next state, or a refusal that says where the request stands and what it waits for."""
    return step(MOVES, State(now), to, "request", next=_instead(State(now)), words=WORDS)


def _instead(now: State) -> str:
    if now in ENDS:
        return "Open a new request if somebody asks again."
    if now is State.PROVING:
        return "Write down that the proof came, or close the request."
    if now is State.COPIED:
        return "Close the request as answered once the copy has gone out."
    return "Make the copy first."
