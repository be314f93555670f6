"""hornbook read REF: what one purpose may see of one person."""

import argparse
from typing import Any

from hornbook.faces.cli import answers, given, terminal
from hornbook.rules.catalogue.base import categories
from hornbook.stages.use import acts as use
from hornbook.stages.use.gate import Held, Slice

HELP = """Open a person's record for a purpose that your role has: each value, when it was recorded, and what
is left out and why. Whom it showed is written in the ledger.

example: hornbook read 3f0c… --purpose pupil-learning --category sen"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="REF", type=given.reference)
    given.controller(parser)
    parser.add_argument("--purpose", metavar="P", required=True)
    parser.add_argument("--category", action="append", help="only this one; default: all you may see")


def run(args: argparse.Namespace) -> int:
    by = terminal.actor(args.controller)
    (seen,) = use.read(
        by=by, at=terminal.now(), purpose=args.purpose, people=[args.person], categories=args.category
    )
    answers.give(args.json, _as_json(seen), _lines(seen))
    return 0


def _lines(seen: Slice) -> list[str]:
    lines = []
    for category, records in seen.records.items():
        about = categories[category]
        for held in records:
            lines.append(about.label)
            lines += [f"  {about.field(name).label}: {value}" for name, value in held.values.items()]
    return lines + [f"Left out: {categories[c].label}. {why}" for c, why in seen.left_out.items()]


def _as_json(seen: Slice) -> dict[str, Any]:
    return {
        "person": seen.person,
        "records": {c: [_record(held) for held in records] for c, records in seen.records.items()},
        "left_out": dict(seen.left_out),
    }


def _record(held: Held) -> dict[str, Any]:
    return {"record": held.ref, "values": dict(held.values), "recorded_at": held.recorded_at.isoformat()}
