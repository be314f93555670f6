"""The copy as a page, as a tagged PDF and as JSON: the same content three times.

Keeps: promise 197. The page stands by itself: no script, no other file, nothing fetched. The PDF is made of
the page (PDF/UA-1), so that what is on the one is on the other.
"""

import functools
import json
from dataclasses import asdict
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from hornbook.rules.base import pdf
from hornbook.rules.base.dates import local_day, spoken

from .content import Copy, Line, Part

FORMAT = "hornbook-copy/1"


def as_json(copy: Copy) -> bytes:
    """The shape for machines. A key may be added; none changes its meaning while FORMAT stays."""
    answer: dict[str, Any] = {
        "format": FORMAT,
        "case": str(copy.case),
        "controller": copy.controller,
        "about": copy.name,
        "made_at": copy.made_at.isoformat(),
        "received": copy.received.isoformat(),
        "told": [asdict(each) for each in copy.told],
        "categories": [_part(part) for part in copy.parts],
        "stages": [
            {
                "stage": stage,
                "sections": [
                    {
                        "title": s.title,
                        "rows": [dict(r) for r in s.rows],
                        "withheld": [*map(list, s.withheld)],
                    }
                    for s in sections
                ],
            }
            for stage, sections in copy.stages
        ],
        "files": sorted(copy.files),
    }
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _part(part: Part) -> dict[str, Any]:
    return {
        "category": part.category,
        "title": part.title,
        "wording": part.wording,
        "why": [asdict(use) for use in part.uses],
        "sources": list(part.sources),
        "recipients": list(part.recipients),
        "until": part.until,
        "records": [{"record": str(e.ref), "values": [_line(x) for x in e.lines]} for e in part.entries],
    }


def _line(line: Line) -> dict[str, Any]:
    named = {"field": line.field, "label": line.label}
    if line.kept is not None:
        return {**named, "withheld": asdict(line.kept)}
    answer = {**named, "value": line.plain, "shown": line.shown, "source": line.source}
    if line.masked:
        answer["masked"] = line.masked
    if line.file:
        answer["file"] = line.file
    return answer


@functools.cache
def _pages() -> Environment:
    pages = Environment(
        loader=PackageLoader("hornbook.stages.rights.copies"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters.update(spoken=spoken, day_of=lambda at: spoken(local_day(at)))
    return pages


def as_page(template: str, **content: Any) -> bytes:
    return _pages().get_template(template).render(**content).encode("utf-8", "backslashreplace")


def as_pdf(page: bytes) -> bytes:
    """The page as PDF/UA-1; it refers to nothing outside itself."""
    return pdf.drawn([page.decode()])
