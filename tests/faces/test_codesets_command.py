"""hornbook codesets import: the difference first, and files only where they are asked for."""

import json
from datetime import date

import pytest

from hornbook.faces.cli.main import main
from hornbook.rules.formats import codesets
from hornbook.rules.formats.codesets import codeset
from tests.formats.books import workbook
from tests.formats.test_workbook import NOT_YET, SEN, book, sheet
from tests.keeps import keeps


@pytest.fixture
def at_home(tmp_path):
    """A folder of imported sets, and nothing of it left behind."""
    codesets.look_in(tmp_path / "home")
    yield tmp_path / "home"
    codesets.look_in(tmp_path / "none")


def command(capsys, *arguments):
    status = main(("codesets", "import", *map(str, arguments)))
    return status, *capsys.readouterr()


@keeps("24")
def test_the_command_says_what_would_change_and_writes_nothing_unasked(capsys, tmp_path):
    file = tmp_path / "CBDS.xlsx"
    file.write_bytes(
        workbook(
            {
                "Codesets": sheet((NOT_YET, "Canary"), without=(SEN[2][0],)),
                "Travel": [["Code", "Description"], ["WLK", "On foot"]],
                "Sexes": [["Sex"], ["Code", "Description"], ["Q", "canary"]],
                "Carers": [["Young carer"], ["Code", "Description"]]
                + [[each.code, each.label] for each in codeset("young_carer")],
            }
        )
    )
    status, out, _ = command(capsys, file)
    assert status == 0
    assert out.splitlines() == [
        f"sen_type: “Pupil SEN Type”, {len(SEN)} codes",
        f"  + {NOT_YET} Canary",
        f"  - {SEN[2][0]} is not in the workbook",
        "sex: “Sex”, 1 codes",
        "  fewer than half of its codes are among ours: left out, look at it yourself",
        f"young_carer: “Young carer”, {len(codeset('young_carer'))} codes",
        "  the same",
        "Like no code set held: Travel (1)",
        "Nothing was written.",
    ]
    assert list(tmp_path.iterdir()) == [file]
    told = json.loads(command(capsys, file, "--json")[1])
    assert [(each["set"], each["doubtful"], each["new"]) for each in told["sets"]] == [
        ("sen_type", False, {NOT_YET: "Canary"}),
        ("sex", True, {"Q": "canary"}),
        ("young_carer", False, {}),
    ]
    assert told["unknown"] == [{"title": "Travel", "sheet": "Travel", "codes": 1}]


def test_the_command_writes_what_changes_once_and_never_over(capsys, tmp_path, at_home):
    file, folder = tmp_path / "CBDS.xlsx", tmp_path / "codesets"
    file.write_bytes(book(sheet((NOT_YET, "Canary"), (SEN[0][0], "Another"))))
    status, out, _ = command(capsys, file, "--out", folder, "--since", "2026-09-01")
    assert (status, out.splitlines()[-1]) == (0, "Written: sen_type")
    assert f"  ~ {SEN[0][0]} {SEN[0][1]} -> Another" in out.splitlines()
    assert [each.name for each in folder.iterdir()] == ["sen_type.csv"]
    codesets.look_in(folder)
    assert codeset("sen_type").meaning(NOT_YET, date(2026, 9, 1)).label == "Canary"
    file.write_bytes(book(sheet((NOT_YET, "Canary"), ("ZZ8", "Canary"))))
    status, out, err = command(capsys, file, "--out", folder)
    assert (status, out) == (2, "")
    assert f"{folder} has sen_type.csv already." in err
    assert command(capsys, tmp_path / "none.xlsx")[0] == 2


def test_what_was_imported_is_no_longer_new(capsys, tmp_path, at_home):
    file = tmp_path / "CBDS.xlsx"
    file.write_bytes(book(sheet((NOT_YET, "Canary"))))
    assert command(capsys, file, "--out", at_home)[0] == 0
    codesets.look_in(at_home)
    assert command(capsys, file, "--out", at_home)[1].splitlines()[1:] == [
        "  the same",
        "Nothing was written.",
    ]
