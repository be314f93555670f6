"""The board of promises: all of them, for one controller, on one day, with what shows how each one stands.

Keeps: promise 268. A promise is bound to a controller by the documents its pack stands by; others made the
rest. Tests show what the product can do, live checks what this controller does, proof what its people do. The
worst of them counts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hornbook.promises import Promise, documents, evidence, register
from hornbook.promises.awaited import reason
from hornbook.promises.evidence import Evidence
from hornbook.rules.policy.types import Pack
from hornbook.stages.parties import queries as parties

from .filed import NOBODY, Seen, seen_to
from .live import LiveEvidence, live

STATES = ("broken", "at risk", "needs a person", "not yet", "kept")  # worst first


@dataclass(frozen=True)
class Line:
    """One promise on the board.

    bound    this controller made it; otherwise others did, and `made_by` are their documents
    tests    the tests that name it
    live     what can be seen now, where anything can
    people   who sees to it, and what they filed
    """

    promise: Promise
    bound: bool
    state: str
    why: str
    tests: tuple[str, ...] = ()
    live: LiveEvidence | None = None
    people: Seen = NOBODY

    @property
    def made_by(self) -> tuple[str, ...]:
        return tuple(documents()[each].title for each in self.promise.documents)


@dataclass(frozen=True)
class Board:
    """fresh: the evidence is of the code that is running."""

    on: date
    documents: tuple[str, ...]
    lines: tuple[Line, ...]
    fresh: bool

    @property
    def bound(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.bound)

    @property
    def counts(self) -> dict[str, int]:
        """State -> how many of this controller's own promises; every state is there."""
        return counted(self.bound)

    @property
    def by_document(self) -> dict[str, dict[str, int]]:
        """Document -> state -> how many of the promises in it, whoever made them."""
        return {
            each: counted(line for line in self.lines if each in line.promise.documents)
            for each in documents()
        }


def counted(lines: Iterable[Line]) -> dict[str, int]:
    found = Counter(line.state for line in lines)
    return {state: found[state] for state in STATES}


def board(controller: UUID, on: date, *, thorough: bool = True) -> Board:
    """How every promise stands for this controller that day. Without `thorough`, slow checks are left out."""
    return _board(parties.pack_of(controller), on, controller, thorough)


def board_of_pack(pack: Pack | None, on: date) -> Board:
    """The same for a pack that nobody works by yet, or for nobody: tests alone can speak."""
    return _board(pack, on, None, False)


def _board(pack: Pack | None, on: date, controller: UUID | None, thorough: bool) -> Board:
    shown = evidence.read()
    own = pack.documents if pack else ()
    seen: dict[int, LiveEvidence] = {}
    people = seen_to(controller) if controller else {}
    lines = []
    for promise in register().values():
        bound = bool(set(own) & set(promise.documents))
        look = _look(promise.id, controller, on, thorough, seen) if bound and controller else None
        lines.append(_line(promise, bound, shown, look, people.get(promise.id, NOBODY), on))
    fresh = all(each.digest == evidence.digest() for each in shown.values())
    return Board(on, own, tuple(lines), bool(shown) and fresh)


def _look(
    promise: str, controller: UUID, on: date, thorough: bool, seen: dict[int, LiveEvidence]
) -> LiveEvidence | None:
    """One check may speak for several promises, and is asked once."""
    if promise not in live or (live[promise].slow and not thorough):
        return None
    look = live[promise].look
    if id(look) not in seen:
        seen[id(look)] = look(controller, on)
    return seen[id(look)]


def _line(
    promise: Promise,
    bound: bool,
    shown: Mapping[str, Evidence],
    look: LiveEvidence | None,
    people: Seen,
    on: date,
) -> Line:
    tested = evidence.standing(promise, shown.get(promise.id), by_people=bool(people.proofs))
    state, why = tested.state, tested.why
    tests = shown[promise.id].tests if promise.id in shown else ()
    if tested.state == "not reached":
        waits = reason(promise)
        state, why = "not yet", f"{waits.why} ({waits.on:%-d %B %Y})"
    if look is not None and STATES.index(look.state) < STATES.index(state):
        state, why = look.state, look.sentence
    if people.overdue(on) and STATES.index("at risk") < STATES.index(state):
        state, why = "at risk", people.late()
    return Line(promise, bound, state, why, tests, look, people)
