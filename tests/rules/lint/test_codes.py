"""Each code speaks where it should and is quiet where the text is right. Keeps: 8, 19, 116, 121, 204, 278."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.rules.formats.written import read
from hornbook.rules.policy.lint import checks, lint
from tests.keeps import keeps
from tests.rules.lint.texts import CASES, TODAY, changed, found, sound, stands

LINES = [line for case in CASES for key in ("wrong", "near") for line in case[key].split("\n")]
LINES += sound().split("\n") + sound("sound-policy.md").split("\n")


def _id(case: dict) -> str:
    return f"{case['code']}: {case['wrong'][:40]}"


@pytest.mark.parametrize("name", ["sound.txt", "sound-policy.md"])
def test_nothing_is_wrong_with_a_sound_text(name: str):
    assert found(read(name, sound(name).encode())) == []


def test_every_code_has_a_text_in_which_it_speaks():
    assert {case["code"] for case in CASES} == set(checks)


@keeps("8", "19", "61", "62", "64", "70", "116", "121", "159", "204", "278")
@pytest.mark.parametrize("case", CASES, ids=_id)
def test_it_speaks_once_and_nothing_else_does(case: dict):
    written = changed(case, "wrong")
    remarks = lint(written, TODAY)
    assert [each.code for each in remarks] == [case["code"]]
    assert stands(written, remarks[0])
    assert remarks[0].why.endswith(").")
    assert remarks[0].suggest


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_it_is_quiet_where_the_text_is_right(case: dict):
    assert found(changed(case, "near")) == []


@pytest.mark.parametrize("case", [case for case in CASES if "before" in case], ids=_id)
def test_a_text_is_judged_by_the_law_of_the_day_asked_about(case: dict):
    day = date.fromisoformat(case["before"])
    assert case["code"] not in {code for _, code in found(changed(case, "wrong"), day)}


@pytest.mark.parametrize(
    ("case", "first_day"),
    [
        (case, date.fromordinal(date.fromisoformat(case["before"]).toordinal() + 1))
        for case in CASES
        if "before" in case
    ],
    ids=lambda value: value["code"] if isinstance(value, dict) else str(value),
)
def test_and_it_speaks_from_the_next_day_on(case: dict, first_day: date):
    assert case["code"] in {code for _, code in found(changed(case, "wrong"), first_day)}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=40), st.sampled_from(["txt", "md", "html"]))
def test_whatever_the_text_every_quote_stands_in_its_line(lines: list[str], kind: str):
    joined = "\n".join(lines) if kind != "html" else "".join(f"<p>{line}</p>\n" for line in lines)
    try:
        written = read(f"a.{kind}", f"{joined}\nAn end.".encode())
    except Exception as error:
        raise AssertionError(joined) from error
    remarks = lint(written, TODAY)
    assert all(stands(written, each) for each in remarks)
    assert remarks == lint(written, TODAY)


def test_the_commission_takes_the_commissioners_place_only_when_its_day_is_known():
    text = read("a.txt", b"Privacy notice\n\nYou may complain to the Information Commissioner.")
    assert "superseded-term" not in {each.code for each in lint(text, date(2030, 1, 1))}


def test_a_council_may_name_its_own_duty():
    council = sound().replace("Example Hill School", "Exampleshire County Council")
    council = council.replace(
        "Nothing is sent",
        "We share what we must under section 507B of the Education Act 1996. Nothing is sent",
    )
    assert found(read("a.txt", council.encode())) == []


def test_a_paragraph_broken_by_a_page_is_one_sentence():
    broken = sound().replace(
        "Nothing is sent outside the United Kingdom.",
        "Nothing is sent outside the United Kingdom. Decisions on whether\n\nDfE releases data are its own.",
    )
    assert found(read("a.txt", broken.encode())) == []


def test_a_notice_of_an_independent_school_may_rest_on_legitimate_interests():
    school = sound().replace("controller of this information.", "controller. We are an independent school.")
    school = school.replace("- put your", "- keep the school safe, in our legitimate interests\n- put your")
    assert found(read("a.txt", school.encode())) == []


def test_the_part_on_an_earlier_version_is_history():
    told = (
        f"{sound()}\nWhere this notice differs from our earlier one\n\nIt named the Data "
        f"Protection Act 1998.\n"
    )
    assert found(read("a.txt", told.encode())) == []


def test_the_short_version_need_not_repeat_the_full_one():
    short = b"# What we know\n\nA longer notice is on our website. We know your name.\n"
    assert found(read("a.md", short)) == []
    assert found(read("a.md", short.replace(b"A longer", b"A shorter"))) != []
