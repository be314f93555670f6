"""hornbook collect"""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from hornbook.faces.cli import outcome, terminal
from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.formats.base.rows import Limits
from hornbook.rules.formats.tabular import Mapping
from hornbook.stages.collect import acts

HELP = """Bring in a council's census export, or a school's own table of pupils.

Files are checked and kept sealed, then taken in step by step; if it is cut off, run the same command
again and it goes on. Brought a second time they change nothing. A broken row is named and left out, the
rest goes in.

example: hornbook collect exports/2024 --controller kent --dry-run"""

#: What is taken from a folder; other files in it are passed over.
TABLES = (".csv", ".csv.gz", ".zip")
MAPPING_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, several, or a folder; .gz and .zip too"
    )
    parser.add_argument("--controller", required=True, help="for whom: the controller's short name")
    parser.add_argument("--format", default="auto", help="auto (the default), census-export or csv")
    parser.add_argument(
        "--mapping", help="where the columns of a table go: a name in mappings/, or a .toml file"
    )
    parser.add_argument("--establishment", default="", help="the code of the school that a table is of")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")


def run(args: argparse.Namespace) -> int:
    by = terminal.actor(args.controller)
    how = {
        "files": list(files(args.paths)),
        "format": args.format,
        "mapping": mapping(args.mapping) if args.mapping else None,
        "establishment": args.establishment,
    }
    with progress(shown=not args.json) as step:
        if args.dry_run:
            done = acts.preview(by=by, at=terminal.now(), progress=step, **how)
        else:
            receipt = acts.receive(by=by, at=terminal.now(), **how)
            done = acts.admit(by=by, at=terminal.now(), receipt=receipt, progress=step)
    if args.json:
        print(json.dumps(outcome.as_json(done), ensure_ascii=False))
    else:
        outcome.show(done, Console(highlight=False, markup=False))
    return 1 if done.left_something_out else 0


def files(paths: list[str]) -> Iterator[tuple[str, bytes]]:
    """What the paths name, read."""
    for named in paths:
        path = Path(named)
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.name.lower().endswith(TABLES) and p.is_file())
            if not inside:
                bad("no-tables", named, "There is no .csv, .csv.gz or .zip in this folder.", "Name another.")
            for each in inside:
                yield each.name, _content(each)
        else:
            yield path.name, _content(path)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > Limits().packed:
            bad("too-large", str(path), "The file is too large.", "Bring it in parts.")
        return path.read_bytes()
    except OSError as fault:
        bad("unreadable", str(path), f"It cannot be read: {fault.strerror}.", "Check the path.")


def mapping(name: str) -> Mapping:
    """A mapping by its name in the data folder, or by the path of a TOML file with a table [columns]."""
    path = Path(name)
    if not name.endswith(".toml"):
        if not MAPPING_NAME.fullmatch(name):
            bad("mapping-name", name, "A mapping's name has letters, digits and hyphens.", "Name another.")
        path = Path(settings.HOME) / "mappings" / f"{name}.toml"
    try:
        told = tomllib.loads(_content(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        bad("mapping-broken", str(path), f"It is not TOML: {wrong}.", "Correct it.")
    columns = told.get("columns")
    if not isinstance(columns, dict) or not all(isinstance(v, str) for v in columns.values()):
        bad("mapping-broken", str(path), "It has no table [columns] of headings and fields.", "Give it one.")
    return Mapping(path.stem, columns)


def bad(code: str, file: str, why: str, next: str) -> NoReturn:
    raise BadInput(Finding("error", code, file, None, "", why, next))


@contextmanager
def progress(*, shown: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal; nothing where nobody is looking."""
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=None)

        def step(done: int, of: int) -> None:
            bar.update(task, description="Comparing and taking in", completed=done, total=of)

        yield step
