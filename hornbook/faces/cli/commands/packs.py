"""hornbook packs"""

import argparse
import json

from hornbook.faces.cli.asked import pack_folders
from hornbook.rules.policy import load, packs

HELP = """List the packs there are: who they are for, and what they build on.

example: hornbook packs"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def run(args: argparse.Namespace) -> int:
    folders = pack_folders()
    found = [load(name, folders) for name in packs(folders)]
    if args.json:
        told = [
            {
                "id": pack.id,
                "title": pack.title,
                "kind": pack.kind,
                "version": pack.version,
                "extends": list(pack.extends),
                "documents": list(pack.documents),
                "digest": pack.digest,
            }
            for pack in found
        ]
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for pack in found:
        base = f", on {pack.extends[0]}" if pack.extends else ""
        print(f"{pack.id:30} {pack.version:8} {pack.title}{base}")
    return 0
