"""The tests' own database: real, guarded, and never used as its owner."""

import socket

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError

from tests.database import GRANTS, unguarded
from tests.postgres import APP

FORBID = {
    "sqlite": (
        "CREATE TRIGGER house_keeps BEFORE DELETE ON django_content_type"
        " BEGIN SELECT RAISE(ABORT, 'kept'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION house_keeps() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'kept'; END$$",
        "CREATE TRIGGER house_keeps BEFORE DELETE ON django_content_type"
        " FOR EACH STATEMENT EXECUTE FUNCTION house_keeps()",
        "CREATE TRIGGER house_keeps_all BEFORE TRUNCATE ON django_content_type"
        " FOR EACH STATEMENT EXECUTE FUNCTION house_keeps()",
    ),
}
ALLOW = {
    "sqlite": ("DROP TRIGGER house_keeps",),
    "postgresql": ("DROP FUNCTION house_keeps CASCADE",),
}


def define(statements):
    """As whoever defines tables would: on PostgreSQL the owner, on SQLite anybody."""
    with unguarded() if connection.vendor == "postgresql" else connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def a_guarded_table(transactional_db):
    define(FORBID[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_content_type (app_label, model) VALUES ('house', 'brick')")
    yield
    define(ALLOW[connection.vendor])


def empty_and_stumble():
    with unguarded() as cursor:
        cursor.execute("DELETE FROM django_content_type")
        cursor.execute("SELECT no_such_column FROM django_content_type")


def bricks():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_content_type WHERE app_label = 'house'")
        return cursor.fetchone()[0]


def test_tables_are_emptied_between_tests_though_a_trigger_refuses(a_guarded_table):
    call_command("flush", interactive=False, verbosity=0)

    assert bricks() == 0


def test_the_trigger_stands_again_afterwards(a_guarded_table):
    with unguarded() as cursor:
        cursor.execute("UPDATE django_content_type SET model = 'stone' WHERE app_label = 'house'")

    with pytest.raises(DatabaseError, match="kept"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_content_type")
    assert bricks() == 1


def test_what_is_done_unguarded_is_undone_whole_when_it_fails(a_guarded_table):
    with pytest.raises(DatabaseError, match="no_such_column"):
        empty_and_stumble()

    assert bricks() == 1
    with pytest.raises(DatabaseError, match="kept"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_content_type")


def test_the_product_owns_nothing_and_cannot_step_round_row_level_security(db):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
            return
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (APP, False, False)
    with (
        pytest.raises(ProgrammingError, match="must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("ALTER TABLE django_content_type DISABLE TRIGGER USER")
    assert "TRUNCATE" not in GRANTS


def test_no_test_reaches_the_network():
    with socket.socket() as line, pytest.raises(AssertionError, match=r"reached for 192\.0\.2\.1"):
        line.connect(("192.0.2.1", 80))
