"""Code sets as dated data: what a code of an outside format meant on a day.

Keeps: 22, 24. A code is a function of a date, not a label in a list: J was an approved activity until August
2024 and its successor J1 is an absence, so the same mark counts differently on either side of that day.
Each set is one CSV file under `data/`; `evidence` says how sure we are of the label, `aliases` how exports
spell the code. A set that an installation imported from the Department's workbook goes before the one that
ships. Reads no clock: the day is an argument, and None asks whether the code was ever in the set.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from hornbook.rules.base.refused import BadInput, Finding

_BASIC = frozenset({"code", "label", "valid_from", "valid_to", "aliases", "note", "evidence", "source"})

#: Folders of sets that this installation imported, read before what ships.
_IMPORTED: list[Path] = []


@dataclass(frozen=True)
class Code:
    """One code and what it means while it is in force.

    evidence  code-and-label | label-to-check | code-only: what of it we have read in a source
    more      the further columns of its set, e.g. {"authorisation": "unauthorised"}
    """

    code: str
    label: str
    valid_from: date | None
    valid_to: date | None
    aliases: tuple[str, ...] = ()
    note: str = ""
    evidence: str = ""
    source: str = ""
    more: Mapping[str, str] = field(default_factory=dict, hash=False)

    def in_force(self, on: date | None) -> bool:
        if on is None:
            return True
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


class CodeSet:
    """The codes of one set, asked by day."""

    def __init__(self, name: str, codes: tuple[Code, ...]) -> None:
        self.name = name
        self._codes = codes
        self._by_code: dict[str, list[Code]] = {}
        self._by_alias: dict[str, list[Code]] = {}
        for each in codes:
            self._by_code.setdefault(each.code, []).append(each)
            for alias in (*each.aliases, each.code):
                self._by_alias.setdefault(alias.casefold(), []).append(each)

    def meaning(self, code: str, on: date | None = None) -> Code | None:
        """What `code` means on that day, None when it is not in force.

        A code's own entry goes before another code's alias; case tells nothing apart.

        >>> codeset("suspension_category").meaning("FIXD", date(2024, 10, 3)).code
        'SUSP'
        """
        for entry in self._by_code.get(code, ()):
            if entry.in_force(on):
                return entry
        for entry in self._by_alias.get(code.casefold(), ()):
            if entry.in_force(on):
                return entry
        return None

    def known(self, code: str, on: date | None = None) -> bool:
        return self.meaning(code, on) is not None

    def ever(self, code: str) -> bool:
        """Whether the code was in the set on any day: tells a withdrawn code from one nobody issued."""
        return code.casefold() in self._by_alias

    def in_force(self, on: date | None = None) -> tuple[Code, ...]:
        """The codes a form may offer on that day, in the order of the set."""
        return tuple(each for each in self._codes if each.in_force(on))

    def __iter__(self) -> Iterator[Code]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _code(row: Mapping[str, str]) -> Code:
    return Code(
        code=row["code"],
        label=row["label"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
        note=row["note"],
        evidence=row["evidence"],
        source=row["source"],
        more=MappingProxyType({name: text for name, text in row.items() if name not in _BASIC}),
    )


def look_in(folder: Path) -> None:
    """Read the sets of this folder, if it has any, before those that ship."""
    _IMPORTED[:] = [folder]
    codeset.cache_clear()


def codesets() -> tuple[str, ...]:
    """The ids of every code set there is."""
    folder = resources.files(__name__) / "data"
    return tuple(sorted(each.name[:-4] for each in folder.iterdir() if each.name.endswith(".csv")))


@cache
def codeset(name: str) -> CodeSet:
    """The code set of that id; KeyError, naming those there are, when there is none."""
    if name not in codesets():
        raise KeyError(f"no code set {name!r}; known: {', '.join(codesets())}")
    for folder in _IMPORTED:
        if (folder / f"{name}.csv").is_file():
            return _imported(name, folder / f"{name}.csv")
    text = (resources.files(__name__) / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return CodeSet(name, tuple(_code(row) for row in csv.DictReader(text.splitlines())))


def _imported(name: str, file: Path) -> CodeSet:
    """A set that somebody may have changed by hand: what is wrong in it is said by its line."""
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    if lacks := sorted(_BASIC - set(rows.fieldnames or ())):
        why = f"A code set has a column {lacks[0]!r}, and this one has none."
        raise BadInput(Finding("error", "missing-column", str(file), 1, lacks[0], why, "Import it again."))
    codes = []
    for line, row in enumerate(rows, 2):
        try:
            codes.append(_code(row))
        except (ValueError, AttributeError) as fault:
            why = f"This row of a code set cannot be read: {fault}."
            raise BadInput(Finding("error", "bad-row", str(file), line, "code", why, "Mend it.")) from None
    return CodeSet(name, tuple(codes))
