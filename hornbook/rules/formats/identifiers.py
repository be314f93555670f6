"""Whether a pupil number can be what it says it is: the unique pupil number and the unique learner number.

Keeps: 22, 24. A number that fails is kept as given and flagged, never refused: the file may be right about
the pupil and wrong about the number. Each check answers with problems, (code, why); none found is an empty
answer.
"""

import re

from .codesets import codeset

Problem = tuple[str, str]

#: No I, O or S: they are read as 1, 0 and 5. A letter's place is its value.
ALPHABET = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN = re.compile(rf"[{ALPHABET}][0-9]{{11}}[0-9{ALPHABET}]")
_ULN = re.compile(r"[0-9]{10}")


def upn_letter(upn: str) -> str:
    """The check letter that the last twelve characters of a well-formed number call for.

    >>> upn_letter("G80120000101A")  # a temporary number: its closing letter counts by its place
    'G'
    """
    values = [int(mark) if mark.isdigit() else ALPHABET.index(mark) for mark in upn[1:]]
    return ALPHABET[sum(value * place for place, value in enumerate(values, start=2)) % 23]


def upn(value: str) -> tuple[Problem, ...]:
    """What is wrong with a unique pupil number: its shape, or its check letter and its local authority."""
    if not _UPN.fullmatch(value):
        return (
            (
                "upn-format",
                "A unique pupil number is a letter and twelve digits, the last of which may be a letter; "
                "I, O and S are not used.",
            ),
        )
    problems: list[Problem] = []
    letter = upn_letter(value)
    if letter != value[0]:
        problems.append(("upn-letter", f"The check letter should be {letter}."))
    authority = value[1:4]
    if not codeset("la_code").known(authority):
        problems.append(("upn-authority", f"{authority} is not the code of a local authority."))
    return tuple(problems)


def temporary(value: str) -> bool:
    """Whether a well-formed number is a temporary one, given until the pupil's own is found."""
    return bool(_UPN.fullmatch(value)) and not value[-1].isdigit()


def uln(value: str) -> tuple[Problem, ...]:
    """What is wrong with a unique learner number: its shape or its last digit.

    >>> uln("1769000525")
    ()
    """
    if not _ULN.fullmatch(value):
        return (("uln-format", "A unique learner number is ten digits."),)
    rest = sum(int(mark) * weight for mark, weight in zip(value[:9], range(10, 1, -1), strict=True)) % 11
    if rest == 0:
        return (("uln-never-issued", "No number with these first nine digits is ever issued."),)
    if int(value[9]) != 10 - rest:
        return (("uln-digit", f"The last digit should be {10 - rest}."),)
    return ()
