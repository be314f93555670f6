"""What was promised: every promise of the source documents, read from this folder's TOML.

Keeps: promise 268. Reads files of this package only; knows no table, no clock and no controller.
One file per group, named for its letter. A file that cannot be trusted is refused, naming file and promise.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hornbook.rules.base.refused import BadInput, Finding

FOLDER = Path(__file__).parent

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "E": "enforced: a test tries to break it",
        "G": "generated from the rules that decide",
        "W": "a case with a clock",
        "R": "a register or ledger",
        "A": "an act of people, which the product schedules and files proof of",
    }
)
STAGES = frozenset(
    {"collect", "hold", "use", "share", "rights", "retain", "breaches", "account", "analyse"}
    | {"registers", "keys", "ledger", "parties", "diary", "faces"}
)
LINES = re.compile(r"implied|\d+(-\d+)?(, \d+(-\d+)?)*")


@dataclass(frozen=True)
class Document:
    """A published document and the pack that stands by it.

    year_printed  False where the document bears no date and its wording tells the year
    kind          notice | policy
    """

    id: str
    title: str
    pack: str
    year: int
    year_printed: bool
    kind: str


@dataclass(frozen=True)
class Source:
    """Where a promise stands: lines of the document as published, or "implied"."""

    document: str
    lines: str


@dataclass(frozen=True)
class Promise:
    """One promise, in our words.

    binds    the packs that made it, by way of their documents
    kinds    how it can be made true, the main way first: see KINDS
    reached  set once the product keeps it; from then on a missing test is a break, no longer "not reached"
    """

    id: str
    group: str
    topic: str
    text: str
    kept_by: str
    kinds: tuple[str, ...]
    stage: str
    sources: tuple[Source, ...]
    binds: tuple[str, ...]
    reached: bool = False

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(source.document for source in self.sources)


def bad(file: Path, field: str, why: str, *, line: int | None = None, code: str = "bad-promise") -> BadInput:
    return BadInput(Finding("error", code, file.name, line, field, why, "Correct the file and start again."))


def tables(file: Path) -> dict[str, Any]:
    """The file as TOML, or BadInput with the line where it stops being TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise bad(file, "file", "The file is missing.", code="missing-file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        at = re.search(r"line (\d+)", str(fault))
        why = f"The file is not TOML: {fault}."
        raise bad(file, "file", why, line=int(at[1]) if at else None, code="not-toml") from None


def documents_in(folder: Path) -> Mapping[str, Document]:
    """The documents of `documents.toml` in this folder, by id, in the file's order."""
    file = folder / "documents.toml"
    wanted = {"id": str, "title": str, "pack": str, "year": int, "year_printed": bool, "kind": str}
    found: dict[str, Document] = {}
    for entry in entries(file, tables(file), "document"):
        checked(file, "document", entry, wanted)
        if entry["id"] in found:
            raise bad(file, f"document {entry['id']}", "This document is listed twice.", code="twice")
        if entry["kind"] not in ("notice", "policy"):
            raise bad(file, f"document {entry['id']}.kind", "A document is a notice or a policy.")
        found[entry["id"]] = Document(**entry)
    return MappingProxyType(found)


def register_in(folder: Path) -> Mapping[str, Promise]:
    """Every promise of the group files in this folder, by id, in the order of their numbers."""
    known = documents_in(folder)
    found: dict[str, Promise] = {}
    for file in sorted(folder.glob("[a-z]_*.toml")):
        table = tables(file)
        checked(file, "group", {k: table[k] for k in table if k != "promise"}, {"group": str, "topic": str})
        if file.name[0] != table["group"].lower():
            raise bad(file, "group", f"The file's name says another group than {table['group']!r}.")
        for entry in entries(file, table, "promise"):
            promise = one(file, table, entry, known)
            if promise.id in found:
                raise bad(file, f"promise {promise.id}", "This promise is listed twice.", code="twice")
            found[promise.id] = promise
    return MappingProxyType({key: found[key] for key in sorted(found, key=int)})


def entries(file: Path, table: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    listed = table.get(name)
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise bad(file, name, f"The file has no [[{name}]] tables.", code="missing-field")
    return listed


def checked(file: Path, what: str, entry: Mapping[str, Any], wanted: Mapping[str, type]) -> None:
    """Refuse a missing, empty, unknown or wrongly typed field."""
    where = f"{what} {entry['id']}" if "id" in entry else what
    for field, kind in wanted.items():
        if field not in entry or entry[field] in ("", []):
            raise bad(file, f"{where}.{field}", "The field is missing or empty.", code="missing-field")
        if type(entry[field]) is not kind:
            raise bad(file, f"{where}.{field}", f"The field must be {kind.__name__}.", code="wrong-type")
    if unknown := sorted(set(entry) - set(wanted)):
        raise bad(file, f"{where}.{unknown[0]}", "Nothing reads a field of this name.", code="unknown-field")


def one(
    file: Path, group: Mapping[str, Any], entry: dict[str, Any], known: Mapping[str, Document]
) -> Promise:
    entry = {"reached": False, **entry}
    wanted = {"id": str, "sources": list, "text": str, "kept_by": str, "kinds": list, "stage": str}
    checked(file, "promise", entry, {**wanted, "reached": bool})
    where = f"promise {entry['id']}"
    if not re.fullmatch(r"[1-9]\d*", entry["id"]):
        raise bad(file, f"{where}.id", "A promise's id is its number.")
    if strange := [kind for kind in entry["kinds"] if kind not in KINDS]:
        raise bad(file, f"{where}.kinds", f"There is no kind {strange[0]!r}: use {', '.join(KINDS)}.")
    if entry["stage"] not in STAGES:
        raise bad(file, f"{where}.stage", f"There is no stage {entry['stage']!r}.")
    sources = tuple(source(file, where, given, known) for given in entry.pop("sources"))
    if len({s.document for s in sources}) < len(sources):
        raise bad(file, f"{where}.sources", "A document is named twice: join its lines.", code="twice")
    return Promise(
        **{**entry, "kinds": tuple(entry["kinds"])},
        group=group["group"],
        topic=group["topic"],
        sources=sources,
        binds=tuple(pack for pack in packs(known) if pack in {known[s.document].pack for s in sources}),
    )


def source(file: Path, where: str, given: Any, known: Mapping[str, Document]) -> Source:
    if not isinstance(given, dict):
        raise bad(file, f"{where}.sources", "A source is a table of document and lines.", code="wrong-type")
    checked(file, f"{where}.sources", given, {"document": str, "lines": str})
    if given["document"] not in known:
        why = f"There is no document {given['document']!r} in documents.toml."
        raise bad(file, f"{where}.sources", why, code="unknown-document")
    if not LINES.fullmatch(given["lines"]):
        raise bad(file, f"{where}.sources", "Lines are written as in 9, 12-14, or implied.")
    return Source(**given)


def packs(known: Mapping[str, Document]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(document.pack for document in known.values()))


@cache
def documents() -> Mapping[str, Document]:
    return documents_in(FOLDER)


@cache
def register() -> Mapping[str, Promise]:
    return register_in(FOLDER)


def binding(pack_documents: Iterable[str]) -> tuple[Promise, ...]:
    """The promises of the documents a pack stands by (`Pack.documents`), in the order of their numbers."""
    named = set(pack_documents)
    if unknown := sorted(named - set(documents())):
        why = f"There is no document {unknown[0]!r} among the sources."
        raise bad(FOLDER / "documents.toml", "documents", why, code="unknown-document")
    return tuple(promise for promise in register().values() if named & set(promise.documents))
