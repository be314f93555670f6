"""What is typed on the command line, read: days and references, or one sentence on what cannot be."""

import argparse
from datetime import date
from uuid import UUID


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2026-11-24") from None


def reference(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a reference; copy it from a list") from None


def controller(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--controller", metavar="C", help="the school or council; only needed with several")


def pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"{text!r} is not field=value")
    return name, value
