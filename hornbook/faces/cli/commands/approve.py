"""hornbook approve ITEM: a second person's yes, under their own sign-in."""

import argparse

from hornbook.faces.cli import answers, given, terminal
from hornbook.stages.retain import acts as retain

HELP = """Approve what somebody proposed: a disposal, by its batch.

Each of two people signs in as themselves and says yes to exactly the set that was proposed.

example: hornbook approve 7d0c2f6e-0d9f-4a1e-9a57-7f6b9b1d2c3a"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("item", type=given.reference)
    given.controller(parser)


def run(args: argparse.Namespace) -> int:
    by = terminal.actor(args.controller)
    count = retain.approve(by=by, at=terminal.now(), batch=args.item)
    enough = count >= retain.APPROVALS
    next = (
        f"Now: hornbook retain dispose {args.item}" if enough else "A second person is still to approve it."
    )
    answers.give(
        args.json,
        {"item": args.item, "approvals": count, "needed": retain.APPROVALS},
        [f"Approved: {count} of {retain.APPROVALS}. {next}"],
    )
    return 0
