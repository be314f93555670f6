"""Code sets from the Department's own workbook, the Common Basic Data Set, beside those that are held.

Keeps: promises 22, 24. The workbook's layout changes from edition to edition, so it is read by its headings:
a row with a column for codes and one for what they mean begins a set, named in a column, above it, or on the
sheet's tab. What is like no set held is listed and never guessed. A code that the workbook lacks is kept
with a word about it: records of earlier days have it, and its last day is for a person to find.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from hornbook.rules.base.confined import Bounds, Broken, confined
from hornbook.rules.base.refused import BadInput, Finding

from . import Code, codeset

#: A workbook of the Department has some thirty thousand rows; its answer is far larger than a notice's.
BOUNDS = Bounds(seconds=60, answer=100_000_000)
COLUMNS = ("code", "label", "valid_from", "valid_to", "aliases")
ENDING = ("note", "evidence", "source")
READ = "code-and-label"
SOURCE = "DfE common basic data set"

_CODE = re.compile(r"^(code|codeset code|code value|valid value|value|codes?)$")
_LABEL = re.compile(r"^(description|label|meaning|definition|code description|value description)$")
_SET = re.compile(r"^(cbds )?code ?set( name| id)?$|^cbds code ?set$")
_REASONS = {
    "damaged": "It is damaged, or no Excel workbook at all.",
    "too-large": "There is more in it than the workbook of the Department has.",
    "forbidden": "It declares a document type of its own, which no workbook does.",
}


@dataclass(frozen=True)
class Listed:
    """A code set as the workbook lists it: under which title, on which sheet, its codes and their labels."""

    title: str
    sheet: str
    codes: Mapping[str, str]


@dataclass(frozen=True)
class Difference:
    """What an import would change in one set. `doubtful`: the title fits, and half of the codes do not."""

    name: str
    listed: Listed
    new: Mapping[str, str]
    relabelled: Mapping[str, tuple[str, str]]
    missing: tuple[str, ...]
    doubtful: bool

    def __bool__(self) -> bool:
        return bool(self.new or self.relabelled or self.missing)


def read(file: str, data: bytes) -> tuple[Listed, ...]:
    """Every table of codes in the workbook; BadInput where it cannot be read or has none."""
    try:
        told = confined("hornbook.rules.formats.codesets.workbook_inside:sheets", data, BOUNDS)
    except Broken as broken:
        raise _bad(file, "unreadable", broken.why) from None
    if isinstance(told, str):
        raise _bad(file, told, _REASONS[told])
    found = tuple(each for name, rows in told for each in _tables(name, rows))
    if not found:
        raise _bad(file, "no-codes", "No sheet of it has a column of codes beside one of descriptions.")
    return found


def _bad(file: str, code: str, why: str) -> BadInput:
    next = "Download the workbook again from the Department, as .xlsx."
    return BadInput(Finding("error", code, file, None, "workbook", why, next))


def _tables(sheet: str, rows: Sequence[Sequence[str]]) -> Iterator[Listed]:
    """The sets of one sheet, those of one name together, in the order in which they begin."""
    title, heads = sheet, None
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        said = [each for each in row if each]
        if begins := _heads(row):
            heads = begins
        elif len(said) == 1:
            title, heads = said[0], None
        elif heads and said:
            code, label, named = (row[at] if at is not None and at < len(row) else "" for at in heads)
            if code and label:
                found.setdefault(named or title, {}).setdefault(code, " ".join(label.split()))
    yield from (Listed(name, sheet, codes) for name, codes in found.items())


def _heads(row: Sequence[str]) -> tuple[int, int, int | None] | None:
    """In which columns code, label and the set's name stand, if this row is the head of a table."""
    plain = [" ".join(each.lower().split()) for each in row]
    places = [
        next((n for n, each in enumerate(plain) if wanted.match(each)), None)
        for wanted in (_CODE, _LABEL, _SET)
    ]
    code, label, named = places
    return None if code is None or label is None else (code, label, named)


@cache
def _known_by() -> Mapping[str, re.Pattern[str]]:
    table = tomllib.loads((files(__package__) / "workbook.toml").read_text("utf-8"))
    return {name: re.compile(words.replace(" ", r"\s+"), re.IGNORECASE) for name, words in table.items()}


def known_as(title: str) -> str:
    """The set held that goes by such a title; "" for none.

    >>> known_as("Pupil SEN Type"), known_as("SEN Provision"), known_as("Mode of travel")
    ('sen_type', 'sen_provision', '')
    """
    return next((name for name, words in _known_by().items() if words.search(title)), "")


def compared(tables: Sequence[Listed]) -> tuple[tuple[Difference, ...], tuple[Listed, ...]]:
    """What would change in the sets held, and the tables of the workbook that are like none of them."""
    by_name: dict[str, Listed] = {}
    unknown = []
    for each in tables:
        name = known_as(each.title)
        if not name:
            unknown.append(each)
        elif name not in by_name or _shared(name, each) > _shared(name, by_name[name]):
            by_name[name] = each
    return tuple(_difference(name, each) for name, each in sorted(by_name.items())), tuple(unknown)


def _shared(name: str, listed: Listed) -> int:
    return sum(codeset(name).ever(code) for code in listed.codes)


def _difference(name: str, listed: Listed) -> Difference:
    held = {each.code: each for each in codeset(name)}
    return Difference(
        name,
        listed,
        {code: label for code, label in listed.codes.items() if not codeset(name).ever(code)},
        {
            code: (held[code].label, label)
            for code, label in listed.codes.items()
            if code in held and held[code].label != label
        },
        tuple(each.code for each in held.values() if each.valid_to is None and each.code not in listed.codes),
        doubtful=2 * _shared(name, listed) < len(listed.codes),
    )


def as_csv(difference: Difference, since: date | None) -> str:
    """The set as it would be held, in the form of the files under `data/`; `since`: new codes' first day."""
    set_ = codeset(difference.name)
    more = list(next((each.more for each in set_), {}))
    out = io.StringIO()
    writer = csv.DictWriter(out, [*COLUMNS, *more, *ENDING], lineterminator="\n")
    writer.writeheader()
    for each in set_:
        writer.writerow(_row(each, difference))
    for code, label in difference.new.items():
        blank = dict.fromkeys((*COLUMNS, *more, *ENDING), "")
        first = since.isoformat() if since else ""
        writer.writerow(
            blank | {"code": code, "label": label, "valid_from": first, "evidence": READ, "source": SOURCE}
        )
    return out.getvalue()


def _row(each: Code, difference: Difference) -> dict[str, str]:
    row = {
        "code": each.code,
        "label": each.label,
        "valid_from": each.valid_from.isoformat() if each.valid_from else "",
        "valid_to": each.valid_to.isoformat() if each.valid_to else "",
        "aliases": "|".join(each.aliases),
        **each.more,
        "note": each.note,
        "evidence": each.evidence,
        "source": each.source,
    }
    if each.code in difference.relabelled and each.valid_to is None:
        row |= {"label": difference.relabelled[each.code][1], "evidence": READ, "source": SOURCE}
    gone = "not in the workbook any more: give it a last day"
    if each.code in difference.missing and gone not in each.note:
        row["note"] = "; ".join(part for part in (each.note, gone) if part)
    return row
