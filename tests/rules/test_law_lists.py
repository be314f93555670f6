"""The law's lists, for other parts to use: contents, rights, gateways, complaints, and what has not begun."""

import subprocess
import sys
from datetime import date
from itertools import pairwise

import pytest

from hornbook.rules.law import dpa_2018_authorities, dpa_2018_exemptions, uk_gdpr_children
from hornbook.rules.law import pupil_information_2005 as record
from hornbook.rules.law import uk_gdpr_rights as rights
from hornbook.rules.law.checklists import checklist, lacking, names
from hornbook.rules.law.children_schools_2026 import identifier_may_travel, must_share
from hornbook.rules.law.cites import clause_index
from hornbook.rules.law.dpa_2018_complaints import complaint_duties
from hornbook.rules.law.gateways import all_gateways, open_gateways
from hornbook.rules.law.ruling import Ruling, ruled
from hornbook.rules.law.timeline import REVIEW, Rule, rules, stated_on
from hornbook.rules.law.uk_gdpr_bases import bases
from tests.keeps import keeps

NOW, EVE, BEGAN = date(2026, 11, 24), date(2026, 6, 18), date(2026, 6, 19)


@keeps("51", "196", "217")
@pytest.mark.parametrize("name", ["notice-13", "notice-14", "answer-15", "refusal"])
def test_the_right_to_complain_to_us_is_in_every_list_from_19_june_2026(name):
    began = {item.id for item in checklist(name, BEGAN)} - {item.id for item in checklist(name, EVE)}
    assert began == {"complain-to-us"}
    assert "complain-to-regulator" in {item.id for item in checklist(name, EVE)}


@keeps("51", "200", "202", "203", "259")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("notice-13", 15),
        ("notice-14", 16),
        ("answer-15", 14),
        ("record-30", 10),
        ("record-30-processor", 4),
        ("breach-33", 6),
        ("breach-34", 4),
        ("breach-register", 3),
        ("assessment-35", 7),
        ("assessment-triggers", 13),
        ("contract-28", 10),
        ("agreement-sharing", 8),
        ("refusal", 4),
        ("policy-document", 2),
    ],
)
def test_each_list_is_whole_cited_and_says_each_thing_once(name, expected):
    items = checklist(name, NOW)
    assert len(items) == len({item.id for item in items}) == expected
    assert all(item.rule.cite and item.rule.what.endswith(".") for item in items)
    assert name in names()


def test_what_is_lacking_is_told_and_a_special_case_only_where_it_is_one():
    everything = [item.id for item in checklist("notice-13", NOW)]
    assert lacking("notice-13", everything, NOW) == ()
    less = [each for each in everything if each not in ("dpo", "withdraw", "legitimate-interest")]
    assert [item.id for item in lacking("notice-13", less, NOW)] == ["dpo"]
    assert [item.id for item in lacking("notice-13", less, NOW, ["consent"])] == ["dpo", "withdraw"]
    with pytest.raises(KeyError, match="notice-13"):
        checklist("notice-15", NOW)


def test_a_notice_lists_only_what_was_asked_of_it_on_its_own_day():
    assert "search" not in {item.id for item in checklist("answer-15", date(2023, 12, 31))}
    assert "search" in {item.id for item in checklist("answer-15", date(2024, 1, 1))}


@keeps("237")
def test_the_matrix_of_rights_is_whole():
    matrix = rights.matrix()
    assert sorted(matrix) == sorted(rights.rights())
    assert len(matrix) == 7
    assert all(set(row) == set(bases()) for row in matrix.values())
    assert {verdict for row in matrix.values() for verdict in row.values()} == {
        "comply", "refuse", "hold", "not_applicable",
    }  # fmt: skip


@keeps("241", "242")
def test_a_complaint_has_its_steps_from_19_june_2026_and_none_before():
    assert complaint_duties(EVE) == ()
    assert [rule.id for rule in complaint_duties(BEGAN)] == [
        "complaint-form",
        "complaint-acknowledgement-days",
        "complaint-steps",
        "complaint-outcome",
        "complaint-counts",
    ]


@keeps("138")
def test_the_duty_to_share_and_the_identifier_are_made_and_switched_off():
    for relevant, may_help, harm in [(True, True, False), (True, True, True), (False, False, False)]:
        ruling = must_share(relevant=relevant, may_help=may_help, more_harm=harm, on=NOW)
        assert (ruling.verdict, "has not begun" in ruling.why) == ("no_duty", True)
        assert ruling.cites == ("Children Act 2004, section 16LA", "Data Protection Act 2018, section 183A")
    assert not identifier_may_travel(NOW)
    switched_off = {each.id for each in all_gateways() if each.rule.in_force_from is None}
    assert switched_off == {"safeguarding-sharing-duty", "consistent-identifier"}


@pytest.mark.parametrize(
    ("relevant", "may_help", "more_harm", "expected"),
    [
        (True, True, False, "share"),
        (True, True, True, "no_duty"),
        (True, False, False, "no_duty"),
        (False, True, False, "no_duty"),
    ],
)
def test_once_the_duty_has_a_day_what_may_help_is_shared_unless_it_harms_more(
    monkeypatch, relevant, may_help, more_harm, expected
):
    begun = Rule("safeguarding-sharing-duty", "x", "x", "x", "V", in_force_from=date(2027, 1, 1))
    found = {"safeguarding-sharing-duty": begun}
    where = "hornbook.rules.law.children_schools_2026.rule"
    monkeypatch.setattr(where, lambda name: found.get(name) or rules()[name])
    facts = {"relevant": relevant, "may_help": may_help, "more_harm": more_harm}
    assert must_share(on=date(2027, 1, 1), **facts).verdict == expected
    assert must_share(on=date(2026, 12, 31), **facts).verdict == "no_duty"


@keeps("65", "124")
@pytest.mark.parametrize(
    ("by", "to", "on", "expected"),
    [
        ("school", "youth-support", NOW, ["youth-support-basic", "youth-support-more"]),
        ("council", "youth-support", NOW, []),
        ("school", "safeguarding-partners", NOW, ["safeguarding-cooperation"]),
        ("school", "next-school", NOW, ["transfer-file"]),
        ("council", "secretary-of-state", NOW, ["children-returns"]),
        ("school", "secretary-of-state", NOW, ["census-power"]),
        ("council", "researchers", date(2026, 2, 4), []),
        ("council", "researchers", date(2026, 2, 5), ["research"]),
    ],
)
def test_a_gateway_is_open_from_its_day_to_whom_it_names(by, to, on, expected):
    assert [each.id for each in open_gateways(by, to, on)] == expected
    assert not any("507B" in each.rule.cite for each in all_gateways())


def test_a_ruling_cites_each_clause_once_and_asks_for_review_of_what_nobody_has_read():
    read = Rule("a", "a", "a", "Act, section 1", "V")
    known = Rule("b", "b", "b", "Act, section 2", "M")
    counted = Rule("c", "c", "c", "Act, section 3", "K")
    ruling = Ruling(
        "allow", ".", rules=(read, known, read, counted), beside=("pack:rules.x", "Act, section 1")
    )
    assert ruling.cites == ("Act, section 1", "Act, section 2", "Act, section 3", "pack:rules.x")
    assert ruling.review == ("Act, section 2", "Act, section 3")
    assert {"M", "K"} == REVIEW
    assert ruled("x", ".", on=NOW, by=("own-task", "policy-document")).verdict == "x"


def test_every_rule_is_dated_or_has_not_begun_and_says_where_it_stands():
    assert stated_on() == date(2026, 11, 22)
    undated = {name for name, rule in rules().items() if rule.in_force_from is None}
    assert undated == {
        "information-commission",
        "safeguarding-sharing-duty",
        "consistent-identifier",
        "children-not-in-school",
    }
    assert all(rule.what.endswith(".") and rule.cite for _, rule in rules().items())


def test_no_two_rules_of_one_topic_hold_on_one_day():
    by_topic: dict[str, list[Rule]] = {}
    for _, rule in rules().items():
        if rule.in_force_from:
            by_topic.setdefault(rule.topic, []).append(rule)
    for topic, held in by_topic.items():
        held.sort(key=lambda rule: rule.in_force_from)
        for earlier, later in pairwise(held):
            assert earlier.in_force_to, topic
            assert earlier.in_force_to < later.in_force_from, topic


def test_the_clause_index_knows_the_rules_that_decide():
    index = clause_index()
    assert "hornbook.rules.law.dpa_2018_exemptions.exempt" in index["Data Protection Act 2018, Schedule 3"]
    assert "hornbook.rules.law.uk_gdpr_bases.lawful_basis" in index["UK GDPR, Article 6"]
    assert "hornbook.rules.law.uk_gdpr_suppliers.may_supply" in index["UK GDPR, Article 28"]


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: dpa_2018_exemptions.exempt("EX-LPP", dpa_2018_exemptions.Item("neighbour"), NOW),
        lambda: dpa_2018_authorities.answer_authority(
            "bank", written=True, power="x", danger_to_life=False, court_order=False, on=NOW
        ),
        lambda: record.may_see_educational_record("club", "parent", court_order=False, on=NOW),
        lambda: record.may_see_educational_record("pru", "uncle", court_order=False, on=NOW),
        lambda: rights.may_ask("uncle", NOW, NOW, competent="yes", authority="none", court_order=False),
        lambda: uk_gdpr_children.online_service(NOW, NOW, basis="consent", kind="game", parent_consent=True),
    ],
)
def test_a_word_that_the_law_does_not_know_is_a_mistake(mistake):
    with pytest.raises(ValueError, match=r"known|no kind"):
        mistake()


def test_all_of_rules_is_there_without_django():
    code = (
        "import sys, pkgutil, importlib, hornbook.rules as r\n"
        "sys.modules['django'] = None\n"
        "for m in pkgutil.walk_packages(r.__path__, 'hornbook.rules.'): importlib.import_module(m.name)\n"
        "assert not [n for n in sys.modules if n.startswith('django.')]\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
