"""`hornbook collect`: files, several, or a folder; what was found by file, line and field; exit 0, 1 or 2."""

import gzip
import json
import zipfile

import pytest

from hornbook.faces.cli import main, terminal
from hornbook.stages.collect import queries
from tests.keeps import keeps
from tests.stages.collect.files import ada, digest, everybody, one_school, table


@pytest.fixture
def school(real_town, monkeypatch):
    """A school at whose terminal its office is signed in."""
    monkeypatch.setenv("HORNBOOK_TERMINAL", "test of collect")
    terminal.remember(real_town.school.office.ref)
    yield real_town.school
    terminal.forget()


def put(folder, files):
    folder.mkdir(exist_ok=True)
    for name, content in files:
        (folder / name).write_bytes(content)
    return folder


def run(school, *args):
    return main.main(["collect", *map(str, args), "--controller", school.slug])


def told(capsys):
    return json.loads(capsys.readouterr().out)


def test_a_file_is_brought_in_and_a_second_time_changes_nothing_and_says_so(school, tmp_path, capsys):
    (file,) = put(tmp_path, table(ada())).iterdir()
    assert run(school, file) == 0
    said = capsys.readouterr().out
    assert "Records created: 3, updated: 0, unchanged: 0." in said
    assert "pupils.csv" in said
    assert [s.one("identity")["legal_surname"] for s in everybody(school)] == ["Adacanary"]

    assert run(school, file) == 0
    assert "0 changes" in capsys.readouterr().out


def test_a_dry_run_says_the_same_and_changes_nothing(school, tmp_path, capsys):
    (file,) = put(tmp_path, table(ada())).iterdir()
    assert run(school, file, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Records would be created: 3" in said
    assert "nothing was changed" in said
    assert everybody(school) == []
    assert queries.receipts(school.ref) == []


@keeps("288")
def test_a_broken_row_gives_one_and_is_named_by_file_line_and_field(school, tmp_path, capsys):
    (file,) = put(tmp_path, table(ada(), ada(UPN="A886999915002", DOB="30/02/2012"))).iterdir()
    assert run(school, file) == 1
    said = capsys.readouterr().out
    assert "pupils.csv:3 [DOB] This is not a day of the calendar." in said
    assert len(everybody(school)) == 1


@keeps("288")
def test_a_broken_file_gives_two_one_sentence_and_changes_nothing(school, tmp_path, capsys):
    before = digest(school)
    files = [*table(ada()), ("broken.csv", b'UPN,Surname\nA,"never closed\n')]
    assert run(school, put(tmp_path, files)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("broken.csv:2 ")
    assert said.err.count("\n") == 1
    assert digest(school) == before
    assert queries.receipts(school.ref) == []


def test_a_folder_gives_its_tables_and_passes_over_the_rest(school, tmp_path, capsys):
    second = gzip.compress(table(ada(UPN="A886999915002", Surname="Second"))[0][1])
    folder = put(tmp_path / "export", [*table(ada()), ("second.csv.gz", second), ("README.md", b"about")])
    with zipfile.ZipFile(folder / "third.zip", "w") as packed:
        packed.writestr("in/third.csv", table(ada(UPN="A886999915003", Surname="Third"))[0][1])
    assert run(school, folder, "--json") == 0
    done = told(capsys)
    assert [t["file"] for t in done["tables"]] == ["pupils.csv", "second.csv.gz", "third.csv"]
    assert [(t["read"], t["admitted"], t["merged"], t["set_aside"]) for t in done["tables"]] == [
        (1, 1, 0, 0)
    ] * 3
    assert done["people"] == {"by_number": 3, "new": 3, "known": 0, "left_out": 0, "new_contacts": 0}
    assert (done["enrolments"], done["records"]) == (3, {"created": 9, "updated": 0, "unchanged": 0})
    assert (done["state"], done["again"], done["changed"]) == ("admitted", False, True)


def test_json_holds_every_finding_and_no_value(school, tmp_path, capsys):
    rows = [ada(UPN="wrongcanary"), ada(UPN="A886999915002", DOB="daycanary")]
    (file,) = put(tmp_path, table(*rows)).iterdir()
    assert run(school, file, "--json") == 1
    out = capsys.readouterr().out
    found = {(f["code"], f["line"], f["field"]): f for f in json.loads(out)["findings"]}
    assert {("upn-format", 2, "UPN"), ("no-date", 3, "DOB")} <= found.keys()
    assert all(f["file"] == "pupils.csv" and f["why"] and f["next"] for f in found.values())
    assert "canary" not in out


def test_a_mapping_says_where_the_columns_go(school, tmp_path, capsys):
    content = b"Nr,Family,Given,Born\nA886999915001,Adacanary,A,04/05/2012\n"
    (file,) = put(tmp_path, [("list.csv", content)]).iterdir()
    mapping = tmp_path / "sims.toml"
    mapping.write_text(
        '[columns]\nNr = "identifiers.upn"\nFamily = "identity.legal_surname"\n'
        'Given = "identity.legal_forename"\nBorn = "identity.date_of_birth"\n'
    )
    assert run(school, file) == 2
    assert run(school, file, "--mapping", "../../etc/passwd") == 2
    assert run(school, file, "--mapping", "none-of-this-name") == 2
    capsys.readouterr()
    assert run(school, file, "--mapping", mapping, "--json") == 0
    assert told(capsys)["people"]["new"] == 1
    assert everybody(school)[0].one("identity")["date_of_birth"] == "2012-05-04"


@pytest.mark.parametrize("args", [["nowhere.csv"], ["."]])
def test_a_path_with_nothing_to_read_gives_two(school, tmp_path, monkeypatch, capsys, args):
    monkeypatch.chdir(tmp_path)
    assert run(school, *args) == 2
    assert capsys.readouterr().err


def test_an_unknown_format_gives_two(school, tmp_path, capsys):
    (file,) = put(tmp_path, table(ada())).iterdir()
    assert run(school, file, "--format", "papyrus") == 2
    assert "Use one of" in capsys.readouterr().err


@keeps("97")
def test_a_teacher_at_the_terminal_is_refused_and_told_why(school, tmp_path, capsys):
    terminal.remember(school.teacher.ref)
    (file,) = put(tmp_path, table(ada())).iterdir()
    assert run(school, file) == 1
    assert "Why: Your role here does not do this." in capsys.readouterr().err
    terminal.forget()
    assert run(school, file) == 1
    assert "Nobody is signed in" in capsys.readouterr().err
    assert queries.receipts(school.ref) == []


def test_the_council_s_export_is_recognised_by_its_names(real_town, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HORNBOOK_TERMINAL", "test of collect")
    council = real_town.council
    terminal.remember(council.writer.ref)
    run(council, put(tmp_path, one_school(at_most=20)), "--json")
    done = told(capsys)
    assert (done["format"], done["about"], len(done["tables"])) == ("census-export", "2024-autumn", 10)
    assert done["people"]["by_number"] == len(everybody(council))
