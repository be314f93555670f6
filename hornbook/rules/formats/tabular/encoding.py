"""Which characters the bytes of a table stand for, and what parts its columns.

Keeps: 22, 288. A name read in the wrong encoding is a wrong name: what the file does not say is guessed the
same way every time, and said.
"""

from dataclasses import dataclass

import charset_normalizer

from hornbook.rules.formats.base.rows import bad

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_OTHER = (
    (b"PK\x03\x04", "a spreadsheet or a zip file"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet or document"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "packed"),
)
_CANDIDATES = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "mac_roman", "gb18030", "big5"]
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}


@dataclass(frozen=True)
class Decoded:
    """The text of a file;  `guess` is why the encoding is not certain, "" when the bytes show it."""

    text: str
    encoding: str
    guess: str = ""


def decoded(file: str, data: bytes) -> Decoded:
    """The text: by its mark; else UTF-16 if every other byte is 0, UTF-8 if it can be, or Windows-1252."""
    for mark, what in _OTHER:
        if data.startswith(mark):
            bad("not-csv", file, f"The file is {what}, not CSV.", "Open it and save it as CSV UTF-8.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _plain(data[len(mark) :].decode(encoding, errors="replace"), encoding)
    sixteen = _unmarked_utf16(data)
    if sixteen:
        return _plain(data.decode(sixteen, errors="replace"), sixteen, "The file does not say it is UTF-16.")
    try:
        return _plain(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _plain(data.decode("cp1252", errors="replace"), "windows-1252", _second_opinion(data))


def _plain(text: str, encoding: str, guess: str = "") -> Decoded:
    if "\n" not in text:
        text = text.replace("\r", "\n")
    return Decoded(text, encoding, guess)


def _unmarked_utf16(data: bytes) -> str:
    sample = data[:4096]
    for encoding, nought in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(nought) >= 4 and nought.count(0) * 10 >= len(nought) * 9:
            return encoding
    return ""


def _second_opinion(data: bytes) -> str:
    """Why Windows-1252 is a guess, naming another encoding when the look of the letters speaks for it."""
    best = charset_normalizer.from_bytes(data[:65_536], cp_isolation=_CANDIDATES).best()
    other = f" It may be {best.encoding}." if best and best.encoding not in ("cp1252", "latin_1") else ""
    return f"The file is not UTF-8; it is read as Windows-1252.{other}"


def delimiter(text: str, recognised: dict[str, int]) -> str:
    """The delimiter under which the header has most known headings, then most columns; else a comma.

    recognised  delimiter -> how many of its headings are known
    """
    header = text.split("\n", 1)[0]
    return max(DELIMITERS, key=lambda mark: (recognised[mark], header.count(mark), mark == ","))
