"""`hornbook clock` as a person and a script meet it: a question, a batch, calendars, faults in a sentence."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from hornbook.faces.cli.main import main
from hornbook.rules.law.deadlines import deadlines
from tests.keeps import keeps
from tests.rules import clock_oracle

DATA = Path(__file__).parents[1] / "data" / "clock"
ASKED, HALFWAY = DATA / "asked.csv", DATA / "halfway.toml"
SAR = ["sar", "--received", "2025-10-14"]


def clock(capsys, *words: str) -> tuple[int, str, str]:
    try:
        status = main(["clock", *words])
    except SystemExit as left:
        status = int(left.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


def asked() -> list[dict[str, str]]:
    with ASKED.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@keeps("210", "219", "248")
def test_a_batch_of_every_kind_is_answered_as_reckoned_by_other_means(capsys):
    status, out, err = clock(capsys, "--batch", str(ASKED), "--calendar", f"HALFWAY={HALFWAY}", "--json")
    answers = json.loads(out)
    assert (status, err) == (0, "")
    assert len(answers) >= 300
    told = [(each["kind"], each["due"] or "") for each in answers]
    assert told == [(row["kind"], row["due"]) for row in asked()]
    for each in answers:
        assert each["cites"]
        assert each["steps"] or each["why"]
        assert each["due"] or each["why"]


def test_the_expected_days_are_those_of_a_reckoning_that_uses_nothing_of_ours():
    assert [tuple(row.values()) for row in asked()] == [
        (*row, clock_oracle.due(*row)) for row in clock_oracle.rows()
    ]
    assert "import hornbook" not in Path(clock_oracle.__file__).read_text("utf-8")


def test_the_batch_has_every_kind_several_times():
    assert min(Counter(row["kind"] for row in asked()).values()) >= 4
    assert {row["kind"] for row in asked()} == set(deadlines)


@pytest.mark.parametrize(
    "words",
    [
        ["sar_id", "id_received=2026-03-10", "--received", "2026-03-02", "fee_paid=2026-03-12", "--json"],
        ["--received", "2026-03-02", "--json", "sar_id", "id_received=2026-03-10", "fee_paid=2026-03-12"],
        ["sar_id", "--received", "2026-03-02", "id_received=2026-03-10", "fee_paid=2026-03-12", "--json"],
        ["sar_id", "--json", "id_received=2026-03-10", "fee_paid=2026-03-12", "--received=2026-03-02"],
    ],
)
def test_words_and_options_may_stand_in_any_order(capsys, words):
    status, out, _ = clock(capsys, *words)
    assert (status, json.loads(out)["due"]) == (0, "2026-04-13")


RECORD = ["edu_record", "--received", "2026-10-12", "school=pru"]


@pytest.mark.parametrize(
    "words",
    [
        [*RECORD, "--calendar", str(HALFWAY)],
        [*RECORD, "--calendar", f"PIER={HALFWAY}"],
        [*RECORD, "--calendar", f"PIER={HALFWAY}", "--calendar", f"QUAY={HALFWAY}", "calendar=PIER"],
        [*RECORD, f"calendar={HALFWAY}"],
    ],
)
def test_a_calendar_is_given_with_or_without_a_name(capsys, words):
    status, out, _ = clock(capsys, *words, "--json")
    assert (status, json.loads(out)["due"]) == (0, "2026-11-16")


def test_without_a_calendar_no_school_day_is_guessed(capsys):
    status, out, _ = clock(capsys, *RECORD)
    assert status == 0
    assert out.splitlines()[:2] == [
        "No day can be given yet.",
        "School days are counted by the school's own calendar, and none was given.",
    ]
    two = ["--calendar", f"PIER={HALFWAY}", "--calendar", f"QUAY={HALFWAY}"]
    status, out, _ = clock(capsys, *RECORD, *two, "--json")
    assert (status, json.loads(out)["due"]) == (0, None)


def test_an_answer_in_words_shows_every_day_and_what_it_rests_on(capsys):
    status, out, _ = clock(capsys, "breach_review_outcome", "--received", "2026-11-20")
    assert (status, out.splitlines()) == (
        0,
        [
            "Due 24 November 2026.",
            "  2026-11-20     the day itself is not counted",
            "  2026-11-21     Saturday",
            "  2026-11-22     Sunday",
            "  2026-11-23  +  working day 1 of 2",
            "  2026-11-24  +  working day 2 of 2",
            "By: pack:rules.breach_outcome_working_days",
        ],
    )
    status, out, _ = clock(capsys, "complaint_ack", "--received", "2026-06-18")
    assert "This rests on a rule that a lawyer should look at." in out
    status, out, _ = clock(capsys, "breach_ico", "--received", "2025-06-06T10:00:00+01:00")
    assert out.startswith("Due 2025-06-09 10:00:00+01:00.\n")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Say which deadline, and when it was received."),
        (["sar"], "Say which deadline, and when it was received."),
        (["soup", "--received", "2026-11-24"], "There is no deadline 'soup'."),
        (["sar", "--received", "9999-12-31"], "out of range: 1900 to 2099"),
        (["breach_ico", "--received", "0001-01-01T00:00:00+23:00"], "write an instant"),
        ([*SAR, "age=13"], "sar asks for no 'age'"),
        ([*SAR, "calendar"], "'calendar' is not of the form key=value."),
        ([*SAR, "=1"], "'=1' is not of the form key=value."),
        (["attains_age", "--received", "2010-02-03", "age=1", "age=2"], "'age' is given twice."),
        ([*SAR, "--calendar", str(HALFWAY)], "sar counts no school days."),
        ([*RECORD, "--calendar", "nowhere.csv"], "nowhere.csv [--calendar] It cannot be read: No such file"),
        ([*RECORD, "--calendar", "nul\0.csv"], "It cannot be read"),
        ([*RECORD, "--calendar", str(HALFWAY), "--calendar", str(HALFWAY)], "Two calendars have no name."),
        (
            [*RECORD, "--calendar", f"A={HALFWAY}", "--calendar", f"A={HALFWAY}"],
            "Two calendars are called 'A'.",
        ),
        (
            [*RECORD, "--calendar", f"A={HALFWAY}", "calendar=B"],
            "no calendar of that name was given; given: A.",
        ),
        ([*RECORD, "--calendar", str(ASKED)], "asked.csv:1 [received] 'received' is none of kind, from"),
        ([*SAR, "--batch", str(ASKED)], "A batch file names its kinds and days itself."),
        (["--batch", "nowhere.csv"], "nowhere.csv [file]"),
        ([*SAR, "--soup"], "unrecognized arguments: --soup"),
    ],
)
def test_a_fault_is_one_sentence_and_exit_status_two(capsys, words, says):
    status, out, err = clock(capsys, *words)
    assert (status, out) == (2, "")
    assert says in err
    assert "--soup" in words or err.count("\n") == 1


@pytest.mark.parametrize(
    ("lines", "place", "says"),
    [
        ("kind,received\nsar,2026-01-01\nsar,2026-02-30\n", ":3 [sar]", "received is '2026-02-30'"),
        ("kind,received,extra\nsar,2026-01-01,\nsoup,2026-02-01,\n", ":3 [soup]", "There is no deadline"),
        ("kind,received,extra\nctf,2026-01-01,calendar=A\n", ":2 [ctf]", "no calendar of that name"),
        ("kind,received,extra\nsar,2026-01-01,age\n", ":2 [age]", "not of the form key=value"),
        ("kind,received,extra\nctf,2026-01-01,school=pru,calendar=A\n", ":2 [extra]", "more cells"),
        ('kind,received,extra\nsar,"2026-01-01\n', " [file]", "unexpected end of data"),
        ("kind,extra\nsar,\n", ":1 [received]", "There is no column 'received'"),
        ("", ":1 [kind]", "There is no column 'kind'"),
    ],
)
def test_one_bad_line_is_named_and_nothing_is_answered(capsys, tmp_path, lines, place, says):
    path = tmp_path / "asked.csv"
    path.write_text(lines, "utf-8")
    status, out, err = clock(capsys, "--batch", str(path))
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"{path}{place} ")
    assert says in err


def test_lines_may_be_in_any_order_of_columns_and_an_empty_file_has_no_answers(capsys, tmp_path):
    path = tmp_path / "asked.csv"
    path.write_text("extra,received,kind,mine\nage=13; ,2010-02-03 ,attains_age,x\n", "utf-8-sig")
    status, out, _ = clock(capsys, "--batch", str(path), "--json")
    assert (status, [each["due"] for each in json.loads(out)]) == (0, ["2023-02-03"])
    path.write_text("kind,received,extra\n", "utf-8")
    assert clock(capsys, "--batch", str(path), "--json")[:2] == (0, "[]\n")


def test_help_lists_every_kind_with_what_it_may_be_told(capsys):
    status, out, _ = clock(capsys, "--help")
    assert status == 0
    assert all(kind in out for kind in deadlines)
    assert "sar_clarify" in out
    assert "answered, asked, count" in out
