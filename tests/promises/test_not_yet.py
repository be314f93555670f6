"""What no test names has a dated reason; the committed evidence names only tests there are."""

import ast
from datetime import date
from pathlib import Path

import pytest

from hornbook.promises import evidence, register
from hornbook.promises.awaited import FILE, reason, reasons_in
from hornbook.promises.register import STAGES
from hornbook.rules.base.refused import BadInput
from tests.keeps import keeps

ROOT = Path(__file__).resolve().parents[2]


@keeps("268")
def test_every_promise_that_no_test_names_has_a_dated_reason():
    for promise in register().values():
        waits = reason(promise)
        assert waits.on >= date(2026, 11, 24)
        assert waits.why.endswith(".")


ALL = "".join(f'[[reason]]\nstage = "{s}"\non = 2026-11-24\nwhy = "So."\n' for s in sorted(STAGES))
BAD = {
    "a stage without a reason": (ALL.replace('stage = "use"', 'promise = "7"'), "missing-field"),
    "a stage there is not": (ALL.replace('"use"', '"cooking"'), "bad-promise"),
    "no day": (ALL.replace("on = 2026-11-24\n", "", 1), "missing-field"),
    "no words": (ALL.replace('why = "So."', 'why = ""', 1), "missing-field"),
    "two for one": (ALL + ALL[: ALL.index("[[", 2)], "twice"),
    "a key nobody reads": (ALL + "mood = 1\n", "bad-promise"),
    "no TOML": ("[[", "not-toml"),
}


@pytest.mark.parametrize(("text", "code"), BAD.values(), ids=BAD)
def test_a_file_of_reasons_that_cannot_be_trusted_is_refused(tmp_path, text, code):
    file = tmp_path / "not_yet.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(BadInput) as refused:
        reasons_in(file)
    assert refused.value.finding.code == code


def test_a_promise_may_have_a_reason_of_its_own(tmp_path):
    file = tmp_path / "not_yet.toml"
    file.write_text(ALL + '[[reason]]\npromise = "7"\non = 2026-11-25\nwhy = "Its own."\n', "utf-8")
    assert reasons_in(file)["7"].why == "Its own."
    assert set(reasons_in(FILE)) >= STAGES


def marked(source: str) -> dict[str, set[str]]:
    """Test function -> the promises that its @keeps names."""
    found = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            named = {
                argument.value
                for mark in node.decorator_list
                if isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "keeps"
                for argument in mark.args
                if isinstance(argument, ast.Constant)
            }
            found[node.name] = named
    return found


def dangling(found: dict[str, evidence.Evidence], root: Path) -> list[str]:
    """Tests that evidence names and that are not there, or do not name that promise."""
    strays = []
    for promise, shown in found.items():
        for test in shown.tests:
            path, _, name = test.partition("::")
            file = root / path
            if not file.is_file() or promise not in marked(file.read_text("utf-8")).get(name, set()):
                strays.append(f"{promise}: {test}")
    return strays


@keeps("268")
def test_the_committed_evidence_names_tests_that_are_there_and_that_passed():
    found = evidence.read()
    assert dangling(found, ROOT) == []
    assert [promise for promise, shown in found.items() if shown.result != "passed"] == []


def test_evidence_of_a_test_that_is_gone_or_names_another_promise_is_seen(tmp_path):
    (tmp_path / "test_a.py").write_text('@keeps("57")\ndef test_one():\n    pass\n', "utf-8")
    shown = {
        promise: evidence.Evidence(promise, (test,), "passed", "", 1)
        for promise, test in {
            "57": "test_a.py::test_one",
            "58": "test_a.py::test_one",
            "59": "test_a.py::test_gone",
            "60": "test_gone.py::test_one",
        }.items()
    }
    assert dangling(shown, tmp_path) == [
        "58: test_a.py::test_one",
        "59: test_a.py::test_gone",
        "60: test_gone.py::test_one",
    ]


def stale(reasons, shown) -> list[str]:
    """Promises excused by a reason of their own although tests show them."""
    return sorted(about for about in reasons if about in shown)


@keeps("268")
def test_no_reason_outlives_what_it_excuses():
    assert stale(reasons_in(FILE), evidence.read()) == []


def test_a_reason_that_outlived_what_it_excuses_is_seen():
    shown = {"7": evidence.Evidence("7", ("t.py::test_x",), "passed", "", 1)}
    assert stale({"7": None, "8": None, "use": None}, shown) == ["7"]
