"""The test database as the product meets it: used by a role that owns nothing, guarded by its triggers.

On PostgreSQL the owner makes the tables and hands them to hornbook_app, so that row-level security binds
every test. Between transactional tests the tables are emptied; the ledger's triggers refuse that to the
product, so the owner sets them aside for the moment it takes.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from tests.postgres import APP, OWNER

GRANTS = f"""
    GRANT USAGE ON SCHEMA public TO {APP};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP};
    GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {APP};
"""
TABLES_WHERE = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND """
GUARDED = TABLES_WHERE + "EXISTS (SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND NOT tgisinternal)"
FORCED = TABLES_WHERE + "relforcerowsecurity"


def hand_over() -> None:
    """From now on the tests run as the product does, and tables are emptied as these tests need it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(GRANTS)
        _become(APP)
    # of the class: beside a browser every test meets a connection of its own
    type(connection.ops).execute_sql_flush = lambda ops, statements: _flush(statements)


def take_back() -> None:
    if connection.vendor == "postgresql":
        _become(OWNER)


@contextmanager
def unguarded() -> Iterator[Any]:
    """A cursor that no trigger and no row-level security stops, on either database, in one transaction.

    It does what a person with the machine in their hands could do and the product never may: for emptying
    tables, and for tests that tamper. PostgreSQL locks the tables meanwhile, so no test may use it inside
    a transaction of its own.
    """
    opened = _as_owner() if connection.vendor == "postgresql" else _without_sqlite_triggers()
    with opened as cursor:
        yield cursor


def _flush(statements: Iterable[str]) -> None:
    with unguarded() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _become(role: str) -> None:
    connection.close()
    connection.settings_dict["USER"] = role


@contextmanager
def _as_owner() -> Iterator[Any]:
    owner = connection.copy()
    owner.settings_dict["USER"] = OWNER
    owner.set_autocommit(False)
    try:
        with owner.cursor() as cursor:
            # somebody left a transaction open: say so, do not hang
            cursor.execute("SET lock_timeout = '20s'")
            guarded, forced = _names(cursor, GUARDED), _names(cursor, FORCED)
            _alter(cursor, guarded, "DISABLE TRIGGER USER")
            _alter(cursor, forced, "NO FORCE ROW LEVEL SECURITY")
            yield cursor
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the tables still wait for their checks
            _alter(cursor, forced, "FORCE ROW LEVEL SECURITY")
            _alter(cursor, guarded, "ENABLE TRIGGER USER")
        owner.commit()
    finally:
        owner.close()


@contextmanager
def _without_sqlite_triggers() -> Iterator[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield cursor
        for _, sql in triggers:
            cursor.execute(sql)


def _names(cursor: Any, query: str) -> list[str]:
    cursor.execute(query)
    return [name for (name,) in cursor.fetchall()]


def _alter(cursor: Any, tables: list[str], change: str) -> None:
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} {change}")
