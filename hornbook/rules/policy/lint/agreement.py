"""Where a text contradicts itself: its ages, its reviews, its contacts, its recipients, its bodies.

Keeps: promises 19, 278. Article 5(1)(a): whoever reads two things can rely on neither.
"""

import re
from collections.abc import Iterator
from datetime import date

from hornbook.rules.base.dates import months_between
from hornbook.rules.base.written import Block

from .checks import GDPR, Found, check
from .text import Hit, Text, words

FAIR = "UK GDPR, Articles 5(1)(a) and 12(1)"
EVERY = {"annual": 12, "annually": 12, "yearly": 12, "biennially": 24, "termly": 4}
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_AGE = (
    r"\bpost[- ]?(\d\d)\b|\bage[sd]? (?:of )?(\d\d)\b(?! ?- ?\d)|\b(\d\d) ?\+|\b(\d\d) "
    r"(?:and|or) (?:over|older)"
)
_DAY = r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})"


@check("heading-age-conflict", FAIR)
def heading_age(text: Text) -> Iterator[Found]:
    for section in text.sections:
        if section.heading is None or not section.blocks:
            continue
        headed = _ages(section.heading)
        told = _ages(section.blocks[0])
        if len(headed) == 1 and told and headed[0] not in told:
            why = f"The heading speaks of {headed[0]}, the text under it of {told[0]}"
            yield Found(
                text.whole(section.heading), why, f"Write the same age in both; the text has {told[0]}."
            )


def _ages(block: Block) -> list[str]:
    return [next(each for each in found if each) for found in words(_AGE).findall(block.plain)]


def reviews(text: Text) -> list[tuple[int, Hit, str]]:
    """Every interval at which this text says it is looked at again: months, where, in words."""
    found: list[tuple[int, Hit, str]] = []
    for hit in text.hits(r"\breview(ed|s)?\b"):
        if words(
            r"\b(this|the|our) (privacy |data protection )?(policy|notice|document)\b|this notice again"
        ).search(hit.sentence):
            months = interval(hit.sentence)
            if months:
                found.append((months, hit, spoken(months)))
    last, next_ = (
        _dated(text, r"(last )?review(ed)?( on)?|^\W*date|approved on"),
        _dated(text, r"next review( due)?"),
    )
    if last and next_ and last[0] < next_[0]:
        months = months_between(last[0], next_[0])
        found.insert(
            0, (months, next_[1], f"{spoken(months)}, from {last[0]:%d/%m/%Y} to {next_[0]:%d/%m/%Y}")
        )
    return found


def interval(sentence: str) -> int:
    """The months of "every 2 years", "annually", "once a year"; 0 for none.

    >>> interval("reviewed every 2 years"), interval("reviewed annually"), interval("reviewed")
    (24, 12, 0)
    """
    every = words(
        r"(?:every|each) (?:(\w+) )?(year|month)s?\b|(?:once|twice) (?:a|every|each) (year)"
    ).search(sentence)
    if every:
        count = every[1] or "1"
        number = NUMBERS.get(count.lower(), int(count) if count.isdigit() else 1)
        return number * (1 if every[2] == "month" else 12)
    return next((EVERY[word] for word in re.findall(r"\w+", sentence.lower()) if word in EVERY), 0)


def spoken(months: int) -> str:
    if months % 12:
        return f"every {months} months"
    return "every year" if months == 12 else f"every {months // 12} years"


def _dated(text: Text, label: str) -> tuple[date, Hit] | None:
    for hit in text.hits(rf"(?:{label})[^\d\n]{{0,30}}{_DAY}"):
        day, month, year = (int(each) for each in re.findall(r"\d+", hit.text)[-3:])
        if (1 <= month <= 12 and 1 <= day <= 28) or (1 <= month <= 12 and day <= 31):
            try:
                return date(year, month, day), hit
            except ValueError:
                continue
    return None


@check("review-interval-conflict", "UK GDPR, Article 24(1)")
def review_interval(text: Text) -> Iterator[Found]:
    found = reviews(text)
    for months, hit, said in found[1:]:
        if months != found[0][0]:
            first = found[0]
            why = f"Here the text is reviewed {said}, in line {first[1].quote.line} {first[2]}"
            yield Found(
                hit,
                why,
                f"Write one interval in both places; the shorter is {spoken(min(months, first[0]))}.",
            )


_RIGHTS_TO = r"\bcontact (?P<who>[^.;]{3,90}?)(?= to (exercise|discuss|make)|[.;]|$| at | if )"
_WHO = r"(?-i:(?:[A-Z][\w'’-]+ ){1,3}[A-Z][\w'’-]+|[A-Z][\w'’-]+ [A-Z][\w'’-]+)|[\w.+-]+@[\w.-]+\w"


def rights_contacts(text: Text) -> list[tuple[frozenset[str], Hit]]:
    """Whom the text tells people to contact to use a right: names and mailboxes, by sentence."""
    found: list[tuple[frozenset[str], Hit]] = []
    for hit in text.hits(_RIGHTS_TO):
        if words(r"exercise (a|any|your|one|these)[^.]*rights?").search(hit.sentence):
            names = frozenset(
                " ".join(each.split()) for each in words(_WHO).findall(hit.text.partition("ontact ")[2])
            )
            if names:
                found.append((names, hit))
    return found


@check("contact-mismatch", "UK GDPR, Articles 12(2) and 13(1)(b)")
def contacts(text: Text) -> Iterator[Found]:
    told = rights_contacts(text)
    for names, hit in told[1:]:
        if names != told[0][0]:
            line = told[0][1].quote.line
            why = f"Line {line} names somebody else, or others too, for people who want to use a right"
            yield Found(hit, why, "Name one contact for rights, by role, the same everywhere.")
    yield from _alike(text)


def _alike(text: Text) -> Iterator[Found]:
    """Two mailboxes that differ in nothing but dots and hyphens: one of them is wrong."""
    seen: dict[str, tuple[str, int]] = {}
    for address, hit in mailboxes(text):
        letters = bare(address)
        first = seen.setdefault(letters, (address, hit.quote.line))
        if first[0] != address:
            why = f"This address and the one in line {first[1]}, {first[0]}, are not the same"
            yield Found(hit, why, "Find out which is right, and give that one in both places.")


def mailboxes(text: Text) -> Iterator[tuple[str, Hit]]:
    for hit in text.hits(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"):
        yield hit.text.lower(), hit


def bare(address: str) -> str:
    """
    >>> bare("data.protection@council.example.org")
    'dataprotection@council.example.org'
    """
    local, _, domain = address.partition("@")
    return f"{re.sub(r'[^a-z0-9]', '', local)}@{domain}"


@check("governing-body-conflict", "UK GDPR, Article 24(1)", since=GDPR)
def governing_body(text: Text) -> Iterator[Found]:
    names = (
        r"\b(management committee|(full )?governing (board|body)|board of (trustees|governors)|trust board)\b"
    )
    first: Hit | None = None
    for hit in text.hits(names):
        kind = " ".join(hit.text.lower().replace("full ", "").split()).replace("body", "board")
        if first is None:
            first, first_kind = hit, kind
        elif kind != first_kind and text.body != "trust":
            why = (
                f"Here it is the {' '.join(hit.text.split())}, in line {first.quote.line} the "
                f"{' '.join(first.text.split())}: which of them answers for this?"
            )
            yield Found(hit, why, f"Call it by one name: {' '.join(first.text.split())}.")
            return


@check("duplicate-recipient", "UK GDPR, Article 13(1)(e)", of="notice")
def duplicate_recipient(text: Text) -> Iterator[Found]:
    listed = [b for s in text.sections if s.about("sharing") for b in s.blocks if b.kind in {"item", "row"}]
    department = [b for b in listed if words(r"Department for Education|\bDfE\b").search(b.plain)]
    seen: set[str] = set()
    for block in listed:
        name = re.sub(r"\W+", " ", block.words.lower()).strip()
        if words(r"^\W*(the )?(National Pupil Database|NPD)\b").search(block.words) and department:
            why = (
                f"The database is the Department's own, and the Department is named in line "
                f"{department[0].number}"
            )
            yield Found(
                text.whole(block),
                why,
                "Take it out of the list, and explain the database in its own paragraph.",
            )
        elif name in seen and len(name.split()) > 1:
            yield Found(
                text.whole(block), "This recipient is named twice", "Name it once, with all its reasons."
            )
        seen.add(name)
