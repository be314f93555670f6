"""hornbook clock"""

import argparse
import csv
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from hornbook.faces.cli.asked import wrong
from hornbook.rules.base.dates import spoken
from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.law.clock import Clock
from hornbook.rules.law.deadlines import clock, deadlines

HELP = f"""When something is due, counted day by day.

kinds: {", ".join(sorted(deadlines))}

example: hornbook clock sar --received 2025-10-14
         hornbook clock attains_age --received 2010-02-03 age=13
         hornbook clock --batch requests.csv --json   (columns kind, received, extra: key=value;key=value)"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", help="which deadline")
    parser.add_argument("facts", nargs="*", metavar="key=value", help="what else is known")
    parser.add_argument("--received", nargs="+", metavar="WHEN", help="the day or instant from which it runs")
    parser.add_argument("--batch", type=Path, help="a CSV of many, answered as one JSON list")
    parser.add_argument(
        "--calendar", action="append", default=[], metavar="FILE", help="a school's open days"
    )


def run(args: argparse.Namespace) -> int:
    if args.calendar:
        raise wrong("--calendar", "No deadline that is known counts school days yet.", "Leave it out.")
    if args.batch:
        print(json.dumps([answer(found) for found in _batch(args.batch)], ensure_ascii=False))
        return 0
    if not args.kind or not args.received:
        raise wrong("kind", "Say which deadline, and when it was received.", "As: sar --received 2026-11-24")
    received, *more = args.received  # argparse gives an option what stands behind it
    found = _counted(args.kind, received, _facts([*args.facts, *more]))
    print(json.dumps(answer(found), ensure_ascii=False) if args.json else _shown(found))
    return 0


def answer(found: Clock) -> dict[str, Any]:
    """The shape that stays: whether a rule wants a lawyer's eye is said on screens, not here."""
    told = found.as_json()
    told.pop("review", None)
    return told


def _facts(pairs: Sequence[str]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise wrong(pair, f"{pair!r} is not of the form key=value.")
        if key.strip() in facts:
            raise wrong(key.strip(), f"{key.strip()!r} is given twice.")
        facts[key.strip()] = value.strip()
    return facts


def _counted(kind: str, received: str, facts: Mapping[str, str]) -> Clock:
    try:
        return clock(kind, received, facts)
    except (KeyError, ValueError) as fault:
        raise wrong(kind, _sentence(fault)) from None


def _sentence(fault: Exception) -> str:
    said = str(fault.args[0]) if fault.args else str(fault)
    return said if said.endswith(".") else f"{said}."


def _batch(path: Path) -> list[Clock]:
    """Every line counted, or the first that cannot be named by its line: nothing half done."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise BadInput(Finding("error", "unreadable", str(path), None, "file", f"{fault}.")) from None
    found = []
    for number, row in enumerate(rows, 2):
        kind, received, extra = ((row.get(key) or "").strip() for key in ("kind", "received", "extra"))
        try:
            facts = _facts([each for each in extra.split(";") if each.strip()])
            found.append(_counted(kind, received, facts))
        except BadInput as bad:
            why = bad.finding.why
            raise BadInput(Finding("error", "bad-line", str(path), number, bad.finding.field, why)) from None
    return found


def _shown(found: Clock) -> str:
    due = found.due
    said = due.isoformat(" ") if isinstance(due, datetime) else spoken(due) if due else ""
    head = f"Due {said}." if said else "No day can be given yet."
    steps = [f"  {step.day}  {'+' if step.counted else ' '}  {step.why}" for step in found.steps]
    told = [found.why] if found.why else []
    if found.review:
        told.append("This rests on a rule that a lawyer should look at.")
    return "\n".join([head, *told, *steps, f"By: {'; '.join(found.cites)}"])
