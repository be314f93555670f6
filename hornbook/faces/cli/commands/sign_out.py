"""hornbook sign-out"""

import argparse

HELP = """End this terminal's sign-in.

example: hornbook sign-out"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def run(args: argparse.Namespace) -> int:
    from hornbook.faces.cli import terminal

    print("Signed out." if terminal.forget() else "Nobody was signed in here.")
    return 0
