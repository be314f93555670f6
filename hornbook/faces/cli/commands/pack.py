"""hornbook pack show | diff"""

import argparse
import json

from hornbook.faces.cli.asked import pack_folders
from hornbook.rules.policy import load
from hornbook.rules.policy.compare import as_data, differences, in_words
from hornbook.rules.policy.types import Pack

HELP = """Show what a pack says, or in what two packs differ.

example: hornbook pack show mmap
         hornbook pack diff ela amat"""


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    show = what.add_parser("show", help="what one pack says")
    show.add_argument("name")
    diff = what.add_parser("diff", help="in what two packs differ; with --json every value")
    diff.add_argument("one")
    diff.add_argument("other")
    for each in (show, diff):  # --json may stand before or after
        each.add_argument("--json", action="store_true", default=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    if args.what == "show":
        pack = load(args.name, pack_folders())
        print(json.dumps(as_data(pack), ensure_ascii=False) if args.json else _shown(pack))
        return 0
    one, other = (load(name, pack_folders()) for name in (args.one, args.other))
    if args.json:
        found = differences(one, other)
        told = [{"key": each.key, "one": each.one, "other": each.other} for each in found]
        print(json.dumps({"one": one.id, "other": other.id, "differences": told}, ensure_ascii=False))
        return 0
    print("\n".join(in_words(one, other)) or "They say the same.")
    return 0


def _shown(pack: Pack) -> str:
    lines = [
        f"{pack.title} ({pack.id} {pack.version})",
        f"digest      {pack.digest}",
        f"builds on   {', '.join(pack.extends) or 'nothing'}",
        f"stands by   {', '.join(pack.documents) or 'no document'}",
        f"checked     against the law of {pack.law_on:%-d %B %Y}",
        "",
        f"Purposes ({len(pack.purposes)})",
        *(f"  {each.id:24} {each.basis:8} {each.text}" for each in pack.purposes.values()),
        "",
        f"Categories ({len(pack.categories)})",
        *(f"  {each.id:24} {each.wording}" for each in pack.categories.values()),
        "",
        f"Recipients ({len(pack.routes)})",
        *(f"  {each.id:30} {each.recipient}" for each in pack.routes.values()),
        "",
        f"Kept ({len(pack.retention)})",
        *(f"  {each.id:24} {each.wording}" for each in pack.retention.values()),
        "",
        "Rules",
        *(f"  {key:32} {value}" for key, value in pack.rules.items()),
    ]
    return "\n".join(lines)
