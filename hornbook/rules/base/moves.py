"""One step in the life of a thing: where its moves allow it, else a refusal that says where it stands.

step(MOVES, State(now), to, "receipt", next="Bring the file again if it is still wanted.")
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from .refused import Refused

S = TypeVar("S", bound=StrEnum)


def step(
    moves: Mapping[S, frozenset[S]],
    now: S,
    to: S,
    thing: str,
    next: str,
    words: Mapping[S, str] | None = None,
) -> S:
    """The next state. words: what a person reads for each state, where that is not its name."""
    if to in moves[now]:
        return to
    said = words or {}
    raise Refused(
        "wrong-state",
        what="Nothing was done.",
        why=f"This {thing} is {said.get(now, now)}; it cannot become {said.get(to, to)} from there.",
        next=next,
    )
