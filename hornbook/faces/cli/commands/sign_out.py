"""hornbook sign-out"""

import argparse

from hornbook.faces.cli import terminal

HELP = """End this terminal's sign-in.

example: hornbook sign-out"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def run(args: argparse.Namespace) -> int:
    print("Signed out." if terminal.forget() else "Nobody was signed in here.")
    return 0
