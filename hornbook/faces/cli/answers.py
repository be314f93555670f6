"""An answer, for a person to read or a machine: one call in each command."""

import json
import sys
from collections.abc import Iterable
from typing import Any


def give(as_json: bool, data: Any, lines: Iterable[str]) -> None:
    """JSON when it was asked for, else the lines."""
    if as_json:
        print(json.dumps(data, ensure_ascii=False, indent=2, default=str))
    else:
        for line in lines:
            print(line)


def step(text: str) -> None:
    """Progress goes to stderr, so that an answer can be piped on."""
    print(text, file=sys.stderr, flush=True)
