"""Translations for tests: the children's notice of an alternative provision in Welsh and in Arabic.

Written for the tests, part of their phrases left in English: nobody should publish them as they are.
"""

from datetime import date
from pathlib import Path

from hornbook.rules.policy.printed import fingerprint, notice
from hornbook.rules.policy.types import Pack

FOLDER = Path(__file__).parent / "data" / "translations"


def translation(pack: Pack, language: str, on: date, layer: str = "child") -> str:
    """The file as a translator gives it back: of the notice that this pack prints that day."""
    text = (FOLDER / f"{layer}.{language}.md").read_text("utf-8")
    return text.replace("FINGERPRINT", fingerprint(notice(pack, on, layer)))
