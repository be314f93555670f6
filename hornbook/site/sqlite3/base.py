"""SQLite, refused unless it is opened as asked: a log written ahead, and waited for.

On a failing disk `PRAGMA journal_mode=WAL` raises nothing and leaves the database in its old mode; what the
pragma answers is the only thing to go by. Keeps: promise 110.
"""

from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

#: pragma -> the answer without which we do not run (synchronous: 2 is FULL)
ASKED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def differing(connection: Any) -> list[str]:
    """What a connection answers that is not as asked: "journal_mode is delete, not wal"."""
    answers = {pragma: connection.execute(f"PRAGMA {pragma}").fetchone()[0] for pragma in ASKED}
    return [f"{p} is {answers[p]}, not {asked}" for p, asked in ASKED.items() if answers[p] != asked]


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: Any) -> Any:
        connection = super().get_new_connection(conn_params)
        wrong = differing(connection)
        if wrong:
            connection.close()
            raise OperationalError(f"the database cannot be trusted: {'; '.join(wrong)}. Look at the disk.")
        return connection
