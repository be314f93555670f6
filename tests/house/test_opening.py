"""How the database and the data folder are opened: as asked, or not at all."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError

from hornbook.site.sqlite3.base import ASKED, DatabaseWrapper
from tests.house.tree import ROOT
from tests.keeps import keeps

only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own settings")


def opened(name, command):
    """A connection of the product's kind to this database, with these pragmas."""
    asked = settings.DATABASES["default"]
    wrapper = DatabaseWrapper(
        {**connection.settings_dict, "NAME": name, "OPTIONS": {**asked["OPTIONS"], "init_command": command}}
    )
    try:
        with wrapper.cursor() as cursor:
            return {p: cursor.execute(f"PRAGMA {p}").fetchone()[0] for p in ASKED}
    finally:
        wrapper.close()


@only_sqlite
def test_a_database_opened_as_asked_is_taken(db, tmp_path):
    command = settings.DATABASES["default"]["OPTIONS"]["init_command"]
    assert opened(tmp_path / "good.sqlite3", command) == ASKED


@only_sqlite
@keeps("110")
@pytest.mark.parametrize(
    ("pragma", "says"),
    [
        ("journal_mode=DELETE", "journal_mode is delete, not wal"),
        ("synchronous=OFF", "synchronous is 0, not 2"),
        ("secure_delete=OFF", "secure_delete is 0, not 1"),
    ],
)
def test_a_database_that_stayed_in_another_mode_is_refused_and_says_which(db, tmp_path, pragma, says):
    command = settings.DATABASES["default"]["OPTIONS"]["init_command"] + f"PRAGMA {pragma};"
    with pytest.raises(OperationalError, match=says):
        opened(tmp_path / "bad.sqlite3", command)


@only_sqlite
def test_where_no_log_can_be_written_ahead_the_pragma_raises_nothing_and_we_do(db):
    command = settings.DATABASES["default"]["OPTIONS"]["init_command"]
    with pytest.raises(OperationalError, match="journal_mode is memory, not wal"):
        opened(":memory:", command)


@keeps("110")
def test_the_data_folder_is_its_owners_alone_whoever_made_it(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    home.chmod(0o755)
    environment = {**os.environ, "HORNBOOK_HOME": str(home), "HORNBOOK_TESTING": "", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", "import hornbook.site.settings"], env=environment, check=True)
    assert oct(home.stat().st_mode & 0o777) == "0o700"
    assert {oct(p.stat().st_mode & 0o077) for p in home.iterdir()} == {"0o0"}
