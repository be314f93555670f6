"""How old a reader has to be: the Flesch-Kincaid grade of a text, and five years on.

UK GDPR, Article 12(1): what is told to a child is told so that the child can read it. A measure, not a judge:
it counts words and syllables, and knows nothing of sense.
"""

import re
from collections.abc import Iterable

#: What a page for children may ask of its reader.
CHILD = 11

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouy]+")


def sentences(text: str) -> list[str]:
    """
    >>> sentences("You can ask. We answer in 1.5 months!")
    ['You can ask', 'We answer in 1.5 months']
    """
    return [each for each in re.split(r"[.!?:](?:[”\"’)]*)(?:\s+|$)", text.strip()) if _WORD.search(each)]


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e or ed: right for most English words, and near for the rest.

    >>> [syllables(w) for w in ("school", "information", "locked", "table", "people", "council", "the")]
    [1, 4, 1, 2, 2, 2, 1]
    """
    plain = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(plain))
    silent = re.search(r"[^aeiouyl]e$|[^aeioulr]le$", plain)
    if plain.endswith("le") and re.search(r"[^aeiouy]le$", plain):
        silent = None
    if silent or re.search(r"[^aeiouytd]ed$|[^aeiouyscxzg]es$", plain):
        count -= 1
    return max(count, 1)


def grade(texts: Iterable[str]) -> float:
    """The Flesch-Kincaid grade; each text is at least a sentence of its own, as a list is read."""
    said = [each for text in texts for each in sentences(text)]
    words = [word for each in said for word in _WORD.findall(each)]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(said) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def reading_age(texts: Iterable[str]) -> float:
    """The age at which most people read these texts with ease: the grade, and five years.

    >>> reading_age(["We write down who looked.", "You can ask us."]) < 9
    True
    """
    return max(grade(texts) + 5, 5.0)
