"""A pack on its way to being written: its tables, the line each value came from, and what found no place.

Keeps: promise 19. A comment behind a value names the line of the text; a value without one was not in it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

STEMS = ("purposes", "categories", "retention")


@dataclass(frozen=True)
class From:
    """A value and the line of the text that gave it."""

    value: Any
    line: int


@dataclass(frozen=True)
class Unread:
    """What could not be read into the pack, and what a person has to do about it."""

    line: int
    said: str
    why: str


@dataclass
class Sheets:
    """The pack's files as tables of values; a `From` is written with its line behind it."""

    pack: dict[str, Any] = field(default_factory=dict)
    purposes: dict[str, dict[str, Any]] = field(default_factory=dict)
    categories: dict[str, dict[str, Any]] = field(default_factory=dict)
    retention: dict[str, dict[str, Any]] = field(default_factory=dict)
    routes: dict[str, dict[str, Any]] = field(default_factory=dict)
    notice: dict[str, str] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)

    def leave_out(self, kind: str, names: list[str]) -> None:
        if names:
            self.pack.setdefault("without", {})[kind] = names

    def texts(self) -> dict[str, str]:
        """Each file of the pack by its name."""
        found = {"pack.toml": _table(self.pack)}
        for stem in STEMS:
            tables = {name: table for name, table in getattr(self, stem).items() if table}
            if tables:
                found[f"{stem}.toml"] = _table(tables)
        found |= {f"routes/{name}.toml": _table(table) for name, table in self.routes.items() if table}
        return found | {f"notice/{layer}.md": text for layer, text in self.notice.items()}


def _table(values: Mapping[str, Any]) -> str:
    return "\n".join(_lines(values, "")).strip() + "\n"


def _lines(values: Mapping[str, Any], path: str) -> Iterator[str]:
    """Plain values first, then the tables, as TOML wants it."""
    for key, value in values.items():
        if not isinstance(value, dict):
            yield _line(key, value)
    for key, value in values.items():
        if isinstance(value, dict) and value:
            below = f"{path}.{_key(key)}" if path else _key(key)
            if any(not isinstance(each, dict) for each in value.values()):
                yield f"\n[{below}]"
            yield from _lines(value, below)


def _line(key: str, value: Any) -> str:
    if isinstance(value, From):
        return f"{_key(key)} = {_written(value.value)}  # line {value.line}"
    return f"{_key(key)} = {_written(value)}"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name, re.A) else json.dumps(name)


def _written(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(_written(each) for each in value)}]"
    return json.dumps(value, ensure_ascii=False)


def unread_page(file: str, unread: list[Unread]) -> str:
    """unread.md: what a person has to look at before the pack is anybody's."""
    head = (
        f"# What could not be read out of {file}\n\nLook at each, and put into the pack what "
        f"belongs there.\n\n"
    )
    listed = [f"- line {each.line}: {f'“{each.said}”: ' if each.said else ''}{each.why}" for each in unread]
    return head + "\n".join(listed or ["Nothing is left."]) + "\n"
