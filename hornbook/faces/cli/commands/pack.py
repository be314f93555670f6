"""hornbook pack show | diff"""

import argparse
import json

from hornbook.faces.cli.asked import pack_folders
from hornbook.rules.policy import load
from hornbook.rules.policy.compare import as_data, differences
from hornbook.rules.policy.types import Pack

HELP = """Show what a pack says, or in what two packs differ.

example: hornbook pack show mmap
         hornbook pack diff england-alternative-provision mmap"""


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    show = what.add_parser("show", help="what one pack says")
    show.add_argument("name")
    diff = what.add_parser("diff", help="every value in which two packs differ")
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
    found = differences(one, other)
    if args.json:
        told = [{"key": each.key, "one": each.one, "other": each.other} for each in found]
        print(json.dumps({"one": one.id, "other": other.id, "differences": told}, ensure_ascii=False))
        return 0
    for each in found:
        print(each.key)
        print(f"  - {_said(each.one)}\n  + {_said(each.other)}")
    print(f"{len(found)} differences." if found else "They say the same.")
    return 0


def _said(value: object) -> str:
    if isinstance(value, str):
        return value.replace("\n", "\n    ") or "(nothing)"
    return json.dumps(value, ensure_ascii=False)


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
