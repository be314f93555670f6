"""The walls in the database itself: row-level security, append-only tables, references that stay at home.

Migrations name their tables here; both engines get what they can hold. A wall is there for the day
when a query, or a person with a database prompt, goes past the gate.
Keeps: promises 1, 102.
"""

from typing import Any

from django.db.migrations.operations.base import Operation

MINE = "controller = nullif(current_setting('hornbook.controller', true), '')::uuid"


class Wall(Operation):
    """SQL for one table, by engine; taken down again when the migration is unapplied."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Walls change no model."""

    def database_forwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        for sql in self.up(editor.connection.vendor):
            editor.execute(sql, params=None)

    def database_backwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        for sql in self.down(editor.connection.vendor):
            editor.execute(sql, params=None)

    def up(self, vendor: str) -> list[str]:
        raise AssertionError("a wall says what it builds")

    def down(self, vendor: str) -> list[str]:
        raise AssertionError("a wall says how it is taken down")

    def describe(self) -> str:
        return f"{type(self).__name__} around {self.table}"


class OneController(Wall):
    """A row is visible, and writable, only inside the transaction of its own controller (PostgreSQL).

    also  a further condition that lets a row be seen, and no more: one's own memberships at sign-in.
    """

    def __init__(self, table: str, also: str = "") -> None:
        super().__init__(table)
        self.also = also

    def up(self, vendor: str) -> list[str]:
        if vendor != "postgresql":
            return []
        walls = [
            f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY one_controller ON {self.table} USING ({MINE}) WITH CHECK ({MINE})",
        ]
        if self.also:
            walls.append(f"CREATE POLICY one_look ON {self.table} FOR SELECT USING ({self.also})")
        return walls

    def down(self, vendor: str) -> list[str]:
        if vendor != "postgresql":
            return []
        return [
            *([f"DROP POLICY one_look ON {self.table}"] if self.also else []),
            f"DROP POLICY one_controller ON {self.table}",
            f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY",
        ]


class AppendOnly(Wall):
    """What is written stays as it is: no UPDATE, no DELETE, no TRUNCATE."""

    def up(self, vendor: str) -> list[str]:
        t = self.table
        if vendor == "postgresql":
            return [
                "CREATE OR REPLACE FUNCTION hornbook_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
                f"CREATE TRIGGER {t}_stays BEFORE UPDATE OR DELETE ON {t} "
                "FOR EACH ROW EXECUTE FUNCTION hornbook_append_only()",
                f"CREATE TRIGGER {t}_whole BEFORE TRUNCATE ON {t} "
                "FOR EACH STATEMENT EXECUTE FUNCTION hornbook_append_only()",
            ]
        return [
            f"CREATE TRIGGER {t}_no_update BEFORE UPDATE ON {t} "
            f"BEGIN SELECT RAISE(ABORT, '{t} is append-only'); END",
            f"CREATE TRIGGER {t}_no_delete BEFORE DELETE ON {t} "
            f"BEGIN SELECT RAISE(ABORT, '{t} is append-only'); END",
        ]

    def down(self, vendor: str) -> list[str]:
        t = self.table
        if vendor == "postgresql":
            return [f"DROP TRIGGER {t}_stays ON {t}", f"DROP TRIGGER {t}_whole ON {t}"]
        return [f"DROP TRIGGER {t}_no_update", f"DROP TRIGGER {t}_no_delete"]


class AtHome(Wall):
    """A row that points at another row points at one of its own controller, whatever asked for it.

    PostgreSQL checks foreign keys past row-level security, so the pair of columns is the key.
    """

    def __init__(self, table: str, column: str, target: str, target_column: str) -> None:
        super().__init__(table)
        self.column = column
        self.target = target
        self.target_column = target_column

    @property
    def name(self) -> str:
        return f"{self.table}_{self.column}_home"

    def up(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [
                f"ALTER TABLE {self.table} ADD CONSTRAINT {self.name} "
                f"FOREIGN KEY (controller, {self.column}) "
                f"REFERENCES {self.target} (controller, {self.target_column}) DEFERRABLE INITIALLY DEFERRED"
            ]
        guard = (  # table and column names come from migrations, never from outside
            f"WHEN NEW.{self.column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {self.target} t "
            f"WHERE t.{self.target_column} = NEW.{self.column} AND t.controller = NEW.controller) "
            f"BEGIN SELECT RAISE(ABORT, '{self.name}: that is another controller''s'); END"
        )
        return [
            f"CREATE TRIGGER {self.name}_i BEFORE INSERT ON {self.table} {guard}",
            f"CREATE TRIGGER {self.name}_u BEFORE UPDATE OF {self.column}, controller "
            f"ON {self.table} {guard}",
        ]

    def down(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [f"ALTER TABLE {self.table} DROP CONSTRAINT {self.name}"]
        return [f"DROP TRIGGER {self.name}_i", f"DROP TRIGGER {self.name}_u"]


class StampTransaction(Wall):
    """Each entry knows its transaction, so that sealing waits for the oldest one still open (PostgreSQL)."""

    def up(self, vendor: str) -> list[str]:
        if vendor != "postgresql":
            return []
        return [
            "CREATE OR REPLACE FUNCTION hornbook_stamp_tx() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.tx := pg_current_xact_id()::text::bigint; RETURN NEW; END $$",
            f"CREATE TRIGGER {self.table}_tx BEFORE INSERT ON {self.table} "
            "FOR EACH ROW EXECUTE FUNCTION hornbook_stamp_tx()",
        ]

    def down(self, vendor: str) -> list[str]:
        return [f"DROP TRIGGER {self.table}_tx ON {self.table}"] if vendor == "postgresql" else []
