"""What the law says about one case: a verdict, why, what to do next, and the dated rules it rests on."""

from dataclasses import dataclass
from datetime import date

from .timeline import Rule, lookup


@dataclass(frozen=True)
class Ruling:
    """verdict is a word of the question asked; "hold" is one in every question: a named person decides.

    rules    the dated rules that decide it, in the order a reader needs them
    beside   what else decides it: a key of the pack, a promise
    missing  the facts without which nothing could be said
    """

    verdict: str
    why: str
    next: str = ""
    rules: tuple[Rule, ...] = ()
    beside: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def cites(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*(rule.cite for rule in self.rules), *self.beside]))

    @property
    def review(self) -> tuple[str, ...]:
        """The clauses here that nobody has confirmed in their own text: a person is to look."""
        return tuple(dict.fromkeys(rule.cite for rule in self.rules if rule.review))


def ruled(
    verdict: str, why: str, next: str = "", *, on: date, by: tuple[str, ...], beside: tuple[str, ...] = ()
) -> Ruling:
    """A ruling by the law of that day, named by its topics.

    >>> ruled("allow", "It is known.", on=date(2026, 6, 1), by=("own-task",)).cites
    ('UK GDPR, Article 6(1)(e) (Data (Use and Access) Act 2025, section 70)',)
    """
    return Ruling(verdict, why, next, tuple(lookup(topic, on) for topic in by), beside)
