"""What the law was on which day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.rules.base.refused import Refused
from hornbook.rules.law.ages import age_rule, may_consent_online, reached, reaches_on
from hornbook.rules.law.cites import clause_index, implements
from hornbook.rules.law.timeline import CONFIDENCE, in_force, lookup, position, rule, rules, topics

days = st.dates(date(2018, 5, 25), date(2038, 12, 31))


@pytest.mark.parametrize(
    ("rule_id", "first"),
    [
        ("proportionate-search", date(2024, 1, 1)),
        ("register-years-2024", date(2024, 8, 19)),
        ("fees-2025", date(2025, 2, 17)),
        ("periods-of-time", date(2025, 8, 20)),
        ("data-protection-prevails", date(2025, 8, 20)),
        ("article-12a", date(2026, 2, 5)),
        ("automated-decisions", date(2026, 2, 5)),
        ("childrens-wellbeing-act", date(2026, 4, 29)),
        ("complaints-to-controller", date(2026, 6, 19)),
    ],
)
def test_a_rule_is_law_from_its_first_day_and_not_the_day_before(rule_id, first):
    assert in_force(rule_id, first)
    assert not in_force(rule_id, first - timedelta(days=1))


@pytest.mark.parametrize(
    "rule_id",
    [
        "safeguarding-sharing-duty",
        "consistent-identifier",
        "children-not-in-school",
        "information-commission",
    ],
)
def test_a_rule_that_is_made_but_not_begun_is_law_on_no_day(rule_id):
    assert not in_force(rule_id, date(2026, 11, 1))
    assert not in_force(rule_id, date(2038, 1, 1))


@given(days)
def test_two_rules_of_one_topic_never_hold_on_one_day(day):
    held = [each.topic for each in position(day)]
    assert len(held) == len(set(held))


def test_a_rule_nobody_has_read_in_the_text_asks_for_a_person():
    assert rule("register-years-2024").review
    assert not rule("breach-hours").review
    assert all(each.confidence in CONFIDENCE and each.cite and each.what for _, each in rules().items())


def test_the_register_the_fee_and_the_right_to_complain_changed_on_their_days():
    assert lookup("register-years", date(2024, 8, 18)).number == 3
    assert lookup("register-years", date(2024, 8, 19)).number == 6
    assert lookup("regulator-fee", date(2025, 2, 17)).value == [52, 78, 3763]
    assert "77" in lookup("complaint-to-regulator", date(2026, 6, 18)).cite
    assert "165" in lookup("complaint-to-regulator", date(2026, 6, 19)).cite


def test_a_day_before_the_law_is_refused_with_a_reason_and_an_unknown_topic_is_a_mistake():
    with pytest.raises(Refused) as refused:
        lookup("answer-months", date(2018, 5, 24))
    assert refused.value.code == "no-law-that-day"
    assert "24 May 2018" in refused.value.what
    with pytest.raises(KeyError, match="answer-months"):
        lookup("answer-weeks", date(2026, 1, 1))
    with pytest.raises(KeyError, match="known"):
        in_force("no-such-rule", date(2026, 1, 1))


def test_a_rule_without_a_number_gives_none():
    with pytest.raises(ValueError, match="sets no number"):
        _ = rule("article-12a").number


def test_the_ages_are_those_of_the_law_today():
    today = date(2026, 11, 1)
    expected = {
        "online-consent": 13,
        "youth-support": 13,
        "youth-support-choice": 16,
        "biometrics": 18,
        "adult": 18,
        "rights-competence": 12,
    }
    assert {matter: age_rule(matter, today).number for matter in expected} == expected
    assert {f"age-{matter}" for matter in expected} <= topics()


def test_a_child_may_consent_online_from_the_thirteenth_birthday():
    born = date(2013, 5, 4)
    assert not may_consent_online(born, date(2026, 5, 3))
    assert may_consent_online(born, date(2026, 5, 4))
    assert reaches_on("adult", born, date(2026, 5, 4)) == date(2031, 5, 4)
    assert not reached("adult", born, date(2031, 5, 3))


def test_the_clause_index_names_the_rules_that_carry_a_clause_out():
    index = clause_index()
    assert "hornbook.rules.law.uk_gdpr.answer_clock" in index["UK GDPR, Article 12A"]
    assert "hornbook.rules.law.uk_gdpr.breach_clock" in index["UK GDPR, Article 33"]
    assert list(index) == sorted(index)
    with pytest.raises(ValueError, match="name the clause"):
        implements()
