"""`hornbook decide` as a person and a script meet it: words, files, JSON, help, one sentence for a fault."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hornbook.faces.cli.main import main
from tests.keeps import keeps

PHOTO = ["photo", "pack=mmap", "born=2009-03-01", "on=2026-03-01", "use=website", "pupil_consent=none"]


def decide(capsys, *words: str) -> tuple[int, str, str]:
    try:
        status = main(["decide", *words])
    except SystemExit as left:
        status = int(left.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


@keeps("83")
def test_an_answer_as_json_has_exactly_the_shape_promised(capsys):
    status, out, err = decide(capsys, *PHOTO, "parent_consent=given", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == {
        "topic": "photo",
        "verdict": "allow",
        "why": "The pupil is 17: below 18 a parent decides about pictures, and agreed.",
        "cites": [
            "UK GDPR, Articles 6(1)(a), 6(1)(e) and 7",
            "pack:rules.photo_consent_age",
            "UK GDPR, Article 7",
        ],
        "next": "",
        "review": True,
    }


def test_an_answer_in_words_says_review_me_where_nobody_has_read_the_clause(capsys):
    status, out, _ = decide(capsys, *PHOTO, "parent_consent=refused")
    assert status == 0
    assert out.splitlines() == [
        "photo: deny",
        "Why: The pupil is 17: below 18 a parent decides about pictures, and said no.",
        "Next: Do not use it; take it down wherever it is, and delete it.",
        "  UK GDPR, Articles 6(1)(a), 6(1)(e) and 7 (review me)",
        "  pack:rules.photo_consent_age",
        "  UK GDPR, Article 7",
    ]


def test_an_answer_that_asks_nothing_more_of_anybody_has_no_next(capsys):
    status, out, _ = decide(capsys, *PHOTO, "parent_consent=given")
    assert (status, "Next:" in out) == (0, False)


def test_a_value_that_starts_as_json_is_json(capsys):
    told = '[{"notified":"written","answer":"yes","written":true}]'
    words = ["biometrics", "born=2012-03-01", "on=2026-03-01", f"parents={told}", "pupil=agrees", "--json"]
    status, out, _ = decide(capsys, *words)
    assert (status, json.loads(out)["verdict"]) == (0, "allow")


@pytest.mark.parametrize("place", range(7))
def test_an_option_may_stand_anywhere_among_the_facts(capsys, place):
    words = [*PHOTO, "parent_consent=given"]
    status, out, err = decide(capsys, *words[:place], "--json", *words[place:])
    assert (status, err, json.loads(out)["verdict"]) == (0, "", "allow")


def batch(tmp_path: Path, *lines: object) -> str:
    path = tmp_path / "asked.jsonl"
    path.write_text("\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines), "utf-8")
    return str(path)


LINES = [
    {"topic": "right", "right": "erasure", "basis": "6(1)(e)", "purpose": "other"},
    {"topic": "educational_record", "school": "academy", "requester": "parent"},
    {"topic": "photo"},
]


def test_a_batch_answers_one_list_in_the_order_of_its_lines_and_skips_empty_ones(capsys, tmp_path):
    status, out, err = decide(capsys, "--batch", batch(tmp_path, LINES[0], "", *LINES[1:], ""), "--json")
    assert (status, err) == (0, "")
    assert [(each["topic"], each["verdict"]) for each in json.loads(out)] == [
        ("right", "refuse"),
        ("educational_record", "not_applicable"),
        ("photo", "hold"),
    ]
    status, out, _ = decide(capsys, "--batch", batch(tmp_path, *LINES))
    assert [line for line in out.splitlines() if not line.startswith(("Why", "Next", " "))] == [
        "right: refuse",
        "educational_record: not_applicable",
        "photo: hold",
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"topic": "right", "right": "silence"}, "[right] 'silence' is not one of access"),
        ({"topic": "right", "colour": "blue"}, "[colour] Right has no key 'colour'"),
        ({"topic": "fotos"}, "[topic] There is no topic 'fotos'"),
        ({"right": "access"}, "[topic] The line names no topic"),
        ({"topic": 7}, "[topic] The line names no topic"),
        ("{", "The line is not JSON"),
        ("[1, 2]", "The line is not one flat object"),
        ('{"topic": "photo", "pack": "mmap", "pack": "kcc"}', "A key is given twice"),
        ({"topic": "photo", "pack": "nowhere"}, "[pack] There is no pack 'nowhere'"),
        ({"topic": "photo", "born": "2026-02-30"}, "[born] '2026-02-30' is no day"),
        ("[" * 100_000, "The line is not JSON"),
    ],
)
def test_one_bad_line_names_file_line_and_field_and_nothing_is_answered(capsys, tmp_path, line, says):
    path = batch(tmp_path, LINES[0], "", line, LINES[1])
    status, out, err = decide(capsys, "--batch", path)
    assert (status, out) == (2, "")
    assert err.startswith(f"{path}:3 [")
    assert says in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Name a topic: "),
        (["fotos"], "There is no topic 'fotos'"),
        (["photo", "pack"], "'pack' is not key=value"),
        (["photo", "pack=mmap", "pack=kcc"], "'pack' is given twice"),
        (["photo", "size=big"], "Photo has no key 'size'"),
        (["biometrics", "parents=[{"], "The value starts as JSON and is none"),
        (["biometrics", 'parents=[{"name":"x"}]'], "has a key 'name'"),
        (["photo", "--on", "tomorrow"], "'tomorrow' is no day"),
        (["photo", "--batch", "x.jsonl"], "A batch file names its topics itself"),
        (["--batch", "there-is-no-such-file.jsonl"], "The file cannot be read: No such file"),
        (["photo", "born=1800-01-01"], "out of range"),
    ],
)
def test_a_wrong_word_is_one_sentence_and_exit_status_two(capsys, words, says):
    status, out, err = decide(capsys, *words)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert says in err


def test_a_file_that_is_no_text_is_one_sentence(capsys, tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\xff\xfe{")
    status, _, err = decide(capsys, "--batch", str(path))
    assert (status, "it is not text in UTF-8" in err) == (2, True)


def test_a_case_without_a_day_is_judged_by_the_day_that_is_named(capsys):
    words = ["lawful_basis", "controller=charity", "task=false", "basis=(ea)", "annex1=crime", "--json"]
    for on in ([], ["--on", "2027-01-01"]):
        status, out, _ = decide(capsys, *words, *on)
        assert (status, json.loads(out)["verdict"]) == (0, "accept")


def test_help_lists_every_topic_with_its_keys_and_an_example(capsys):
    status, out, _ = decide(capsys, "--help")
    assert status == 0
    assert "example: hornbook decide " in out
    for word in (
        "third_party_consent=true|false",
        "youth_support:",
        "answers: accept, reject, reject_person, hold",
    ):
        assert word in out


def test_the_command_needs_no_data_folder_and_starts_no_django(tmp_path):
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from hornbook.faces.cli.main import main\n"
        "sys.exit(main(['decide', 'right', 'right=access', 'basis=6(1)(e)', '--json']))"
    )
    env = {**os.environ, "HORNBOOK_HOME": str(tmp_path / "home"), "PYTHONPATH": os.getcwd()}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert (done.returncode, json.loads(done.stdout)["verdict"]) == (0, "comply"), done.stderr
    assert not (tmp_path / "home").exists()
