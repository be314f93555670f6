"""Why data may be used: bases, conditions and new purposes, row by row."""

from datetime import date
from itertools import product

import pytest

from hornbook.rules.law.dpa_2018_conditions import conditions, keep_document_until, needs_document
from hornbook.rules.law.foi_2000 import is_public_authority
from hornbook.rules.law.uk_gdpr_bases import bases, closed_to, lawful_basis, new_purpose
from hornbook.rules.policy import bases as packs
from tests.keeps import keeps
from tests.rules.asking import ask, verdict

PUBLIC = ("maintained_school", "pru", "academy", "local_authority")
CONTROLLERS = (*PUBLIC, "charity")
BASES = ("6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(d)", "6(1)(e)", "6(1)(ea)", "6(1)(f)")
CLOSED = (
    "UK GDPR, Article 6(1), closing words",
    "Freedom of Information Act 2000, Schedule 1; Data Protection Act 2018, section 7",
)


@keeps("58", "61")
def test_every_combination_of_controller_task_and_basis_is_as_article_6_says():
    for controller, task, basis in product(CONTROLLERS, (True, False), BASES):
        facts = {"controller": controller, "task": task, "basis": basis}
        answer = ask("lawful_basis", statute="Education Act 2002, s.175", annex1="safeguarding", **facts)
        if basis in ("6(1)(ea)", "6(1)(f)") and task and controller in PUBLIC:
            assert (answer.verdict, answer.cites) == ("reject", CLOSED), facts
        elif basis == "6(1)(e)" and not task:
            assert answer.verdict == "reject", facts
            assert "nobody can borrow" in answer.why
        else:
            assert (answer.verdict, answer.cites[0]) == ("accept", f"UK GDPR, Article {basis}"), facts
            assert answer.next.startswith("Write down ")


@keeps("58")
@pytest.mark.parametrize("basis", ["6(1)(c)", "6(1)(e)"])
@pytest.mark.parametrize("statute", [None, "", "  "])
def test_a_duty_or_task_without_its_law_waits_for_the_law_to_be_named(basis, statute):
    facts = {} if statute is None else {"statute": statute}
    answer = ask("lawful_basis", controller="pru", task=True, basis=basis, **facts)
    assert (answer.verdict, answer.cites) == ("hold", (f"UK GDPR, Article {basis}", "UK GDPR, Article 6(3)"))
    assert "`statute`" in answer.next


@pytest.mark.parametrize(
    "annex1", ["safeguarding", "emergency", "crime", "disclosure_to_authority", "national_security"]
)
def test_a_charity_may_rest_on_each_recognised_interest_and_a_person_is_to_look(annex1):
    answer = ask("lawful_basis", controller="charity", task=False, basis="6(1)(ea)", annex1=annex1)
    assert (answer.verdict, answer.cites) == ("accept", ("UK GDPR, Article 6(1)(ea)", "UK GDPR, Annex 1"))
    assert answer.review == ("UK GDPR, Annex 1",)
    hold = ask("lawful_basis", controller="charity", task=False, basis="6(1)(ea)")
    assert (hold.verdict, "annex1" in hold.next) == ("hold", True)


@pytest.mark.parametrize(("on", "expected"), [(date(2026, 2, 4), "reject"), (date(2026, 2, 5), "accept")])
def test_recognised_interests_began_on_5_february_2026(on, expected):
    ruling = lawful_basis("charity", "6(1)(ea)", task=False, annex1="crime", on=on)
    assert ruling.verdict == expected
    assert ("was no lawful basis on 4 February 2026" in ruling.why) == (expected == "reject")


@pytest.mark.parametrize(
    ("on", "closed"),
    [(date(2026, 2, 4), {"6(1)(f)"}), (date(2026, 2, 5), {"6(1)(ea)", "6(1)(f)"})],
)
def test_what_is_closed_to_a_public_authority_is_the_law_of_that_day(on, closed):
    assert closed_to("pru", True, on) == closed
    assert closed_to("pru", False, on) == closed_to("charity", True, on) == frozenset()


def test_an_academy_is_a_public_authority_since_2011_and_a_charity_never():
    assert [is_public_authority("academy", date(year, 1, 1)) for year in (2010, 2011)] == [False, True]
    assert not is_public_authority("charity", date(2026, 1, 1))
    with pytest.raises(ValueError, match="local_authority"):
        is_public_authority("club", date(2026, 1, 1))


def test_whether_it_is_a_task_matters_only_where_the_basis_turns_on_it():
    assert verdict("lawful_basis", controller="pru", basis="6(1)(a)") == "accept"
    assert verdict("lawful_basis", controller="charity", basis="6(1)(f)") == "accept"
    hold = ask("lawful_basis", controller="pru", basis="6(1)(f)")
    assert (hold.verdict, "task (" in hold.why) == ("hold", True)


SCH_1 = "Data Protection Act 2018, Schedule 1, paragraph"
DOCUMENT = f"{SCH_1}s 5 and 38 to 41"
BOTH = "UK GDPR, Article 9"
CATEGORIES = ("ethnicity", "religion", "health", "sexual_orientation")
CATEGORIES += ("biometric", "genetic", "politics", "union", "sex_life")
PURPOSES = ("equality_review", "support", "safeguarding", "statistics", "other")


@keeps("59", "60", "63")
def test_the_equality_condition_serves_four_categories_for_comparing_groups_and_nothing_else():
    for category, level, purpose, document in product(
        CATEGORIES, ("individual", "group"), PURPOSES, (True, False)
    ):
        covered = category in CATEGORIES[:4] and level == "group"
        fits = covered and purpose == "equality_review" and document
        got = verdict(
            "special_category",
            category=category,
            level=level,
            purpose=purpose,
            condition="sch1-8",
            policy_document=document,
        )
        assert got == ("accept" if fits else "reject"), (category, level, purpose, document)


YES, NO = {"policy_document": True}, {"policy_document": False}
TO_THE_POLICE = {"policy_document": False, "disclosed_to": "competent_authority"}
NOT_ONE = "UK GDPR, Articles 84B and 84C"


@keeps("59", "60", "62", "63")
@pytest.mark.parametrize(
    ("condition", "facts", "expected", "cites"),
    [
        ("9(2)(a)", {}, "accept", (BOTH, "UK GDPR, Article 9(2)(a)")),
        ("9(2)(b)", YES, "accept", (BOTH, f"{SCH_1} 1", DOCUMENT)),
        ("9(2)(b)", NO, "reject", (f"{SCH_1} 1", DOCUMENT)),
        ("sch1-1", NO, "reject", (f"{SCH_1} 1", DOCUMENT)),
        ("9(2)(c)", {}, "accept", (BOTH, "UK GDPR, Article 9(2)(c)")),
        ("9(2)(d)", {}, "hold", ("UK GDPR, Article 9(2)(d)",)),
        ("9(2)(e)", {}, "hold", ("UK GDPR, Article 9(2)(e)",)),
        ("9(2)(f)", {}, "accept", (BOTH, "UK GDPR, Article 9(2)(f)")),
        ("9(2)(g)", {}, "hold", (BOTH,)),
        ("9(2)(h)", {}, "accept", (BOTH, f"{SCH_1} 2")),
        ("9(2)(i)", {}, "accept", (BOTH, f"{SCH_1} 3")),
        ("9(2)(j)", {"level": "group", "purpose": "statistics"}, "accept", (BOTH, f"{SCH_1} 4")),
        ("9(2)(j)", {"level": "individual", "purpose": "statistics"}, "reject", (f"{SCH_1} 4", NOT_ONE)),
        ("sch1-4", {"level": "group", "purpose": "support"}, "reject", (f"{SCH_1} 4",)),
        ("sch1-6", YES, "accept", (BOTH, f"{SCH_1} 6", DOCUMENT)),
        ("sch1-6", NO, "reject", (f"{SCH_1} 6", DOCUMENT)),
        ("sch1-7", YES, "hold", (f"{SCH_1} 7",)),
        ("sch1-10", {**NO, "disclosed_to": "other"}, "reject", (f"{SCH_1} 10", DOCUMENT)),
        ("sch1-10", TO_THE_POLICE, "accept", (BOTH, f"{SCH_1} 10", DOCUMENT)),
        ("sch1-13", NO, "hold", (f"{SCH_1} 13",)),
        ("sch1-17", {**YES, "purpose": "support"}, "accept", (BOTH, f"{SCH_1} 17", DOCUMENT)),
        ("sch1-17", {**YES, "purpose": "statistics"}, "reject", (f"{SCH_1} 17",)),
        ("sch1-18", {**YES, "purpose": "safeguarding"}, "accept", (BOTH, f"{SCH_1} 18", DOCUMENT)),
        ("sch1-18", {**YES, "purpose": "support"}, "reject", (f"{SCH_1} 18",)),
        ("sch1-18", {**NO, "purpose": "safeguarding"}, "reject", (f"{SCH_1} 18", DOCUMENT)),
        ("sch1-20", YES, "hold", (f"{SCH_1} 20",)),
        ("sch1-26", NO, "hold", (f"{SCH_1} 26",)),
        ("sch1-36", YES, "reject", (f"{SCH_1} 36",)),
    ],
)  # fmt: skip
def test_each_row_of_the_conditions(condition, facts, expected, cites):
    plain = {"category": "health", "level": "individual", "purpose": "support", "policy_document": False}
    answer = ask("special_category", condition=condition, **{**plain, **facts})
    assert (answer.verdict, answer.cites) == (expected, cites)
    assert answer.why
    assert answer.next


@keeps("62")
def test_the_condition_for_staff_and_benefits_is_accepted_with_a_warning():
    facts = {"category": "health", "level": "individual", "purpose": "support", "policy_document": True}
    assert "weak home for pupils' data" in ask("special_category", condition="9(2)(b)", **facts).next
    assert "weak" not in ask("special_category", condition="sch1-6", **facts).next


@pytest.mark.parametrize(
    ("ends", "on", "expected"),
    [
        (None, None, "accept"),
        ("2026-06-01", "2026-05-31", "accept"),
        ("2026-06-01", "2026-06-01", "accept"),  # the time given runs to the end of its last day
        ("2026-06-01", "2026-06-02", "reject_person"),
        ("2026-06-01", None, "hold"),
    ],
)
def test_a_stop_notice_takes_one_person_out_once_its_time_has_passed(ends, on, expected):
    facts = {"category": "ethnicity", "level": "group", "purpose": "equality_review", "policy_document": True}
    facts |= {name: day for name, day in (("stop_notice_ends", ends), ("on", on)) if day}
    answer = ask("special_category", condition="sch1-8", **facts)
    assert answer.verdict == expected
    if expected == "reject_person":
        assert answer.cites == (f"{SCH_1} 8", f"{SCH_1} 8(5)")


def test_a_stop_notice_concerns_the_equality_condition_alone():
    facts = {"category": "health", "level": "group", "purpose": "statistics", "policy_document": False}
    assert (
        verdict("special_category", condition="9(2)(j)", stop_notice_ends="2020-01-01", **facts) == "accept"
    )


def test_research_rested_on_section_19_before_february_2026():
    facts = {"category": "health", "level": "individual", "purpose": "statistics", "policy_document": False}
    answer = ask("special_category", condition="9(2)(j)", on="2026-02-04", **facts)
    assert answer.cites == (f"{SCH_1} 4", "Data Protection Act 2018, section 19")


def test_the_policy_document_is_kept_six_months_longer_and_is_asked_for_where_the_schedule_asks():
    assert keep_document_until(date(2026, 8, 31)) == date(2027, 2, 28)
    with_one = {name for name in conditions() if needs_document(name)}
    part_2 = {f"sch1-{number}" for number in range(6, 29)} - {"sch1-13", "sch1-26", "sch1-27"}
    assert with_one == part_2 | {"9(2)(b)", "sch1-1", "sch1-35"}


def test_what_a_pack_may_name_is_what_the_law_knows_in_a_packs_own_words():
    assert set(packs.CONDITIONS) <= set(conditions())
    equality = packs.CONDITIONS["sch1-8"]
    assert equality.kinds == {"ethnicity", "religion", "health", "sexual-orientation"}
    assert equality.levels == packs.CONDITIONS["9(2)(j)"].levels == {"groups", "pseudonymised"}
    assert packs.CONDITIONS["sch1-6"].levels == {"individual", "groups", "pseudonymised"}
    assert set(packs.BASES) == set(bases()) == set(BASES)
    assert sorted(packs.NOT_FOR_PUBLIC_TASKS) == ["6(1)(ea)", "6(1)(f)"]
    assert sorted(packs.NAMED_LAW) == ["6(1)(c)", "6(1)(e)"]


COLLECTED = ("consent", "public_task", "legal_obligation")
NEW = ("statistics", "research", "archiving", "compliance", "annex2", "other")


@keeps("52")
def test_every_combination_of_a_new_purpose_is_as_article_8a_says():
    for collected, purpose, fresh, told in product(COLLECTED, NEW, (True, False), (True, False)):
        answer = ask(
            "new_purpose",
            collected_on=collected,
            purpose=purpose,
            fresh_consent=fresh,
            people_told=told,
            own_basis="6(1)(e)",
        )
        if collected == "consent":
            compatible = fresh or purpose == "compliance"
            waits = not fresh and purpose == "annex2"
        else:
            compatible, waits = fresh or purpose != "other", False
        expected = "hold" if waits else "accept" if compatible and told else "reject"
        assert answer.verdict == expected, (collected, purpose, fresh, told)
        clause = "UK GDPR, Article 8A(4)" if collected == "consent" else "UK GDPR, Article 8A(3) and Annex 2"
        told_first = compatible and not told
        assert answer.cites[0] == ("UK GDPR, Articles 13(3) and 14(4)" if told_first else clause)


@keeps("52")
def test_a_compatible_purpose_is_not_yet_lawful():
    facts = {"collected_on": "public_task", "purpose": "statistics", "people_told": True}
    hold = ask("new_purpose", fresh_consent=False, **facts)
    assert (hold.verdict, "`own_basis`" in hold.next) == ("hold", True)
    assert verdict("new_purpose", fresh_consent=True, **facts) == "accept"
    untold = ask("new_purpose", collected_on="public_task", purpose="other", fresh_consent=True)
    assert (untold.verdict, "people_told" in untold.why) == ("hold", True)


def test_before_february_2026_annex_2_was_no_reason():
    facts = {"fresh_consent": False, "people_told": True, "own_basis": "6(1)(e)"}
    assert new_purpose("public_task", "annex2", on=date(2026, 2, 4), **facts).verdict == "reject"
    assert new_purpose("public_task", "annex2", on=date(2026, 2, 5), **facts).verdict == "accept"
    assert new_purpose("consent", "annex2", on=date(2026, 2, 4), **facts).verdict == "reject"
    assert new_purpose("public_task", "research", on=date(2026, 2, 4), **facts).verdict == "accept"
    with pytest.raises(ValueError, match="not known"):
        new_purpose("whim", "research", on=date(2026, 2, 4), **facts)
