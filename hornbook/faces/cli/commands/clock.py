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
from hornbook.rules.formats.school_calendar import school_calendar
from hornbook.rules.law.clock import Clock
from hornbook.rules.law.deadline import deadlines
from hornbook.rules.law.deadlines import clock
from hornbook.rules.law.school_days import Calendar


def _help() -> str:
    kinds = "\n".join(
        f"  {kind:26}{', '.join(sorted(known.keys))}" for kind, known in sorted(deadlines.items())
    )
    return f"""When something is due, counted day by day.

kinds, and what they may be told:
{kinds}

example: hornbook clock sar --received 2025-10-14
         hornbook clock attains_age --received 2010-02-03 age=13
         hornbook clock edu_record --received 2026-10-12 school=pru --calendar pier.csv
         hornbook clock --batch requests.csv --calendar PIER=pier.csv --json
                (columns kind, received, extra: key=value;key=value, as school=pru;calendar=PIER)

A calendar is a CSV file, open,2026-09-02,2026-10-16 or shut,2026-09-25,,training day on each line; or a TOML
file: open = [[2026-09-02, 2026-10-16]] and shut = [2026-09-25]. Weekends and bank holidays are shut."""


HELP = _help()


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", help="which deadline")
    parser.add_argument("facts", nargs="*", metavar="key=value", help="what else is known")
    parser.add_argument("--received", metavar="WHEN", help="the day or instant from which it runs")
    parser.add_argument("--batch", type=Path, help="a CSV of many, answered as one JSON list")
    parser.add_argument(
        "--calendar", action="append", default=[], metavar="[NAME=]FILE", help="a school's open days"
    )


def run(args: argparse.Namespace) -> int:
    calendars = _calendars(args.calendar)
    if args.batch:
        if args.kind or args.received:
            raise wrong("--batch", "A batch file names its kinds and days itself.", "Leave the others out.")
        found = _batch(args.batch, calendars)
        print(json.dumps([answer(each) for each in found], ensure_ascii=False))
        return 0
    if not args.kind or not args.received:
        raise wrong("kind", "Say which deadline, and when it was received.", "As: sar --received 2026-11-24")
    facts = _facts(args.facts)
    one = _counted(args.kind, args.received, facts, _for_one(args.kind, facts, calendars))
    print(json.dumps(answer(one), ensure_ascii=False) if args.json else _shown(one))
    return 0


def _calendars(named: Sequence[str]) -> dict[str, Calendar]:
    """By the name before the sign; one without a name is whosever names none."""
    found: dict[str, Calendar] = {}
    for each in named:
        name, equals, file = each.partition("=")
        name, file = (name.strip(), file.strip()) if equals else ("", each)
        if name in found:
            raise wrong("--calendar", f"Two calendars {f'are called {name!r}' if name else 'have no name'}.")
        try:
            data = Path(file).read_bytes()
        except (OSError, ValueError) as fault:
            why = f"It cannot be read: {getattr(fault, 'strerror', None) or fault}."
            raise BadInput(Finding("error", "unreadable", file, None, "--calendar", why)) from None
        found[name] = school_calendar(file, data)
    return found


def _for_one(kind: str, facts: Mapping[str, str], calendars: dict[str, Calendar]) -> dict[str, Calendar]:
    """A question of its own needs no name for its calendar; where it gives one, that may be the file's."""
    if calendars and kind in deadlines and not deadlines[kind].by_calendar:
        raise wrong("--calendar", f"{kind} counts no school days.", "Leave it out.")
    named = facts.get("calendar", "")
    if not named:
        return {"": next(iter(calendars.values()))} if len(calendars) == 1 else calendars
    if named not in calendars and Path(named).is_file():
        return {named: next(iter(_calendars([named]).values()))}
    return calendars


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


def _counted(kind: str, received: str, facts: Mapping[str, str], calendars: Mapping[str, Calendar]) -> Clock:
    try:
        return clock(kind, received, facts, calendars)
    except (KeyError, ValueError, OverflowError) as fault:
        raise wrong(kind, _sentence(fault)) from None


def _sentence(fault: Exception) -> str:
    said = str(fault.args[0]) if fault.args else str(fault)
    return said if said.endswith(".") else f"{said}."


COLUMNS = ("kind", "received", "extra")


def _batch(path: Path, calendars: Mapping[str, Calendar]) -> list[Clock]:
    """Every line counted, or the first that cannot be named by its line: nothing half done."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            columns = reader.fieldnames or []
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise BadInput(Finding("error", "unreadable", str(path), None, "file", f"{fault}.")) from None
    for column in COLUMNS[:2]:
        if column not in columns:
            why = f"There is no column {column!r}: the columns are {', '.join(COLUMNS)}."
            raise BadInput(Finding("error", "bad-line", str(path), 1, column, why))
    found = []
    for number, row in rows:
        try:
            found.append(_line(row, calendars))
        except BadInput as bad:
            why = bad.finding.why
            raise BadInput(Finding("error", "bad-line", str(path), number, bad.finding.field, why)) from None
    return found


def _line(row: Mapping[str | None, Any], calendars: Mapping[str, Calendar]) -> Clock:
    if row.get(None):
        raise wrong("extra", f"There are more cells than columns: part the facts with ; in {row['extra']!r}.")
    kind, received, extra = ((row.get(key) or "").strip() for key in COLUMNS)
    return _counted(kind, received, _facts([each for each in extra.split(";") if each.strip()]), calendars)


def _shown(found: Clock) -> str:
    due = found.due
    said = due.isoformat(" ") if isinstance(due, datetime) else spoken(due) if due else ""
    head = f"Due {said}." if said else "No day can be given yet."
    steps = [f"  {step.day}  {'+' if step.counted else ' '}  {step.why}" for step in found.steps]
    told = [found.why] if found.why else []
    if found.review:
        told.append("This rests on a rule that a lawyer should look at.")
    return "\n".join([head, *told, *steps, f"By: {'; '.join(found.cites)}"])
