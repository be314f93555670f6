"""Laws, names and addresses that a text gives and that are so no longer. What is so is in the TOML files.

Keeps: promises 19, 64, 158, 278. Article 12(1): what is told must be right before it can be clear.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from hornbook.rules.base.dates import spoken
from hornbook.rules.base.written import Block
from hornbook.rules.law.timeline import rule

from .checks import GDPR, LEFT_THE_EU, Found, check
from .text import Hit, Text, first_of_each_block, words

HISTORY = (
    r"repealed|replaced|superseded|used to be|formerly|no longer|any ?more|ended|until \d"
    r"|ran (from|until)|was (the|our) "
)
PUPIL_REGS = (
    r"Education \((Information About Individual Pupils|Pupil Information|Pupil Registration)\) "
    r"\(England\) Regulations"
)
NOT_AN_ACT = r"(?:(?!\bAct\b)[^.;])"
IAIP = "Education (Information About Individual Pupils) (England) Regulations 2013"


@lru_cache(maxsize=8)
def rows(file: str, table: str) -> tuple[dict[str, Any], ...]:
    listed = tomllib.loads((files(__package__) / file).read_text("utf-8"))[table]
    return tuple(listed)


@check("repealed-law", "Data Protection Act 2018", since=date(2010, 1, 1))
def repealed_law(text: Text) -> Iterator[Found]:
    for row in rows("instruments.toml", "instrument"):
        if text.on < date.fromisoformat(row["ended"]):
            continue
        for hit in text.hits(row["pattern"]):
            if not words(HISTORY).search(hit.sentence):
                why = f"{hit.text} has not been the law since {spoken(date.fromisoformat(row['ended']))}"
                yield Found(hit, why, f"Name what has taken its place: {row['instead']}.", row["cite"])


@check(
    "eu-wording",
    "European Union (Withdrawal) Act 2018, section 3; Data Protection Act 2018, section 3(10)",
    since=LEFT_THE_EU,
)
def eu_wording(text: Text) -> Iterator[Found]:
    pattern = (
        r"appl(y|ies) (across|throughout|in|to) (all )?(of )?(the )?(European Union|EU)\b"
        r"|\bEU (GDPR|General Data Protection Regulation)|Regulation \(EU\) 2016/679"
    )
    for hit in text.hits(pattern):
        if not words(r"UK GDPR|UK General Data Protection|retained|assimilated|" + HISTORY).search(
            hit.sentence
        ):
            why = (
                "What binds a body in the United Kingdom is the UK GDPR, and no longer the Union's regulation"
            )
            suggest = (
                "Write: the UK General Data Protection Regulation (UK GDPR) and the Data Protection Act 2018."
            )
            yield Found(hit, why, suggest)


@check("superseded-term", "UK GDPR, Article 12(1)", since=date(2010, 1, 1))
def superseded_term(text: Text) -> Iterator[Found]:
    for row in rows("terms.toml", "term"):
        if not _out(row["out"], text.on) or (row.get("with") and not text.has(row["with"])):
            continue
        for hit in first_of_each_block(text.hits(row["pattern"])):
            if not words(HISTORY).search(hit.sentence):
                yield Found(hit, row["why"], f"Write: {row['instead']}.", row["cite"])
    yield from _regulator(text)


def _out(spans: list[list[str]], on: date) -> bool:
    return any(begins <= on.isoformat() and (not ends or on.isoformat() <= ends) for begins, ends in spans)


def _regulator(text: Text) -> Iterator[Found]:
    """The Information Commission, from the day that somebody gives it on the timeline, and not before."""
    if rule("information-commission").on(text.on):
        for hit in text.hits(r"Information Commissioner('?s)?( Office)?\b"):
            why = "The regulator is now the Information Commission"
            yield Found(hit, why, "Write: the Information Commission.", rule("information-commission").cite)


@check("moved-link", "UK GDPR, Article 12(1)")
def moved_link(text: Text) -> Iterator[Found]:
    for block in text.blocks:
        for line in block.lines:
            for row in rows("links.toml", "link"):
                found = re.search(row["pattern"], line.text)
                if found and text.on >= date.fromisoformat(row["since"]):
                    yield Found(_in_line(block, line.number, found), row["why"], f"Give {row['instead']}.")


def _in_line(block: Block, number: int, found: re.Match[str]) -> Hit:
    before = sum(len(line.text) + 1 for line in block.lines if line.number < number)
    return Hit(block, before + found.start(), before + found.end())


@check("regulation-called-section", IAIP, since=date(2005, 9, 1))
def regulation_called_section(text: Text) -> Iterator[Found]:
    for hit in text.hits(
        rf"\bsections? (\d+[A-Z]*)( (?:and|to|or) \d+[A-Z]*)? of {NOT_AN_ACT}{{0,120}}?Regulations\b"
    ):
        number = re.findall(r"\d+[A-Z]*", hit.text)[0]
        why = "Regulations have regulations, not sections"
        yield Found(hit, why, f"Write: regulation {number} of the Regulations.", _named(hit) or IAIP)


def _named(hit: Hit) -> str:
    found = words(PUPIL_REGS + r"( \d{4})?").search(hit.sentence)
    return " ".join(found[0].split()) if found else ""


@check("regulation-mismatch", f"{IAIP}, regulations 3 to 5", since=date(2013, 9, 1))
def regulation_mismatch(text: Text) -> Iterator[Found]:
    """Regulation 3 is about the council; 4 is for maintained schools and the Department, 5 for academies."""
    own = "5" if text.academy else "4"
    for hit in text.hits(rf"\b(?:regulation|section) ([345]) of {NOT_AN_ACT}{{0,60}}Individual Pupils"):
        number = re.findall(r"[345]", hit.text)[0]
        department = words(r"Department for Education|\bDfE\b|Secretary of State").search(hit.sentence)
        if number == "3" and department and text.body != "council":
            why = (
                f"Regulation 3 is about what goes to the local authority; the Department is told under "
                f"regulation {own}"
            )
            suggest = (
                f"Write: to the local authority under regulation 3, and to the Department under "
                f"regulation {own}."
            )
            yield Found(hit, why, suggest)
        elif number == "4" and text.academy:
            why = (
                "Regulation 4 binds schools that a local authority maintains; academies are bound by "
                "regulation 5"
            )
            yield Found(hit, why, "Write: regulation 5.")
        elif (
            number == "5"
            and not text.academy
            and text.has(r"maintained school|pupil referral unit|community school")
        ):
            why = (
                "Regulation 5 binds academies; schools that a local authority maintains are bound by "
                "regulation 4"
            )
            yield Found(hit, why, "Write: regulation 4.")


@check("eea-border", "UK GDPR, Articles 44A to 49", since=LEFT_THE_EU)
def eea_border(text: Text) -> Iterator[Found]:
    for hit in text.hits(
        r"(outside|within|beyond|leave|out) (of )?(the )?(European Economic Area|EEA\b|European Union|EU\b)"
    ):
        if not words(r"\bUK\b|United Kingdom").search(hit.sentence):
            why = "Since the United Kingdom left the Union, the border that counts is its own"
            yield Found(hit, why, "Write: outside the United Kingdom.")


@check(
    "youth-support-citation", "Education and Skills Act 2008, sections 14 and 72", since="age-youth-support"
)
def youth_support_citation(text: Text) -> Iterator[Found]:
    """A school that tells the council; the council itself may well name the duty it has."""
    if text.body == "council":
        return
    for hit in text.hits(r"(?:section|s\.?) ?507B"):
        shares = hit.says(r"\b(pass|share|provide|give|send|tell|supply)\b")
        if shares and not hit.says(r"Education and Skills Act 2008|sections? (14|72)\b"):
            why = (
                "Section 507B gives the council its duty; what lets a school tell it about pupils "
                "stands elsewhere"
            )
            suggest = "Write: under sections 14 and 72 of the Education and Skills Act 2008."
            yield Found(hit, why, suggest)


@check("not-collected-any-more", f"UK GDPR, Article 5(1)(c); {IAIP}", since=date(2018, 9, 1))
def not_collected_any_more(text: Text) -> Iterator[Found]:
    """Quiet where the text says of these two that nobody has to give them."""
    hits = list(first_of_each_block(text.hits(r"\bnationality\b|country of birth")))
    free = r"if you (wish|want|like|choose)|voluntar|optional|left blank|leave (it|them|these) blank|not ask"
    if not text.about_pupils or any(hit.says(free) for hit in hits):
        return
    for hit in hits:
        why = (
            "The school census has not asked for nationality or country of birth since 2018: no law makes you"
        )
        suggest = (
            "Leave them out; or say what you need them for, on what basis, and that they may be left blank."
        )
        yield Found(hit, why, suggest)


@check("ended-recipient", "UK GDPR, Articles 5(1)(b) and 13(1)(e)", since=GDPR)
def ended_recipient(text: Text) -> Iterator[Found]:
    for row in rows("recipients.toml", "recipient"):
        if text.on < date.fromisoformat(row["ended"]):
            continue
        for hit in first_of_each_block(text.hits(row["pattern"])):
            if not hit.says(HISTORY):
                yield Found(
                    hit, f"{row['told']}: nobody is told anything any more", "Take it out of the list."
                )
