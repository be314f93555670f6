"""The second sink: where a line goes when the ledger itself cannot be written.

A plain file of JSON lines, on another disk where there is one. It holds references and codes only.
What reaches it means that nothing was released.
"""

import json
import os
from collections.abc import Mapping
from typing import Any

from django.conf import settings


def write(line: Mapping[str, Any]) -> None:
    """Append one line and wait until the disk has it. Raises OSError when even that fails."""
    path = settings.HORNBOOK_SECOND_SINK
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, (json.dumps(dict(line), default=str, sort_keys=True) + "\n").encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def lines() -> list[dict[str, Any]]:
    """What the second sink holds, oldest first: a person must look at each."""
    path = settings.HORNBOOK_SECOND_SINK
    if not path.exists():
        return []
    return [_line(text) for text in path.read_text(errors="replace").splitlines() if text]


def _line(text: str) -> dict[str, Any]:
    """A line that was cut off half way still counts: somebody must look at it."""
    try:
        found: dict[str, Any] = json.loads(text)
    except ValueError:
        return {"act": "", "fault": "the line was cut off"}
    return found
