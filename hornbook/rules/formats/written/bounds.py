"""How large a text may be, and the one sentence that says it is too large."""

from typing import NoReturn

from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.base.written import Written

FILE_BYTES = 20_000_000
#: Ten times what a long policy has; what is longer is no notice, and would keep the reader busy.
TEXT_CHARACTERS = 400_000
LINES = 5_000
LINE_CHARACTERS = 20_000


def refuse(file: str, code: str, why: str, next: str, line: int | None = None) -> NoReturn:
    raise BadInput(Finding("error", code, file, line, "text", why, next))


def within(written: Written) -> Written:
    """The text, if a person could have meant it as a notice."""
    if len(written.lines) > LINES or sum(len(line.text) for line in written.lines) > TEXT_CHARACTERS:
        refuse(
            written.file,
            "too-large",
            "There is more text in it than a notice has.",
            "Bring the notice alone.",
        )
    for line in written.lines:
        if len(line.text) > LINE_CHARACTERS:
            refuse(
                written.file, "line-too-long", "This line is too long to be read.", "Break it.", line.number
            )
    return written
