"""Texts for the linter's tests: a sound notice, a sound policy, and what each change makes of them."""

import html
import io
import tomllib
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import weasyprint

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


def plainly(kind: str, text: str) -> bytes:
    """Each line a paragraph, headings and lists unmarked, as many a document is."""
    lines = [html.escape(line) for line in text.split("\n")]
    page = f"<html><body>{chr(10).join(f'<p>{line}</p>' for line in lines)}</body></html>"
    if kind == "html":
        return page.encode()
    if kind == "pdf":
        return bytes(weasyprint.HTML(string=page).write_pdf())
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(
            "word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'
        )
    return packed.getvalue()
