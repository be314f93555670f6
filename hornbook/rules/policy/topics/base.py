"""A question about one case: its topic, its keys declared as data, and how a missing fact is dealt with.

A fact that is missing is first tried with every value it could have. Where the answer is the same for all
of them it did not matter; where it is not, the answer is hold, and says what to find out. What happens
seldom, and is written down when it does, is taken not to have happened if nobody says so, and `next` says
that too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from hornbook.rules.base.dates import add_years
from hornbook.rules.base.refused import Refused
from hornbook.rules.base.registry import Registry
from hornbook.rules.law.ruling import Ruling
from hornbook.rules.policy.load import load, packs
from hornbook.rules.policy.types import Pack

from .kinds import Kind, PackName, Wrong

#: Ages tried where the date of birth is missing: beyond the last of them no rule changes its answer.
AGES = range(0, 31)

ABSENT = object()


@dataclass(frozen=True)
class Key:
    """One fact that a topic asks for; `absent` is what it is taken to be where nobody says."""

    kind: Kind
    what: str
    absent: Any = ABSENT


@dataclass(frozen=True)
class Topic:
    """What can be asked, with which facts, and which answers there are beside hold."""

    name: str
    what: str
    keys: Mapping[str, Key]
    verdicts: tuple[str, ...]
    judge: "Judge"
    example: str


topics: Registry[Topic] = Registry("topic")
Judge = Callable[["Facts"], Ruling]


def topic(
    name: str, what: str, keys: Mapping[str, Key], *, verdicts: tuple[str, ...], example: str
) -> Callable[[Judge], Judge]:
    """Declare a topic over the function that judges it."""

    def declare(judge: Judge) -> Judge:
        topics.add(name, Topic(name, what, keys, verdicts, judge, example))
        return judge

    return declare


@dataclass
class Shelf:
    """The packs that can be asked about, each read once."""

    folders: Sequence[Path] = ()
    _read: dict[str, Pack] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return packs(self.folders)

    def pack(self, name: str) -> Pack:
        if name not in self._read:
            self._read[name] = load(name, self.folders)
        return self._read[name]

    def known(self, name: str) -> str:
        if name not in self.names:
            raise Wrong(f"there is no pack {name!r}; known: {', '.join(self.names) or 'none'}")
        return name


class Missing(Exception):
    """The rule asked for a fact that nobody gave."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Facts:
    """The facts of one case, read one by one: what is not read did not matter."""

    def __init__(self, topic: Topic, given: Mapping[str, Any], day: date, shelf: Shelf) -> None:
        self.topic, self.given, self._day, self._shelf = topic, given, day, shelf
        self.assumed: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        if key in self.given:
            return self.given[key]
        absent = self.topic.keys[key].absent
        if absent is ABSENT:
            raise Missing(key)
        self.assumed.add(key)
        return absent

    def known(self, key: str) -> Any:
        """The fact, or None where nobody gave it."""
        return self.given.get(key)

    @property
    def day(self) -> date:
        """Whose law it is: the case's own day, else the day of asking."""
        on = self.given.get("on", self._day)
        assert isinstance(on, date)
        return on

    @property
    def pack(self) -> Pack:
        return self._shelf.pack(self["pack"])

    def replaced(self, key: str, value: Any) -> "Facts":
        return Facts(self.topic, {**self.given, key: value}, self._day, self._shelf)


@dataclass(frozen=True)
class Answer:
    """What the command line says: exactly this shape, and `review` where a rule needs a person to look."""

    topic: str
    verdict: str
    why: str
    cites: tuple[str, ...]
    next: str
    review: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "topic": self.topic,
            "verdict": self.verdict,
            "why": self.why,
            "cites": list(self.cites),
            "next": self.next,
        }
        return {**told, "review": True} if self.review else told


class BadFact(Exception):
    """A key or value that the topic does not know."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(why)
        self.key = key


def read(topic: Topic, raw: Mapping[str, Any], shelf: Shelf) -> dict[str, Any]:
    """Each value by its kind. BadFact names the first key or value that the topic does not know."""
    given = {}
    for name, value in raw.items():
        if name not in topic.keys:
            raise BadFact(name, f"{topic.name} has no key {name!r}; its keys: {', '.join(topic.keys)}")
        kind = topic.keys[name].kind
        try:
            given[name] = kind.read(value)
            if isinstance(kind, PackName):
                shelf.known(given[name])
        except Wrong as wrong:
            raise BadFact(name, str(wrong)) from None
    if "born" in given and "on" in given and given["born"] > given["on"]:
        raise BadFact("born", f"{given['born']} is after {given['on']}, the day asked about")
    return given


def ask(topic: Topic, given: Mapping[str, Any], day: date, shelf: Shelf) -> Answer:
    """The answer on these facts; `day` is the day of asking, for topics whose case has none of its own."""
    facts = Facts(topic, given, day, shelf)
    ruling = _naming_what_is_missing(_with_assumptions(facts, _judge(facts)))
    return Answer(topic.name, ruling.verdict, ruling.why, ruling.cites, ruling.next, ruling.review)


def _judge(facts: Facts) -> Ruling:
    try:
        ruling = facts.topic.judge(facts)
    except Missing as missing:
        return _whatever_it_is(facts, missing.key)
    except Refused as refused:
        return Ruling("hold", f"{refused.what} {refused.why}", refused.next, beside=refused.cites)
    if ruling.verdict not in (*facts.topic.verdicts, "hold"):
        raise ValueError(f"{facts.topic.name} cannot answer {ruling.verdict!r}")
    return ruling


def _whatever_it_is(facts: Facts, key: str) -> Ruling:
    """The answer without that fact: the one there is for each value it could have, or hold."""
    branches: list[Ruling] = []
    for value in _could_be(facts, key):
        branches.append(_judge(facts.replaced(key, value)))
        if branches[-1].missing or branches[-1].verdict != branches[0].verdict:
            break  # it matters, and this branch says what else does
    else:
        if branches and key != "on":
            return branches[0]
    also = [name for each in branches for name in each.missing]
    missing = tuple(dict.fromkeys([key, *also]))
    told = "; ".join(f"{name} ({facts.topic.keys[name].what})" for name in missing)
    rules = tuple({rule.id: rule for each in branches for rule in each.rules}.values())
    beside = tuple(dict.fromkeys(cite for each in branches for cite in each.beside))
    why = f"It turns on what has not been said: {told}."
    next = f"Find out, and ask again with {', '.join(missing)}."
    return Ruling("hold", why, next, rules, beside, missing)


def _could_be(facts: Facts, key: str) -> Iterator[Any]:
    """Enough values to see every answer. The day always matters: it is tried to see what else does."""
    if key == "born":
        yield from (add_years(facts.day, -age) for age in AGES)
    elif key == "on":
        yield facts.day
    yield from facts.topic.keys[key].kind.values


def _naming_what_is_missing(ruling: Ruling) -> Ruling:
    """A hold for want of a fact names its key, also where the law said in its own words what is missing."""
    unnamed = [name for name in ruling.missing if name not in ruling.next]
    if not unnamed:
        return ruling
    return replace(ruling, next=f"{ruling.next} Then ask again with {', '.join(unnamed)}.")


def _with_assumptions(facts: Facts, ruling: Ruling) -> Ruling:
    """The same ruling, saying what was taken for granted where the opposite would change it."""
    told = []
    for key in facts.topic.keys:
        taken = facts.topic.keys[key].absent
        others = [value for value in facts.topic.keys[key].kind.values if value != taken]
        if key in facts.assumed and any(
            _judge(facts.replaced(key, value)).verdict != ruling.verdict for value in others
        ):
            told.append(f"{key}={str(taken).lower()}")
    if not told or ruling.verdict == "hold":
        return ruling
    taken_so = f"Nobody said otherwise, so this was taken: {', '.join(told)}."
    return replace(ruling, next=f"{ruling.next} {taken_so}".strip())
