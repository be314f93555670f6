"""hornbook retain: what is due, proposing it, disposing of it, and the certificate."""

import argparse

from hornbook.faces.cli import answers, given, terminal
from hornbook.rules.base.dates import spoken
from hornbook.rules.base.refused import Refused
from hornbook.stages.retain import acts as retain
from hornbook.stages.retain import queries

HELP = """Records that have run their time: due, propose, list, dispose, certificate.

Two people approve, each under their own sign-in: hornbook approve BATCH.

example: hornbook retain due --controller elm --on 2026-12-31"""


def arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, help in (
        ("due", "whose record is due by a day, why, and what speaks against it"),
        ("propose", "propose those who are due and free, or the ones named"),
        ("list", "what was proposed, and how far it is"),
        ("dispose", "destroy what two people approved"),
        ("certificate", "what was destroyed, by its number or the person's reference"),
    ):
        sub = below.add_parser(name, help=help)
        sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
        given.controller(sub)
        if name in ("due", "propose"):
            sub.add_argument("--on", metavar="DATE", type=given.day, default=terminal.today())
        if name == "propose":
            sub.add_argument("--about", metavar="REF", type=given.reference, action="append")
        if name in ("dispose", "certificate"):
            sub.add_argument("ref", type=given.reference)


def run(args: argparse.Namespace) -> int:
    by = terminal.actor(args.controller)
    data, lines = WHAT[args.what](args, by)
    answers.give(args.json, data, lines)
    return 0


def _due(args, by):
    found = queries.due(by=by, at=terminal.now(), on=args.on)
    lines = [f"{len(found)} records are due by {spoken(args.on)}."]
    for each in found:
        lines.append(f"{each.person}  {each.name}  since {spoken(each.on)}: {each.why}")
        lines += [f"  but: {conflict}" for conflict in each.conflicts]
    data = [
        {
            "person": each.person,
            "name": each.name,
            "on": each.on,
            "why": each.why,
            "cites": list(each.cites),
            "actions": list(each.actions),
            "conflicts": list(each.conflicts),
        }
        for each in found
    ]
    return data, lines


def _propose(args, by):
    batch = retain.propose(by=by, at=terminal.now(), on=args.on, people=args.about)
    found = queries.batch(by.controller, batch)
    lines = [f"Proposed: batch {batch}, {len(found['people'])} records. Two people now run:"]
    return _batch(found), [*lines, f"  hornbook approve {batch}"]


def _list(args, by):
    found = queries.batches(by.controller)
    lines = [
        f"{b['ref']}  {b['state']}  {len(b['people'])} records, {b['gone']} gone, "
        f"{len(b['approved_by'])} of {retain.APPROVALS} approvals"
        for b in found
    ]
    return [_batch(b) for b in found], lines or ["Nothing was proposed yet."]


def _dispose(args, by):
    certificates = retain.dispose(by=by, at=terminal.now(), batch=args.ref)
    made = [queries.certificate(by.controller, ref) for ref in certificates]
    lines = [f"Destroyed: {len(made)} records."]
    lines += [f"Certificate {c.ref}: no backup opens it from {spoken(c.unreadable_from)}" for c in made]
    return {"certificates": [_certificate_as(c) for c in made]}, lines


def _certificate(args, by):
    found = queries.certificate(by.controller, args.ref)
    if found is None:
        raise Refused(
            "unknown",
            what="There is no such certificate.",
            why="No disposal here has that number, and nobody with that reference was disposed of.",
            next="List the disposals: hornbook retain list.",
        )
    data = _certificate_as(found)
    lines = [f"{name.replace('_', ' ')}: {value}" for name, value in data.items() if name != "not_reached"]
    return data, [*lines, "not reached:", *(f"  {what}" for what in found.not_reached)]


def _batch(found):
    return dict(found)


def _certificate_as(found):
    return {
        "certificate": found.ref,
        "batch": found.batch_id,
        "person": found.person,
        "rule": found.rule,
        "cites": found.cites,
        "destroyed": found.counts,
        "approved_by": found.approved_by,
        "disposed_at": found.disposed_at.isoformat(),
        "unreadable_from": found.unreadable_from,
        "not_reached": found.not_reached,
    }


WHAT = {"due": _due, "propose": _propose, "list": _list, "dispose": _dispose, "certificate": _certificate}
