"""The `hornbook` command: arguments in, one act, answer out.

Each module in `commands` is one command: `HELP`, `arguments(parser)` and `run(args) -> exit status`.
Exit status: 0 done, 1 refused or findings (the answer says why), 2 wrong arguments or unreadable input.
"""

import argparse
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from hornbook.rules.base.refused import BadInput, Refused

from . import commands

#: Commands that ask rules only: they need no data folder and start no Django.
PURE = frozenset({"clock", "codesets", "decide", "lint", "packs", "pack"})

#: Commands that take facts as words, key=value: options may stand before, between and behind them.
WORDS = frozenset({"clock", "decide"})

#: Where a demonstration lies: never among real people's data.
DEMO_HOME = "~/.local/share/hornbook-demo"

#: Commands that act: what they wrote in the ledger, a refusal included, is sealed before they end.
ACTING = frozenset(
    {"approve", "change", "collect", "demo", "find", "init", "notice", "read", "retain", "rights", "share"}
)


class Intermixed(argparse.ArgumentParser):
    """A parser whose words and options may stand in any order, as long as it has no commands below it."""

    words = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if not self.words:
            return super().parse_known_args(args, namespace)
        self.words = False  # argparse asks itself again, for the options and then for the words
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self.words = True


def names() -> list[str]:
    """Every command's name; a module's underscores are hyphens on the command line."""
    return [m.name.replace("_", "-") for m in pkgutil.iter_modules(commands.__path__)]


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{commands.__name__}.{name.replace('-', '_')}")


def parser(shown: Sequence[str]) -> argparse.ArgumentParser:
    top = Intermixed(prog="hornbook", description="Pupil information, handled as the privacy notice says.")
    top.add_argument("--home", help="the data folder (default: HORNBOOK_HOME, else ~/.local/share/hornbook)")
    below = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in shown:
        known = module(name)
        sub = below.add_parser(
            name,
            help=known.HELP.splitlines()[0],
            description=known.HELP,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.words = name in WORDS
        sub.add_argument("--json", action="store_true", help="answer as JSON, for machines")
        known.arguments(sub)
    return top


def _first_look(argv: Sequence[str]) -> str:
    """The command asked for, and the data folder set, before anything that reads settings is imported."""
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--home")
    early.add_argument("command", nargs="?", default="")
    early.add_argument("--data")
    seen, _ = early.parse_known_args(argv)
    home = seen.home
    if seen.command == "demo":
        os.environ["HORNBOOK_DEMO"] = "1"
        home = seen.data or seen.home or os.environ.get("HORNBOOK_HOME") or DEMO_HOME
    if home:
        os.environ["HORNBOOK_HOME"] = str(Path(home).expanduser().resolve())
    return str(seen.command)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Gives its exit status."""
    argv = sys.argv[1:] if argv is None else argv
    asked = _first_look(argv)
    if asked not in PURE:
        _start()
    args = parser([asked] if asked in names() else names()).parse_args(argv)
    try:
        return int(module(args.command).run(args) or 0)
    except Refused as refusal:
        _say_refused(refusal, args.json)
        return 1
    except BadInput as bad:
        _say_bad(bad, args.json)
        return 2
    except KeyboardInterrupt:
        print("Stopped. What was under way can be started again.", file=sys.stderr)
        return 130
    finally:
        if args.command in ACTING:
            from . import sealing

            sealing.after_an_act()


def _start() -> None:
    """Django, with settings that read the data folder chosen above."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hornbook.site.settings")
    import django

    django.setup()


def _say_refused(refusal: Refused, as_json: bool) -> None:
    if as_json:
        print(
            json.dumps(
                {
                    "refused": refusal.code,
                    "what": refusal.what,
                    "why": refusal.why,
                    "next": refusal.next,
                    "cites": list(refusal.cites),
                },
                ensure_ascii=False,
            )
        )
    else:
        print(f"{refusal.what}\nWhy: {refusal.why}\nNext: {refusal.next}", file=sys.stderr)


def _say_bad(bad: BadInput, as_json: bool) -> None:
    finding = bad.finding
    if as_json:
        print(
            json.dumps(
                {
                    "error": finding.code,
                    "file": finding.file,
                    "line": finding.line,
                    "field": finding.field,
                    "why": finding.why,
                    "next": finding.next,
                },
                ensure_ascii=False,
            )
        )
    print(str(finding), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
