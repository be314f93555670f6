"""hornbook ledger: is the record of what was done as it was written?"""

import argparse
import json
from pathlib import Path

from hornbook.faces.cli import answers, given, sealing, terminal, writing
from hornbook.rules.base.refused import BadInput, Finding
from hornbook.stages.keys.signing import public_key
from hornbook.stages.ledger import chain
from hornbook.stages.parties import queries as parties

HELP = """Verify the ledger, or write a checkpoint for a witness to keep elsewhere.

verify      walks the whole chain and names what was edited, deleted, put in or swapped. It seals nothing
            first: what is not sealed yet could not be shown to be unchanged, so it is counted and said.
            Exit status 1 when anything is wrong.
checkpoint  seals what is settled, then writes how long each chain is and its last signed digest.

example: hornbook ledger verify --witness last-month.json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    verify = below.add_parser("verify", help="name what was edited, deleted, put in or swapped")
    verify.add_argument("--witness", metavar="FILE", type=Path, help="an earlier checkpoint")
    checkpoint = below.add_parser("checkpoint", help="what a witness keeps")
    checkpoint.add_argument("--out", metavar="FILE", type=Path, required=True)
    for sub in (verify, checkpoint):
        sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
        given.controller(sub)


def run(args: argparse.Namespace) -> int:
    known = [parties.by_slug(args.controller)] if args.controller else parties.all_controllers()
    return _verify(args, known) if args.what == "verify" else _checkpoint(args, known)


def _verify(args: argparse.Namespace, known: list) -> int:
    witness = _witness(args.witness) if args.witness else {}
    reports = {}
    for controller in known:
        reports[controller.slug] = chain.verify(
            controller.ref,
            lambda key, ref=controller.ref: public_key(ref, key),
            witness.get(str(controller.ref)),
        )
    lines = [line for slug, report in reports.items() for line in _said(slug, report)]
    answers.give(args.json, [_as_json(slug, r) for slug, r in reports.items()], lines)
    return 0 if all(report.sound for report in reports.values()) else 1


def _said(slug: str, report: chain.Report) -> list[str]:
    head = f"{slug}: {report.sealed} sealed entries, {report.unsealed} not sealed yet"
    if report.sound:
        return [f"{head}. Nothing was changed."]
    return [f"{head}. NOT SOUND:", *(f"  {_where(fault)}: {fault.what}" for fault in report.faults)]


def _where(fault: chain.Fault) -> str:
    return f"place {fault.seq}, entry {fault.entry}" if fault.entry else f"place {fault.seq}"


def _as_json(slug: str, report: chain.Report) -> dict[str, object]:
    return {
        "controller": slug,
        "sound": report.sound,
        "sealed": report.sealed,
        "unsealed": report.unsealed,
        "last_digest": report.last_digest,
        "faults": [{"place": f.seq, "entry": f.entry, "what": f.what} for f in report.faults],
    }


def _witness(path: Path) -> dict[str, dict[str, object]]:
    try:
        return {str(each["controller"]): each for each in json.loads(path.read_text())}
    except (OSError, ValueError, KeyError, TypeError) as fault:
        why = f"It is no checkpoint ({type(fault).__name__})."
        next = "Give the file that hornbook ledger checkpoint wrote."
        raise BadInput(Finding("error", "witness", str(path), None, "witness", why, next)) from None


def _checkpoint(args: argparse.Namespace, known: list) -> int:
    sealed = sealing.seal_all(terminal.now())
    marks = [chain.checkpoint(controller.ref) for controller in known]
    with writing.whole(args.out) as file:
        file.write(json.dumps(marks, indent=2).encode())
    answers.give(
        args.json,
        {"file": str(args.out), "sealed_now": sealed, "controllers": len(marks)},
        [f"Checkpoint of {len(marks)} ledgers in {args.out}. Give it to somebody who keeps it elsewhere."],
    )
    return 0
