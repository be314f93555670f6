"""What every test that knows Django needs: a home of its own, its settings read, the database handed over.

`tests/conftest.py` loads this wherever Django is installed. Rules and formats are tested without it too:
`bin/prove rules`.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# Before Django reads its settings. Each xdist worker is a process, and comes through here by itself.
HOME = Path(tempfile.mkdtemp(prefix="hornbook-test-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "hornbook.site.settings",
    "HORNBOOK_TESTING": "1",
    "HORNBOOK_HOME": str(HOME),
}

# On PostgreSQL each worker has a server of its own: see tests/postgres.py.
_server = os.environ.get(f"HORNBOOK_DATABASE_URL_{os.environ.get('PYTEST_XDIST_WORKER', '').upper()}")
if _server:
    os.environ["HORNBOOK_DATABASE_URL"] = _server

import django  # noqa: E402
from django.conf import settings  # noqa: E402

from tests import database  # noqa: E402

if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: its locks and its write-ahead log are what the product meets.
    settings.DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
django.setup()

USES_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Workers are to read the settings as we did: here, once they have a home, and not before."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if USES_DATABASE & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database: made, and in the end removed, by its owner; used by the product's own role."""
    with django_db_blocker.unblock():
        database.hand_over()
    yield
    with django_db_blocker.unblock():
        database.take_back()
