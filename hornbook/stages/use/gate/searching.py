"""What somebody typed into a search box, and how well a pupil fits it.

Forgiving: case, accents, hyphens and word order do not matter, a start of a name is enough, and a name
that sounds alike is found below those that are spelt alike.
"""

import re
from datetime import date

from hornbook.stages.hold.slices import Slice
from hornbook.stages.keys.index import plain, sound, words

DAY = re.compile(r"^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*$")
ISO = re.compile(r"^\s*(\d{4})-(\d{2})-(\d{2})\s*$")


def typed(text: str) -> tuple[str, str]:
    """(words, date of birth as ISO or ""): a whole date is taken as a date of birth."""
    if found := ISO.match(text):
        year, month, day = (int(g) for g in found.groups())
    elif found := DAY.match(text):
        day, month, year = (int(g) for g in found.groups())
    else:
        return text, ""
    try:
        return "", date(year, month, day).isoformat()
    except ValueError:
        return text, ""


def fits(pupil: Slice, text: str, born: str) -> int:
    """How well the pupil fits, 0 for not at all: every word typed must fit something."""
    who = pupil.one("identity")
    if born:
        return 10 if who.get("date_of_birth") == born else 0
    names = [
        w
        for f in (
            "legal_surname",
            "legal_forename",
            "preferred_surname",
            "preferred_forename",
            "former_surname",
        )
        for w in words(str(who.get(f, "")))
    ]
    numbers = [plain(str(v)) for v in pupil.one("identifiers").values()]
    whole = plain(text)
    if whole in numbers:
        return 100
    total = 0
    parts = [plain(p) for p in re.split(r"[\s\-]+", text) if plain(p)]
    for part in parts:
        best = max((_fit(part, n) for n in names), default=0)
        if not best:
            return _fit_whole(whole, names)
        total += best
    return total


def _fit_whole(whole: str, names: list[str]) -> int:
    return max((_fit(whole, n) for n in names), default=0)


def _fit(word: str, name: str) -> int:
    if word == name:
        return 10
    if len(word) >= 2 and name.startswith(word):
        return 6
    if len(word) >= 3 and sound(word) and sound(word) == sound(name):
        return 2
    return 0
