"""hornbook lint"""

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from hornbook.packs import SHIPPED
from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.base.written import Written
from hornbook.rules.formats.written import read
from hornbook.rules.policy import load, packs
from hornbook.rules.policy.draft import Draft, draft
from hornbook.rules.policy.lint import PackRemark, Remark, lint, lint_pack
from hornbook.rules.policy.types import Pack

HELP = """What is wrong with a privacy notice, a data protection policy or a pack, line by line.

Reads txt, md, html, docx and pdf, or a pack folder. Each finding quotes the line, says why with the clause,
and proposes wording. Exit status: 0 nothing found, 1 findings, 2 it could not be read.

example: hornbook lint notice.docx --with policy.pdf --as-of 2026-06-19 --json
         hornbook lint notice.md --draft-pack packs/our-school"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="a notice or policy (txt, md, html, docx, pdf), or a pack folder"
    )
    parser.add_argument("--with", dest="beside", metavar="FILE|PACK", help="find what the two contradict")
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="judge by the law of that day (default: today)"
    )
    parser.add_argument(
        "--draft-pack", metavar="DIR", help="write what the notice says as a pack into this folder"
    )


def run(args: argparse.Namespace) -> int:
    on: date = args.as_of or date.today()
    path = Path(args.file)
    if path.is_dir():
        if args.beside or args.draft_pack:
            _bad(args.file, "needs-a-text", "--with and --draft-pack want a text, and this is a pack folder.")
        found: Sequence[Remark | PackRemark] = _pack(path, on)
    else:
        written = _text(path)
        found = lint(written, on, _beside(args.beside, path) if args.beside else None)
        if args.draft_pack:
            _write(
                draft(written, on, Path(args.draft_pack).name, [SHIPPED]), Path(args.draft_pack), args.json
            )
    if args.json:
        print(json.dumps([each.as_dict() for each in found], ensure_ascii=False, indent=1))
    else:
        _say(found, args.file)
    return 1 if found else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day, as 2026-06-19") from None


def _bad(file: str, code: str, why: str, next: str = "") -> NoReturn:
    raise BadInput(Finding("error", code, file, None, "FILE", why, next))


def _text(path: Path) -> Written:
    try:
        return read(str(path), path.read_bytes())
    except OSError as error:
        _bad(str(path), "no-such-file", f"It cannot be opened: {error.strerror}.", "Check the name.")


def _pack(folder: Path, on: date) -> Sequence[PackRemark]:
    folder = folder.resolve()
    if not (folder / "pack.toml").is_file():
        _bad(
            str(folder), "no-pack", "There is no pack.toml in this folder.", "Name a pack folder, or a file."
        )
    notices = [
        read(f"{folder.name}/notice/{each.name}", each.read_bytes())
        for each in sorted(folder.glob("notice/*.md"))
    ]
    return lint_pack(folder.name, [folder.parent, SHIPPED], on, notices)


def _beside(name: str, path: Path) -> Written | Pack:
    """The other document: a file, a pack folder, or the name of a pack that ships with Hornbook."""
    other = Path(name)
    if other.is_dir():
        return load(other.resolve().name, [other.resolve().parent, SHIPPED])
    if not other.exists() and name in packs([SHIPPED]):
        return load(name, [SHIPPED])
    return _text(other)


def _write(drafted: Draft, folder: Path, quiet: bool) -> None:
    if folder.exists() and any(folder.iterdir()):
        _bad(str(folder), "not-empty", "There is something in this folder already.", "Name a new one.")
    for name, content in drafted.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    if not quiet:
        print(
            f"A draft pack is in {folder}. {len(drafted.unread)} things could not be read into it: "
            f"see unread.md.\n"
        )


def _say(found: Sequence[Remark | PackRemark], file: str) -> None:
    for each in found:
        said = each.remark if isinstance(each, PackRemark) else each
        where = each.file if isinstance(each, PackRemark) else file
        print(f"{where}:{said.line}  {said.code}\n  “{said.quote}”\n  {said.why}\n  {said.suggest}\n")
    print(f"{len(found)} findings." if len(found) != 1 else "1 finding.")
