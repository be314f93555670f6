"""The promises as pages to read: docs/reference/promises.md, and the matrix of what keeps each.

Keeps: promise 268. The build compares both: the first changes when a promise does, the matrix when the
committed evidence or a reason does, and the run that writes the evidence writes it too.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby

from hornbook.promises.awaited import reason
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


MATRIX = """\
# Who made which promise, and what keeps it

Written by `python -m hornbook.promises --matrix`, and by the test run that writes the evidence.

A dot says that the controller's own document makes the promise. What keeps it are the tests that passed, or
the reason why none does yet. Promises that people keep (kind A) want proof from them besides, and what can be
seen live is on the promise board.
"""


def as_matrix(register: Mapping[str, Promise], evidence: Mapping[str, Evidence]) -> str:
    """Promise by controller, with what keeps it; and how many of each controller's are shown."""
    packs = tuple(dict.fromkeys(each.pack for each in documents().values()))
    parts = [MATRIX, _totals(register.values(), evidence, packs)]
    by_group = sorted(register.values(), key=lambda p: (p.group, int(p.id)))
    for (group, topic), promises in groupby(by_group, key=lambda p: (p.group, p.topic)):
        rows = [_crossed(each, evidence.get(each.id), packs) for each in promises]
        head = ("No.", "Promise", *packs, "Kinds", "What keeps it")
        parts.append(f"## {group}. {topic}\n\n{table(head, rows)}")
    return "\n".join(parts)


def _totals(promises: Iterable[Promise], evidence: Mapping[str, Evidence], packs: tuple[str, ...]) -> str:
    listed = tuple(promises)
    rows = []
    for pack in packs:
        mine = [each for each in listed if pack in each.binds]
        shown = sum(each.id in evidence for each in mine)
        rows.append((f"`{pack}`", str(len(mine)), str(shown), str(len(mine) - shown)))
    return table(("Controller", "Promises made", "Shown by tests", "Not yet"), rows)


def _crossed(promise: Promise, evidence: Evidence | None, packs: tuple[str, ...]) -> tuple[str, ...]:
    made = ["●" if pack in promise.binds else "" for pack in packs]
    return (promise.id, promise.text, *made, " ".join(promise.kinds), _keeps(promise, evidence))


def _keeps(promise: Promise, evidence: Evidence | None) -> str:
    """The tests, by file; else the dated reason why there is none."""
    if evidence is None:
        waits = reason(promise)
        return f"Not yet, {waits.on:%-d %B %Y}: {waits.why}"
    by_file: dict[str, list[str]] = {}
    for test in evidence.tests:
        file, _, name = test.partition("::")
        by_file.setdefault(file, []).append(name)
    told = "; ".join(f"`{file}`: {', '.join(sorted(names))}" for file, names in sorted(by_file.items()))
    return told if evidence.result == "passed" else f"Broken: {told}"
