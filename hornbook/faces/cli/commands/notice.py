"""hornbook notice"""

import argparse

from django.utils import timezone

from hornbook.faces.cli.asked import day, put
from hornbook.stages.account import printing
from hornbook.stages.parties import queries as parties

HELP = """Print the privacy notice from the pack that decides.

example: hornbook notice --controller school --out notice.html
         hornbook notice --pack mmap --child --format pdf --out child.pdf"""


def arguments(parser: argparse.ArgumentParser) -> None:
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--controller", help="the controller whose notice it is")
    whose.add_argument("--pack", help="a pack that nobody need work by")
    parser.add_argument("--child", action="store_true", help="the layer for children")
    parser.add_argument("--format", choices=printing.NOTICE_FORMS, default="html")
    parser.add_argument("--on", type=day, help="as it is true on this day (default: today)")
    parser.add_argument("--out", required=True, help="the file to write; - for standard output")


def run(args: argparse.Namespace) -> int:
    pack = parties.load_pack(args.pack or parties.by_slug(args.controller).pack)
    layer = "child" if args.child else "standard"
    on = args.on or timezone.localdate()
    put(printing.notice(pack, on, layer=layer, form=args.format), args.out)
    return 0
