"""Each check once, under its code: which clause it rests on, from which day, and for which texts.

A text is judged by the law of the day it is asked about: a check whose clause was not in force says nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from hornbook.rules.base.registry import Registry
from hornbook.rules.base.written import Written
from hornbook.rules.law.timeline import in_force

from .remark import Remark
from .text import Hit, Text

GDPR = date(2018, 5, 25)
LEFT_THE_EU = date(2021, 1, 1)


@dataclass(frozen=True)
class Found:
    """What a check found: where, why it is wrong, what to write; its own clause if not the check's."""

    hit: Hit
    why: str
    suggest: str
    cite: str = ""


Run = Callable[[Text], Iterator[Found]]


@dataclass(frozen=True)
class Check:
    """One code.

    since    the first day of the law it rests on, or the id of a rule on the law's timeline
    of       notice | policy | any: the texts it is about
    absence  it finds what is not there, so it can speak only about a text that is whole
    """

    code: str
    cite: str
    since: date | str
    of: str
    absence: bool
    run: Run

    def holds(self, text: Text) -> bool:
        begun = in_force(self.since, text.on) if isinstance(self.since, str) else text.on >= self.since
        return begun and self.of in {"any", text.kind} and not (self.absence and text.layer)


checks: Registry[Check] = Registry("check of a text")


def check(
    code: str, cite: str, *, since: date | str = GDPR, of: str = "any", absence: bool = False
) -> Callable[[Run], Run]:
    """Declare a check: it yields what it finds, and the clause is added to each reason."""

    def declare(run: Run) -> Run:
        checks.add(code, Check(code, cite, since, of, absence, run))
        return run

    return declare


def remarks(text: Text, *, whole: bool = True) -> tuple[Remark, ...]:
    """All that is wrong with the text, by line; with whole=False only what can be seen in a part of one."""
    found: set[Remark] = set()
    for code, each in checks.items():
        if each.holds(text) and (whole or not each.absence):
            found |= {remark(code, one, each.cite) for one in each.run(text)}
    return tuple(sorted(found))


def remark(code: str, found: Found, cite: str) -> Remark:
    quote = found.hit.quote
    return Remark(quote.line, code, quote.text, f"{found.why} ({found.cite or cite}).", found.suggest)


def text_of(written: Written, on: date) -> Text:
    return Text(written, on)
