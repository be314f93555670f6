"""Delimited text as rows: unpacked within limits, decoded line by line, a broken row told from a broken file.

Keeps: 22, 288. A broken row is handed on with its fault, so that it can be reported and left out; a broken
file (cut off, a bomb, nothing in it) is BadInput and changes nothing. Memory is bounded by one row, not by
the file.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from hornbook.rules.base.refused import BadInput, Finding

GZIP = b"\x1f\x8b"
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Limits:
    """How much a file may ask of us before we stop reading it.

    ratio  unpacked bytes for one packed byte, looked at once `free` bytes are out
    """

    packed: int = 200_000_000
    unpacked: int = 1_000_000_000
    ratio: int = 100
    free: int = 4_000_000
    lines: int = 3_000_000
    columns: int = 1_000
    row: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `fault` says, as (code, why), what makes it unreadable; `last` is the line it ends on."""

    line: int
    last: int
    cells: list[str]
    fault: tuple[str, str] | None = None


def bad(code: str, file: str, why: str, next: str, *, line: int | None = None, field: str = "") -> NoReturn:
    raise BadInput(Finding("error", code, file, line, field, why, next))


class _Counted(io.RawIOBase):
    """A packed file, unpacked piece by piece, that stops at the limits."""

    def __init__(self, file: str, data: bytes, limits: Limits) -> None:
        self._file, self._limits, self._packed = file, limits, max(len(data), 1)
        self._source = gzip.GzipFile(fileobj=io.BytesIO(data))
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._source.read(min(len(buffer), _CHUNK))
        except EOFError:
            bad("cut-off", self._file, "The packed file ends before its end.", "Send the file again.")
        except (OSError, zlib.error):
            bad("not-gzip", self._file, "The packed file is damaged.", "Send the file again.")
        self._out += len(piece)
        over = self._out > self._limits.free and self._out > self._limits.ratio * self._packed
        if over or self._out > self._limits.unpacked:
            bad(
                "too-large",
                self._file,
                "The file unpacks to far more than a file of its kind holds.",
                "Check where it came from.",
            )
        buffer[: len(piece)] = piece
        return len(piece)


def unpacked(file: str, data: bytes, limits: Limits) -> io.BufferedIOBase:
    """The bytes of a file, gunzipped on the way when it is packed, whatever its name says."""
    if len(data) > limits.packed:
        bad("too-large", file, f"The file is larger than {limits.packed:,} bytes.", "Send it in parts.")
    if data.startswith(GZIP):
        return io.BufferedReader(_Counted(file, data, limits), _CHUNK)
    if file.casefold().endswith(".gz"):
        bad("not-gzip", file, "The name ends in .gz but the file is not packed.", "Send the file again.")
    if len(data) > limits.unpacked:
        bad("too-large", file, f"The file is larger than {limits.unpacked:,} bytes.", "Send it in parts.")
    return io.BytesIO(data)


class Lines:
    """Decoded lines for the csv reader; remembers which of them had something wrong."""

    def __init__(self, file: str, source: io.BufferedIOBase, limits: Limits, encoding: str = "utf-8") -> None:
        self._file, self._source, self._limits, self._encoding = file, source, limits, encoding
        self.faults: dict[int, tuple[str, str]] = {}
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        while raw := self._source.readline(self._limits.row + 1):
            self.number += 1
            if self.number > self._limits.lines:
                why = f"The file has more than {self._limits.lines:,} lines."
                bad("too-large", self._file, why, "Send it in parts.", line=self.number)
            if len(raw) > self._limits.row:
                bad(
                    "line-too-long",
                    self._file,
                    "A line is too long to be a row.",
                    "Check the file.",
                    line=self.number,
                )
            if self.number == 1 and raw.startswith(b"\xef\xbb\xbf"):
                raw = raw[3:]
            if b"\0" in raw:
                self.faults[self.number] = ("nul", "The row holds a NUL character, which no text has.")
            try:
                yield raw.decode(self._encoding)
            except UnicodeDecodeError:
                self.faults[self.number] = ("not-utf-8", "The row is not UTF-8 text.")
                yield raw.decode(self._encoding, errors="replace")


def rows(lines: Lines, file: str, limits: Limits, delimiter: str = ",") -> Iterator[Row]:
    """Every row with its first line; the header is the first of them. Empty lines are no rows."""
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        fault: tuple[str, str] | None = None
        cells: list[str] = []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            if "unexpected end of data" in str(wrong) or "field limit" in str(wrong):
                bad(
                    "open-quote",
                    file,
                    "A quotation mark opened here never closes, or a cell is far too long.",
                    "Close it, or take it out, and send the file again.",
                    line=line,
                )
            fault = ("quoting", "The quotation marks in this row do not pair.")
        if not cells and fault is None:
            continue
        if lines.faults and fault is None:
            fault = next(
                (lines.faults[n] for n in range(line, reader.line_num + 1) if n in lines.faults), None
            )
        yield Row(line, reader.line_num, cells, fault)
