"""A promise counts as kept only while passing tests name it and the code is the code they ran on."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from hornbook.promises import evidence, register
from hornbook.promises.evidence import Evidence, as_toml, digest, digest_of, read, standing, state
from hornbook.promises.print import as_markdown
from hornbook.rules.base.refused import BadInput
from tests.keeps import keeps

ROOT = Path(__file__).resolve().parents[2]
ENFORCED = register()["163"]
BY_PEOPLE = register()["103"]


def passed(promise: str = "163", **changed: object) -> Evidence:
    return replace(Evidence(promise, ("tests/x.py::test_y",), "passed", digest(), 1), **changed)


@keeps("268")
def test_a_promise_is_kept_while_a_test_passes_on_this_code():
    assert state(ENFORCED, passed()) == "kept"
    assert standing(ENFORCED, passed()).why == "1 test passed on the code that is running."


@keeps("268")
def test_a_promise_without_a_test_is_not_reached():
    assert state(ENFORCED, None) == "not reached"
    assert state(ENFORCED, passed(tests=(), passed=0)) == "not reached"


def test_a_promise_once_reached_is_broken_when_its_tests_are_gone():
    assert state(replace(ENFORCED, reached=True), None) == "broken"
    assert state(replace(ENFORCED, reached=True), passed()) == "kept"


@keeps("268")
def test_evidence_of_other_code_is_broken_and_says_so():
    stale = standing(ENFORCED, passed(digest="0" * 64))
    assert (stale.state, stale.why) == ("broken", "The evidence is older than the code: run the tests again.")


def test_a_failed_test_breaks_the_promise_whoever_vouches_for_it():
    assert state(ENFORCED, passed(result="failed")) == "broken"
    assert state(BY_PEOPLE, passed("103", result="failed"), by_people=True) == "broken"


@keeps("268")
@pytest.mark.parametrize("shown", [None, passed("103")])
def test_what_people_must_do_needs_a_person(shown: Evidence | None):
    assert state(BY_PEOPLE, shown) == "needs a person"


def test_what_people_did_still_needs_a_test_that_the_product_asks_for_it():
    assert state(BY_PEOPLE, passed("103"), by_people=True) == "kept"
    assert state(BY_PEOPLE, None, by_people=True) == "not reached"


def test_without_evidence_every_promise_says_not_reached_or_needs_a_person(tmp_path: Path):
    none = read(tmp_path / "evidence.toml")
    states = {p.id: state(p, none.get(p.id)) for p in register().values()}
    people = {p.id for p in register().values() if "A" in p.kinds}
    assert {i for i, s in states.items() if s == "needs a person"} == people
    assert {i for i, s in states.items() if s == "not reached"} == set(register()) - people


def package(folder: Path) -> Path:
    for name in ("rules.py", "packs/a/pack.toml", "promises/evidence.toml", "page.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["rules.py", "packs/a/pack.toml"])
def test_the_digest_changes_with_any_source(tmp_path: Path, name: str):
    before = digest_of(package(tmp_path))
    (tmp_path / name).write_text("changed", encoding="utf-8")
    assert digest_of(tmp_path) != before


def test_the_digest_changes_when_a_source_moves(tmp_path: Path):
    before = digest_of(package(tmp_path))
    (tmp_path / "rules.py").rename(tmp_path / "rule.py")
    assert digest_of(tmp_path) != before


def test_the_digest_does_not_hang_on_the_evidence_or_on_pages(tmp_path: Path):
    before = digest_of(package(tmp_path))
    (tmp_path / "promises/evidence.toml").unlink()
    (tmp_path / "page.html").write_text("changed", encoding="utf-8")
    assert digest_of(tmp_path) == before


def test_evidence_is_read_back_as_written(tmp_path: Path):
    file = tmp_path / "evidence.toml"
    both = [passed("163", tests=("b", "a"), passed=3), passed("22", result="failed", passed=0)]
    file.write_text(as_toml(both, digest()), encoding="utf-8")
    assert read(file) == {"22": both[1], "163": replace(both[0], tests=("a", "b"))}
    assert as_toml(reversed(both), digest()) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "missing-field"),
        ("digest = [", "not-toml"),
        (as_toml([passed()], "d").replace("passed = 1\n", ""), "missing-field"),
        (as_toml([passed()], "d").replace('"passed"', '"perhaps"'), "bad-promise"),
        (as_toml([passed(), passed()], "d"), "twice"),
    ],
)
def test_evidence_that_cannot_be_read_is_refused(tmp_path: Path, text: str, code: str):
    file = tmp_path / "evidence.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read(file)
    assert (refused.value.finding.file, refused.value.finding.code) == ("evidence.toml", code)


@keeps("268")
def test_the_page_with_evidence_shows_each_state_and_its_tests():
    page = as_markdown(register(), {"163": passed()})
    line = next(line for line in page.splitlines() if line.startswith("| 163 |"))
    assert line.endswith("| **kept**: 1 test passed on the code that is running. | `tests/x.py::test_y` |")
    assert page.count("**not reached**") + page.count("**needs a person**") == 289


RUN = """
import pytest
from tests.keeps import keeps

@keeps("163", "165")
@pytest.mark.parametrize("age", [13, 16])
def test_passes(age):
    assert age

@keeps("165")
def test_fails():
    assert 1 == 2

@keeps("22")
@pytest.mark.skip
def test_is_left_out():
    pass

@pytest.fixture
def broken():
    yield
    raise OSError("canary")

@keeps("24")
def test_ends_badly(broken):
    pass

def test_names_no_promise():
    pass
"""


def pytest_runs(folder: Path, source: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A run of its own in this folder, with the plugin, as the whole test run has it."""
    (folder / "test_run.py").write_text(source, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = keeps\n", encoding="utf-8")
    order = [sys.executable, "-m", "pytest", "-p", "tests.evidence_plugin", "-p", "no:django", "-p"]
    order += ["no:cacheprovider", "--evidence-file", str(folder / "evidence.toml"), *arguments, str(folder)]
    alone = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_"))}
    environment = {**alone, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(order, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


@keeps("268")
@pytest.mark.parametrize("spread", [(), ("-n", "2")], ids=["one process", "spread over two"])
def test_a_run_writes_down_which_promises_it_showed(tmp_path: Path, spread: tuple[str, ...]):
    run = pytest_runs(tmp_path, RUN, "--write-evidence", *spread)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "Evidence written for 3 promises (broken: 2)" in run.stdout
    now = digest_of(evidence.PACKAGE)
    assert read(tmp_path / "evidence.toml") == {
        "24": Evidence("24", ("test_run.py::test_ends_badly",), "failed", now, 1),
        "163": Evidence("163", ("test_run.py::test_passes",), "passed", now, 2),
        "165": Evidence("165", ("test_run.py::test_fails",), "failed", now, 2),
    }


CUT_SHORT = {
    "stopped at the first failure": (RUN, ("-x",)),
    "narrowed by name": (RUN, ("-k", "passes")),
    "a file that cannot be read": ("import nothing_of_this_name\n", ()),
    "no tests at all": ("", ()),
    "a promise nobody made": (RUN.replace('"163"', '"291"'), ()),
}


@pytest.mark.parametrize(("source", "arguments"), CUT_SHORT.values(), ids=CUT_SHORT.keys())
def test_a_run_that_was_not_whole_writes_nothing(tmp_path: Path, source: str, arguments: tuple[str, ...]):
    run = pytest_runs(tmp_path, source, "--write-evidence", *arguments)
    assert run.returncode != 0
    assert not (tmp_path / "evidence.toml").exists()


def test_a_run_that_was_not_asked_writes_nothing(tmp_path: Path):
    run = pytest_runs(tmp_path, RUN)
    assert run.returncode == 1
    assert not (tmp_path / "evidence.toml").exists()


@keeps("268")
def test_a_run_that_lost_what_was_shown_before_fails_and_says_which(tmp_path: Path):
    before = [passed("163", digest="0" * 64), passed("57", digest="0" * 64), passed("22", result="failed")]
    (tmp_path / "evidence.toml").write_text(as_toml(before, "0" * 64), encoding="utf-8")
    only_passing = RUN.replace("assert 1 == 2", "assert 1 == 1").replace('raise OSError("canary")', "pass")
    run = pytest_runs(tmp_path, only_passing, "--write-evidence")
    assert run.returncode == 1, run.stdout + run.stderr
    assert "Shown kept before, and by no test now: promise 57." in run.stdout
    assert set(read(tmp_path / "evidence.toml")) == {"24", "163", "165"}

    again = pytest_runs(tmp_path, only_passing, "--write-evidence")
    assert again.returncode == 0, again.stdout + again.stderr


def test_the_same_run_writes_the_same_bytes(tmp_path: Path):
    written = []
    for spread in ((), ("-n", "2")):
        pytest_runs(tmp_path, RUN, "--write-evidence", *spread)
        written.append((tmp_path / "evidence.toml").read_bytes())
    assert written[0] == written[1]
