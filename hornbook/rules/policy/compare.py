"""Packs side by side: every value in which they differ, by the key a pack's author knows it by.

Keeps: promise 57. What one controller promises and another does not can be seen before either is adopted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .load import canonical
from .types import Pack

#: What says which pack it is, not how it works.
NAMES = frozenset({"digest", "places", "extends"})


@dataclass(frozen=True)
class Difference:
    """One value: "" where a pack says nothing there."""

    key: str
    one: Any
    other: Any


def as_data(pack: Pack) -> dict[str, Any]:
    """All that a pack says, as plain values that JSON can hold."""
    return {key: value for key, value in canonical(pack).items() if key != "places"}


def differences(one: Pack, other: Pack) -> list[Difference]:
    """In the order of the keys."""
    left, right = (dict(_flat("", _without_names(as_data(pack)))) for pack in (one, other))
    return [
        Difference(key, left.get(key, ""), right.get(key, ""))
        for key in sorted(left.keys() | right.keys())
        if left.get(key, "") != right.get(key, "")
    ]


@dataclass(frozen=True)
class Row:
    """One key in which packs differ, and what each says there; "" where it says nothing."""

    key: str
    values: tuple[Any, ...]

    @property
    def section(self) -> str:
        return self.key.partition(".")[0]


def across(packs: Sequence[Pack]) -> list[Row]:
    """Several packs at once, in the order of the keys."""
    said = [dict(_flat("", _without_names(as_data(pack)))) for pack in packs]
    rows = (Row(key, tuple(each.get(key, "") for each in said)) for key in sorted(set().union(*said)))
    return [row for row in rows if any(value != row.values[0] for value in row.values)]


def _without_names(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if key not in NAMES}


def _flat(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Tables are walked into, and what repeats its own key (the id of a purpose) is passed over."""
    if isinstance(value, Mapping) and value:
        for key, each in value.items():
            if key != "id" or not path:
                yield from _flat(f"{path}.{key}" if path else str(key), each)
    elif value not in ("", [], None, {}):
        yield path, value
