"""The promises as a page to read: docs/reference/promises.md is this function's output.

Keeps: promise 268. Without evidence the page changes only when a promise does, so the build can compare it.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby

from hornbook.promises.evidence import Evidence, standing
from hornbook.promises.register import KINDS, Document, Promise, documents

PREFACE = """\
# The promises

Written by `python -m hornbook.promises`; change the files in `hornbook/promises` and print again.

These are the promises of five published documents, in our own words. Numbers never change.
How each one stands today is on the promise board, and from `python -m hornbook.promises --evidence`.
"""


def as_markdown(register: Mapping[str, Promise], evidence: Mapping[str, Evidence] | None = None) -> str:
    """The whole register, group by group; with evidence, also how each promise stands and by which tests."""
    parts = [PREFACE, documents_table(documents().values()), kinds_table()]
    by_group = sorted(register.values(), key=lambda p: (p.group, int(p.id)))
    for (group, topic), promises in groupby(by_group, key=lambda p: (p.group, p.topic)):
        parts.append(f"## {group}. {topic}\n\n{group_table(promises, evidence)}")
    return "\n".join(parts)


def documents_table(listed: Iterable[Document]) -> str:
    rows = [
        (f"`{d.id}`", d.title, d.kind, str(d.year) if d.year_printed else f"about {d.year}", f"`{d.pack}`")
        for d in listed
    ]
    return table(("Document", "What it is", "Kind", "Year", "Pack"), rows)


def kinds_table() -> str:
    return table(("Kind", "How it is made true"), KINDS.items())


def group_table(promises: Iterable[Promise], evidence: Mapping[str, Evidence] | None) -> str:
    head = ("No.", "Promise", "How Hornbook keeps it", "Stage", "Kinds", "Where it stands")
    if evidence is None:
        return table(head, [row(p) for p in promises])
    return table((*head, "State", "Tests"), [(*row(p), *shown(p, evidence.get(p.id))) for p in promises])


def row(promise: Promise) -> tuple[str, ...]:
    where = "; ".join(f"{source.document} {source.lines}" for source in promise.sources)
    return (promise.id, promise.text, promise.kept_by, promise.stage, " ".join(promise.kinds), where)


def shown(promise: Promise, evidence: Evidence | None) -> tuple[str, str]:
    stands = standing(promise, evidence)
    tests = ", ".join(f"`{test}`" for test in evidence.tests) if evidence else ""
    return f"**{stands.state}**: {stands.why}", tests


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
