"""hornbook demo: a school and a council full of people who do not exist, ready to click."""

import argparse
import os
import sys

from django.conf import settings

from hornbook.faces.cli import answers, terminal
from hornbook.faces.cli.demo import exampleshire, logins, making

HELP = """Make a demonstration, once, and serve it. It asks nothing.

A school with pupils, families, registers and papers, a council with a census, somebody for every role, and
something due today. Nobody in it exists. A second start uses the same data folder again.

example: hornbook demo --port 8000"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", metavar="DIR", help="where it lies (default: ~/.local/share/hornbook-demo)")
    parser.add_argument("--no-serve", action="store_true", help="make it, and stop")
    parser.add_argument("--print-logins", action="store_true", help="only the logins, with codes for now")
    parser.add_argument("--only-census", action="store_true", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    logins.only_in_a_demonstration()
    known = logins.kept()
    if args.print_logins:
        answers.give(args.json, [_for_machines(k) for k in known], logins.lines(known))
        return 0 if known else 1
    if not known:
        known = making.make(terminal.now(), answers.step)
    if args.only_census or (args.no_serve and not logins.census_taken()):
        making.census(known, terminal.now(), answers.step)
    if args.only_census:
        return 0
    answers.give(args.json, [_for_machines(k) for k in known], logins.lines(known))
    print(f"Codes change every half minute: hornbook demo --data {settings.HOME} --print-logins", flush=True)
    if args.no_serve:
        return 0
    if not logins.census_taken():
        exampleshire.beside()
    return _serve(args.port)


def _serve(port: int) -> int:
    """A process of its own takes this one's place: what was needed to make people is not kept in memory."""
    sys.stdout.flush()
    os.execv(  # noqa: S606  the same program, with arguments of ours
        sys.executable,
        [sys.executable, "-m", "hornbook", "--home", str(settings.HOME), "serve", "--port", str(port)],
    )


def _for_machines(known: logins.Known) -> dict[str, object]:
    return {
        "controller": known.controller,
        "roles": list(known.roles),
        "email": known.email,
        "name": known.name,
        "password": known.password,
        "secret": known.secret,
        "code": known.code(),
    }
