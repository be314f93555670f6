"""hornbook find: pupils meant by what somebody types."""

import argparse

from hornbook.faces.cli import answers, given, terminal
from hornbook.stages.use import acts as use
from hornbook.stages.use.gate import Slice

HELP = """Look for pupils by name, part of a name, number or date of birth, for a purpose that your role has.

Whom it showed is written in the ledger.

example: hornbook find --controller elm --purpose admissions "Byron" """


def arguments(parser: argparse.ArgumentParser) -> None:
    given.controller(parser)
    parser.add_argument("--purpose", metavar="P", required=True)
    parser.add_argument("text")


def run(args: argparse.Namespace) -> int:
    by = terminal.actor(args.controller)
    found = use.find(by=by, at=terminal.now(), purpose=args.purpose, text=args.text)
    lines = [_line(pupil) for pupil in found] or ["Nobody was found."]
    answers.give(args.json, [_for_machines(pupil) for pupil in found], lines)
    return 0


def _line(pupil: Slice) -> str:
    known = _for_machines(pupil)
    where = f"Year {known['year_group']}" if known["year_group"] else ""
    roll = "" if pupil.on_roll else "off roll"
    return "  ".join(filter(None, [str(pupil.person), pupil.name, str(known["born"]), where, roll]))


def _for_machines(pupil: Slice) -> dict[str, object]:
    current = [r.values for r in pupil.records.get("enrolment", ()) if not r.values.get("leaving_date")]
    return {
        "ref": pupil.person,
        "name": pupil.name,
        "born": pupil.one("identity").get("date_of_birth", ""),
        "year_group": current[-1].get("year_group", "") if current else "",
        "on_roll": pupil.on_roll,
    }
