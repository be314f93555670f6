"""hornbook serve: the pages, once everything they stand on has been looked at."""

import argparse

from django.conf import settings

from hornbook.faces.cli import answers, checks, serving
from hornbook.rules.base.refused import Refused

HELP = """Serve the pages.

It does not start on a database that is not as it should be (hornbook doctor says what is wrong). Before the
first page it finishes disposals that were cut off, and destroys backups of keys that have run out.

example: hornbook serve --port 8000"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--threads", type=int, default=8)


def run(args: argparse.Namespace) -> int:
    wrong = checks.wrong(checks.to_serve)
    if wrong:
        raise Refused(
            "not-fit-to-serve",
            what="Nothing is served.",
            why="; ".join(f"{check.name}: {check.seen}" for check in wrong),
            next=wrong[0].next,
        )
    with serving.alone():
        for done in serving.tidied():
            answers.step(done)
        if settings.DEMO:
            answers.step("This is a demonstration: nobody in it exists. Keep no real person's data here.")
        answers.step(f"Hornbook: http://{args.host}:{args.port}/  (Ctrl+C ends it)")
        serving.pages(args.host, args.port, args.threads)
    return 0
