"""One cell of a table, read as its catalogue field says: a date, a number, a code, or as it stands.

Keeps: 22, 24. A code nobody knows and a number with a wrong check letter are kept as given and flagged;
a date that is no date sets its row aside, for nothing can be reckoned from it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hornbook.rules.catalogue.base import Field
from hornbook.rules.formats import identifiers
from hornbook.rules.formats.base.text import WHY_ODD, odd_characters
from hornbook.rules.formats.codesets import CodeSet, codeset, codesets

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2}|[A-Za-z]{3})-([0-9]{2})(?:[ T][0-9:.]{5,15})?")
_NUMBER = re.compile(r"(-?)0*([0-9]+?)(?:\.([0-9]*?)0*)?")
_FLAGS = dict.fromkeys(("true", "yes", "y", "1"), "true") | dict.fromkeys(("false", "no", "n", "0"), "false")
KEPT = "Kept as given; correct it where it was entered."


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says. `code` names what is wrong with it, "" for nothing; `broken` sets the row aside."""

    value: str
    code: str = ""
    why: str = ""
    broken: bool = False
    by_value: bool = False


def day_of(year: str, month: str, day: str) -> str | None:
    """The day as YYYY-MM-DD, or None when there is none such; the month is a number or an English name."""
    name = month.casefold()[:3]
    number = int(month) if month.isdigit() else _MONTHS.index(name) + 1 if name in _MONTHS else 0
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def iso_date(text: str) -> str | None:
    """
    >>> iso_date("2024-Oct-16 00:00:00"), iso_date("2024-Feb-30")
    ('2024-10-16', None)
    """
    found = _DATE.fullmatch(text)
    return day_of(*found.groups()) if found else None


def plain_number(text: str) -> str | None:
    """
    >>> plain_number("132.0"), plain_number("7.50"), plain_number("-0.0"), plain_number("many")
    ('132', '7.5', '0', None)
    """
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, whole, part = found.groups()
    number = f"{whole}.{part}" if part else whole
    return number if number == "0" else sign + number


Days = Callable[[str], str | None]


def _date(days: Days) -> Callable[[str], Cell]:
    def read(text: str) -> Cell:
        day = days(text)
        return Cell(day) if day else Cell(text, "no-date", "This is not a day of the calendar.", broken=True)

    return read


def _birth(days: Days, on: date) -> Callable[[str], Cell]:
    dated = _date(days)

    def read(text: str) -> Cell:
        cell = dated(text)
        if not cell.broken and not "1900-01-01" <= cell.value <= on.isoformat():
            return Cell(
                text,
                "no-birthday",
                "Nobody on a roll is born before 1900 or later than the day of the file.",
                broken=True,
            )
        return cell

    return read


def _number(text: str) -> Cell:
    number = plain_number(text)
    return Cell(number) if number else Cell(text, "no-number", "This is not a number.", by_value=True)


def _flag(text: str) -> Cell:
    flag = _FLAGS.get(text.casefold())
    return Cell(flag) if flag else Cell(text, "no-flag", "This is neither true nor false.", by_value=True)


def _coded(codes: CodeSet, on: date) -> Callable[[str], Cell]:
    def read(text: str) -> Cell:
        code = codes.meaning(text, on)
        if code:
            return Cell(code.code)
        if codes.ever(text):
            return Cell(
                text, "code-not-in-force", f"The code is not in use on {on.isoformat()}.", by_value=True
            )
        return Cell(text, "unknown-code", f"The code is not in the set {codes.name}.", by_value=True)

    return read


def _checked(check: Callable[[str], tuple[tuple[str, str], ...]]) -> Callable[[str], Cell]:
    def read(text: str) -> Cell:
        problems = check(text)
        return Cell(text, problems[0][0], " ".join(why for _, why in problems)) if problems else Cell(text)

    return read


def _property(text: str) -> Cell:
    number = plain_number(text) or text
    if number.isascii() and number.isdigit() and 1 <= len(number) <= 12 and number != "0":
        return Cell(number)
    return Cell(
        number, "uprn-format", "A property number has one to twelve digits and is not nought.", by_value=True
    )


def _text(text: str) -> Cell:
    odd = odd_characters(text)
    return Cell(text, odd, WHY_ODD[odd]) if odd else Cell(text)


def reader(field: Field, on: date, days: Days = iso_date) -> Callable[[str], Cell]:
    """How to read the cells of one column; `days` is how the file writes a day.

    Answers are remembered where few differ.
    """
    named: dict[str, Callable[[str], Cell]] = {
        "upn": _checked(identifiers.upn),
        "former_upn": _checked(identifiers.upn),
        "uln": _checked(identifiers.uln),
        "uprn": _property,
        "date_of_birth": _birth(days, on),
    }
    plain = named.get(field.name)
    if plain is None and field.kind == "code" and field.codeset in codesets():
        plain = _coded(codeset(field.codeset), on)
    if plain is None:
        plain = {"date": _date(days), "number": _number, "flag": _flag}.get(field.kind)
    if plain is None:
        return _text
    return plain if field.name in ("upn", "former_upn", "uln") else _Remembered(plain)


class _Remembered(dict[str, Cell]):
    def __init__(self, read: Callable[[str], Cell]) -> None:
        self._read = read

    def __missing__(self, text: str) -> Cell:
        if len(self) >= 50_000:
            self.clear()
        cell = self[text] = self._read(text)
        return cell

    def __call__(self, text: str) -> Cell:
        return self[text]
