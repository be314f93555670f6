"""hornbook share: send what a route allows, or be told why not."""

import argparse
from pathlib import Path

from hornbook.faces.cli import answers, given, terminal, writing
from hornbook.rules.base.refused import BadInput, Finding, Refused
from hornbook.stages.share import acts as share

HELP = """Write the file for a recipient and log who was told what; or refuse, and write nothing.

--dry-run shows who would go and who stays out, also for another day; nothing leaves and nothing is logged as
sent.

example: hornbook share youth-support --controller elm --out to-youth-support.csv"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("route", help="the recipient's route, as the pack names it")
    given.controller(parser)
    parser.add_argument("--on", metavar="DATE", type=given.day, help="another day; only with --dry-run")
    parser.add_argument("--about", metavar="REF", type=given.reference, action="append", help="default: all")
    parser.add_argument("--field", metavar="F", action="append", default=[], help="category.field")
    parser.add_argument("--given", metavar="NEED", action="append", default=[], help="recorded need")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--out", metavar="FILE", type=Path)


def run(args: argparse.Namespace) -> int:
    by = terminal.actor(args.controller)
    asked = {"route": args.route, "people": args.about, "fields": args.field, "given": args.given}
    if args.dry_run:
        return _plan(args, share.plan(by=by, at=terminal.now(), on=args.on, **asked))
    if args.on not in (None, terminal.today()):
        raise Refused(
            "not-today",
            what="Nothing was sent.",
            why="What is sent is sent today; another day can only be asked about.",
            next="Leave out --on, or add --dry-run.",
        )
    if args.out is None:
        raise BadInput(
            Finding("error", "argument-missing", "hornbook share", None, "--out", "Say where the file goes.")
        )
    with writing.whole(args.out) as file:
        parcel = share.send(by=by, at=terminal.now(), **asked)
        file.write(parcel.content)
    answers.give(
        args.json,
        {"disclosure": parcel.disclosure, "people": parcel.people, "file": str(args.out)},
        [f"Sent: {parcel.people} people in {args.out}", f"Disclosure {parcel.disclosure}"],
    )
    return 0


def _plan(args: argparse.Namespace, plan: share.Plan) -> int:
    fields = sorted(
        {f"{c}.{f}" for going in plan.going for c, fs in going.decision.fields.items() for f in fs}
    )
    lines = [
        f"{plan.route.recipient}: {len(plan.going)} people would go, {len(plan.staying)} would stay out."
    ]
    lines += [f"  {n} stay out: {_why(plan, code)}" for code, n in sorted(plan.reasons.items())]
    data = {
        "route": plan.route.id,
        "going": [c.person for c in plan.going],
        "staying": plan.reasons,
        "fields": fields,
    }
    answers.give(args.json, data, lines)
    return 0


def _why(plan: share.Plan, code: str) -> str:
    first = next(c for c in plan.staying if c.decision.code == code)
    return first.decision.why or "nothing that this route carries is held"
