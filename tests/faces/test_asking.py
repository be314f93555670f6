"""Asking the law and the pack from the command line: no data folder, no Django, the shapes that stay."""

import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from hornbook.faces.cli.main import PURE, main
from hornbook.packs import SHIPPED
from hornbook.rules.policy import load, packs
from tests.keeps import keeps
from tests.own_packs import OwnPacks

ROOT = Path(__file__).resolve().parents[2]


def said(capsys, *arguments):
    """Exit status, standard output and standard error of one command."""
    try:
        status = main(arguments)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return status, *capsys.readouterr()


@keeps("210")
def test_a_clock_answers_in_the_shape_that_stays(capsys):
    status, out, _ = said(capsys, "clock", "sar", "--received", "2025-10-14", "--json")
    answer = json.loads(out)
    assert status == 0
    assert list(answer) == ["kind", "received", "due", "steps", "cites"]
    assert (answer["kind"], answer["received"], answer["due"]) == ("sar", "2025-10-14", "2025-11-14")
    assert answer["cites"][0] == "UK GDPR, Article 12(3)"
    assert answer["steps"][0] == {
        "day": "2025-10-14",
        "counted": False,
        "why": "received: the day itself is not counted",
    }


@keeps("248")
def test_the_examples_of_the_interface_hold(capsys):
    for arguments, due in (
        (("breach_ico", "--received", "2025-06-06T10:00:00+01:00"), "2025-06-09T10:00:00+01:00"),
        (("attains_age", "--received", "2010-02-03", "age=13"), "2023-02-03"),
        (("attains_age", "age=13", "--received", "2010-02-03"), "2023-02-03"),
    ):
        assert json.loads(said(capsys, "clock", *arguments, "--json")[1])["due"] == due


def test_a_clock_that_cannot_be_told_yet_says_why(capsys):
    answer = json.loads(said(capsys, "clock", "sar_id", "--received", "2026-03-02", "--json")[1])
    assert (answer["due"], answer["why"]) == (None, "The clock starts when we have proof of identity.")
    assert "No day can be given yet." in said(capsys, "clock", "sar_id", "--received", "2026-03-02")[1]


def test_a_clock_for_people_shows_every_day_and_its_law(capsys):
    out = said(capsys, "clock", "breach_review_outcome", "--received", "2026-11-20")[1]
    assert out.splitlines()[0] == "Due 24 November 2026."
    assert "2026-11-21     Saturday" in out
    assert out.splitlines()[-1].startswith("By: ")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("soup", "--received", "2026-11-24"), "There is no deadline 'soup'."),
        (("sar", "--received", "yesterday"), "received is 'yesterday'"),
        (("sar",), "Say which deadline, and when it was received."),
        (("sar", "--received", "2026-11-24", "age"), "'age' is not of the form key=value."),
        (
            ("sar", "--received", "2026-11-24", "--calendar", "x.toml"),
            "x.toml [--calendar] It cannot be read",
        ),
        (("attains_age", "--received", "2010-02-03", "age=13", "age=14"), "'age' is given twice."),
    ],
)
def test_a_wrong_argument_is_one_sentence_and_status_two(capsys, arguments, why):
    status, out, err = said(capsys, "clock", *arguments)
    assert (status, out) == (2, "")
    assert why in err
    assert len(err.strip().splitlines()) == 1


def test_a_batch_is_answered_in_its_order_or_not_at_all(capsys, tmp_path):
    file = tmp_path / "many.csv"
    file.write_text(
        "kind,received,extra\nattains_age,2010-02-03,age=13\nsar,2025-10-14,\n"
        "sar_clarify,2026-03-02,asked=2026-03-10;answered=2026-03-20\n",
        "utf-8",
    )
    status, out, _ = said(capsys, "clock", "--batch", str(file), "--json")
    assert status == 0
    assert [each["due"] for each in json.loads(out)] == ["2023-02-03", "2025-11-14", "2026-04-13"]

    file.write_text("kind,received,extra\nsar,2025-10-14,\nsar,never,\n", "utf-8")
    status, out, err = said(capsys, "clock", "--batch", str(file))
    assert (status, out) == (2, "")
    assert f"{file}:3 [sar] received is 'never'" in err
    assert said(capsys, "clock", "--batch", str(tmp_path / "none.csv"))[0] == 2


def test_the_packs_are_listed_shown_and_compared(capsys):
    listed = json.loads(said(capsys, "packs", "--json")[1])
    assert [each["id"] for each in listed] == [
        "amat",
        "ela",
        "england-alternative-provision",
        "england-council",
        "england-school",
        "england-trust",
        "kcc",
        "mmap",
    ]
    assert "Kent County Council: pupil information, on england-council" in said(capsys, "packs")[1]

    shown = json.loads(said(capsys, "pack", "show", "mmap", "--json")[1])
    assert shown["rules"]["photo_consent_age"] == 18
    assert shown["digest"] == next(each["digest"] for each in listed if each["id"] == "mmap")
    assert "Purposes (14)" in said(capsys, "pack", "show", "mmap")[1]

    status, out, _ = said(capsys, "pack", "diff", "england-alternative-provision", "mmap", "--json")
    differ = {each["key"]: (each["one"], each["other"]) for each in json.loads(out)["differences"]}
    assert status == 0
    assert differ["rules.photo_consent_age"] == (16, 18)
    assert differ["categories.incidents.retention"] == ("incident-record", "")
    assert differ["routes.kent-choices.recipient"][0] == ""
    assert "rules.sar_months" not in differ
    assert said(capsys, "pack", "diff", "kcc", "kcc")[1] == "They say the same.\n"


PACKS = packs([SHIPPED])


@keeps("57")
@pytest.mark.parametrize(("one", "other"), list(combinations(PACKS, 2)))
def test_any_two_packs_can_be_read_side_by_side(capsys, one, other):
    """What only one has stands behind its sign, whole or by value; turned round, the signs change places."""
    status, out, _ = said(capsys, "pack", "diff", one, other)
    lines = out.splitlines()
    assert status == 0
    assert lines[0].startswith("- ")
    assert f"({one}, " in lines[0]
    assert f"({other}, " in lines[1]
    packs_ = [load(name, [SHIPPED]) for name in (one, other)]
    for sign, mine, theirs in (("-", *packs_), ("+", *reversed(packs_))):
        for name, route in mine.routes.items():
            assert (f"{sign} {name}: {route.recipient}" in lines) == (name not in theirs.routes)
        for name, holding in mine.categories.items():
            assert (f"{sign} {name}: {holding.wording}" in lines) == (name not in theirs.categories)
    turned = said(capsys, "pack", "diff", other, one)[1].splitlines()
    assert signs(lines) == signs(turned)[::-1]


def signs(lines):
    """How many lines stand behind each sign; sentences aside, whose lines may pair in several ways."""
    values = lines[: lines.index("Sentences of the notice")] if "Sentences of the notice" in lines else lines
    return [sum(line.lstrip().startswith(sign) for line in values) for sign in ("- ", "+ ")]


def test_an_unknown_pack_is_one_sentence_and_status_two(capsys):
    status, out, err = said(capsys, "pack", "show", "nobody")
    assert (status, out) == (2, "")
    assert "There is no pack 'nobody'. Known packs: amat, ela, england-alternative-provision" in err


@pytest.mark.parametrize(
    "arguments", [("clock", "sar", "--received", "2025-10-14"), ("packs",), ("pack", "show", "kcc")]
)
def test_asking_the_law_or_a_pack_starts_no_django_and_makes_no_data_folder(tmp_path, arguments):
    assert arguments[0] in PURE
    code = f"import sys; from hornbook.faces.cli.main import main; main({arguments!r}); "
    code += "sys.exit('django' in sys.modules)"
    home = tmp_path / "none"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "HORNBOOK_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    assert not home.exists()


def test_a_controllers_own_pack_lies_in_its_data_folder(capsys, tmp_path, monkeypatch):
    OwnPacks(tmp_path / "packs", "mmap").change(
        "mmap/pack.toml", "photo_consent_age = 18", "photo_consent_age = 17"
    )
    monkeypatch.setenv("HORNBOOK_HOME", str(tmp_path))
    assert json.loads(said(capsys, "pack", "show", "mmap", "--json")[1])["rules"]["photo_consent_age"] == 17
