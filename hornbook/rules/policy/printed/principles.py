"""The principles of UK GDPR, Article 5, with the controls that keep them and how each control stands.

Keeps: promise 66. Rules know no tables: whoever prints brings how the promises stand on the day.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from hornbook.rules.base.dates import spoken
from hornbook.rules.policy.types import Pack

from .tree import Block, Document, Heading, Paragraph, Table

HEAD = ("Control", "Promises", "How it stands")


@dataclass(frozen=True)
class Control:
    what: str
    promises: tuple[str, ...]


@dataclass(frozen=True)
class Principle:
    id: str
    name: str
    article: str
    asks: str
    controls: tuple[Control, ...]

    @property
    def cite(self) -> str:
        return f"UK GDPR, Article {self.article}"


@lru_cache(maxsize=1)
def all_principles() -> tuple[Principle, ...]:
    """The six, in the order of the Article."""
    rows = tomllib.loads((files(__package__) / "principles.toml").read_text("utf-8"))["principle"]
    return tuple(_principle(dict(row)) for row in rows)


def _principle(row: dict[str, Any]) -> Principle:
    controls = tuple(Control(each["what"], tuple(each["promises"])) for each in row.pop("control"))
    return Principle(controls=controls, **row)


def principles(pack: Pack, on: date, standing: Mapping[str, Sequence[str]] | None = None) -> Document:
    """`standing`: what can be said of each promise that day, by its id; without it, the controls alone."""
    title = f"The six principles, and how they are kept: {pack.controller.get('name', pack.title)}"
    live = standing is not None
    told = "as they stand on" if live else "as the pack has them on"
    blocks: list[Block] = [
        Heading(1, title),
        Paragraph(
            f"Printed from the pack {pack.id}, version {pack.version}: the controls {told} {spoken(on)} "
            "(UK GDPR, Article 5). Whoever is responsible has to be able to show this (Article 5(2))."
        ),
    ]
    for each in all_principles():
        blocks += [Heading(2, f"{each.name} (Article {each.article})"), Paragraph(each.asks)]
        blocks.append(_controls(each, standing))
    return Document(title, tuple(blocks))


def _controls(principle: Principle, standing: Mapping[str, Sequence[str]] | None) -> Table:
    rows = []
    for control in principle.controls:
        row = ((f"{control.what}.",), (", ".join(control.promises),))
        lines = [line for each in control.promises for line in (standing or {}).get(each, ())]
        rows.append(row if standing is None else (*row, tuple(lines or ["Nothing is known of this yet."])))
    head = HEAD if standing is not None else HEAD[:2]
    return Table(f"What keeps it: {principle.name.lower()}", head, tuple(rows))
