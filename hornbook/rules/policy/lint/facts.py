"""What a text or a pack fixes: how long, from which age, how soon, how often, whom to ask. To compare by.

Keeps: promises 82 to 86, 113, 121, 204 to 210, 278. A fact given twice with two values is a contradiction.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hornbook.rules.policy.types import Pack

from .agreement import reviews, spoken
from .content import KEEPS
from .text import Hit, Text, words

NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "nought",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
}
N = r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"


@dataclass(frozen=True)
class Fact:
    """One thing fixed: about what, its value, how it is said, and where; no place for what a pack fixes."""

    matter: str
    value: object
    said: str
    hit: Hit | None = None


@dataclass(frozen=True)
class Matter:
    """How a matter is recognised: the sentence says `about`, and the value stands in `value`."""

    what: str
    code: str
    about: str
    value: str
    setting: str = ""
    unit: str = ""


MATTERS = {
    "online-consent": Matter(
        "from which age a pupil consents alone to an online service",
        "age-conflict",
        r"online (service|counselling)|\bapps?\b",
        rf"(?:under|below|aged?|over) {N}\b",
        "online_consent_age",
        "years old",
    ),
    "photo-consent": Matter(
        "from which age a pupil consents alone to photographs",
        "age-conflict",
        r"photo|video|image",
        (
            rf"aged? {N} (?:and|or) (?:over|above|older)|(?:until|under|before|from) (?:you are "
            rf"|the age of )?{N}\b"
        ),
        "photo_consent_age",
        "years old",
    ),
    "own-requests": Matter(
        "from which age a pupil usually decides about requests",
        "age-conflict",
        r"subject access|request",
        rf"aged? {N} (?:and|or) (?:over|above|older)|from (?:the age of )?{N}\b",
        "sar_presumed_age",
        "years old",
    ),
    "answer": Matter(
        "how soon a request is answered",
        "clock-conflict",
        r"request|ask",
        rf"within {N} (?:calendar )?month(?! ?s)|within {N} months? of receipt of the request$",
        "sar_months",
        "months",
    ),
    "breach": Matter(
        "how soon the regulator is told of a breach",
        "clock-conflict",
        r"breach|ICO|report",
        rf"within {N} hours",
        "breach_hours",
        "hours",
    ),
    "educational-record": Matter(
        "how soon a parent sees the educational record",
        "clock-conflict",
        r"educational record",
        rf"within {N} school days",
        "educational_record_school_days",
        "school days",
    ),
    "complaint": Matter(
        "how soon a complaint is acknowledged",
        "clock-conflict",
        r"complain|acknowledg",
        rf"within {N} days",
        "complaint_days",
        "days",
    ),
}


def facts(text: Text) -> Iterator[Fact]:
    for name, matter in MATTERS.items():
        for hit in text.hits(matter.value):
            if words(matter.about).search(hit.sentence):
                number = _number(hit.text, matter.value)
                yield Fact(name, number, f"{number} {matter.unit}", hit)
    yield from _retention(text)
    for months, hit, said in reviews(text):
        yield Fact("review", months, said, hit)


def _number(text: str, pattern: str) -> int:
    found = words(pattern).search(text)
    said = next(each for each in found.groups() if each) if found else "0"
    return int(said) if said.isdigit() else NUMBERS[said.lower()]


def _retention(text: Text) -> Iterator[Fact]:
    pattern = (
        r"(?:age of |until (?:the |your |their )?(?:age (?:of )?)?)(\d{2})\b(?! ?%)"
        r"|(\d{2})(?:st|nd|rd|th) birthday"
    )
    for hit in text.hits(pattern):
        if words(KEEPS).search(hit.sentence) and words(r"birth|age of|until").search(hit.sentence):
            age = int(re.findall(r"\d+", hit.text)[0])
            yield Fact("retention", ("birth", age), f"until the {age}th birthday", hit)
    for hit in text.hits(rf"{N} years (?:after|from|since) [^.]{{0,40}}(leav|left)"):
        if words(KEEPS).search(hit.sentence):
            years = _number(hit.text, N)
            yield Fact("retention", ("leaving", years), f"for {years} years after leaving", hit)


def pack_facts(pack: Pack) -> Iterator[Fact]:
    """The same of a pack: its rules, its retention and its review."""
    for name, matter in MATTERS.items():
        value = pack.rules.get(matter.setting)
        if value is not None:
            yield Fact(name, value, f"{value} {matter.unit}")
    for kept in pack.retention.values():
        if kept.trigger == "birth" and kept.years:
            yield Fact("retention", ("birth", kept.years), f"until the {kept.years}th birthday ({kept.id})")
        elif kept.trigger == "leaving" and kept.years:
            yield Fact(
                "retention", ("leaving", kept.years), f"for {kept.years} years after leaving ({kept.id})"
            )
    months = pack.rules.get("notice_review_months")
    if months:
        yield Fact("review", months, spoken(months))
