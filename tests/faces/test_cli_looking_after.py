"""Looking after an installation from a terminal: signing in, the doctor, the ledger, what stops serving."""

import json

import pytest
from django.conf import settings
from django.db import connection

from hornbook.faces.cli import checks, preparing, serving, terminal
from hornbook.rules.base.dates import add_years
from hornbook.stages.keys import keyring
from hornbook.stages.ledger import queries
from hornbook.stages.retain import acts as retain
from tests.database import unguarded
from tests.desks.people import code_now
from tests.keeps import keeps
from tests.town import now, today

only_sqlite = pytest.mark.skipif("postgres" in settings.DATABASES["default"]["ENGINE"], reason="SQLite's own")


@pytest.fixture
def newcomer(real_town):
    """Somebody with a first password and a second factor, just employed."""
    return preparing.employ(real_town.school.ref, "new@example.org", "New Comer", ["dpo"], now())


def sign_in(hornbook, monkeypatch, login, *, password=None, code=None):
    monkeypatch.setenv("HORNBOOK_PASSWORD", password or login.password)
    return hornbook("sign-in", login.email, "--code", code or code_now(login.secret))


@keeps("97")
def test_signing_in_takes_the_password_and_the_second_factor(real_town, newcomer, hornbook, monkeypatch):
    assert sign_in(hornbook, monkeypatch, newcomer, password="a wrong one").status == 1
    assert sign_in(hornbook, monkeypatch, newcomer, code="000000").status == 1
    assert hornbook("retain", "due").status == 1
    signed = sign_in(hornbook, monkeypatch, newcomer)
    assert (signed.status, signed.err) == (0, "")
    assert f"{real_town.school.slug} (dpo)" in signed.out
    assert newcomer.password not in signed.out
    assert hornbook("retain", "due").status == 0
    assert hornbook("sign-out").status == 0
    assert hornbook("retain", "due").status == 1


def test_a_code_is_good_once(newcomer, hornbook, monkeypatch):
    code = code_now(newcomer.secret)
    assert sign_in(hornbook, monkeypatch, newcomer, code=code).status == 0
    assert sign_in(hornbook, monkeypatch, newcomer, code=code).status == 1


@pytest.mark.parametrize("what", ["password", "code"])
def test_after_ten_wrong_tries_the_right_one_is_refused_too(newcomer, hornbook, monkeypatch, what):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        assert sign_in(hornbook, monkeypatch, newcomer, **{what: "123456"}).status == 1
    answer = sign_in(hornbook, monkeypatch, newcomer)
    assert answer.status == 1
    assert "too many wrong tries" in answer.err


def test_an_address_nobody_has_sounds_like_a_wrong_password(newcomer, hornbook, monkeypatch):
    wrong = sign_in(hornbook, monkeypatch, newcomer, password="a wrong one")
    monkeypatch.setenv("HORNBOOK_PASSWORD", "a wrong one")
    nobody = hornbook("sign-in", "nobody@example.org", "--code", "000000")
    assert (nobody.status, nobody.err) == (wrong.status, wrong.err)


def seal(hornbook, tmp_path, name="checkpoint.json"):
    assert hornbook("ledger", "checkpoint", "--out", tmp_path / name).status == 0
    return tmp_path / name


def entries(school):
    return [line.id for line in queries.latest(school.ref, limit=3)]


@pytest.mark.parametrize(
    ("what", "statement"),
    [
        ("was changed", "UPDATE ledger_entry SET facts = '{}' WHERE id = {0}"),
        ("was deleted", "DELETE FROM ledger_entryperson WHERE entry_id = {0}; "
                        "DELETE FROM ledger_entry WHERE id = {0}"),
        ("was changed", "UPDATE ledger_link SET entry = -entry WHERE entry IN ({0}, {1}); "
                        "UPDATE ledger_link SET entry = {1} WHERE entry = -{0}; "
                        "UPDATE ledger_link SET entry = {0} WHERE entry = -{1}"),
    ],
    ids=["edited", "deleted", "swapped"],
)  # fmt: skip
@keeps("102")
def test_a_ledger_that_was_tampered_with_is_found_and_named(real_town, hornbook, tmp_path, what, statement):
    school = real_town.school
    school.pupil()
    seal(hornbook, tmp_path)
    assert hornbook("ledger", "verify").status == 0
    first, second, _ = entries(school)
    with unguarded() as cursor:
        for each in statement.replace("'{}'", "'{{}}'").format(first, second).split("; "):
            cursor.execute(each)
    answer = hornbook("ledger", "verify")
    assert answer.status == 1
    assert "NOT SOUND" in answer.out
    (named,) = [line for line in answer.out.splitlines() if f"entry {first}:" in line]
    assert what in named
    (report,) = hornbook("ledger", "verify", "--json").json
    assert report["sound"] is False
    assert first in {fault["entry"] for fault in report["faults"]}


@keeps("102")
def test_a_ledger_written_anew_is_not_the_one_the_witness_saw(real_town, hornbook, tmp_path):
    school = real_town.school
    school.pupil()
    witness = seal(hornbook, tmp_path)
    assert hornbook("ledger", "verify", "--witness", witness).status == 0
    marks = json.loads(witness.read_text())
    marks[0]["digest"] = "00" * 32
    witness.write_text(json.dumps(marks))
    answer = hornbook("ledger", "verify", "--witness", witness)
    assert answer.status == 1
    assert "not the one the witness saw" in answer.out
    witness.write_text("no checkpoint")
    assert hornbook("ledger", "verify", "--witness", witness).status == 2


def named(hornbook):
    return {check["name"]: check for check in hornbook("doctor", "--json").json}


@only_sqlite
def test_the_doctor_sees_what_sqlite_answers_not_what_it_was_asked(real_town, hornbook):
    real_town.school  # noqa: B018
    assert named(hornbook)["journal mode"]["ok"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=DELETE")
        cursor.execute("PRAGMA synchronous=NORMAL")
    try:
        seen = named(hornbook)
        assert (seen["journal mode"]["ok"], seen["synchronous"]["ok"]) == (False, False)
        assert "'delete'" in seen["journal mode"]["seen"]
        refused = hornbook("serve", "--port", "0")
        assert refused.status == 1
        assert "journal mode" in refused.err
    finally:
        connection.close()  # the next connection asks for both again
    assert named(hornbook)["journal mode"]["ok"]


def test_the_doctor_sees_a_root_key_that_opens_nothing(real_town, hornbook, monkeypatch, tmp_path):
    real_town.school.pupil()
    assert named(hornbook)["keys"]["ok"]
    (tmp_path / "other.key").write_bytes(bytes(32))
    other = keyring.Keyring(settings.HORNBOOK_KEYRING, f"file:{tmp_path / 'other.key'}")
    monkeypatch.setattr(checks, "ring", lambda: other)
    seen = hornbook("doctor")
    assert seen.status == 1
    assert "not ok  keys: this root key does not open this keyring" in seen.out
    assert hornbook("serve").status == 1


def test_the_doctor_tells_of_lines_in_the_second_sink(broken_ledger, hornbook):
    hornbook("find", "--purpose", "rights-and-records", "Nobody", by=broken_ledger.school.dpo)
    assert not named(hornbook)["second sink"]["ok"]
    settings.HORNBOOK_SECOND_SINK.unlink()
    assert named(hornbook)["second sink"]["ok"]


@keeps("119")
def test_a_disposal_that_was_cut_off_is_finished_at_the_next_start(real_town, hornbook):
    school = real_town.school
    school.pupil(born=add_years(today(), -25), on_roll=False)
    batch = retain.propose(by=school.dpo, at=now(), on=today())
    for who in (school.dpo, school.head):
        retain.approve(by=who, at=now(), batch=batch)
    retain._begin(by=school.dpo, at=now(), batch=batch)
    assert not named(hornbook)["disposals"]["ok"]
    assert len(list(serving.tidied())) == 1
    assert named(hornbook)["disposals"]["ok"]
    assert hornbook("retain", "list", "--json", by=school.dpo).json[0]["state"] == "disposed"


def test_only_one_serves_a_data_folder_and_nothing_is_put_back_meanwhile(real_town, hornbook, tmp_path):
    with serving.alone():
        answer = hornbook("restore", tmp_path)
    assert answer.status == 1
    assert "being served" in answer.err


def test_a_token_of_this_terminal_ends_after_an_hour(real_town, hornbook, monkeypatch):
    school = real_town.school
    assert hornbook("retain", "due", by=school.dpo).status == 0
    monkeypatch.setattr(terminal, "LASTS", -1)
    assert hornbook("retain", "due", by=school.dpo).status == 1
