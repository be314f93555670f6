"""Printing from the command line: notice, record of processing, board of promises."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from pypdf import PdfReader

from hornbook.faces.cli.main import main
from hornbook.promises import evidence
from hornbook.rules.policy.printed import COLUMNS, markdown, notice
from hornbook.stages.account import printing
from tests.keeps import keeps
from tests.town import Town, today

pytestmark = pytest.mark.usefixtures("db")  # a command seals the ledger when it ends


@pytest.fixture
def town(db) -> Town:
    return Town()


def run(*arguments) -> int:
    try:
        return main(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)


@keeps("68")
def test_a_controllers_notice_is_printed_as_its_pack_says(town, tmp_path):
    school = town.controller("mmap")
    for layer, flags in (("standard", ()), ("child", ("--child",))):
        for form in ("html", "md"):
            out = tmp_path / f"{layer}.{form}"
            arguments = ("--controller", school.slug, "--format", form, "--out", str(out))
            assert run("notice", *flags, *arguments) == 0
            assert out.read_bytes() == printing.notice(school.pack, today(), layer=layer, form=form)


def test_a_notice_is_printed_for_a_pack_and_a_day(capsysbinary):
    assert run("notice", "--pack", "kcc", "--format", "md", "--on", "2022-08-31", "--out", "-") == 0
    out = capsysbinary.readouterr().out
    assert b"The Reconnect programme" in out
    assert b"Nothing goes any more to" not in out


def test_the_pdf_is_tagged_says_its_language_and_is_the_same_twice(town):
    pack = town.controller("mmap").pack
    first = printing.notice(pack, today(), layer="child", form="pdf")
    assert first == printing.notice(pack, today(), layer="child", form="pdf")
    read = PdfReader(BytesIO(first))
    root = read.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert b"pdfuaid" in first or "pdfuaid" in root["/Metadata"].get_data().decode()
    text = " ".join(page.extract_text() for page in read.pages)
    assert "What school knows about you" in text


@keeps("276")
def test_the_record_of_processing_opens_in_a_spreadsheet(town, tmp_path):
    school = town.controller("mmap")
    out = tmp_path / "record.csv"
    assert run("processing-record", "--controller", school.slug, "--out", str(out)) == 0
    rows = list(csv.reader(StringIO(out.read_text("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 1 + len(school.pack.categories)
    for ending in ("html", "md", "pdf"):
        out = tmp_path / f"record.{ending}"
        assert run("processing-record", "--pack", "kcc", "--out", str(out)) == 0
        assert out.read_bytes() == printing.processing_record(
            town.controller("kcc").pack, today(), form=ending
        )


@keeps("268")
def test_the_board_of_promises_is_told_for_machines(town, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(evidence.read, "__defaults__", (tmp_path / "none.toml",))
    school = town.controller("mmap")
    assert run("promises", "--controller", school.slug, "--json") == 0
    board = json.loads(capsys.readouterr().out)
    assert (board["whose"], board["documents"]) == (school.slug, ["mmap-notice", "mmap-policy"])
    assert len(board["promises"]) == 290
    by_id = {each["id"]: each for each in board["promises"]}
    assert by_id["53"]["bound"]
    assert by_id["53"]["state"] == "at risk"
    assert by_id["53"]["evidence"]["live"]["link"] == "notice"
    assert sum(board["counts"].values()) == sum(each["bound"] for each in board["promises"])
    assert run("promises", "--fresh") == 1


def test_the_board_of_promises_is_told_for_people(town, capsys):
    assert run("promises", "--pack", "mmap") == 0
    out = capsys.readouterr().out
    assert out.splitlines()[-1].startswith("mmap: ")
    assert out.splitlines()[-1].endswith("made by others.")
    assert run("promises") == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("no controller named.")


def test_what_cannot_be_printed_is_said(town, capsys, tmp_path):
    assert run("notice", "--controller", "nobody", "--out", "-") == 1
    assert "There is no controller 'nobody'" in capsys.readouterr().err
    assert run("notice", "--pack", "nobody", "--out", "-") == 2
    assert "There is no pack 'nobody'." in capsys.readouterr().err
    assert run("notice", "--pack", "mmap", "--out", str(tmp_path / "no" / "such" / "folder.html")) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert run("notice", "--out", "-") == 2
    assert run("notice", "--pack", "mmap", "--on", "someday", "--out", "-") == 2


def test_a_printed_notice_is_the_markdown_that_is_published(town):
    pack = town.controller("mmap").pack
    assert printing.notice(pack, today(), form="md").decode() == markdown(notice(pack, today()))
