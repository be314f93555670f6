"""hornbook sign-in EMAIL: password, then the second factor, for this terminal and one hour."""

import argparse
import getpass
import os
import sys

from hornbook.faces.cli import answers, signing_in, terminal
from hornbook.stages.parties import queries as parties

HELP = """Sign in at this terminal for an hour: password, then the code of your authenticator app.

Without a terminal (in a script) the password is read from HORNBOOK_PASSWORD, else from the first line that
comes in, and the code from the next.

example: hornbook sign-in dpo@elm.example.org"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email")
    parser.add_argument("--code", help="the code, where nobody can be asked for it")


def run(args: argparse.Namespace) -> int:
    password = os.environ.get("HORNBOOK_PASSWORD") or _ask("Password: ")
    person = signing_in.with_password(args.email, password)
    signing_in.with_code(person, args.code or _ask("Code of your authenticator app: "))
    terminal.remember(person.ref)
    seats = parties.seats(person.ref, terminal.now().date())
    at = [f"{seat.slug} ({', '.join(sorted(seat.roles))})" for seat in seats] or ["nowhere today"]
    answers.give(
        args.json,
        {"account": person.ref, "seats": [{"controller": s.slug, "roles": sorted(s.roles)} for s in seats]},
        [f"Signed in for an hour: {'; '.join(at)}"],
    )
    return 0


def _ask(what: str) -> str:
    """On a terminal unseen; else a line of what comes in."""
    return getpass.getpass(what) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
