"""Reading one table of a pack: each value by its kind, and no key left over.

What is not of its kind, or is not known, is refused with the file, the line and the field.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NoReturn

from .source import Places, fault


class Table:
    """A table whose keys are taken one by one; `done` refuses whatever nobody took."""

    def __init__(self, path: str, values: Mapping[str, Any], places: Places) -> None:
        self.path = path
        self.places = places
        self._values = dict(values)
        self._known: list[str] = []

    def at(self, key: str) -> str:
        return f"{self.path}.{key}"

    def refuse(self, key: str, code: str, why: str, next: str = "", value: str = "") -> NoReturn:
        fault(self.places, self.at(key), code, why, next, value)

    def _take(self, key: str, default: Any) -> Any:
        self._known.append(key)
        return self._values.pop(key, default)

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.refuse(
                key, "missing" if value is None else "not-text", f"{key!r} must say something in words."
            )
        return value.strip()

    def one_of(self, key: str, known: Mapping[str, Any] | frozenset[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value and value not in known:
            self.refuse(
                key, f"unknown-{key}", f"{key!r} cannot be {value!r}.", f"Use one of: {_list(known)}.", value
            )
        return value

    def texts(self, key: str, known: frozenset[str] | None = None) -> tuple[str, ...]:
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.refuse(key, "not-a-list", f"{key!r} must be a list of texts.")
        for each in value:
            if known is not None and each not in known:
                why = f"{key!r} does not know {each!r}."
                self.refuse(key, f"unknown-{key}", why, f"Known: {_list(known)}.", each)
        return tuple(value)

    def number(self, key: str, default: int | None = None) -> int | None:
        value = self._take(key, default)
        if value is not None and (type(value) is not int or value < 0):
            self.refuse(key, "not-a-number", f"{key!r} must be a whole number, not below nought.")
        return value

    def flag(self, key: str) -> bool:
        value = self._take(key, False)
        if not isinstance(value, bool):
            self.refuse(key, "not-yes-or-no", f"{key!r} must be true or false.")
        return value

    def day(self, key: str) -> date | None:
        value = self._take(key, None)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            self.refuse(key, "not-a-date", f"{key!r} must be a date, as 2026-09-01.")
        return value

    def raw(self, key: str) -> Any:
        return self._take(key, None)

    def table(self, key: str) -> dict[str, Any]:
        value = self._take(key, {})
        if not isinstance(value, dict):
            self.refuse(key, "not-a-table", f"{key!r} must be a table of keys and values.")
        return value

    def left(self) -> Mapping[str, Any]:
        """What nobody has taken yet."""
        return dict(self._values)

    def done(self) -> None:
        for key in self._values:
            known = ", ".join(self._known)
            self.refuse(key, "unknown-key", f"There is no key {key!r} here.", f"Known keys: {known}.")


def _list(known: Mapping[str, Any] | frozenset[str]) -> str:
    return ", ".join(sorted(known))
