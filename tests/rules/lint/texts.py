"""Texts for the linter's tests: a sound notice, a sound policy, and what each change makes of them."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from hornbook.rules.base.written import Written
from hornbook.rules.formats.written import read
from hornbook.rules.policy.lint import Remark, lint

NOTICES = Path(__file__).resolve().parents[2] / "data" / "notices"
SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
TODAY = date(2026, 11, 24)
CASES: list[dict[str, Any]] = tomllib.loads((NOTICES / "cases.toml").read_text("utf-8"))["case"]


def sound(name: str = "sound.txt") -> str:
    return (NOTICES / name).read_text("utf-8")


def changed(case: dict[str, Any], key: str) -> Written:
    """The sound text with the wrong words in it, or with the near miss."""
    name = case.get("text", "sound.txt")
    text = sound(name)
    assert text.count(case["instead"]) == 1, f"{case['instead']!r} does not stand once in {name}"
    return read(name, text.replace(case["instead"], case[key]).encode())


def found(written: Written, on: date = TODAY) -> list[tuple[int, str]]:
    return [(each.line, each.code) for each in lint(written, on)]


def stands(written: Written, remark: Remark) -> bool:
    """Is the quote, word for word, in the line it is said to be in?"""
    lines = {line.number: line.text for line in written.lines}
    return bool(remark.quote) and remark.quote in lines[remark.line]
