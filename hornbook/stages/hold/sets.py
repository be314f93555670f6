"""Rows written in sets: one statement, many rows, none of them made into a model first.

Bringing in a census writes some four hundred thousand rows, and making a model of each took longer than
sealing it. Table and columns come from the model, values go through its fields: nothing else is special.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

STEP = 2000


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """New rows; `columns` are names of fields, and every other field has to have a default in the table."""
    fields = [model._meta.get_field(name) for name in columns]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = model._meta.db_table
    _many(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', fields, rows)  # noqa: S608


def update(
    model: type[models.Model], columns: Sequence[str], by: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Rows that are there: the values of `columns`, then those of `by`, by which each is found."""
    fields = [model._meta.get_field(name) for name in (*columns, *by)]
    put = ", ".join(f'"{field.column}" = %s' for field in fields[: len(columns)])
    where = " AND ".join(f'"{field.column}" = %s' for field in fields[len(columns) :])
    table = model._meta.db_table
    _many(f'UPDATE "{table}" SET {put} WHERE {where}', fields, rows)  # noqa: S608


def _many(sql: str, fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    database = connections[DEFAULT_DB_ALIAS]
    prepare = [_Column(field, database) for field in fields]
    some: list[list[Any]] = []
    with database.cursor() as cursor:
        for row in rows:
            some.append([column(value) for column, value in zip(prepare, row, strict=True)])
            if len(some) == STEP:
                cursor.executemany(sql, some)
                some = []
        if some:
            cursor.executemany(sql, some)


class _Column:
    """Values of one field as the database takes them. Row after row often says the same, made ready once."""

    def __init__(self, field: Any, database: BaseDatabaseWrapper) -> None:
        self._make, self._database = field.get_db_prep_save, database
        self._last: Any = object()
        self._made: Any = None

    def __call__(self, value: Any) -> Any:
        if value is not self._last:
            self._last, self._made = value, self._make(value, self._database)
        return self._made
