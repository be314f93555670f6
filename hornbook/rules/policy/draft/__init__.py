"""A first pack from a notice that somebody has published, so that a school need not begin with nothing.

Keeps: promise 19. A notice that Hornbook printed is read back to the pack it was printed from; anybody
else's is placed by its words. Each value names the line it came from, no person's name or address is copied,
and what could not be read is listed. The draft is loaded before it is given: what would be refused is taken
out, and said.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.base.written import Written
from hornbook.rules.policy.lint.checks import text_of
from hornbook.rules.policy.lint.text import Text
from hornbook.rules.policy.load import load, load_texts, packs
from hornbook.rules.policy.printed import LAYERS, markdown, notice, parts
from hornbook.rules.policy.printed.sentences import PARTS
from hornbook.rules.policy.printed.tree import Document
from hornbook.rules.policy.printed.values import SENTENCES, value
from hornbook.rules.policy.types import Pack

from . import ours, theirs
from .rows import Row, tables, unescaped
from .sheets import From, Sheets, Unread, unread_page

_WHOSE = re.compile(r"^(?P<who>.+)\. Notice version (?P<version>\S+)\.$", re.M)
#: Nearest kin, where there is no base pack of the very kind.
KIN = {"trust": ("trust", "school"), "school": ("school", "alternative-provision"), "council": ("council",)}


@dataclass(frozen=True)
class Draft:
    """files: each file of the pack by name, and unread.md; stable: it prints the notice it was read from."""

    files: Mapping[str, str]
    unread: tuple[Unread, ...]
    base: str
    stable: bool | None = None


def draft(written: Written, on: date, pack_id: str, folders: Sequence[Path]) -> Draft:
    """The draft of a pack of that id, over the base pack that fits best."""
    if not re.fullmatch(r"[a-z0-9-]+", pack_id):
        why = "A pack's id is made of small letters, digits and hyphens."
        raise BadInput(Finding("error", "bad-id", pack_id, None, "--draft-pack", why, "Name the folder so."))
    text, found = text_of(written, on), tables(written)
    base = _base(text, found, folders)
    sheets = Sheets(pack={"id": pack_id, "title": pack_id, "version": "1", "extends": base.id, "law_on": on})
    if found:
        return _ours(sheets, written, found, base, folders, on)
    if base.kind != text.body and not (base.kind == "alternative-provision" and text.body == "school"):
        why = (
            f"there is no base pack for a {text.body} yet: this one extends {base.id}, look at "
            f"each of its values"
        )
        sheets.unread.append(Unread(text.title.number, "", why))
    theirs.fill(sheets, text, base)
    _title(sheets)
    _until_it_loads(sheets, folders, base)
    return _finished(sheets, written, base)


def _base(text: Text, found: Mapping[str, tuple[Row, ...]], folders: Sequence[Path]) -> Pack:
    """The base pack with most of these purposes by their words and laws; else one of this kind of body."""
    bases = [load(each, folders) for each in packs(folders) if each.startswith("england-")]
    if told := found.get("purposes", ()):
        return max(bases, key=lambda pack: _alike(told, pack))
    kinds = (
        ("alternative-provision",)
        if text.has(r"alternative provision|pupil referral", text.blocks[:12])
        else ()
    )
    fitting = (*kinds, *KIN.get(text.body, KIN["school"]), "alternative-provision")
    return next(pack for kind in fitting for pack in bases if pack.kind == kind)


def _alike(told: Sequence[Row], pack: Pack) -> int:
    """How much of a table of purposes a pack says already: the words, and the laws beside them."""
    texts = {row.first(0) for row in told}
    laws = [law for row in told for law in row.cells[1]]
    known = {law for each in pack.purposes.values() for law in each.laws}
    return sum(each.text in texts for each in pack.purposes.values()) + sum(law in known for law in laws)


def _title(sheets: Sheets) -> None:
    name = sheets.pack.get("controller", {}).get("name")
    if isinstance(name, From):
        sheets.pack["title"] = name.value


def _until_it_loads(sheets: Sheets, folders: Sequence[Path], base: Pack) -> Pack:
    """Take out what the loader refuses, one thing at a time, and say so."""
    for _ in range(200):
        try:
            return load_texts(str(sheets.pack["id"]), sheets.texts(), folders)
        except BadInput as bad:
            if not (_unsay(sheets, bad.finding, base) or _take_out(sheets, bad.finding)):
                raise
    raise AssertionError("a draft that no removal can mend")


def _unsay(sheets: Sheets, finding: Finding, base: Pack) -> bool:
    """A paragraph of the base pack's notice that speaks of what this pack does not have."""
    if finding.code != "unknown-mark":
        return False
    for layer, text in (dict(base.notice) | sheets.notice).items():
        paragraphs = text.split("\n\n")
        kept = [each for each in paragraphs if finding.field not in each or "{{" not in each]
        if f"notice/{layer}.md" in finding.file and len(kept) < len(paragraphs):
            sheets.notice[layer] = "\n\n".join(_without_empty_heads(kept))
            return True
    return False


def _without_empty_heads(paragraphs: list[str]) -> list[str]:
    """A heading of the third level that nothing follows any more goes with what stood under it."""
    after = [*paragraphs[1:], "#"]
    return [
        a for a, b in zip(paragraphs, after, strict=True) if not (a.startswith("###") and b.startswith("#"))
    ]


def _take_out(sheets: Sheets, finding: Finding) -> bool:
    """The route, category or purpose that was refused, or one value of it."""
    stem, _, rest = finding.field.partition(".")
    name, _, key = rest.partition(".")
    line = next((v.line for v in _values(sheets, stem, name) if isinstance(v, From)), 1)
    sheets.unread.append(Unread(line, "", f"{finding.field}: {finding.why} It was left out of the draft."))
    table = getattr(sheets, stem, {}).get(name, {}) if stem in {"routes", "categories", "purposes"} else {}
    if key.partition(".")[0] in table:
        del table[key.partition(".")[0]]
        return True
    without = sheets.pack.setdefault("without", {}).setdefault(stem, [])
    if stem in {"routes", "categories", "purposes"} and name and name not in without:
        getattr(sheets, stem).pop(name, None)
        without.append(name)
        return True
    return False


def _values(sheets: Sheets, stem: str, name: str) -> Sequence[object]:
    table = getattr(sheets, stem, {}) if stem != "pack" else {}
    return list(table.get(name, {}).values()) if isinstance(table, dict) else []


def _ours(
    sheets: Sheets,
    written: Written,
    found: Mapping[str, tuple[Row, ...]],
    base: Pack,
    folders: Sequence[Path],
    on: date,
) -> Draft:
    whole = "\n".join(line.text for line in written.lines) + "\n"
    if whose := _WHOSE.search(whole):
        sheets.pack |= {"version": unescaped(whose["version"]), "title": unescaped(whose["who"])}
        if base.controller.get("name") != unescaped(whose["who"]):
            sheets.pack["controller"] = {"name": unescaped(whose["who"])}
    ours.fill(sheets, found, base, on, whole)
    pack = _until_it_loads(sheets, folders, base)
    sheets.notice["standard"] = _sentences(sheets, _WHOSE.sub("", whole, count=1), pack, on)
    pack = _until_it_loads(sheets, folders, base)
    again = markdown(notice(pack, on, LAYERS[0]))
    stable = again.strip() == whole.strip()
    if not stable:
        first = next(
            (
                n
                for n, (a, b) in enumerate(zip(whole.splitlines(), again.splitlines(), strict=False), 1)
                if a != b
            ),
            1,
        )
        sheets.unread.append(Unread(first, "", "from this line on the draft prints another notice"))
    return _finished(sheets, written, base, stable)


def _sentences(sheets: Sheets, whole: str, pack: Pack, on: date) -> str:
    """The notice with a mark wherever the pack speaks."""
    text = whole
    for part in PARTS:
        made = markdown(Document("", tuple(parts.standard(pack, part, on)))).strip()
        if made and made in text:
            text = text.replace(made, "{{ " + part + " }}", 1)
        elif made:
            sheets.unread.append(
                Unread(1, "", f"the part {part!r} does not stand in the notice as the draft prints it")
            )
            text += "\n{{ " + part + " }}\n"
    text = "\n".join(unescaped(line) for line in re.sub(r"\n{3,}", "\n\n", text).split("\n"))
    for mark in SENTENCES:
        said = value(pack, mark, on) if mark != "controller" else ""
        if said:
            text = text.replace(said, "{{ " + mark + " }}")
    return text.strip() + "\n"


def _finished(sheets: Sheets, written: Written, base: Pack, stable: bool | None = None) -> Draft:
    unread = tuple(sorted(set(sheets.unread), key=lambda each: (each.line, each.why)))
    name = written.file.replace("\\", "/").rpartition("/")[2]
    return Draft(sheets.texts() | {"unread.md": unread_page(name, list(unread))}, unread, base.id, stable)


__all__ = ["Draft", "Unread", "draft"]
