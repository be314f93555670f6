"""After disposal not a byte is left that says anything of the pupil: every file is searched, with every key.

First the search is shown to find: with the keys all is there, and a build that leaks is caught. On PostgreSQL
the claim is the smaller one that it can keep: never a plain value in any file of the server, and after
disposal no key. Derived tokens may lie in its pages until it vacuums (see docs/adr/0005).
"""

import gzip
import logging
import shutil
import sqlite3
import tempfile
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from hornbook.rules.base.refused import BadInput, Refused
from hornbook.stages.hold.models import Token
from hornbook.stages.keys import backups, ring
from hornbook.stages.keys.keyring import Keyring
from hornbook.stages.ledger import sink
from hornbook.stages.ledger.tenancy import inside, reading
from hornbook.stages.retain import queries
from hornbook.stages.share import acts as share
from tests import scan
from tests.keeps import keeps
from tests.leaver import canary, disposed, leaver
from tests.town import now

HOME = Path(settings.HOME)
only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own files")


@pytest.fixture
def log():
    """A log file in the data folder, as a school may keep one, with every level in it."""
    (HOME / "logs").mkdir(exist_ok=True)
    writer = logging.FileHandler(HOME / "logs" / "hornbook.log")
    root = logging.getLogger()
    level = root.level
    root.addHandler(writer)
    root.setLevel(logging.DEBUG)
    yield logging.getLogger("test")
    root.removeHandler(writer)
    root.setLevel(level)
    writer.close()
    shutil.rmtree(HOME / "logs")


@pytest.fixture
def school(real_town):
    school = real_town.school
    assert all((school.dpo, school.head, school.office))
    return school


@pytest.fixture
def gone_before():
    yield
    for folder in ("backups", "vault"):
        shutil.rmtree(HOME / folder, ignore_errors=True)


@pytest.fixture
def leaving(school, log, gone_before):
    """A leaver with a canary everywhere, somebody who stays, and everything that goes wrong around them."""
    stays = school.pupil()
    made = leaver(school, stays)
    wrong = {"date_of_birth": canary()}
    try:
        school.write(made.pupil.ref, "identity", wrong)
    except BadInput:
        log.exception("a form was sent back")
    try:
        share.send(by=school.dpo, at=now(), route=(route := f"to {canary()}"), people=[made.pupil.ref])
    except Refused:
        log.exception("a sending was refused")
    sink.write({"act": "test", "people": [str(made.pupil.ref)]})
    made.never += [*wrong.values(), route.split()[1]]
    return school, made, stays


def opened_live(school):
    """All that the live keyring opens in the live database, on either engine."""

    def ask(sql):
        with reading(school.ref), connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return scan.opened_in(ask, ring(), school.ref)


def missing(texts, plain: bytes):
    return [text for text in texts if text.encode() not in plain]


def there(texts, plain: bytes):
    return [text for text in texts if text.encode() in plain]


def tokens_of(school, *people):
    with reading(school.ref):
        return [bytes(t) for t in Token.objects.filter(person__in=people).values_list("token", flat=True)]


def every_folder():
    """The data folder, and on PostgreSQL the server's own, write-ahead log and all."""
    if connection.vendor == "sqlite":
        return [HOME]
    port = str(connection.settings_dict["PORT"])
    for pid in Path(tempfile.gettempdir()).glob("hornbook-postgres-*/data/postmaster.pid"):
        if pid.read_text().split("\n")[3] == port:
            return [HOME, pid.parent.parent]
    raise AssertionError("the server's folder was not found")


def traces(texts):
    return {text: where for folder in every_folder() for text, where in scan.found(folder, texts).items()}


@keeps("110", "113", "119")
def test_with_the_keys_all_is_there_without_them_nothing_and_afterwards_nothing_with_every_key(leaving):
    school, made, stays = leaving
    assert len(made.texts) > 100
    everything = [*made.texts, *made.never]
    assert missing(made.texts, opened_live(school)) == [], "with the keys, before"
    assert traces(everything) == {}, "without a key, before"

    (certificate,) = disposed(school, [made.pupil.ref])

    assert traces(everything) == {}, "without a key, after"
    left = opened_live(school)
    assert there(everything, left) == [], "with every key that is left, after"
    assert missing(stays.canaries, left) == [], "and nobody else lost anything"
    assert ring().open(school.ref, [made.pupil.ref, made.contact]) == {}
    seen = queries.certificate(school.ref, certificate)
    assert there(everything, repr(vars(seen)).encode()) == []


@only_sqlite
@keeps("119")
def test_no_data_backup_gives_the_pupil_back_once_the_keyrings_own_have_run_out(leaving):
    school, made, _ = leaving
    at = now()
    kept = HOME / "backups" / "data.sqlite3"
    kept.parent.mkdir()
    with sqlite3.connect(settings.DATABASES["default"]["NAME"]) as live, sqlite3.connect(kept) as copy:
        live.backup(copy)
    keys = backups.make(at)
    in_backup = scan.in_file(kept)
    assert missing(made.texts, scan.opened_in(in_backup, ring(), school.ref)) == []

    (certificate,) = disposed(school, [made.pupil.ref])

    assert there(made.texts, scan.opened_in(in_backup, ring(), school.ref)) == [], "by the keys that live"
    older = Keyring(keys, settings.HORNBOOK_ROOT)
    again = scan.opened_in(in_backup, older, school.ref)
    older.close()
    assert missing(made.texts, again) == made.inside_files, (
        "by the keyring's backup, all but the files, which are gone"
    )
    assert traces([*made.texts, *made.never]) == {}

    says = queries.certificate(school.ref, certificate)
    day = (at + timedelta(days=30)).astimezone().date() + timedelta(days=1)
    assert abs((says.unreadable_from - day).days) <= 1
    assert backups.sweep(at + timedelta(days=30)) == [keys]
    assert not any((HOME / "backups" / "keyring").iterdir()), "from that day nothing opens the old data"


@only_sqlite
@keeps("119")
def test_the_tokens_by_which_the_pupil_was_found_are_in_no_page_of_the_database_any_more(leaving):
    school, made, stays = leaving
    tokens = tokens_of(school, made.pupil.ref, made.contact)
    shared = set(tokens_of(school, stays.ref))
    own = [t for t in tokens if t not in shared]
    assert len(own) > 4
    assert scan.holding(HOME, own).keys() == set(own), "before, each is there"

    disposed(school, [made.pupil.ref])

    assert scan.holding(HOME, own) == {}
    assert tokens_of(school, made.pupil.ref, made.contact) == []


LEAKS = {
    "a plain column": lambda school, made, text: _plain_column(school, made, text),
    "a line of a log": lambda school, made, text: logging.getLogger("leaky").warning("looked for %s", text),
    "a line of the second sink": lambda school, made, text: sink.write({"act": "use.find", "typed": text}),
    "a packed export": lambda school, made, text: _file("export.csv.gz", gzip.compress(text.encode())),
    "a file's name": lambda school, made, text: _file(f"{text}.pdf", b"x"),
    "a row that was deleted": lambda school, made, text: _deleted_row(school, text),
}


def _plain_column(school, made, text):
    hold = apps.get_model("use", "casehold")
    with inside(school.ref):
        hold.objects.create(
            controller=school.ref, person=made.ref, stage="rights", case=uuid4(), why=text, placed_at=now()
        )


def _deleted_row(school, text):
    """As a build would that left SQLite's freed pages as they were."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")
        cursor.execute("INSERT INTO django_content_type (app_label, model) VALUES ('leaky', %s)", [text])
        cursor.execute("DELETE FROM django_content_type WHERE app_label = 'leaky'")
        cursor.execute("PRAGMA secure_delete=ON")


def _file(name, content):
    folder = HOME / "leaky"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)


@only_sqlite
@pytest.mark.parametrize("leak", LEAKS)
def test_a_build_that_leaks_is_caught(school, log, leak):
    ada = school.pupil()
    text = ada.canary("identity")
    assert scan.found(HOME, [text]) == {}
    try:
        LEAKS[leak](school, ada, text)
        assert list(scan.found(HOME, [text])) == [text]
    finally:
        shutil.rmtree(HOME / "leaky", ignore_errors=True)
        settings.HORNBOOK_SECOND_SINK.unlink(missing_ok=True)
