"""hornbook promise show | own | prove | paper"""

import argparse
from pathlib import Path
from typing import Any

from hornbook.faces.cli import answers, given, terminal
from hornbook.faces.cli.asked import put, wrong
from hornbook.promises import documents
from hornbook.rules.base.dates import spoken
from hornbook.stages.account import filed, filing, promises

HELP = """One promise: how it stands and what shows it; who sees to it; and proof of what people did.

example: hornbook promise show 103
         hornbook promise own 103 --role head --due 2027-01-15 --every-months 3
         hornbook promise prove 103 --on 2026-11-24 --words "Every cabinet was locked." --file a.pdf
         hornbook promise paper REF --out round.pdf"""


def arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, help in (
        ("show", "how it stands, what shows it, and what was filed"),
        ("own", "say who sees to it, by when, and how often"),
        ("prove", "file proof of what people did"),
        ("paper", "the paper that was filed with a proof"),
    ):
        sub = below.add_parser(name, help=help)
        sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
        given.controller(sub)
        if name == "paper":
            sub.add_argument("proof", metavar="REF", type=given.reference)
            sub.add_argument("--out", metavar="FILE", required=True)
        else:
            sub.add_argument("number", metavar="N")
        if name == "own":
            sub.add_argument("--role", required=True)
            sub.add_argument("--person", metavar="REF", type=given.reference, help="an account in that role")
            sub.add_argument("--due", metavar="DATE", type=given.day)
            sub.add_argument("--every-months", metavar="N", type=int)
        if name == "prove":
            sub.add_argument("--on", metavar="DATE", type=given.day, default=terminal.today())
            sub.add_argument("--words", required=True, metavar="TEXT", help="what was done; name no pupil")
            sub.add_argument("--file", metavar="FILE", type=Path)


def run(args: argparse.Namespace) -> int:
    by = terminal.actor(args.controller)
    if args.what == "paper":
        found = filing.open_paper(by=by, at=terminal.now(), proof=args.proof)
        put(found.content, args.out)
        return 0
    if args.what == "own":
        asked = {"due_on": args.due, "every_months": args.every_months, "account": args.person}
        filing.own(by=by, at=terminal.now(), promise=args.number, role=args.role, **asked)
    if args.what == "prove":
        paper = {"name": args.file.name, "content": _read(args.file)} if args.file else {}
        filing.prove(by=by, at=terminal.now(), promise=args.number, on=args.on, words=args.words, **paper)
    line = _line(by, args.number)
    proofs = filed.proofs_of(by.controller, line.promise.id)
    answers.give(args.json, _data(line, proofs), _lines(line, proofs))
    return 0


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise wrong("--file", f"{file} cannot be read: {fault.strerror}.", "Check the name.") from None


def _line(by: Any, number: str) -> promises.Line:
    found = promises.board(by.controller, terminal.today())
    line = next((each for each in found.lines if each.promise.id == number), None)
    if line is None:
        raise wrong("N", f"There is no promise {number!r}.", f"Choose from 1 to {len(found.lines)}.")
    return line


def _data(line: promises.Line, proofs: list[filed.Filed]) -> dict[str, Any]:
    seen = line.live
    return {
        "id": line.promise.id,
        "text": line.promise.text,
        "sources": [{"document": s.document, "lines": s.lines} for s in line.promise.sources],
        "bound": line.bound,
        "kinds": list(line.promise.kinds),
        "state": line.state,
        "why": line.why,
        "tests": list(line.tests),
        "seen": {"state": seen.state, "sentence": seen.sentence, "count": seen.count} if seen else None,
        "people": {
            "role": line.people.role,
            "account": line.people.account,
            "due": line.people.due,
            "every_months": line.people.every_months,
            "proofs": [{"ref": p.ref, "on": p.on, "words": p.words, "size": p.size} for p in proofs],
        },
    }


def _lines(line: promises.Line, proofs: list[filed.Filed]) -> list[str]:
    people = line.people
    where = "; ".join(f"{documents()[s.document].title}, {s.lines}" for s in line.promise.sources)
    due = f", next proof due {spoken(people.due)}" if people.due else ""
    return [
        f"{line.promise.id}  {line.promise.text}",
        f"{line.state.upper()}: {line.why}",
        f"promised in  {where}",
        f"kept by      {line.promise.kept_by}",
        f"seen now     {line.live.sentence if line.live else 'nothing here can see it by itself'}",
        f"seen to by   {people.role or 'nobody yet'}{due}",
        *(f"test         {each}" for each in line.tests),
        *(
            f"proof        {p.ref}  {p.on}  {p.words}" + (f"  ({p.size} bytes)" if p.size else "")
            for p in proofs
        ),
    ]
