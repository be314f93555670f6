"""Taking other people's names out of a text about something that several people were in.

Keeps: promise 197, as far as it may not reveal another (UK GDPR, Article 15(4)). Whole names go first, so
that nobody can be told by what is left; then each part of a name, as a word of its own, whatever its case and
whichever apostrophe or accent was typed. The words of the person's own name stay.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable

MARK = "[another person]"
SHORTEST = 2  # letters: an initial alone would take half the text with it

_SPLIT = re.compile(r"[\s\-‐‑]+")
_APOSTROPHES = "'’‘ʼ`´"


def _plain(text: str) -> str:
    """One letter for each letter, without accent, case or kind of apostrophe: the places stay the same."""
    return "".join(_letter(each) for each in text)


def _letter(each: str) -> str:
    if each in _APOSTROPHES:
        return "'"
    bare = unicodedata.normalize("NFD", each)[0].casefold()
    return bare if len(bare) == 1 else each


def _forms(names: Iterable[str], own: Collection[str]) -> list[str]:
    """Every name and every part of one, longest first, without the words of the person's own name."""
    mine = {word for name in own for word in _words(name)}
    found = set()
    for name in names:
        words = _words(name)
        if not set(words) <= mine:
            found.add(" ".join(words))
        found |= {word for word in words if word not in mine}
    return sorted((f for f in found if len(f) >= SHORTEST), key=lambda f: (-len(f), f))


def _words(name: str) -> list[str]:
    return [word for word in _SPLIT.split(_plain(unicodedata.normalize("NFC", name)).strip()) if word]


def mask(text: str, names: Collection[str], own: Collection[str]) -> tuple[str, int]:
    """The text with the mark in place of other people's names, and how many marks there are.

    >>> mask("Ben Hall pushed Ada. Ben’s bag.", ["Ben", "Hall"], ["Ada"])
    ('[another person] pushed Ada. [another person]’s bag.', 2)
    """
    forms = _forms(names, own)
    if not forms:
        return text, 0
    composed = unicodedata.normalize("NFC", text)
    one = "|".join(re.escape(f).replace(r"\ ", r"[\s\-‐‑]+") for f in forms)
    several = re.compile(rf"(?<!\w)(?:{one})(?:[\s\-‐‑]+(?:{one}))*(?!\w)")
    places = [m.span() for m in several.finditer(_plain(composed))]
    made, last = [], 0
    for start, end in places:
        made += [composed[last:start], MARK]
        last = end
    return "".join([*made, composed[last:]]), len(places)
