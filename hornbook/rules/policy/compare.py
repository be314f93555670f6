"""Two packs side by side: every value in which they differ, by the key a pack's author knows it by.

Keeps: promise 57. What one controller promises and another does not can be seen before either is adopted.
"""

from collections.abc import Iterator, Mapping
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
