"""The published documents that Hornbook was built on, where they lie beside the tree; and what it prints.

Keeps: 8, 19, 61, 62, 64, 70, 116, 121, 159, 204, 278. What a reader finds in each is data in `expected`.
"""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from hornbook.packs import SHIPPED
from hornbook.rules.formats.written import read
from hornbook.rules.policy import load, packs
from hornbook.rules.policy.lint import checks, lint
from hornbook.rules.policy.printed import LAYERS, markdown, notice, page
from tests.rules.lint.texts import SEEDS, TODAY, found, plainly, stands

EXPECTED = sorted((Path(__file__).parent / "expected").glob("*.toml"))
beside = pytest.mark.skipif(not SEEDS.is_dir(), reason="the published documents do not lie beside this tree")


def _document(path: Path) -> tuple[str, bytes, list[dict]]:
    said = tomllib.loads(path.read_text("utf-8"))
    return said["file"], (SEEDS / said["file"]).read_bytes(), said["finding"]


@beside
@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_it_finds_what_a_reader_finds_and_nothing_else(path: Path):
    file, data, reader = _document(path)
    written = read(file, data)
    assert Counter(found(written)) == Counter((each["line"], each["code"]) for each in reader)
    assert all(stands(written, each) for each in lint(written, TODAY))


@beside
@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
@pytest.mark.parametrize("end", [b"\r\n", b"\r"], ids=["crlf", "cr"])
def test_line_ends_change_nothing(path: Path, end: bytes):
    file, data, _ = _document(path)
    assert found(read(file, data.replace(b"\n", end))) == found(read(file, data))


@beside
def test_a_department_is_out_of_date_only_while_it_had_another_name():
    file, data, _ = _document(next(path for path in EXPECTED if path.stem == "kcc"))
    line_84 = {day: (84, "superseded-term") in found(read(file, data), day) for day in _DAYS}
    assert line_84 == {_DAYS[0]: False, _DAYS[1]: True, _DAYS[2]: False}


_DAYS = (date(2021, 9, 19), date(2022, 1, 1), date(2024, 7, 9))


@beside
def test_before_the_duty_began_no_notice_had_to_name_it():
    for path in EXPECTED:
        file, data, _ = _document(path)
        codes = {code for _, code in found(read(file, data), date(2026, 6, 18))}
        assert "no-controller-complaint" not in codes


def test_every_code_expected_is_one_that_the_linter_knows():
    named = {each["code"] for path in EXPECTED for each in tomllib.loads(path.read_text("utf-8"))["finding"]}
    assert named <= set(checks)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("pack_id", packs([SHIPPED]))
def test_nothing_is_wrong_with_a_notice_that_hornbook_prints(pack_id: str, layer: str):
    document = notice(load(pack_id, [SHIPPED]), TODAY, layer)
    assert found(read("a.md", markdown(document).encode())) == []
    assert found(read("a.html", page(document).encode())) == []


@beside
@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_a_document_is_judged_alike_whatever_it_was_written_in(path: Path, kind: str):
    file, data, _ = _document(path)
    written = read(f"a.{kind}", plainly(kind, data.decode()))
    remarks = lint(written, TODAY)
    assert Counter(each.code for each in remarks) == Counter(code for _, code in found(read(file, data)))
    assert all(stands(written, each) for each in remarks)
