"""Blind indexes: finding a sealed name without storing it.

A token is HMAC-SHA-256 under the controller's index key over what kind of word it is and the word in its
plainest form, cut to 16 bytes. Only fields with much variety are indexed; a token is never unique, since
two people may share a name, and even a UPN by mistake.
Keeps: promise 110.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from uuid import UUID

import jellyfish

from . import ring

SIZE = 16
PREFIXES = (2, 3, 5)


def plain(text: str) -> str:
    """The form two spellings of one name share: no case, no accents, no marks between letters."""
    spread = unicodedata.normalize("NFKD", text).casefold()  # a letter in fancy dress has no small form
    spread = unicodedata.normalize("NFKD", spread)
    return "".join(c for c in spread if c.isalnum())


def words(text: str) -> list[str]:
    """The searchable words of a name: each part, and the whole run together ("o'brien-smith")."""
    parts = [plain(p) for p in text.replace("-", " ").replace("'", "").replace("’", "").split()]
    whole = plain(text)
    return [w for w in dict.fromkeys([*parts, whole]) if w]


def sound(word: str) -> str:
    """How a Latin-script word sounds; empty for other scripts, which are found by their letters."""
    return jellyfish.metaphone(word) if word.isascii() else ""


def forms(kind: str, text: str) -> set[tuple[str, str]]:
    """All the (kind, form) pairs under which a value can be found."""
    if kind != "name":
        value = plain(text)
        return {(kind, value)} if value else set()
    found: set[tuple[str, str]] = set()
    for word in words(text):
        found.add(("word", word))
        found.update((f"start{n}", word[:n]) for n in PREFIXES if len(word) >= n)
        if heard := sound(word):
            found.add(("sound", heard))
    return found


class Index:
    """The blind index of one controller."""

    def __init__(self, controller: UUID) -> None:
        self._mac = hmac.new(ring().named(controller, "index"), digestmod=hashlib.sha256)

    def token(self, kind: str, form: str) -> bytes:
        mac = self._mac.copy()
        mac.update(f"{kind}|{form}".encode("utf-8", "surrogatepass"))
        return mac.digest()[:SIZE]

    def tokens(self, kind: str, texts: Iterable[str]) -> set[bytes]:
        return {self.token(k, f) for text in texts for k, f in forms(kind, text)}
