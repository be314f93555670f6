"""`hornbook lint`: what it answers, and how it ends. Keeps: 19, 57."""

import json
import shutil
from pathlib import Path

import pytest

from hornbook.faces.cli.main import main
from hornbook.packs import SHIPPED
from hornbook.rules.policy import load
from tests.rules.lint.texts import sound


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "notice.txt"
    path.write_text(sound().replace("- Ethnic group", "- Ethnic group and nationality"), "utf-8")
    return path


def answer(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    answered: list[dict] = json.loads(capsys.readouterr().out)
    return answered


def test_a_finding_ends_in_1_and_says_line_quote_why_and_words(notice: Path, capsys):
    assert main(["lint", str(notice), "--as-of", "2026-11-24", "--json"]) == 1
    assert answer(capsys) == [
        {
            "code": "not-collected-any-more",
            "line": 13,
            "quote": "Ethnic group and nationality",
            "why": "The school census has not asked for nationality or country of birth since 2018: no "
            "law makes you "
            "(UK GDPR, Article 5(1)(c); Education (Information About Individual Pupils) (England) "
            "Regulations 2013).",
            "suggest": (
                "Leave them out; or say what you need them for, on what basis, and that they may be "
                "left blank."
            ),
        }
    ]


def test_nothing_found_ends_in_0(notice: Path, capsys):
    assert main(["lint", str(notice), "--as-of", "2018-08-31", "--json"]) == 0
    assert answer(capsys) == []


def test_a_person_reads_the_same(notice: Path, capsys):
    assert main(["lint", str(notice)]) == 1
    said = capsys.readouterr().out
    assert f"{notice}:13  not-collected-any-more\n  “Ethnic group and nationality”\n" in said
    assert said.endswith("1 finding.\n")


@pytest.mark.parametrize("name", ["gone.txt", "a.xls", "."])
def test_what_cannot_be_read_ends_in_2_with_one_sentence(tmp_path: Path, name: str, capsys):
    (tmp_path / "a.xls").write_bytes(b"x")
    assert main(["lint", str(tmp_path / name)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_a_wrong_day_ends_in_2(notice: Path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["lint", str(notice), "--as-of", "yesterday"])
    assert ended.value.code == 2
    assert "'yesterday' is not a day" in capsys.readouterr().err


def test_a_notice_beside_a_pack_by_its_name_and_by_its_folder(notice: Path, capsys):
    for pack in ("mmap", str(SHIPPED / "mmap")):
        assert main(["lint", str(notice), "--with", pack, "--json"]) == 1
        assert [each["code"] for each in answer(capsys)] == ["contact-mismatch", "not-collected-any-more"]


def test_a_pack_is_linted_by_file_and_line(tmp_path: Path, capsys):
    folder = tmp_path / "mmap"
    shutil.copytree(SHIPPED / "mmap", folder)
    assert main(["lint", str(folder), "--json"]) == 0
    assert answer(capsys) == []
    head = (folder / "pack.toml").read_text("utf-8").replace("[rules]", "[rules]\nbreach_hours = 96")
    (folder / "pack.toml").write_text(head, "utf-8")
    assert main(["lint", str(folder), "--json"]) == 1
    (found,) = answer(capsys)
    assert (found["file"], found["code"], found["quote"]) == (
        "mmap/pack.toml",
        "looser-than-law",
        "breach_hours = 96",
    )
    assert head.split("\n")[found["line"] - 1] == found["quote"]


def test_an_unknown_key_in_a_pack_is_a_finding_and_no_toml_is_unreadable(tmp_path: Path, capsys):
    folder = tmp_path / "mmap"
    shutil.copytree(SHIPPED / "mmap", folder)
    categories = (folder / "categories.toml").read_text("utf-8")
    (folder / "categories.toml").write_text(f'{categories}shoe_size = "big"\n', "utf-8")
    assert main(["lint", str(folder), "--json"]) == 1
    assert [(each["code"], each["quote"]) for each in answer(capsys)] == [
        ("unknown-key", 'shoe_size = "big"')
    ]
    (folder / "categories.toml").write_text("[sen\n", "utf-8")
    assert main(["lint", str(folder)]) == 2


def test_a_sentence_of_a_pack_is_held_to_the_same_law(tmp_path: Path, capsys):
    folder = tmp_path / "mmap"
    shutil.copytree(SHIPPED / "mmap", folder)
    path = folder / "notice" / "standard.md"
    path.write_text(
        (
            f"{path.read_text('utf-8')}\n## More\n\nNothing leaves the European Economic Area, or "
            f"goes outside the EEA.\n"
        ),
        "utf-8",
    )
    assert main(["lint", str(folder), "--json"]) == 1
    assert [(each["file"], each["code"]) for each in answer(capsys)] == [
        ("mmap/notice/standard.md", "eea-border")
    ]


def test_a_draft_is_written_into_a_new_folder_and_loads(notice: Path, tmp_path: Path, capsys):
    folder = tmp_path / "packs" / "our-school"
    assert main(["lint", str(notice), "--draft-pack", str(folder)]) == 1
    assert load("our-school", [folder.parent, SHIPPED]).title == "Example Hill School"
    assert (folder / "unread.md").is_file()
    assert main(["lint", str(notice), "--draft-pack", str(folder)]) == 2
    assert "something in this folder already" in capsys.readouterr().err
