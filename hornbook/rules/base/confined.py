"""A parser that may be attacked runs in a process of its own, which reads what it was given and does no more.

`confined("package.module:function", data)` runs function(data) there and gives back what it answered, a value
that JSON can carry. The process has so much memory and time, writes no file, starts no other process and can
open nothing once the parser is imported: no file, and no connection either.
"""

import importlib
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ROOT = str(Path(__file__).resolve().parents[3])
#: Imported before the door closes: Python looks for the others only when a file asks for them.
_ENCODINGS = (
    "ascii",
    "latin_1",
    "cp1252",
    "cp437",
    "mac_roman",
    "utf_8",
    "utf_16",
    "utf_16_be",
    "utf_16_le",
    "charmap",
)


@dataclass(frozen=True)
class Bounds:
    memory: int = 1_000_000_000  # bytes of address space
    seconds: int = 20
    answer: int = 20_000_000  # bytes


class Broken(Exception):
    """The parser gave up, ran out of memory or time, or answered too much: `why` says which."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def confined(parser: str, data: bytes, bounds: Bounds = Bounds()) -> Any:
    """What the parser answers about the data; raises Broken where it gives none."""
    command = [sys.executable, "-s", "-P", "-m", __name__, parser, str(bounds.memory), str(bounds.seconds)]
    try:
        done = subprocess.run(  # noqa: S603  (our own interpreter, our own module)
            command,
            input=data,
            capture_output=True,
            timeout=bounds.seconds * 2,
            env={"PYTHONPATH": _ROOT, "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Broken("It took too long to read.") from None
    if done.returncode != 0:
        raise Broken("It is damaged, or it needs more time or memory than such a file may.")
    if len(done.stdout) > bounds.answer:
        raise Broken("There is far more in it than such a file may hold.")
    return json.loads(done.stdout)


def _close_the_door(memory: int, seconds: int) -> None:
    import resource

    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(limit, (most, most))


def _answer(parser: str, memory: str, seconds: str) -> None:
    module, _, name = parser.partition(":")
    function = getattr(importlib.import_module(module), name)
    for encoding in _ENCODINGS:
        importlib.import_module(f"encodings.{encoding}")
    data = sys.stdin.buffer.read()
    _close_the_door(int(memory), int(seconds))
    sys.stdout.write(json.dumps(function(data)))


if __name__ == "__main__":
    _answer(*sys.argv[1:])
