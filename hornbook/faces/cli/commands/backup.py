"""hornbook backup --out FOLDER: the data there, the keys apart from it."""

import argparse
from pathlib import Path

from hornbook.faces.cli import answers, keeping, terminal
from hornbook.rules.base.dates import spoken
from hornbook.stages.keys.backups import LASTS

HELP = """Back up the data while Hornbook runs: database, vault and own packs into a new folder.

The keyring is copied apart, within the data folder, and destroyed after thirty days. The root key
and the session secret (session.key) are in no backup: keep them in the safe.

example: hornbook backup --out /mnt/nightly/2026-11-24"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="FOLDER", type=Path, required=True)


def run(args: argparse.Namespace) -> int:
    at = terminal.now()
    keys = keeping.back_up(args.out, at)
    lines = [f"Data:    {args.out}", f"Keyring: {keys}, until {spoken((at + LASTS).date())}"]
    lines += ["A copy of the keyring that you take elsewhere must be destroyed by that day too."]
    if not keeping.embedded():
        lines += [
            "The database is PostgreSQL's to copy, now, into the same folder:",
            f"  pg_dump --format=custom --file={args.out}/hornbook.dump",
        ]
    answers.give(
        args.json, {"data": str(args.out), "keyring": str(keys), "database": keeping.embedded()}, lines
    )
    return 0
