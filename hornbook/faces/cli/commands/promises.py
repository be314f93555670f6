"""hornbook promises"""

import argparse
import json
from typing import Any

from django.utils import timezone

from hornbook.faces.cli.asked import day
from hornbook.stages.account import promises
from hornbook.stages.parties import queries as parties

HELP = """The board of promises: how each of them stands, and what shows it.

kept | at risk | broken | needs a person | not yet. With a controller, what can be seen there now counts too.

example: hornbook promises --controller school
         hornbook promises --pack mmap --json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--controller", help="the controller whose board it is")
    whose.add_argument("--pack", help="a pack that nobody need work by")
    parser.add_argument("--on", type=day, help="as it stands on this day (default: today)")
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="end with 1 where the evidence is not of the code that is running",
    )


def run(args: argparse.Namespace) -> int:
    on = args.on or timezone.localdate()
    if args.controller:
        board = promises.board(parties.by_slug(args.controller).ref, on)
    else:
        board = promises.board_of_pack(parties.load_pack(args.pack) if args.pack else None, on)
    whose = args.controller or args.pack or ""
    print(json.dumps(_data(board, whose), ensure_ascii=False) if args.json else _shown(board, whose))
    return 1 if args.fresh and not board.fresh else 0


def _data(board: promises.Board, whose: str) -> dict[str, Any]:
    return {
        "whose": whose,
        "on": board.on.isoformat(),
        "documents": list(board.documents),
        "evidence_is_of_this_code": board.fresh,
        "counts": board.counts,
        "by_document": board.by_document,
        "promises": [_line(line) for line in board.lines],
    }


def _line(line: promises.Line) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": line.promise.id,
        "text": line.promise.text,
        "documents": list(line.promise.documents),
        "bound": line.bound,
        "state": line.state,
        "why": line.why,
        "evidence": {"tests": list(line.tests)},
    }
    if line.people.role or line.people.proofs:
        people = line.people
        told["evidence"]["people"] = {
            "role": people.role,
            "due": people.due.isoformat() if people.due else None,
            "proofs": people.proofs,
            "last": people.last.isoformat() if people.last else None,
        }
    if line.live is not None:
        seen = line.live
        told["evidence"]["live"] = {
            "state": seen.state,
            "sentence": seen.sentence,
            "count": seen.count,
            "first": seen.first.isoformat() if seen.first else None,
            "last": seen.last.isoformat() if seen.last else None,
            "link": seen.link,
        }
    return told


def _shown(board: promises.Board, whose: str) -> str:
    own = board.bound or board.lines
    lines = (
        [] if board.fresh else ["The evidence is not of the code that is running: run the tests again.", ""]
    )
    for state in promises.STATES:
        here = [line for line in own if line.state == state]
        lines += [f"{state.upper()} ({len(here)})"] if here else []
        lines += [f"  {line.promise.id:>4}  {line.promise.text}\n        {line.why}" for line in here]
    told = ", ".join(f"{number} {state}" for state, number in promises.counted(own).items())
    made = f"{len(board.lines) - len(own)} made by others" if board.bound else "no controller named"
    return "\n".join([*lines, "", f"{whose or 'All promises'}: {told}; {made}."])
