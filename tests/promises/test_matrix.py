"""The matrix says of every promise who made it and what keeps it; the one committed is the one printed."""

import re
from pathlib import Path

from hornbook.promises import evidence, register
from hornbook.promises.__main__ import main
from hornbook.promises.evidence import Evidence
from hornbook.promises.print import as_matrix
from tests.evidence_plugin import PAGE
from tests.keeps import keeps

ROWS = re.compile(r"^\| (\d+) \| (.+) \|$", re.M)
PACKS = ("mmap", "ela", "kcc", "amat")


def rows(page):
    return {number: [cell.strip() for cell in rest.split(" | ")] for number, rest in ROWS.findall(page)}


@keeps("268")
def test_the_committed_matrix_is_what_register_evidence_and_reasons_print():
    again = "print it again: python -m hornbook.promises --matrix > docs/reference/promise-matrix.md"
    assert PAGE.read_text("utf-8") == as_matrix(register(), evidence.read()), again


@keeps("268")
def test_every_promise_has_a_row_with_its_controllers_and_what_keeps_it():
    found = rows(as_matrix(register(), evidence.read()))
    assert set(found) == set(register())
    for number, cells in found.items():
        promise, shown = register()[number], evidence.read().get(number)
        assert len(cells) == 7
        assert cells[0] == promise.text.replace("|", "\\|")
        assert {p for p, dot in zip(PACKS, cells[1:5], strict=True) if dot} == set(promise.binds)
        keeps_it = cells[-1]
        assert keeps_it.startswith("Not yet, ") == (shown is None)
        for test in shown.tests if shown else ():
            assert test.partition("::")[2] in keeps_it


def test_the_totals_are_those_of_the_rows():
    page = as_matrix(register(), evidence.read())
    for pack in PACKS:
        mine = [p for p in register().values() if pack in p.binds]
        shown = [p for p in mine if p.id in evidence.read()]
        assert f"| `{pack}` | {len(mine)} | {len(shown)} | {len(mine) - len(shown)} |" in page


def test_a_failed_test_stands_as_broken_and_one_that_is_gone_as_not_yet():
    failed = Evidence("57", ("tests/a.py::test_b",), "failed", "", 0)
    found = rows(as_matrix(register(), {"57": failed}))
    assert found["57"][-1] == "Broken: `tests/a.py`: test_b"
    assert found["58"][-1].startswith("Not yet, ")


def test_the_command_prints_the_matrix(capsys):
    assert main(["--matrix"]) == 0
    assert capsys.readouterr().out == as_matrix(register(), evidence.read())
    assert Path(PAGE).name == "promise-matrix.md"
