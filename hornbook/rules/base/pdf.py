"""A page drawn as PDF/UA-1: tagged, in its language, with a title, read in the order it is written.

    drawn([page])                the PDF of this page
    drawn(pages, sheets=1)       of the first of these that goes on one sheet; none of them does: no bytes

It is drawn in a process of its own, which knows no secret of ours, may fetch nothing, and takes its fonts and
its layout with it when it ends: kept in a web process they would stay there, a hundred megabytes and more.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

VARIANT = "pdf/ua-1"
SECONDS = 300

_ROOT = str(Path(__file__).resolve().parents[3])
#: What finding fonts asks for. Nothing else of our environment goes along.
_GOES_ALONG = ("HOME", "PATH", "XDG_CACHE_HOME", "SOURCE_DATE_EPOCH")


class NotDrawn(Exception):
    """The page could not be drawn; the argument says why."""


def drawn(pages: Sequence[str], sheets: int | None = None) -> bytes:
    """The PDF of the first page; of several, ordered from the largest down, the first on so many sheets.

    Each page is whole: what it refers to outside itself is left out. Empty where none fits. NotDrawn where a
    page cannot be drawn.
    """
    along = {name: os.environ[name] for name in _GOES_ALONG if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603  (our own interpreter, our own module)
            [sys.executable, "-s", "-P", "-m", __name__],
            input=json.dumps({"pages": list(pages), "sheets": sheets}).encode(),
            capture_output=True,
            timeout=SECONDS,
            env={**along, "PYTHONPATH": _ROOT, "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotDrawn(f"It took longer than {SECONDS} seconds.") from None
    if done.returncode != 0:
        raise NotDrawn(f"It ended with {done.returncode}: {done.stderr.decode(errors='replace')[-300:]}")
    return done.stdout


def first_on(pages: Sequence[str], sheets: int | None) -> bytes:
    """As `drawn`, in this process: the largest that fits lies in pages[low:high]."""
    if sheets is None:
        return _written(_laid_out(pages[0]))
    low, high, found = 0, len(pages), b""
    while low < high:
        middle = (low + high) // 2
        laid = _laid_out(pages[middle])
        if len(laid.pages) <= sheets:
            high, found = middle, _written(laid)
        else:
            low = middle + 1
    return found


def _laid_out(page: str) -> Any:
    from weasyprint import HTML  # type: ignore[import-untyped]  # it carries no types
    from weasyprint.urls import URLFetcher  # type: ignore[import-untyped]

    return HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=())).render(pdf_variant=VARIANT)


def _written(laid: Any) -> bytes:
    return bytes(laid.write_pdf(pdf_variant=VARIANT) or b"")


if __name__ == "__main__":
    asked = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(first_on(asked["pages"], asked["sheets"]))
