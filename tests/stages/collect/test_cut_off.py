"""Killed half way, and run again: the same as if nothing had happened. The process is really killed."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from hornbook.faces.cli import terminal
from hornbook.stages.collect import quarantine, queries
from hornbook.stages.keys import ring
from tests.keeps import keeps
from tests.stages.collect.files import brings, digest, everybody, one_school

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def outside(monkeypatch) -> dict[str, str]:
    """The environment in which a process of its own meets this test's database, keyring and quarantine."""
    monkeypatch.setenv("HORNBOOK_TERMINAL", "test of being cut off")
    there = connection.settings_dict
    env = {**os.environ, "HORNBOOK_HOME": str(settings.HOME)}
    if connection.vendor == "postgresql":
        env["HORNBOOK_DATABASE_URL"] = "postgres://{USER}@{HOST}:{PORT}/{NAME}".format(**there)
    else:
        usual = Path(settings.HOME) / "hornbook.sqlite3"
        if not usual.exists():
            usual.symlink_to(there["NAME"])
    return env


def start(council, folder, env) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "hornbook",
        "collect",
        str(folder),
        "--controller",
        council.slug,
        "--json",
    ]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def steps_done(council) -> int:
    brought = queries.receipts(council.ref)
    return brought[0].steps_done if brought else -1


def kill_after(process, council, steps: int, pause: float) -> bool:
    """Kill it once so many steps are done, a moment later. Whether it was still at it."""
    while process.poll() is None and steps_done(council) < steps:
        time.sleep(0.05)
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


@keeps("288")
def test_an_import_killed_at_several_points_ends_as_an_undisturbed_one(real_town, tmp_path, outside):
    chance = random.Random(20261122)
    council = real_town.council
    terminal.remember(council.writer.ref)
    for name, content in one_school():
        (tmp_path / name).write_bytes(content)

    killed = []
    for steps in (-1, 0, chance.choice([1, 2]), 3):
        process = start(council, tmp_path, outside)
        killed.append(kill_after(process, council, steps, pause=chance.uniform(0, 0.9)))
    assert sum(killed) >= 3  # the last may have ended before its moment came
    process = start(council, tmp_path, outside)
    out, err = process.communicate()
    assert process.returncode in (0, 1), err.decode()
    assert b'"state": "admitted"' in out

    undisturbed = real_town.controller("england-council")
    whole = brings(undisturbed, sorted(one_school()))
    assert digest(council) == digest(undisturbed)
    (receipt,) = queries.receipts(council.ref)
    assert (receipt.state, receipt.steps_done) == ("admitted", receipt.steps)
    assert receipt.counts == whole.counts
    assert list(quarantine.folder(council.ref).iterdir()) == []
    # a key made for a step that was cut off belongs to nobody; nobody is without a key
    assert {s.person for s in everybody(council)} <= set(ring().owners(council.ref))
    told = queries.outcome(council.ref, receipt.ref)
    expected = queries.outcome(undisturbed.ref, whole.receipt)
    assert (told.findings, told.tallies) == (expected.findings, expected.tallies)


def test_what_the_steps_depend_on_may_change_between_the_cut_and_the_next_run(town, monkeypatch):
    """They are counted from the first again, as after a change of the pack; nothing goes in twice."""
    from hornbook.rules.base.refused import Refused
    from hornbook.stages.collect import acts, taking
    from tests.town import now

    school = town.council
    receipt = acts.receive(by=school.writer, at=now(), files=list(one_school(at_most=9)))
    monkeypatch.setattr("hornbook.stages.collect.plan.STEP", 3)
    real, done = taking.take_in, []

    def fails_the_second_time(**asked):
        done.append(None)
        if len(done) == 2:
            raise Refused("cut", what="Cut.", why="The test cut it.", next="Run it again.")
        return real(**asked)

    monkeypatch.setattr(acts, "take_in", fails_the_second_time)
    with pytest.raises(Refused):
        acts.admit(by=school.writer, at=now(), receipt=receipt)
    assert queries.receipt(school.ref, receipt).steps_done == 1
    monkeypatch.setattr("hornbook.stages.collect.plan.STEP", 4)
    result = acts.admit(by=school.writer, at=now(), receipt=receipt)

    undisturbed = town.controller("england-council")
    whole = brings(undisturbed, one_school(at_most=9))
    assert (result.counts.new, result.counts.known) == (whole.counts.new - 3, 3)
    assert digest(school) == digest(undisturbed)
