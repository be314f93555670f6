"""hornbook rights: somebody asks for what is theirs, from the day it comes to the day it is answered."""

import argparse
from pathlib import Path
from typing import Any

from hornbook.faces.cli import answers, given, terminal, writing
from hornbook.rules.base.actor import Actor
from hornbook.rules.base.dates import spoken
from hornbook.rules.base.refused import Refused
from hornbook.stages.rights import acts as rights
from hornbook.stages.rights import queries
from hornbook.stages.rights.entitlement import ASKERS, GROUNDS
from hornbook.stages.rights.exemptions import EXEMPTIONS, REFUSALS
from hornbook.stages.rights.kinds import kinds

HELP = """Requests: open, list, show, decide, withhold, copy, close, and what the clock waits for.

The copy is written out whole, or refused: page, PDF, JSON, the documents, and a certificate that says of each
category how much is held, given and withheld, and why.

example: hornbook rights open sar --controller elm --about REF --by pupil --received 2026-11-24"""

ENDS = ("answered", "refused", "withdrawn")
WAITING = {
    "ask-id": ("proof of identity was asked for", rights.ask_for_id),
    "id-received": ("proof of identity came", rights.id_received),
    "ask": ("what is sought was asked", rights.ask_to_clarify),
    "answered": ("what is sought was answered", rights.clarified),
}

Said = tuple[Any, list[str]]


def arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    opening = _below(below, "open", "write down that somebody asks; the clock starts on the day it came")
    opening.add_argument("kind", choices=sorted(kinds))
    opening.add_argument("--about", metavar="REF", type=given.reference, required=True)
    opening.add_argument("--by", metavar="WHO", choices=ASKERS, required=True, help=", ".join(ASKERS))
    opening.add_argument("--received", metavar="WHEN", type=given.day, required=True)
    opening.add_argument("--asker", metavar="REF", type=given.reference, help="who asks, if a record is held")
    opening.add_argument("--came", choices=rights.CAME, default="other")
    listing = _below(below, "list", "open requests, the one due first before the others")
    listing.add_argument("--on", metavar="DATE", type=given.day, default=terminal.today())
    show = _case(below, "show", "one request, its clock explained day by day")
    show.add_argument("--on", metavar="DATE", type=given.day, default=terminal.today())
    for name, (help, _) in WAITING.items():
        _case(below, name, help).add_argument("--on", metavar="DATE", type=given.day)
    extend = _case(below, "extend", "take the longer time; the person was told within the first")
    extend.add_argument("--because", choices=("complex", "many"), required=True)
    extend.add_argument("--told", metavar="DATE", type=given.day)
    decide = _case(below, "decide", "write down who may have the copy")
    decide.add_argument("--because", choices=sorted(GROUNDS), required=True)
    keep = _case(below, "withhold", "keep a category, a record or a field back, for a reason of the law")
    keep.add_argument("--code", choices=sorted(EXEMPTIONS), required=True)
    keep.add_argument("--category", required=True)
    keep.add_argument("--record", metavar="REF", type=given.reference)
    keep.add_argument("--field", default="")
    for needs in (extend, decide, keep):
        needs.add_argument("--reason", required=True, help="in a sentence; kept sealed")
    copy = _case(below, "copy", "make the copy and write it into a new folder")
    copy.add_argument("--out", metavar="DIR", type=Path, required=True)
    close = _case(below, "close", "end the request, its clock and its hold on the record")
    close.add_argument("--outcome", choices=ENDS, default=ENDS[0])
    close.add_argument("--code", choices=sorted(REFUSALS), default="")
    close.add_argument("--reason", default="", help="of a refusal, in a sentence; kept sealed")
    close.add_argument("--on", metavar="DATE", type=given.day, help="the day the answer went out")


def _below(below: Any, name: str, help: str) -> argparse.ArgumentParser:
    sub: argparse.ArgumentParser = below.add_parser(name, help=help)
    sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    given.controller(sub)
    return sub


def _case(below: Any, name: str, help: str) -> argparse.ArgumentParser:
    sub = _below(below, name, help)
    sub.add_argument("case", metavar="CASE", type=given.reference)
    return sub


def run(args: argparse.Namespace) -> int:
    by = terminal.actor(args.controller)
    data, lines = (WHAT.get(args.what) or _wait)(args, by)
    answers.give(args.json, data, lines)
    return 0


def _open(args: argparse.Namespace, by: Actor) -> Said:
    case = rights.open_case(
        by=by,
        at=terminal.now(),
        kind=args.kind,
        about=args.about,
        asked_by=args.by,
        asker=args.asker,
        received=args.received,
        came=args.came,
    )
    return _shown(by, case)


def _list(args: argparse.Namespace, by: Actor) -> Said:
    _may_see(by)
    found = queries.open_cases(by.controller, args.on)
    return [_as_data(c) for c in found], [_line(c) for c in found] or ["No request is open."]


def _show(args: argparse.Namespace, by: Actor) -> Said:
    _may_see(by)
    found = queries.case(by.controller, args.case, args.on)
    if found is None:
        raise Refused(
            "unknown",
            what="There is no such request here.",
            why="No request of this controller has that reference.",
            next="List the requests: hornbook rights list.",
        )
    lines = [_line(found), f"Next: {found.next.sentence}"]
    if found.clock:
        lines += [f"  {s.day}  {'counted' if s.counted else '-':8}{s.why}" for s in found.clock.steps]
        lines += [found.clock.why] if found.clock.why else []
        lines.append(f"By: {'; '.join(found.clock.cites)}")
    lines += [f"Withheld: {w.category} {w.field} ({w.code}) {w.cite}" for w in found.withheld]
    lines += [f"Copy {c.receipt}, {len(c.files)} files" for c in found.copies]
    return _as_data(found), lines


def _wait(args: argparse.Namespace, by: Actor) -> Said:
    WAITING[args.what][1](by=by, at=terminal.now(), case=args.case, on=args.on)
    return _shown(by, args.case)


def _extend(args: argparse.Namespace, by: Actor) -> Said:
    rights.extend(
        by=by, at=terminal.now(), case=args.case, because=args.because, reason=args.reason, told=args.told
    )
    return _shown(by, args.case)


def _decide(args: argparse.Namespace, by: Actor) -> Said:
    rights.decide(by=by, at=terminal.now(), case=args.case, because=args.because, reason=args.reason)
    return _shown(by, args.case)


def _withhold(args: argparse.Namespace, by: Actor) -> Said:
    kept = rights.withhold(
        by=by,
        at=terminal.now(),
        case=args.case,
        code=args.code,
        category=args.category,
        record=args.record,
        field=args.field,
        reason=args.reason,
    )
    return {"withheld": kept}, [f"Withheld: {kept}"]


def _copy(args: argparse.Namespace, by: Actor) -> Said:
    """The folder is tried before anything is opened: a copy that cannot be put down is not made."""
    if args.out.is_file() or (args.out.is_dir() and any(args.out.iterdir())):
        raise writing.bad(
            args.out,
            "There is a file of that name, or something in that folder already.",
            "Give a new folder.",
        )
    try:
        args.out.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        why = f"It cannot be made: {fault.strerror}."
        raise writing.bad(args.out, why, "Choose another place.") from None
    handed = rights.build_copy(by=by, at=terminal.now(), case=args.case)
    for name, content in handed.files.items():
        (args.out / name).parent.mkdir(mode=0o700, exist_ok=True)
        with writing.whole(args.out / name) as file:
            file.write(content)
    rows = [f"  {r.title}: {r.says}" for r in handed.certificate.rows]
    data = {"receipt": handed.receipt, "certificate": handed.certificate.as_json()}
    return data, [f"Written: {len(handed.files)} files in {args.out}", *rows, f"Receipt {handed.receipt}"]


def _close(args: argparse.Namespace, by: Actor) -> Said:
    rights.close(
        by=by,
        at=terminal.now(),
        case=args.case,
        outcome=args.outcome,
        code=args.code,
        reason=args.reason,
        on=args.on,
    )
    return _shown(by, args.case)


def _may_see(by: Actor) -> None:
    rights.may_see(by, terminal.now())


def _shown(by: Actor, case: Any) -> Said:
    found = queries.case(by.controller, case, terminal.today())
    assert found is not None
    return _as_data(found), [_line(found), f"Next: {found.next.sentence}"]


def _line(found: queries.Case) -> str:
    clock = found.clock
    due = "no day yet" if clock is None or clock.due is None else f"due {spoken(clock.due)}"
    if clock and clock.days_left is not None:
        due += f", {clock.days_left} days left" if clock.days_left >= 0 else ", overdue"
    return f"{found.ref}  {found.label}: {found.stands}; received {spoken(found.received)}; {due}"


def _as_data(found: queries.Case) -> dict[str, Any]:
    clock = found.clock
    return {
        "case": found.ref,
        "kind": found.kind,
        "about": found.about,
        "by": found.asked_by,
        "received": found.received,
        "state": found.state,
        "due": clock.due if clock else None,
        "days_left": clock.days_left if clock else None,
        "waiting_for": list(clock.paused) if clock else [],
        "steps": [{"day": s.day, "counted": s.counted, "why": s.why} for s in clock.steps] if clock else [],
        "cites": list(clock.cites) if clock else [],
        "why": clock.why if clock else "",
        "next": {"sentence": found.next.sentence, "act": found.next.act},
        "withheld": [
            {"withheld": w.ref, "category": w.category, "record": w.record, "field": w.field, "code": w.code}
            for w in found.withheld
        ],
        "copies": [{"receipt": c.receipt, "files": dict(c.files)} for c in found.copies],
    }


WHAT = {
    "open": _open,
    "list": _list,
    "show": _show,
    "extend": _extend,
    "decide": _decide,
    "withhold": _withhold,
    "copy": _copy,
    "close": _close,
}
