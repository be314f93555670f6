"""What an import did, or would do, on a terminal and as JSON. Values are not shown: they are in the file."""

from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from hornbook.rules.base.refused import Finding
from hornbook.stages.collect.queries import Outcome

SHOWN = 20
DRY = "dry run"


def as_json(done: Outcome) -> dict[str, Any]:
    c = done.counts
    return {
        "receipt": str(done.receipt) if done.receipt else None,
        "state": done.state,
        "again": done.again,
        "format": done.format,
        "about": done.about,
        "tables": [
            {
                "file": t.name,
                "table": t.kind,
                "read": t.rows.read,
                "admitted": t.rows.admitted,
                "merged": t.rows.merged,
                "set_aside": t.rows.set_aside,
            }
            for t in done.tables
        ],
        "people": {
            "by_number": c.numbers,
            "new": c.new,
            "known": c.known,
            "left_out": c.left_out,
            "new_contacts": c.contacts,
        },
        "enrolments": c.enrolments,
        "records": {"created": c.created, "updated": c.updated, "unchanged": c.unchanged},
        "changed": not c.nothing_new(),
        "findings": [_finding(f) for f in done.findings],
        "tallies": [
            {"severity": t.severity, "code": t.code, "file": t.file, "field": t.field, "count": t.count}
            for t in done.tallies
        ],
    }


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "severity": f.severity,
        "code": f.code,
        "file": f.file,
        "line": f.line,
        "field": f.field,
        "why": f.why,
        "next": f.next,
    }


def show(done: Outcome, out: Console) -> None:
    """Per table what became of its rows; then people, records and what was found."""
    out.print(_rows(done))
    c = done.counts
    would = "would be " if done.state == DRY else ""
    out.print(
        f"People by pupil number: {c.numbers:,}. Enrolments: {c.enrolments:,}. "
        f"Pupils new: {c.new:,}, held before: {c.known:,}, left out: {c.left_out:,}; "
        f"new contacts: {c.contacts:,}."
    )
    out.print(
        f"Records {would}created: {c.created:,}, {would}updated: {c.updated:,}, unchanged: {c.unchanged:,}."
    )
    if done.again:
        out.print("These files were admitted before: 0 changes.")
    elif c.nothing_new():
        out.print("0 changes: everything in it is held already.")
    _found(done, out)
    if done.receipt:
        out.print(f"Receipt {done.receipt}: {done.state}.")
    else:
        out.print("A dry run: nothing was kept and nothing was changed.")


def _rows(done: Outcome) -> Table:
    numbers = [Column(h, justify="right") for h in ("read", "admitted", "merged", "set aside")]
    table = Table("Table", *numbers, box=None)
    for each in done.tables:
        r = each.rows
        table.add_row(each.name, *(f"{n:,}" for n in (r.read, r.admitted, r.merged, r.set_aside)))
    return table


def _found(done: Outcome, out: Console) -> None:
    """The first of what was found; the rest is counted."""
    for finding in done.findings[:SHOWN]:
        out.print(str(finding), soft_wrap=True)
    counted: Counter[tuple[str, str]] = Counter()
    for t in done.tallies:
        counted[t.severity, t.code] += t.count
    if counted:
        out.print("Found in all:")
    for (severity, code), n in sorted(counted.items()):
        out.print(f"  {n:7,} {code} ({severity})")
