"""hornbook restore FROM: put a backup back, and forget again whoever was disposed of since."""

import argparse
from pathlib import Path

from hornbook.faces.cli import answers, keeping, sealing, serving, terminal

HELP = """Put the data of a backup in place of what is here. Nobody may be serving this data folder meanwhile.

Whoever was disposed of since the backup goes again: the keyring, which stays, knows who. What was done since
the backup is lost, the ledger's lines about it too: compare with the last witness (hornbook ledger verify).

example: hornbook restore /mnt/nightly/2026-11-24"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="FROM", type=Path)
    parser.add_argument("--keyring", metavar="FILE", type=Path, help="only where this machine has none")


def run(args: argparse.Namespace) -> int:
    with serving.alone():
        gone = keeping.put_back(args.source, terminal.now(), args.keyring)
        sealing.after_an_act()
    lines = [
        f"Put back from {args.source}.",
        f"Disposed of since, and gone again: {gone} people and contacts.",
    ]
    if not keeping.embedded():
        lines[:0] = ["Vault and packs are put back; the database is as pg_restore left it."]
    answers.give(args.json, {"from": str(args.source), "gone_again": gone}, [*lines, "Next: hornbook doctor"])
    return 0
