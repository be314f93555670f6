"""A file that leaves: whole and readable by its owner only, or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hornbook.rules.base.refused import BadInput, Finding


@contextmanager
def whole(out: Path) -> Iterator[IO[bytes]]:
    """Write `out` at once, when the block ends well. A place that cannot be written is said before it begins.

    A file that is there already is never written over: it may be the only copy of what was sent before.
    """
    if out.exists():
        raise bad(out, "There is a file of that name already.", "Give another name.")
    partial = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fault:
        raise bad(out, f"It cannot be written: {fault.strerror}.", "Choose another folder.") from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, out)
    finally:
        partial.unlink(missing_ok=True)


def bad(out: Path, why: str, next: str) -> BadInput:
    return BadInput(Finding("error", "out-file", str(out), None, "out", why, next))
