"""Where a command finds its packs and puts its answer, for commands with and without a data folder."""

import os
import sys
from datetime import date
from pathlib import Path

from hornbook.packs import SHIPPED
from hornbook.rules.base.refused import BadInput, Finding


def pack_folders() -> tuple[Path, ...]:
    """A controller's own packs first, then those shipped; as settings have it, without reading settings."""
    home = Path(os.environ.get("HORNBOOK_HOME", "") or Path.home() / ".local/share/hornbook")
    return (home / "packs", SHIPPED)


def wrong(field: str, why: str, next: str = "", code: str = "bad-argument") -> BadInput:
    """A wrong argument, in one sentence."""
    return BadInput(Finding("error", code, "command line", None, field, why, next))


def day(text: str) -> date:
    """A day as an argument gives it, for argparse."""
    return date.fromisoformat(text)


def put(content: bytes, out: str) -> None:
    """Write the answer to the file named, or to standard output for a hyphen."""
    if out == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    path = Path(out)
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise wrong("--out", f"{out} cannot be written: {fault.strerror}.", "Name another file.") from None
    print(f"Written: {path}", file=sys.stderr)
