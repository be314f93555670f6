"""hornbook codesets import"""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hornbook.faces.cli.asked import day, wrong
from hornbook.faces.cli.writing import whole
from hornbook.rules.formats.codesets.workbook import Difference, Listed, as_csv, compared, read

HELP = """Read code sets from the Department's workbook (common basic data set), and say what is new in them.

Without --out nothing is written. With it each set that changes becomes a CSV file in that folder; from the
folder `codesets` of the data folder they are read at the next start, before those that ship. Sets that are
like none held are listed and left.

example: hornbook codesets import CBDS.xlsx
         hornbook codesets import CBDS.xlsx --out ~/.local/share/hornbook/codesets --since 2026-09-01"""


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    reads = what.add_parser("import", help="from the Department's workbook, an .xlsx file")
    reads.add_argument("file", metavar="FILE")
    reads.add_argument("--out", metavar="DIR", help="the folder for the sets that change")
    reads.add_argument("--since", type=day, metavar="DATE", help="the first day of codes that are new")
    reads.add_argument("--json", action="store_true", default=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    changes, unknown = compared(read(Path(args.file).name, _bytes(Path(args.file))))
    written = _write(changes, Path(args.out), args.since) if args.out else []
    if args.json:
        told = [_for_machines(each) for each in changes]
        others = [{"title": each.title, "sheet": each.sheet, "codes": len(each.codes)} for each in unknown]
        print(json.dumps({"sets": told, "unknown": others, "written": written}, ensure_ascii=False))
    else:
        print("\n".join(_said(changes, unknown, written)))
    return 0


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise wrong("FILE", f"{path} cannot be read: {fault.strerror}.", "Name another file.") from None


def _write(changes: tuple[Difference, ...], folder: Path, since: date | None) -> list[str]:
    """Each set that changes, whole; what is there already is never written over."""
    wanted = [each for each in changes if each and not each.doubtful]
    there = [each.name for each in wanted if (folder / f"{each.name}.csv").exists()]
    if there:
        raise wrong(
            "--out", f"{folder} has {there[0]}.csv already.", "Name an empty folder, or move it away."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for each in wanted:
        with whole(folder / f"{each.name}.csv") as file:
            file.write(as_csv(each, since).encode())
    return [each.name for each in wanted]


def _said(changes: tuple[Difference, ...], unknown: tuple[Listed, ...], written: list[str]) -> Iterator[str]:
    for each in changes:
        yield f"{each.name}: “{each.listed.title}”, {len(each.listed.codes)} codes"
        if each.doubtful:
            yield "  fewer than half of its codes are among ours: left out, look at it yourself"
            continue
        yield from (f"  + {code} {label}" for code, label in each.new.items())
        yield from (
            f"  ~ {code} {old or '(no label)'} -> {new}" for code, (old, new) in each.relabelled.items()
        )
        yield from (f"  - {code} is not in the workbook" for code in each.missing)
        if not each:
            yield "  the same"
    if unknown:
        yield f"Like no code set held: {'; '.join(f'{each.title} ({len(each.codes)})' for each in unknown)}"
    yield f"Written: {', '.join(written)}" if written else "Nothing was written."


def _for_machines(each: Difference) -> dict[str, object]:
    return {
        "set": each.name,
        "title": each.listed.title,
        "sheet": each.listed.sheet,
        "doubtful": each.doubtful,
        "new": dict(each.new),
        "relabelled": {code: {"old": old, "new": new} for code, (old, new) in each.relabelled.items()},
        "missing": list(each.missing),
    }
