"""A notice in the family's language: the same marks, the same numbers, the same parts as its original.

    language: cy
    translates: 5f0c…            what `hornbook print translation` gives: the original's fingerprint
    ---
    # Beth mae'r ysgol yn ei wybod amdanat ti
    {{ table: categories }}
    ---
    Your name and birthday => Dy enw a dy ben-blwydd

Above the second line are the sentences, below it how the parts that the pack makes are said. A part that is
not translated stands in English and says so. Once the original changes, the translation is stale: it is not
checked against the new words, and never shown without a banner. Keeps: promises 68, 72.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import NoReturn
from unicodedata import digit

from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.policy.types import Pack

from .easy import easy
from .markdown import fingerprint
from .notice import WRITTEN, from_text, notice, written
from .sentences import MARK, PARTS, Said, marks, parse
from .tree import Document
from .values import value

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
LONGEST_LINE = 5000
_RULE = re.compile(r"-{3,}\s*")
_LETTER = re.compile(r"[^\W\d_]")
#: Marks whose value is a name, the same in every language.
NAMES = frozenset({"controller"})


@dataclass(frozen=True)
class Translation:
    """A translation as its file has it. `begins`: the line of the file on which its sentences begin."""

    layer: str
    language: str
    translates: str
    text: str
    phrases: Mapping[str, str]
    file: str
    begins: int
    places: Mapping[str, int]


def read(layer: str, text: str, file: str) -> Translation:
    """A translation's file, or BadInput that names the line."""
    heads, body, pairs = _three(text, file)
    told = {}
    for number, line in heads:
        key, colon, said = line.partition(":")
        if not colon or key.strip() not in {"language", "translates"}:
            _bad(file, number, "unknown-key", f"{line.strip()!r} is neither language nor translates.", line)
        told[key.strip()] = said.strip()
    for key in ("language", "translates"):
        if not told.get(key):
            _bad(file, 1, "missing", f"The file does not say {key!r}.", key, f"Write `{key}: …` at its head.")
    if not LANGUAGE.fullmatch(told["language"]) or told["language"].partition("-")[0] == "en":
        why = f"{told['language']!r} is no code of another language."
        _bad(file, 1, "not-a-language", why, told["language"], "Write it as cy, ar, pl or ur.")
    if layer not in WRITTEN:
        why = f"There is no layer {layer!r} to translate."
        _bad(file, 1, "no-such-layer", why, layer, f"Choose from: {', '.join(WRITTEN)}.")
    phrases, places = {}, {}
    for number, line in pairs:
        english, _, theirs = (each.strip() for each in line.partition("=>"))
        if not english or not theirs:
            _bad(file, number, "not-a-pair", "A phrase is written as: English => translation.", line.strip())
        if english != theirs:  # left as the translator found it: not translated
            phrases[english], places[english] = theirs, number
    begins = body[0][0] if body else 1
    said = "\n".join(line for _, line in body)
    return Translation(layer, told["language"], told["translates"], said, phrases, file, begins, places)


def _three(
    text: str, file: str
) -> tuple[list[tuple[int, str]], list[tuple[int, str]], list[tuple[int, str]]]:
    """Head, sentences and phrases, each line with its number."""
    thirds: list[list[tuple[int, str]]] = [[], [], []]
    at = 0
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE:
            _bad(file, number, "line-too-long", "No sentence of a notice is so long.", line[:60])
        if _RULE.fullmatch(line) and at < 2:
            at += 1
        elif at == 1 or line.strip():
            thirds[at].append((number, line))
    if at == 0:
        why = "A line of three hyphens stands between the head and the sentences."
        _bad(file, 1, "no-sentences", why, "---")
    return thirds[0], thirds[1], thirds[2]


def _bad(file: str, line: int, code: str, why: str, value: str, next: str = "") -> NoReturn:
    raise BadInput(Finding("error", code, file, line, "", why, next, value))


@lru_cache(maxsize=1)
def _autonyms() -> dict[str, str]:
    return tomllib.loads((files(__package__) / "languages.toml").read_text("utf-8"))


def autonym(language: str) -> str:
    """What its speakers call a language.

    >>> autonym("cy"), autonym("pt-BR"), autonym("tlh")
    ('Cymraeg', 'Português', 'tlh')
    """
    return _autonyms().get(language) or _autonyms().get(language.partition("-")[0], language)


def numbers(text: str) -> Counter[str]:
    """The numbers of a text, whatever digits they are written in.

    >>> numbers("Year 11, at ١٣") == numbers("13 and 11")
    True
    """
    found = re.findall(r"\d+", MARK.sub(" ", text))
    return Counter("".join(str(digit(each)) for each in number) for number in found)


def problems(pack: Pack, translation: Translation, on: date) -> Iterator[Finding]:
    """Where a translation does not say what its original says, as far as marks and numbers show."""
    ours = list(parse(pack.notice[translation.layer]))
    theirs = list(parse(translation.text))
    for one, other in zip(ours, theirs, strict=False):
        if _shape(one) != _shape(other):
            why = f"Here the original has a {_named(one)}, and the translation a {_named(other)}."
            yield _finding(translation, other.line, "other-shape", why, _named(other))
            return
        yield from _same_values(translation, one, other)
    if len(ours) != len(theirs):
        line = theirs[-1].line if theirs else 1
        why = f"The original has {len(ours)} paragraphs and parts, the translation {len(theirs)}."
        yield _finding(translation, line, "other-shape", why, str(len(theirs)))
    yield from _phrases(pack, translation, on)


def _shape(said: Said) -> tuple[str, int, str]:
    return said.kind, said.level, said.text if said.kind == "part" else ""


def _named(said: Said) -> str:
    return f"part {said.text!r}" if said.kind == "part" else said.kind


def _finding(translation: Translation, line: int, code: str, why: str, value: str, next: str = "") -> Finding:
    at = translation.begins + line - 1
    return Finding("error", code, translation.file, at, translation.language, why, next, value)


def _same_values(translation: Translation, ours: Said, theirs: Said) -> Iterator[Finding]:
    """The same marks and the same numbers, block by block, so that the line is known."""
    if ours.text == theirs.text and ours.kind != "part" and _LETTER.search(MARK.sub("", ours.text)):
        why = "This stands as it does in the original."
        yield _finding(translation, theirs.line, "not-translated", why, theirs.text[:60], "Translate it.")
    mine, yours = (Counter(mark for mark, _ in marks(each.text)) for each in (ours, theirs))
    for mark in sorted((mine - yours) | (yours - mine)):
        what = "leaves out" if mine[mark] > yours[mark] else "has, and its original has not,"
        why = f"The translation {what} the mark {mark!r}."
        next = "The number stands in the mark, so that no language can say another."
        yield _finding(translation, theirs.line, "other-marks", why, mark, next)
    mine, yours = numbers(ours.text), numbers(theirs.text)
    for each in sorted((mine - yours) | (yours - mine)):
        what = "leaves out" if mine[each] > yours[each] else "says, and its original does not,"
        why = f"The translation {what} the number {each}."
        yield _finding(translation, theirs.line, "other-numbers", why, each)


def _phrases(pack: Pack, translation: Translation, on: date) -> Iterator[Finding]:
    for english, said in translation.phrases.items():
        if numbers(english) != numbers(said):
            why = f"The translation of {english!r} gives other numbers."
            line = translation.places[english]
            yield Finding(
                "error", "other-numbers", translation.file, line, translation.language, why, "", said
            )
    for mark, line in marks(translation.text):
        told = "" if mark in PARTS or mark in NAMES else value(pack, mark, on, translation.layer)
        if _LETTER.search(told) and told not in translation.phrases:
            why = f"{told!r}, which stands for the mark {mark!r}, is not translated."
            yield _finding(translation, line, "value-not-translated", why, mark, f"Add: {told} => …")


def translated(pack: Pack, translation: Translation, on: date, layer: str = "") -> Document:
    """The notice in the other language; `layer` easy-read makes that of the translated child layer."""
    foreign: set[str] = set()
    say = _sayer(translation.phrases, foreign)
    told = from_text(pack, translation.text, on, translation.layer, say)
    document = replace(told, language=translation.language, foreign=frozenset(foreign))
    return easy(document) if layer == "easy-read" else document


def _sayer(phrases: Mapping[str, str], foreign: set[str]) -> Callable[[str], str]:
    def say(text: str) -> str:
        if text in phrases:
            return phrases[text]
        if _LETTER.search(text) and "@" not in text:
            foreign.add(text)
        return text

    return say


def to_translate(pack: Pack, layer: str, on: date, language: str) -> str:
    """The file for a translator to fill in: the sentences in English, and every phrase of the parts."""
    base = written(layer)
    original = notice(pack, on, base)
    said: dict[str, None] = {}
    text = pack.notice[base]
    from_text(pack, text, on, base, lambda each: said.setdefault(each) or each)
    for mark, _ in marks(text):
        told = "" if mark in PARTS or mark in NAMES else value(pack, mark, on, base)
        said.setdefault(told)
    phrases = [each for each in said if _LETTER.search(each) and "@" not in each]
    head = f"language: {language}\ntranslates: {fingerprint(original)}\n---\n"
    return head + text.strip() + "\n---\n" + "".join(f"{each} => {each}\n" for each in phrases)


__all__ = ["Translation", "autonym", "numbers", "problems", "read", "to_translate", "translated"]
