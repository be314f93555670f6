"""Packs side by side: every value in which they differ, by the key a pack's author knows it by.

Keeps: promise 57. What one controller promises and another does not can be seen before either is adopted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import ndiff
from typing import Any

from .load import canonical
from .types import Pack

#: What says which pack it is, not how it works.
NAMES = frozenset({"digest", "places", "extends"})

#: The parts of a pack in the order of a reader's questions, and by which value each thing in them is known.
PARTS = {
    "purposes": ("Why data is used", "text"),
    "categories": ("What is held", "wording"),
    "routes": ("Who is told", "recipient"),
    "retention": ("How long it is kept", "wording"),
    "rules": ("Rules", ""),
    "roles": ("Who may do what", "label"),
    "controller": ("Whose pack it is", ""),
    "contacts": ("Whom to ask", "role"),
    "notes": ("Where document and law differ", "says"),
    "notice": ("Sentences of the notice", ""),
}


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


def in_words(one: Pack, other: Pack) -> list[str]:
    """The same for people: what only one of the two has stands behind - or +, and lists by what they lack."""
    left, right = as_data(one), as_data(other)
    lines: list[str] = []
    for part, (title, known_by) in PARTS.items():
        found = list(_part(left[part], right[part], known_by))
        lines += ["", title, *found] if found else []
    heads = [f"{sign} {each.title} ({each.id}, {each.kind})" for sign, each in (("-", one), ("+", other))]
    return [*heads, *lines] if lines else []


def _part(left: Mapping[str, Any], right: Mapping[str, Any], known_by: str) -> Iterator[str]:
    for key in (*left, *(each for each in right if each not in left)):
        if key in left and key in right:
            lines = list(_value(left[key], right[key], "    "))
            yield from [f"  {key}", *lines] if lines else []
        else:
            sign, value = ("-", left[key]) if key in left else ("+", right[key])
            yield f"{sign} {key}: {_short(value[known_by] if known_by else value)}"


def _value(left: Any, right: Any, margin: str) -> Iterator[str]:
    """The lines in which two values differ, tables by their keys."""
    if left == right:
        return
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        for key in (*left, *(each for each in right if each not in left)):
            if key in left and key in right:
                lines = list(_value(left[key], right[key], f"{margin}  "))
                yield from [f"{margin}{key}", *lines] if lines else []
            else:
                sign, value = ("-", left[key]) if key in left else ("+", right[key])
                yield f"{margin}{sign} {key}: {_short(value)}"
    elif isinstance(left, str) and isinstance(right, str) and "\n" in left + right:
        changed = ndiff(left.splitlines(), right.splitlines())
        yield from (f"{margin}{line}" for line in changed if line[:2] in ("- ", "+ ") and line[2:])
    else:
        ours, theirs = (value if isinstance(value, list) else [value] for value in (left, right))
        gone = [f"{margin}- {_short(each)}" for each in ours if each not in theirs and each is not None]
        come = [f"{margin}+ {_short(each)}" for each in theirs if each not in ours and each is not None]
        yield from [*gone, *come] or [f"{margin}the same, in another order"]


def _short(value: Any) -> str:
    """
    >>> _short(True), _short([16, "pupil"]), _short({"name": 1}), _short("")
    ('yes', '16, pupil', 'name', '(nothing)')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | Mapping):
        return ", ".join(str(each) for each in value)
    return str(value) if value != "" else "(nothing)"
