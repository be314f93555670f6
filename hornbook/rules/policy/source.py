"""A pack's folder as plain values, each with the file and line it was written on.

Keeps: promise 57. A pack that extends another holds only what differs: tables are laid over tables key by
key, lists and values replace, and `[without]` takes away what the other pack declares.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from hornbook.rules.base.refused import BadInput, Finding

FILES = ("pack", "purposes", "categories", "retention", "roles")
NOTICES = ("standard", "child")
NESTED = {"purposes": {"conditions"}, "roles": {"reads", "changes"}, "routes": {"fields", "minimum"}}
WITHOUT = ("categories", "purposes", "roles", "routes", "contacts", "retention", "notes", "rules")
IN_PACK = frozenset({"contacts", "notes", "rules"})

Places = dict[str, tuple[str, int]]

#: A notice in another language: child.cy
TRANSLATED = re.compile(r"(standard|child)\.[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_HEADER = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\.(?:[\w-]+|"[^"]*"))*)\s*=""")
_INLINE = re.compile(r"""[{,]\s*([\w-]+|"[^"]*")\s*=""")
_TEXT = re.compile(r'"([^"]*)"')


@dataclass
class Source:
    """Raw values by file stem ("purposes", "routes", ...), and the place of every key and listed value."""

    id: str
    extends: tuple[str, ...] = ()
    raw: dict[str, Any] = field(default_factory=dict)
    notice: dict[str, str] = field(default_factory=dict)
    translations: dict[str, str] = field(default_factory=dict)
    places: Places = field(default_factory=dict)


def fault(
    places: Mapping[str, tuple[str, int]], path: str, code: str, why: str, next: str = "", value: str = ""
) -> NoReturn:
    raise BadInput(finding_at(places, path, code, why, next, value))


def finding_at(
    places: Mapping[str, tuple[str, int]],
    path: str,
    code: str,
    why: str,
    next: str = "",
    value: str = "",
    severity: str = "error",
) -> Finding:
    """A finding at the line of the value, else of the key, else of the nearest table around it."""
    file, line = _place(places, path, value)
    return Finding(severity, code, file, line, path, why, next, value)


def _place(places: Mapping[str, tuple[str, int]], path: str, value: str) -> tuple[str, int | None]:
    if value and f"{path}={value}" in places:
        return places[f"{path}={value}"]
    at = path
    while at:
        if at in places:
            return places[at]
        at = at.rpartition(".")[0]
    return path.partition(".")[0] + ".toml", None


def find_folder(pack_id: str, folders: Sequence[Path]) -> Path:
    for folder in folders:
        if re.fullmatch(r"[a-z0-9-]+", pack_id) and (folder / pack_id / "pack.toml").is_file():
            return folder / pack_id
    known = ", ".join(ids_in(folders)) or "none"
    fault({}, "pack.id", "no-such-pack", f"There is no pack {pack_id!r}.", f"Known packs: {known}.", pack_id)


def ids_in(folders: Sequence[Path]) -> tuple[str, ...]:
    found = {each.parent.name for folder in folders for each in folder.glob("*/pack.toml")}
    return tuple(sorted(found))


def read(pack_id: str, folders: Sequence[Path], seen: tuple[str, ...] = ()) -> Source:
    """The pack laid over the packs it extends, nearest last."""
    own = _read_folder(find_folder(pack_id, folders))
    base_id = own.raw["pack"].pop("extends", "")
    if not base_id:
        return own
    if not isinstance(base_id, str) or base_id in (*seen, pack_id):
        why = "A pack extends one other pack, and never itself."
        fault(own.places, "pack.extends", "extends-itself", why, "Name another pack, or none.", str(base_id))
    return _lay_over(read(base_id, folders, (*seen, pack_id)), own)


def read_texts(pack_id: str, texts: Mapping[str, str], folders: Sequence[Path]) -> Source:
    """A pack that lies in no folder yet ("purposes.toml", "routes/next-school.toml" and so on by name)."""
    own = Source(pack_id, raw={stem: {} for stem in FILES} | {"routes": {}})
    for name, text in texts.items():
        folder, _, file = name.rpartition("/")
        stem, _, kind = file.rpartition(".")
        if folder == "notice" and kind == "md":
            (own.translations if TRANSLATED.fullmatch(stem) else own.notice)[stem] = text
            own.places[f"notice.{stem}"] = (f"{pack_id}/{name}", 1)
        elif folder == "routes":
            own.raw["routes"][stem] = _parsed(text, f"{pack_id}/{name}", f"routes.{stem}", own.places)
        elif kind == "toml":
            own.raw[stem] = _parsed(text, f"{pack_id}/{name}", stem, own.places)
    _check_tables(own)
    base_id = own.raw["pack"].pop("extends", "")
    return _lay_over(read(base_id, folders), own) if base_id else own


def _read_folder(folder: Path) -> Source:
    source = Source(folder.name)
    stray = sorted(p.name for p in folder.glob("*.toml") if p.stem not in FILES)
    if stray:
        _fault_in_file(f"{folder.name}/{stray[0]}", None, "unknown-file", "No pack has a file of this name.")
    for stem in FILES:
        path = folder / f"{stem}.toml"
        source.raw[stem] = _read_file(path, stem, source.places) if path.is_file() else {}
    source.raw["routes"] = {
        path.stem: _read_file(path, f"routes.{path.stem}", source.places)
        for path in sorted((folder / "routes").glob("*.toml"))
    }
    for layer in NOTICES:
        path = folder / "notice" / f"{layer}.md"
        if path.is_file():
            source.notice[layer] = _text_of(path)
            source.places[f"notice.{layer}"] = (_name_of(path), 1)
    for path in sorted((folder / "notice").glob("*.*.md")):
        if TRANSLATED.fullmatch(path.stem):
            source.translations[path.stem] = _text_of(path)
            source.places[f"notice.{path.stem}"] = (_name_of(path), 1)
    _check_tables(source)
    if source.raw["pack"].get("id") != folder.name:
        why = f"A pack's id is the name of its folder, {folder.name!r}."
        fault(source.places, "pack.id", "id-is-not-folder", why, "Make them the same.")
    return source


def _check_tables(source: Source) -> None:
    """Where tables are laid over tables and pruned, there must be tables; values are checked when built."""
    for stem in FILES[1:]:
        for name, table in source.raw[stem].items():
            _want_table(source, f"{stem}.{name}", table)
    for stem, keys in NESTED.items():
        for name, table in source.raw[stem].items():
            for key in keys & table.keys():
                _want_table(source, f"{stem}.{name}.{key}", table[key])
    for key in {"controller", "contacts", "rules", "notes", "without"} & source.raw["pack"].keys():
        _want_table(source, f"pack.{key}", source.raw["pack"][key])
    for role, table in source.raw["roles"].items():
        for key in NESTED["roles"] & table.keys():
            for purpose, listed in table[key].items():
                if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
                    at = f"roles.{role}.{key}.{purpose}"
                    fault(source.places, at, "not-a-list", "This must be a list of categories.")


def _want_table(source: Source, path: str, value: object) -> None:
    if not isinstance(value, dict):
        fault(source.places, path, "not-a-table", "This must be a table of keys and values.")


def _read_file(path: Path, stem: str, places: Places) -> dict[str, Any]:
    return _parsed(_text_of(path), _name_of(path), stem, places)


def _parsed(text: str, name: str, stem: str, places: Places) -> dict[str, Any]:
    places[stem] = (name, 1)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        _fault_in_file(name, int(at[1]) if at else None, "not-toml", f"This is not TOML: {error}.")
    _scan(text, stem, name, places)
    return values


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        _fault_in_file(_name_of(path), None, "not-utf-8", "This file is not UTF-8 text.")


def _name_of(path: Path) -> str:
    parts = path.parts[-3:] if path.parent.name in {"routes", "notice"} else path.parts[-2:]
    return "/".join(parts)


def _fault_in_file(file: str, line: int | None, code: str, why: str) -> NoReturn:
    raise BadInput(Finding("error", code, file, line, "", why, "Put it right and load the pack again."))


def _scan(text: str, stem: str, file: str, places: Places) -> None:
    """Remember the line of every key and of every text listed under it."""
    table, path, quoted = "", stem, False
    for number, line in enumerate(text.splitlines(), 1):
        starts_quoted, quoted = quoted, quoted ^ (line.count('"""') % 2 == 1)
        if starts_quoted or line.lstrip().startswith("#"):
            continue
        if header := _HEADER.match(line):
            table = "." + header[1].replace('"', "").replace(" ", "")
            path = stem + table
            places.setdefault(path, (file, number))
            continue
        if key := _KEY.match(line):
            path = f"{stem}{table}.{key[1].strip().replace(chr(34), '')}"
            places.setdefault(path, (file, number))
        for inline in _INLINE.finditer(line):
            places.setdefault(f"{path}.{inline[1].strip(chr(34))}", (file, number))
        for listed in _TEXT.finditer(line):
            places.setdefault(f"{path}={listed[1]}", (file, number))


def _lay_over(base: Source, own: Source) -> Source:
    result = Source(
        own.id,
        (base.id, *base.extends),
        deepcopy(base.raw),
        dict(base.notice),
        dict(base.translations),
        dict(base.places),
    )
    _take_away(result.raw, own)
    _merge(result.raw, own.raw)
    result.notice.update(own.notice)
    result.translations.update(own.translations)
    result.places.update(own.places)
    return result


def _merge(under: dict[str, Any], over: Mapping[str, Any]) -> None:
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(under.get(key), dict):
            _merge(under[key], value)
        else:
            under[key] = deepcopy(value)


def _take_away(raw: dict[str, Any], own: Source) -> None:
    for kind, names in own.raw["pack"].pop("without", {}).items():
        if kind not in WITHOUT or not isinstance(names, list):
            known = ", ".join(WITHOUT)
            fault(
                own.places, f"pack.without.{kind}", "unknown-key", f"`without` lists {known}.", "", str(kind)
            )
        tables = raw["pack"].get(kind, {}) if kind in IN_PACK else raw[kind]
        for name in names:
            if tables.pop(name, None) is None:
                why = f"The pack extended has no {name!r} among its {kind}."
                fault(own.places, f"pack.without.{kind}", "nothing-to-take-away", why, "", str(name))
            if kind == "categories":
                _forget_category(raw, name)
            if kind == "purposes":
                _forget_purpose(raw, name)


def _forget_category(raw: dict[str, Any], name: str) -> None:
    for purpose in raw["purposes"].values():
        purpose["categories"] = [each for each in purpose.get("categories", []) if each != name]
        purpose.get("conditions", {}).pop(name, None)
    for role in raw["roles"].values():
        for listed in (*role.get("reads", {}).items(), *role.get("changes", {}).items()):
            listed[1][:] = [each for each in listed[1] if each.partition(".")[0] != name]
    for route in raw["routes"].values():
        route.get("fields", {}).pop(name, None)
        route.get("minimum", {}).pop(name, None)


def _forget_purpose(raw: dict[str, Any], name: str) -> None:
    for role in raw["roles"].values():
        role.get("reads", {}).pop(name, None)
        role.get("changes", {}).pop(name, None)
