"""What is wrong with a pack's notice in easy words and in other languages, once it can be printed at all.

Keeps: promises 68, 72.
"""

from collections.abc import Iterator
from datetime import date

from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.policy.types import Pack

from .easy import LONGEST, too_hard
from .markdown import fingerprint
from .notice import layers, notice
from .translated import Translation, problems, read


def printed_problems(pack: Pack) -> Iterator[Finding]:
    """Errors stop the pack: a number that differs. Warnings do not: a sentence too long for easy-read."""
    for each in pack.translations:
        yield from _translation(pack, each)
    if "easy-read" in layers(pack):
        for line in too_hard(notice(pack, pack.law_on, "easy-read")):
            file, at = pack.places.get("notice.child", (f"{pack.id}/notice/child.md", 1))
            why = f"Too long for the easy-read layer: more than {LONGEST} words, or too hard as a whole."
            next = "Say it in two sentences."
            yield Finding("warning", "too-hard", file, at, "notice.child", why, next, line)


def _translation(pack: Pack, stem: str) -> Iterator[Finding]:
    try:
        found = of_pack(pack, stem)
    except BadInput as bad:
        yield bad.finding
        return
    if holds(pack, found, pack.law_on):
        yield from problems(pack, found, pack.law_on)


def of_pack(pack: Pack, stem: str) -> Translation:
    """The translation in a file of the pack, by its stem: child.cy."""
    layer, _, language = stem.partition(".")
    file, _line = pack.places.get(f"notice.{stem}", (f"{pack.id}/notice/{stem}.md", 1))
    found = read(layer, pack.translations[stem], file)
    if found.language != language:
        why = f"The file is named for {language!r} and says it is {found.language!r}."
        raise BadInput(Finding("error", "other-language", file, 1, stem, why, "Make them the same.", stem))
    return found


def holds(pack: Pack, translation: Translation, on: date) -> bool:
    """Whether it translates the words that the pack prints that day; else it is stale."""
    layer = translation.layer
    return layer in layers(pack) and translation.translates == fingerprint(notice(pack, on, layer))
