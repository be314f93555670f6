"""hornbook processing-record"""

import argparse
from pathlib import Path

from django.utils import timezone

from hornbook.faces.cli.asked import day, put
from hornbook.stages.account import printing
from hornbook.stages.parties import queries as parties

HELP = """Print the record of processing (UK GDPR, Article 30) from the pack that decides.

The end of the file's name gives its form: .html, .md, .csv or .pdf.

example: hornbook processing-record --controller school --out record.csv"""


def arguments(parser: argparse.ArgumentParser) -> None:
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--controller", help="the controller whose record it is")
    whose.add_argument("--pack", help="a pack that nobody need work by")
    parser.add_argument("--format", choices=printing.RECORD_FORMS, help="where the file's name does not say")
    parser.add_argument("--on", type=day, help="as it is true on this day (default: today)")
    parser.add_argument("--out", required=True, help="the file to write; - for standard output")


def run(args: argparse.Namespace) -> int:
    pack = parties.load_pack(args.pack or parties.by_slug(args.controller).pack)
    ending = Path(args.out).suffix.removeprefix(".").lower()
    form = args.format or (ending if ending in printing.RECORD_FORMS else "html")
    put(printing.processing_record(pack, args.on or timezone.localdate(), form=form), args.out)
    return 0
