"""Characters that a person cannot see, or that a spreadsheet would run: named, so that they can be flagged.

Keeps: 22. Names stay exactly as written, in any script and either normal form; nothing here changes a text.
"""

import re
import unicodedata

#: Characters that turn the order of what follows, so that a name reads as another one.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
#: A telephone number or a signed number opens like a formula and is none.
_NUMBER = re.compile(r"[+\-]?[0-9][0-9 ().,/-]*")


def odd_characters(text: str) -> str:
    """What is odd about the characters of a text: "" | "nul" | "turning" | "control" | "not-text".

    >>> odd_characters("Siân O’Brien-Ŵyn"), odd_characters("Ada\\u202enoryB")
    ('', 'turning')
    """
    if text.isascii() and text.isprintable():
        return ""
    if "\0" in text:
        return "nul"
    if not TURNING.isdisjoint(text):
        return "turning"
    for mark in text:
        kind = unicodedata.category(mark)
        if kind == "Cs" or mark == "\ufffd":
            return "not-text"
        if kind == "Cc" and mark not in "\n\r\t":
            return "control"
    return ""


WHY_ODD = {
    "nul": "The cell holds a NUL character.",
    "turning": "The cell holds a character that turns the reading direction, so it may not read as written.",
    "control": "The cell holds a control character that cannot be seen.",
    "not-text": "The cell holds a character that stands for one that could not be read.",
}


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text: opens with = + - @ or a tab or return, and is no number.

    >>> looks_like_formula("=1+1"), looks_like_formula("+44 1234 567890"), looks_like_formula("-1.5")
    (True, False, False)
    """
    if text[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"):
        return False
    return not _NUMBER.fullmatch(text)
