"""hornbook print"""

import argparse

from django.conf import settings
from django.utils import timezone

from hornbook.faces.cli.asked import day, put, wrong
from hornbook.rules.base.refused import Refused
from hornbook.rules.policy import printed
from hornbook.stages.account import printing
from hornbook.stages.account import queries as noticed
from hornbook.stages.parties import queries as parties

TRANSLATION, DIFFERENCE = "translation", "difference"
LOCAL = {"localhost", "127.0.0.1", "[::1]", "testserver"}

HELP = """Print a document from the pack that decides: notice, poster, schedule, policies, annexes and more.

`difference` tells what changed between two published versions; `translation` is the file for a translator.

example: hornbook print poster --controller school --format pdf --out poster.pdf
         hornbook print notice --controller school --layer easy-read --large --format pdf --out easy.pdf
         hornbook print notice --controller school --layer child --language cy --out plentyn.html
         hornbook print difference --controller school --from 1 --to 2 --format md --out changes.md
         hornbook print translation --controller school --layer child --language cy --out child.cy.md"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", choices=[*printing.PAPERS, DIFFERENCE, TRANSLATION])
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--controller", help="the controller whose document it is")
    whose.add_argument("--pack", help="a pack that nobody need work by")
    parser.add_argument("--layer", choices=printed.LAYERS, default="standard", help="of the notice")
    parser.add_argument("--language", help="the published notice in this language, as cy or ar")
    parser.add_argument("--large", action="store_true", help="in letters of 18 points and more")
    parser.add_argument("--format", choices=printing.NOTICE_FORMS, default="html")
    parser.add_argument("--from", dest="older", type=int, metavar="NUMBER", help="the earlier version")
    parser.add_argument("--to", dest="newer", type=int, metavar="NUMBER", help="the later version")
    parser.add_argument("--address", help="where anybody can read the whole notice, for the poster")
    parser.add_argument("--on", type=day, help="as it is true on this day (default: today)")
    parser.add_argument("--out", required=True, help="the file to write; - for standard output")


def run(args: argparse.Namespace) -> int:
    if args.document == DIFFERENCE:
        put(_difference(args), args.out)
    elif args.document == TRANSLATION:
        put(_to_translate(args), args.out)
    elif args.language and args.document == "notice":
        put(_in_language(args), args.out)
    else:
        whose = parties.by_slug(args.controller) if args.controller else None
        pack = parties.load_pack(whose.pack if whose else args.pack)
        address = args.address or (_address(args.controller) if whose else "")
        ref = whose.ref if whose else None
        asked = printing.Asked(pack, args.on or timezone.localdate(), args.layer, ref, address)
        put(printing.paper(args.document, asked, form=args.format, large=args.large), args.out)
    return 0


def _address(slug: str) -> str:
    """The public page, where this installation has a name of its own."""
    host = next((each for each in settings.ALLOWED_HOSTS if each not in LOCAL and "*" not in each), "")
    return f"https://{host.lstrip('.')}/notice/{slug}/" if host else ""


def _slug(args: argparse.Namespace) -> str:
    if not args.controller:
        raise wrong("--controller", "Only a controller has published versions.", "Name it.")
    return str(parties.by_slug(args.controller).slug)


def _difference(args: argparse.Namespace) -> bytes:
    if args.older is None or args.newer is None:
        raise wrong("--from", "A difference is between two versions.", "Give --from and --to.")
    made = noticed.revision(_slug(args), args.layer, args.older, args.newer)
    return printing.document(made, form=args.format, large=args.large)


def _to_translate(args: argparse.Namespace) -> bytes:
    if not args.language:
        raise wrong("--language", "A translation is into a language.", "Give its code, as cy or ar.")
    pack = parties.load_pack(args.pack or parties.by_slug(args.controller).pack)
    on = args.on or timezone.localdate()
    return printed.to_translate(pack, args.layer, on, args.language).encode()


def _in_language(args: argparse.Namespace) -> bytes:
    found = noticed.translation(_slug(args), args.layer, args.language)
    if found is None:
        raise Refused(
            "no-such-language",
            what="Nothing was printed.",
            why=f"This notice was not published in {args.language!r}.",
            next="Print its file for translators, and publish what they give back.",
        )
    return printing.translated(found, form=args.format, large=args.large)
