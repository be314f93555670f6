"""hornbook doctor: is this installation as it should be?"""

import argparse
from dataclasses import asdict

from hornbook.faces.cli import answers, checks, terminal

HELP = """Look at this installation: a plain list of what is right, what is not, and what to do.

Exit status 1 when something is not right.

example: hornbook doctor"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def run(args: argparse.Namespace) -> int:
    found = list(checks.all_of(terminal.now()))
    answers.give(args.json, [asdict(check) for check in found], (_line(check) for check in found))
    return 0 if all(check.ok for check in found) else 1


def _line(check: checks.Check) -> str:
    if check.ok:
        return f"ok      {check.name}: {check.seen}"
    return f"not ok  {check.name}: {check.seen}\n        {check.next}"
