"""The test database as the product meets it: used by a role that owns nothing, guarded by its triggers.

On PostgreSQL the owner makes the tables and hands them to hornbook_app, so that row-level security binds
every test. Between transactional tests the tables are emptied; the ledger's triggers refuse that to the
product, so here, and nowhere else, the owner sets them aside for the moment it takes.
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


def hand_over() -> None:
    """From now on the tests run as the product does, and tables are emptied as the tests need it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(GRANTS)
        _become(APP)
        connection.ops.execute_sql_flush = _flush_postgresql
    else:
        connection.ops.execute_sql_flush = _flush_sqlite


def take_back() -> None:
    if connection.vendor == "postgresql":
        _become(OWNER)


@contextmanager
def as_owner() -> Iterator[Any]:
    """A second connection, as the owner: for what no act of the product may do."""
    owner = connection.copy()
    owner.settings_dict["USER"] = OWNER
    try:
        with transaction_of(owner), owner.cursor() as cursor:
            yield cursor
    finally:
        owner.close()


@contextmanager
def transaction_of(other: Any) -> Iterator[None]:
    """`transaction.atomic` finds connections by alias; a copy has none of its own."""
    other.set_autocommit(False)
    yield
    other.commit()


def _become(role: str) -> None:
    connection.close()
    connection.settings_dict["USER"] = role


def _flush_postgresql(statements: Iterable[str]) -> None:
    with as_owner() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '20s'")  # a test left a transaction open: say so, do not hang
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace"
        )
        guarded = [name for (name,) in cursor.fetchall()]
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _flush_sqlite(statements: Iterable[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            cursor.execute(statement)
        for _, sql in triggers:
            cursor.execute(sql)
