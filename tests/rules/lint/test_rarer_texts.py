"""Rarer sentences under the linter: dates that are none, regulations by number, unknown contacts."""

from dataclasses import replace
from datetime import date

import pytest

from hornbook.packs import SHIPPED
from hornbook.rules.formats.written import read
from hornbook.rules.law import timeline
from hornbook.rules.policy import load
from hornbook.rules.policy.lint import lint
from hornbook.rules.policy.lint.agreement import interval, spoken
from hornbook.rules.policy.lint.checks import text_of
from hornbook.rules.policy.lint.facts import facts, pack_facts
from tests.rules.lint.texts import TODAY, sound

REVIEW, GOES = "We review this notice every year.", "Nothing is sent outside the United Kingdom."
IAIP = "the Education (Information About Individual Pupils) (England) Regulations 2013"


def codes(*changes: tuple[str, str], on: date = TODAY) -> list[str]:
    text = sound()
    for instead, by in changes:
        assert instead in text
        text = text.replace(instead, by)
    return sorted(each.code for each in lint(read("notice.txt", text.encode()), on))


@pytest.mark.parametrize(
    ("months", "said"),
    [(12, "every year"), (24, "every 2 years"), (18, "every 18 months"), (1, "every 1 months")],
)
def test_an_interval_is_said_in_years_where_it_is_whole_years(months, said):
    assert spoken(months) == said


@pytest.mark.parametrize(
    ("sentence", "months"),
    [("every 6 months", 6), ("each year", 12), ("every two years", 24), ("once a year", 12), ("reviewed", 0)],
)
def test_an_interval_is_read_from_its_words(sentence, months):
    assert interval(sentence) == months


def test_a_date_that_is_none_is_passed_over():
    assert codes((REVIEW, f"{REVIEW} Last reviewed on 31/02/2024. Next review due 45/13/2026.")) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            f"We send it to the Department for Education under regulation 3 of {IAIP}.",
            ["regulation-mismatch"],
        ),
        (f"We send it to the Department for Education under regulation 4 of {IAIP}.", []),
        (f"We send it to our council under regulation 3 of {IAIP}.", []),
        (
            f"As a maintained school we send it to the DfE under regulation 5 of {IAIP}.",
            ["regulation-mismatch"],
        ),
        (f"We send it to the Department for Education under regulation 5 of {IAIP}.", []),
    ],
)
def test_the_regulation_is_the_one_that_binds_the_school(sentence, found):
    assert codes((GOES, f"{GOES} {sentence}")) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Nothing leaves the UK or is sent outside the European Economic Area.", []),
        ("Nothing is sent outside the European Economic Area.", ["eea-border", "missing-transfer-line"]),
    ],
)
def test_the_border_that_counts_is_that_of_the_united_kingdom(sentence, found):
    assert set(codes((GOES, sentence))) <= set(found)
    assert not found or "eea-border" in codes((GOES, sentence))


def test_the_regulators_new_name_is_asked_for_from_the_day_it_has_one(monkeypatch):
    begun = replace(timeline.rule("information-commission"), in_force_from=date(2027, 1, 1))
    monkeypatch.setattr("hornbook.rules.policy.lint.law.rule", lambda rule_id: begun)
    assert codes() == []
    assert codes(on=date(2027, 1, 1)) == ["superseded-term"]


def test_a_recipient_named_twice_is_told_once():
    item = "- the school you go to next"
    assert codes((item, f"{item}\n{item}")) == ["duplicate-recipient"]


def test_a_refusal_of_further_copies_is_judged_only_with_the_test_beside_it():
    right = "You may object to how we use your information."
    assert codes((right, f"{right} A fee is charged for further copies.")) == []
    assert codes((right, f"{right} We may refuse a request that is excessive.")) == ["refusal-test-too-wide"]
    assert codes((right, f"{right} We may refuse a request that is manifestly excessive.")) == []


def test_who_is_speaking_is_told_from_the_title():
    for title, body in (
        ("How Example council uses your information", "council"),
        ("Privacy notice of an academy trust", "trust"),
        ("Privacy notice. The proprietor is Example Ltd", "independent"),
        ("Privacy notice for Example Hill School", "school"),
    ):
        assert text_of(read("notice.txt", f"{title}\n\nWe hold names.\n".encode()), TODAY).body == body


def test_the_facts_of_a_pack_are_its_rules_its_periods_and_its_review():
    pack = load("england-alternative-provision", [SHIPPED])
    some = next(iter(pack.retention.values()))
    kept = {
        "a": replace(some, id="a", trigger="birth", years=25),
        "b": replace(some, id="b", trigger="leaving", years=6),
        "c": replace(some, id="c", trigger="birth", years=0, months=3),
        "d": replace(some, id="d", trigger="entry", years=6),
    }
    rules = {name: rule for name, rule in pack.rules.items() if name != "notice_review_months"}
    said = {(fact.matter, fact.value) for fact in pack_facts(replace(pack, retention=kept, rules=rules))}
    assert {value for matter, value in said if matter == "retention"} == {("birth", 25), ("leaving", 6)}
    assert not [value for matter, value in said if matter == "review"]
    assert ("review", 12) in {
        (fact.matter, fact.value) for fact in pack_facts(replace(pack, rules={"notice_review_months": 12}))
    }


def test_years_after_leaving_are_a_fact_of_a_text_and_a_contact_nobody_else_knows_is_told():
    kept = "We keep your record until your 25th birthday, and then destroy it."
    asks = "Write to office@school.example.org."
    here = sound().replace(kept, "We keep your record for 6 years after leaving, and then destroy it.")
    there = sound().replace(kept, "We keep your record for 7 years after leaving, and then destroy it.")
    there = there.replace(asks, f"{asks} Please contact Canary Stranger to exercise any of your rights.")
    told = lint(read("a.txt", here.encode()), TODAY, read("b.txt", there.encode()))
    assert any("7 years after leaving" in each.why for each in told)
    assert "contact-mismatch" in {each.code for each in told}
    back = lint(read("b.txt", there.encode()), TODAY, read("a.txt", here.encode()))
    assert "contact-mismatch" in {each.code for each in back}


LIST, OBJECT = "- Attendance and absence", "You may object to how we use your information."


@pytest.mark.parametrize(
    ("instead", "by"),
    [
        (LIST, f"{LIST}, formerly fixed-term exclusions"),
        (GOES, f"{GOES} To prevent offences we will share records of convictions."),
        (GOES, f"{GOES} Our suppliers process it for their own legitimate interests."),
        (OBJECT, f"{OBJECT} Please contact us to exercise any of your rights."),
        (GOES, f"{GOES} Some pupils come back 6 years after leaving."),
        ("- our local authority", "- our local authority, whose youth justice teams share it"),
    ],
)
def test_words_that_look_wrong_and_are_right_are_left_alone(instead, by):
    assert codes((instead, by)) == []


def test_a_request_that_must_be_written_is_a_matter_of_rights_only():
    text = sound("sound-policy.md")
    told = read("p.md", (text + "\n\n## CCTV\n\nSubject access requests must be made in writing.\n").encode())
    assert "written-only-request" not in {each.code for each in lint(told, TODAY)}


def test_a_contact_that_both_texts_know_is_no_mismatch():
    asks = "Write to office@school.example.org."
    both = sound().replace(asks, f"{asks} Please contact Canary Office to exercise any of your rights.")
    told = lint(read("a.txt", both.encode()), TODAY, read("b.txt", both.encode()))
    assert "contact-mismatch" not in {each.code for each in told}


def test_a_condition_about_employment_is_right_in_a_notice_about_staff():
    notice = "Privacy notice for our workforce\n\nFor health data of staff we rely on Article 9(2)(b).\n"
    told = lint(read("notice.txt", notice.encode()), TODAY)
    assert "wrong-special-category-condition" not in {each.code for each in told}


def test_years_after_leaving_are_a_period_only_where_something_is_kept():
    for text, said in (
        ("Some come back 6 years after leaving.", []),
        ("We keep it 6 years after leaving.", [6]),
    ):
        found = facts(text_of(read("notice.txt", f"Privacy notice\n\n{text}\n".encode()), TODAY))
        assert [fact.value[1] for fact in found if fact.matter == "retention"] == said
