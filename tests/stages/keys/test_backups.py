"""Backups of the keyring: apart from the data's, and gone after thirty days."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from hornbook.stages import keys
from hornbook.stages.keys import backups, root
from hornbook.stages.keys.keyring import Keyring
from tests.keeps import keeps

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def home(tmp_path, settings):
    settings.HOME = tmp_path
    settings.HORNBOOK_KEYRING = tmp_path / "keys" / "keyring.sqlite3"
    settings.HORNBOOK_ROOT = f"file:{tmp_path / 'root.key'}"
    root.make_file(tmp_path / "root.key")
    return tmp_path


@keeps("119")
def test_a_backup_opens_what_was_destroyed_until_it_runs_out_and_not_a_day_longer(home):
    school, ada = uuid4(), uuid4()
    raw = keys.ring().make(school, [ada])[ada].raw
    kept = backups.make(NOW)
    keys.ring().destroy(school, [ada], NOW + timedelta(hours=1))

    restored = Keyring(kept, f"file:{home / 'root.key'}")
    assert restored.one(school, ada).raw == raw, "this is why the certificate names a later day"
    restored.close()
    assert backups.last_runs_out() == NOW + timedelta(days=30)

    assert backups.sweep(NOW + timedelta(days=30) - timedelta(seconds=1)) == []
    assert backups.sweep(NOW + timedelta(days=30)) == [kept]
    assert not kept.exists()
    assert backups.last_runs_out() is None


def test_making_one_lets_those_go_that_have_run_out(home):
    old = backups.make(NOW)
    new = backups.make(NOW + timedelta(days=31))
    assert [path for _, path in backups.made()] == [new]
    assert not old.exists()


def test_a_backup_that_was_cut_off_does_not_count(home, monkeypatch):
    def cut(self, target):
        target.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(Keyring, "copy_to", cut)
    with pytest.raises(KeyboardInterrupt):
        backups.make(NOW)
    assert backups.made() == []


def test_backups_are_their_owners_alone(home):
    kept = backups.make(NOW)
    assert oct(kept.stat().st_mode & 0o777) == "0o600"
    assert oct(kept.parent.stat().st_mode & 0o777) == "0o700"
