"""An installation from nothing, in processes of its own: made, signed in to, backed up, put back, served."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from bench.visitor import Visitor
from tests.desks.people import code_now
from tests.keeps import keeps

OURS = ("HORNBOOK_", "DJANGO_SETTINGS_MODULE")


class Machine:
    """A data folder, and the command run on it as a person would, with none of the tests' settings."""

    def __init__(self, home: Path) -> None:
        self.home = home
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.env = {**clean, "HORNBOOK_HOME": str(home), "HORNBOOK_TERMINAL": "one"}
        self.env["HORNBOOK_CENSUS"] = "-"  # the made-up one: the whole export has tests of its own

    def __call__(self, *argv: object, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "hornbook", *map(str, argv)],
            env={**self.env, **env},
            input="",
            capture_output=True,
            text=True,
            timeout=120,
        )

    def signs_in(self, email: str, password: str, secret: str) -> subprocess.CompletedProcess[str]:
        """Twice if need be: on a busy machine a code may run out before the process has started."""
        for _ in range(2):
            done = self("sign-in", email, "--code", code_now(secret), HORNBOOK_PASSWORD=password)
            if done.returncode == 0:
                break
        return done

    def starts(self, *argv: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "hornbook", *map(str, argv)],
            env=self.env,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "home")


@pytest.fixture
def made(machine: Machine) -> Machine:
    """A machine with a school on it, whose data protection officer is signed in."""
    done = machine(
        *("init", "--controller", "elm", "--name", "Elm House", "--pack", "england-alternative-provision"),
        *("--email", "dpo@elm.example.org", "--json"),
    )
    assert (done.returncode, done.stderr) == (0, "")
    machine.login = json.loads(done.stdout)["login"]
    login = machine.login
    signed = machine.signs_in(login["email"], login["password"], login["second_factor"])
    assert (signed.returncode, signed.stderr) == (0, "")
    return machine


def test_nothing_is_served_before_the_folder_is_made(machine):
    done = machine("serve")
    assert done.returncode == 1
    assert "Run: hornbook init" in done.stderr
    assert machine("doctor").returncode == 1


def test_making_an_installation_again_changes_nothing_and_says_no_secret(made):
    before = {p: p.read_bytes() for p in (made.home / "keys" / "root.key", made.home / "session.key")}
    again = made("init", "--controller", "elm", "--email", "dpo@elm.example.org", "--json")
    assert json.loads(again.stdout)["login"] is None
    assert made.login["password"] not in again.stdout
    assert {p: p.read_bytes() for p in before} == before
    assert made("retain", "due").returncode == 0


def test_a_controller_needs_a_name_a_pack_and_somebody(machine):
    done = machine("init", "--controller", "elm", "--name", "Elm House")
    assert done.returncode == 2
    assert "--pack" in done.stderr


@keeps("119")
def test_a_backup_is_put_back_and_the_keys_lie_apart_from_it(made, tmp_path):
    out = tmp_path / "backup"
    assert made("doctor").returncode == 1  # there is no backup yet
    done = made("backup", "--out", out, "--json")
    assert done.returncode == 0
    assert made("doctor").returncode == 0
    assert sorted(p.name for p in out.iterdir()) == ["hornbook.sqlite3"]
    keyring = Path(json.loads(done.stdout)["keyring"])
    assert keyring.is_relative_to(made.home / "backups" / "keyring")
    for secret in (made.home / "keys" / "root.key", made.home / "session.key"):
        assert not any(
            secret.read_bytes().strip() in p.read_bytes() for p in (out / "hornbook.sqlite3", keyring)
        )

    made("init", "--controller", "elm", "--email", "head@elm.example.org", "--role", "head")
    assert made("restore", out).returncode == 0
    with sqlite3.connect(made.home / "hornbook.sqlite3") as db:
        assert db.execute("SELECT email FROM parties_account").fetchall() == [("dpo@elm.example.org",)]
    assert made("ledger", "verify").returncode == 0
    assert made("retain", "due").returncode == 0
    assert made("backup", "--out", out).returncode == 2  # nothing is written over


def test_a_broken_backup_puts_nothing_back(made, tmp_path):
    (tmp_path / "hornbook.sqlite3").write_bytes(b"SQLite format 3\0" + bytes(4096))
    before = made("ledger", "verify").stdout
    assert made("restore", tmp_path).returncode == 2
    assert made("ledger", "verify").stdout == before


def test_pages_are_served_and_the_tail_is_sealed_when_they_end(made):
    port = 18000 + os.getpid() % 1000
    serving = made.starts("serve", "--port", port)
    try:
        assert _answers(f"http://127.0.0.1:{port}/account/login/") == 200
        assert made("retain", "due").returncode == 0
    finally:
        serving.send_signal(signal.SIGTERM)
        said = serving.communicate(timeout=60)[1]
    assert serving.returncode == 0, said
    (report,) = json.loads(made("ledger", "verify", "--json").stdout)
    assert (report["sound"], report["unsealed"]) == (True, 0)


def test_a_browser_signs_in_with_password_and_second_factor(made):
    """The whole way, as a person goes it: other tests of pages make themselves a session."""
    port = 19000 + os.getpid() % 1000
    serving = made.starts("serve", "--port", port)
    try:
        assert _answers(f"http://127.0.0.1:{port}/account/login/") == 200
        login, visitor = made.login, Visitor(f"http://127.0.0.1:{port}")
        with pytest.raises(RuntimeError, match="the password led to"):
            Visitor(visitor.root).sign_in(login["email"], "a wrong one", login["second_factor"])
        left = 30 - time.time() % 30
        time.sleep(left if left < 10 else 0)
        visitor.sign_in(login["email"], login["password"], login["second_factor"])
        assert visitor.ask("/account/second-factor/")[::2] == (200, "/account/second-factor/")
    finally:
        serving.terminate()
        serving.communicate(timeout=60)


def _answers(address: str) -> int:
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.status
        except OSError:  # not up yet, or busy
            time.sleep(0.1)
    raise AssertionError(f"{address} never answered")
