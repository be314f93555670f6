"""A notice or a policy as somebody has it: text, Markdown, a web page, a Word file or a PDF, read into lines.

Keeps: promises 19, 116, 121. The bytes come from outside, so each kind is held to its own beginning, its
size and its number of lines; Word files and PDFs are opened by a process of their own that does nothing else.
"""

from collections.abc import Callable
from pathlib import PurePath

from hornbook.rules.base.written import Written

from . import html, plain
from .bounds import FILE_BYTES, refuse, within
from .office import docx, pdf

KINDS: dict[str, Callable[[str, bytes], Written]] = {
    "txt": plain.txt,
    "text": plain.txt,
    "md": plain.md,
    "markdown": plain.md,
    "html": html.html,
    "htm": html.html,
    "docx": docx,
    "pdf": pdf,
}

_BEGINNINGS = (
    (b"%PDF", "pdf", "a PDF"),
    (b"PK\x03\x04", "docx", "a Word file, a spreadsheet or a zip file"),
    (b"\xd0\xcf\x11\xe0", "", "an old Word file, or one locked with a password"),
    (b"{\\rtf", "", "a rich-text file"),
)


def read(file: str, data: bytes) -> Written:
    """The text of that file, or BadInput with one sentence that says why it cannot be read."""
    kind = PurePath(file).suffix.lower().lstrip(".")
    if kind not in KINDS:
        refuse(file, "unknown-kind", "This is no txt, md, html, docx or pdf.", "Save it as one of these.")
    if len(data) > FILE_BYTES:
        refuse(
            file, "too-large", f"The file is larger than {FILE_BYTES // 1_000_000} MB.", "Leave out pictures."
        )
    for mark, meant, what in _BEGINNINGS:
        if data.startswith(mark) and meant != kind:
            refuse(file, "wrong-kind", f"The file is {what}, whatever its name says.", "Save it anew.")
    written = within(KINDS[kind](file, data))
    if not written.blocks:
        refuse(
            file, "no-text", "There is no text in it.", "Bring the notice as text, not as a picture of it."
        )
    return written
