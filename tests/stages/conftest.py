"""What the tests of the stages share: a town, and the ways a person with the machine could tamper."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.database import unguarded
from tests.town import Town


@pytest.fixture
def town(db: None) -> Town:
    """A town inside one test's transaction."""
    return Town()


@pytest.fixture
def real_town(transactional_db: None) -> Town:
    """A town whose transactions really commit and roll back."""
    return Town()


@pytest.fixture
def broken_ledger(real_town: Town) -> Iterator[Town]:
    """A town whose ledger refuses every new line, as it would on a full or failing disk."""
    real_town.ada = real_town.school.pupil()
    real_town.file = real_town.school.letter_about(real_town.ada, b"canary")
    assert all((real_town.school.dpo, real_town.school.office))  # invited while the ledger still works
    postgres = connection.vendor == "postgresql"
    with unguarded() as cursor:
        if postgres:
            cursor.execute("ALTER TABLE ledger_entry ADD CONSTRAINT broken CHECK (id < 0) NOT VALID")
    if not postgres:
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TRIGGER broken BEFORE INSERT ON ledger_entry "
                "BEGIN SELECT RAISE(ABORT, 'no space left'); END"
            )
    yield real_town
    with unguarded() as cursor:
        if postgres:
            cursor.execute("ALTER TABLE ledger_entry DROP CONSTRAINT broken")
    if not postgres:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER broken")
