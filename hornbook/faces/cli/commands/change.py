"""hornbook change REF CATEGORY FIELD=VALUE …: correct or add to a record by hand."""

import argparse

from hornbook.faces.cli import answers, given, terminal
from hornbook.stages.use import acts as use
from hornbook.stages.use.gate import Write

HELP = """Write values into a person's record, for a purpose for which your role may change it. An empty value
clears the field. What the pack does not declare cannot be written.

example: hornbook change 3f0c… sen --purpose pupil-learning provision=K since=2026-09-07"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="REF", type=given.reference)
    parser.add_argument("category")
    parser.add_argument("values", metavar="FIELD=VALUE", type=given.pair, nargs="+")
    given.controller(parser)
    parser.add_argument("--purpose", metavar="P", required=True)
    parser.add_argument("--record", metavar="REF", type=given.reference, help="which of several records")


def run(args: argparse.Namespace) -> int:
    by = terminal.actor(args.controller)
    write = Write(args.person, args.category, dict(args.values), record=args.record)
    done = use.change(by=by, at=terminal.now(), purpose=args.purpose, writes=[write])
    counts = {"created": done.created, "updated": done.updated, "unchanged": done.unchanged}
    answers.give(args.json, counts, [", ".join(f"{n} {what}" for what, n in counts.items())])
    return 0
