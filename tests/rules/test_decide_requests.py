"""Who may ask, for which record, which right, and what is left out of a copy: the tables, row by row."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.rules.law.dpa_2018_exemptions import CODES, opinion_counts
from tests.keeps import keeps
from tests.rules.asking import ask, verdict

ACCESS = "UK GDPR, Article 15"
CHILDREN = "Information Commissioner's guidance on the right of access, requests about children"
BEHALF = "Information Commissioner's guidance on the right of access, requests made on behalf of others"
ADULTS = "Family Law Reform Act 1969, sections 1 and 9"
ORDER = "Children Act 1989, section 8"

BORN, CHILD, EVE, ADULT = "2010-03-01", "2025-09-01", "2028-02-29", "2028-03-01"
ASKERS = ("pupil", "parent_with_responsibility", "parent_without_responsibility", "former_pupil", "solicitor")
COMPETENT, AUTHORITY = ("yes", "no", "not_assessed"), ("given", "refused", "none")

#: (who asks, competent, authority) -> answer, for a pupil under 18 and no court order. Typed by hand
#: from section 2.2: a competent pupil's own, by authority otherwise; a parent acts for one who is not.
UNDER_18 = {
    ("pupil", "yes"): "allow",
    ("pupil", "no"): "deny",
    ("pupil", "not_assessed"): "hold",
    ("parent_with_responsibility", "yes", "given"): "allow",
    ("parent_with_responsibility", "yes", "refused"): "deny",
    ("parent_with_responsibility", "yes", "none"): "deny",
    ("parent_with_responsibility", "no", "given"): "allow",
    ("parent_with_responsibility", "no", "refused"): "allow",
    ("parent_with_responsibility", "no", "none"): "allow",
    ("parent_with_responsibility", "not_assessed", "given"): "allow",
    ("parent_with_responsibility", "not_assessed", "refused"): "hold",
    ("parent_with_responsibility", "not_assessed", "none"): "hold",
    ("another", "yes", "given"): "allow",
    ("another", "no", "given"): "deny",
    ("another", "not_assessed", "given"): "hold",
    ("another", "yes", "refused"): "deny",
    ("another", "no", "refused"): "deny",
    ("another", "not_assessed", "refused"): "deny",
    ("another", "yes", "none"): "deny",
    ("another", "no", "none"): "deny",
    ("another", "not_assessed", "none"): "deny",
}
KNOWN_AS = {"former_pupil": "pupil", "parent_without_responsibility": "another", "solicitor": "another"}


def as_the_table_says(asker: str, on: str, competent: str, authority: str, order: bool) -> str:
    if order and asker in ("parent_with_responsibility", "parent_without_responsibility"):
        return "deny"
    if on == ADULT:
        return "allow" if asker in ("pupil", "former_pupil") or authority == "given" else "deny"
    row = KNOWN_AS.get(asker, asker)
    return UNDER_18[(row, competent) if row == "pupil" else (row, competent, authority)]


@keeps("206", "207")
def test_every_combination_of_who_asks_is_as_the_table_says():
    for asker, on, competent, authority, order in product(
        ASKERS, (CHILD, EVE, ADULT), COMPETENT, AUTHORITY, (True, False)
    ):
        got = verdict(
            "access_request",
            requester=asker,
            born=BORN,
            on=on,
            competent=competent,
            pupil_authority=authority,
            court_order=order,
        )
        assert got == as_the_table_says(asker, on, competent, authority, order), (
            asker,
            on,
            competent,
            authority,
        )


@keeps("206", "207")
@pytest.mark.parametrize(
    ("facts", "expected", "why", "next", "cites"),
    [
        (
            {"requester": "parent_with_responsibility", "competent": "yes", "pupil_authority": "none"},
            "deny",
            "has not agreed",
            "Ask the pupil privately",
            (ACCESS, CHILDREN),
        ),
        (
            {"requester": "parent_without_responsibility", "competent": "no", "pupil_authority": "none"},
            "deny",
            "no parental responsibility",
            "whoever has parental responsibility",
            (ACCESS, BEHALF, CHILDREN),
        ),
        (
            {"requester": "pupil", "competent": "not_assessed", "pupil_authority": "none"},
            "hold",
            "Nobody has judged yet",
            "most do from about 12",
            (CHILDREN, "Information Commissioner's guidance on children and the UK GDPR"),
        ),
        (
            {"requester": "solicitor", "competent": "yes", "pupil_authority": "given"},
            "allow",
            "gave authority",
            "Check the authority",
            (ACCESS, BEHALF, CHILDREN),
        ),
    ],
)
def test_an_answer_says_why_and_what_next_and_asks_for_review(facts, expected, why, next, cites):
    answer = ask("access_request", born=BORN, on=CHILD, court_order=False, **facts)
    assert (answer.verdict, answer.cites) == (expected, cites)
    assert why in answer.why
    assert next in answer.next
    assert CHILDREN in answer.review


def test_a_court_order_that_limits_a_parent_closes_the_way_to_that_parent_only():
    facts = {"born": BORN, "on": CHILD, "competent": "yes", "pupil_authority": "given", "court_order": True}
    denied = ask("access_request", requester="parent_with_responsibility", **facts)
    assert (denied.verdict, denied.cites, denied.review) == ("deny", (ORDER,), (ORDER,))
    assert ask("access_request", requester="pupil", **facts).verdict == "allow"
    assert ask("access_request", requester="solicitor", **facts).verdict == "allow"


@pytest.mark.parametrize(
    "missing", ["requester", "born", "on", "competent", "pupil_authority", "court_order"]
)
def test_each_fact_that_matters_is_named_when_it_is_missing(missing):
    facts = {
        "requester": "parent_with_responsibility",
        "born": BORN,
        "on": CHILD,
        "competent": "yes" if missing == "pupil_authority" else "no",
        "pupil_authority": "none",
        "court_order": False,
    }
    del facts[missing]
    answer = ask("access_request", **facts)
    assert (answer.verdict, missing in answer.why, missing in answer.next) == ("hold", True, True)


def test_a_fact_that_changes_nothing_may_be_missing():
    facts = {"requester": "parent_without_responsibility", "on": CHILD, "pupil_authority": "none"}
    assert ask("access_request", **facts).verdict == "deny"
    facts = {"requester": "parent_with_responsibility", "born": BORN, "on": CHILD, "court_order": False}
    assert ask("access_request", competent="no", **facts).verdict == "allow"
    assert ask("access_request", pupil_authority="given", **facts).verdict == "allow"
    assert ask("access_request", requester="pupil", born=BORN, on=CHILD, competent="yes").verdict == "allow"


REG_5 = "Education (Pupil Information) (England) Regulations 2005, regulation 5"
PARENT = "Education Act 1996, section 576"
COVERED = ("maintained", "pru", "special_non_maintained")
SCHOOLS = (*COVERED, "academy", "independent", "maintained_nursery", "free_school", "ap_academy")


@keeps("219")
def test_every_combination_of_school_and_requester_is_as_the_regulation_says():
    for school, who, objects, order in product(
        SCHOOLS, ("parent", "pupil", "other"), (True, False), (True, False)
    ):
        answer = ask(
            "educational_record", school=school, requester=who, pupil_objects=objects, court_order=order
        )
        if school not in COVERED:
            assert (answer.verdict, answer.cites) == ("not_applicable", (REG_5,))
        elif who == "pupil":
            assert (answer.verdict, answer.cites) == ("deny", (REG_5, ACCESS))
        elif who == "other":
            assert (answer.verdict, answer.cites) == ("deny", (REG_5, PARENT))
        elif order:
            assert (answer.verdict, answer.cites) == ("deny", (ORDER,))
        else:
            assert (answer.verdict, answer.cites) == ("allow", (REG_5, PARENT))
            assert "15 school days" in answer.next


def test_whether_the_pupil_objects_never_matters_to_a_parents_right():
    assert verdict("educational_record", school="pru", requester="parent", court_order=False) == "allow"
    hold = ask("educational_record", school="pru", requester="parent")
    assert (hold.verdict, "court_order" in hold.why) == ("hold", True)


SCH_2, SCH_3, SCH_4 = (f"Data Protection Act 2018, Schedule {number}, paragraph" for number in (2, 3, 4))
ON = "2026-08-09"


@keeps("213", "214", "215", "216")
@pytest.mark.parametrize(
    ("code", "requester", "facts", "expected", "cites"),
    [
        ("EX-HARM-EDU", "pupil", {"serious_harm": True}, "withhold", (f"{SCH_3}s 13 to 19",)),
        ("EX-HARM-EDU", "parent", {"serious_harm": False}, "release", (f"{SCH_3}s 13 to 19",)),
        ("EX-HARM-EDU", "pupil", {}, "hold", (f"{SCH_3}s 13 to 19",)),
        ("EX-HARM-SW", "pupil", {"serious_harm": True}, "withhold", (f"{SCH_3}s 7 to 11",)),
        ("EX-HARM-SW", "pupil", {"serious_harm": False}, "release", (f"{SCH_3}s 7 to 11",)),
        ("EX-HARM-SW", "pupil", {}, "hold", (f"{SCH_3}s 7 to 11",)),
        ("EX-HARM-HEALTH", "pupil", {}, "hold", (f"{SCH_3}s 5 and 6",)),
        ("EX-HARM-HEALTH", "pupil", {"serious_harm": True}, "hold", (f"{SCH_3}s 5 and 6",)),
        ("EX-HARM-HEALTH", "pupil", {"known_to_pupil": False}, "hold", (f"{SCH_3}s 5 and 6",)),
        ("EX-HARM-HEALTH", "pupil", {"known_to_pupil": True}, "release", (f"{SCH_3}s 5 and 6",)),
        (
            "EX-HARM-HEALTH",
            "pupil",
            {"known_to_pupil": True, "serious_harm": True},
            "hold",
            (f"{SCH_3}s 5 and 6",),
        ),
        ("EX-HARM-HEALTH", "pupil", {"opinion_on": "2026-02-10"}, "hold", (f"{SCH_3}s 5 and 6",)),
        (
            "EX-HARM-HEALTH",
            "pupil",
            {"opinion_on": "2026-02-10", "serious_harm": True},
            "withhold",
            (f"{SCH_3}s 5 and 6",),
        ),
        (
            "EX-HARM-HEALTH",
            "pupil",
            {"opinion_on": "2026-02-10", "serious_harm": False},
            "release",
            (f"{SCH_3}s 5 and 6",),
        ),
        (
            "EX-HARM-HEALTH",
            "pupil",
            {"opinion_on": "2026-02-09", "serious_harm": True},
            "hold",
            (f"{SCH_3}s 5 and 6", f"{SCH_3}s 5(4) and 6(4)"),
        ),
        (
            "EX-WISH",
            "parent_with_responsibility",
            {"in_confidence": True},
            "withhold",
            (f"{SCH_3}s 4 and 10",),
        ),
        ("EX-WISH", "court_appointee", {"in_confidence": False}, "release", (f"{SCH_3}s 4 and 10",)),
        ("EX-WISH", "parent", {}, "hold", (f"{SCH_3}s 4 and 10",)),
        ("EX-WISH", "pupil", {"in_confidence": True}, "not_available", (f"{SCH_3}s 4 and 10",)),
        (
            "EX-WISH",
            "parent_without_responsibility",
            {"in_confidence": True},
            "not_available",
            (f"{SCH_3}s 4 and 10",),
        ),
        ("EX-ABUSE", "parent", {"best_interests": False}, "withhold", (f"{SCH_3} 21",)),
        ("EX-ABUSE", "parent", {"best_interests": True}, "release", (f"{SCH_3} 21",)),
        ("EX-ABUSE", "parent", {}, "hold", (f"{SCH_3} 21",)),
        ("EX-ABUSE", "pupil", {"best_interests": False}, "not_available", (f"{SCH_3} 21",)),
        ("EX-ABUSE", "solicitor", {"best_interests": False}, "not_available", (f"{SCH_3} 21",)),
        ("EX-COURT", "pupil", {"processed_by_court": True}, "withhold", (f"{SCH_3}s 3, 9 and 18",)),
        ("EX-COURT", "pupil", {"processed_by_court": False}, "not_available", (f"{SCH_3}s 3, 9 and 18",)),
        ("EX-COURT", "pupil", {}, "hold", (f"{SCH_3}s 3, 9 and 18",)),
        ("EX-ADOPT", "parent", {}, "withhold", (f"{SCH_4} 3",)),
        ("EX-PARENTAL-ORDER", "parent", {}, "withhold", (f"{SCH_4} 5",)),
        ("EX-3P", "pupil", {"third_party_consent": True}, "release", (f"{SCH_2} 16",)),
        (
            "EX-3P",
            "pupil",
            {"third_party_consent": False, "author": "other_pupil"},
            "redact",
            (f"{SCH_2} 16",),
        ),
        ("EX-3P", "pupil", {"third_party_consent": False, "in_confidence": True}, "redact", (f"{SCH_2} 16",)),
        ("EX-3P", "pupil", {"author": "other"}, "hold", (f"{SCH_2} 16",)),
        ("EX-3P", "pupil", {"author": "teacher"}, "release", (f"{SCH_2} 16", f"{SCH_2} 17")),
        ("EX-3P-PRO", "pupil", {"author": "teacher"}, "release", (f"{SCH_2} 17",)),
        ("EX-3P-PRO", "pupil", {"author": "other_pupil"}, "not_available", (f"{SCH_2} 17",)),
        ("EX-3P-PRO", "pupil", {"author": "other"}, "hold", (f"{SCH_2} 17",)),
        ("EX-LPP", "parent", {}, "withhold", (f"{SCH_2} 19",)),
        ("EX-CRIME", "parent", {}, "hold", (f"{SCH_2} 2",)),
        ("EX-MGMT", "pupil", {}, "hold", (f"{SCH_2} 22",)),
        ("EX-NEG", "pupil", {}, "hold", (f"{SCH_2} 23",)),
        ("EX-REF", "pupil", {"in_confidence": True}, "withhold", (f"{SCH_2} 24",)),
        ("EX-REF", "pupil", {"in_confidence": False}, "release", (f"{SCH_2} 24",)),
        ("EX-REF", "pupil", {}, "hold", (f"{SCH_2} 24",)),
        ("EX-EXAM", "pupil", {"part": "answers"}, "withhold", (f"{SCH_2} 25",)),
        ("EX-EXAM", "pupil", {"part": "examiner_comments"}, "release", (f"{SCH_2} 25",)),
        ("EX-EXAM", "pupil", {"part": "marks"}, "release", (f"{SCH_2} 25",)),
        ("EX-EXAM", "pupil", {}, "hold", (f"{SCH_2} 25",)),
        ("EX-RESEARCH", "pupil", {}, "hold", ("Data Protection Act 2018, Schedule 2, Part 6",)),
        ("EX-MUE", "pupil", {}, "hold", ("UK GDPR, Article 12(5)",)),
    ],
)
def test_each_row_of_the_exemptions(code, requester, facts, expected, cites):
    answer = ask("exemption", code=code, requester=requester, on=ON, **facts)
    assert (answer.verdict, answer.cites) == (expected, cites)
    assert answer.why.endswith(".")
    assert answer.next.endswith(".")
    assert bool(answer.review) == (code == "EX-RESEARCH")


def test_a_plan_is_released_to_the_pupil_whose_it_is_and_withheld_from_others():
    assert verdict("exemption", code="EX-EHC", requester="pupil", on=ON) == "release"
    other = ask("exemption", code="EX-EHC", requester="parent", on=ON)
    assert (other.verdict, "regulation 17" in other.next) == ("withhold", True)


@pytest.mark.parametrize(
    ("code", "fact"),
    [
        ("EX-HARM-EDU", "serious_harm"),
        ("EX-HARM-HEALTH", "opinion_on"),
        ("EX-WISH", "in_confidence"),
        ("EX-ABUSE", "best_interests"),
        ("EX-COURT", "processed_by_court"),
        ("EX-3P", "third_party_consent"),
        ("EX-3P-PRO", "author"),
        ("EX-EXAM", "part"),
    ],
)
def test_a_code_names_the_fact_that_it_waits_for(code, fact):
    answer = ask("exemption", code=code, requester="parent", on=ON)
    assert (answer.verdict, fact in answer.next) == ("hold", True)


def test_who_asks_matters_to_a_code_that_turns_on_it_and_to_no_other():
    assert verdict("exemption", code="EX-LPP", on=ON) == "withhold"
    hold = ask("exemption", code="EX-WISH", in_confidence=True, on=ON)
    assert (hold.verdict, "requester" in hold.why) == ("hold", True)
    undated = ask(
        "exemption", code="EX-HARM-HEALTH", requester="pupil", opinion_on="2026-02-10", serious_harm=True
    )
    assert (undated.verdict, "on (the day asked about)" in undated.why) == ("hold", True)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-400, 400))
def test_an_opinion_counts_for_six_months_from_its_day_and_never_before_it(given_on, days):
    on = given_on + timedelta(days=days)
    if days < 0 or days >= 184:
        assert not opinion_counts(given_on, on)
    elif days <= 180:
        assert opinion_counts(given_on, on)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("requester", ["pupil", "parent", "solicitor"])
def test_more_said_against_release_never_releases_more(code, requester):
    """Exempting more never discloses more: harm, confidence and a refusal only ever take away."""
    openness = {"release": 2, "redact": 1, "hold": 1, "not_available": 2, "withhold": 0}
    mild = {
        "serious_harm": False,
        "in_confidence": False,
        "third_party_consent": True,
        "best_interests": True,
    }
    facts = {"code": code, "requester": requester, "on": ON, "opinion_on": ON, "part": "marks"}
    facts |= {"processed_by_court": False, "author": "other", **mild}
    before = openness[verdict("exemption", **facts)]
    for name in mild:
        assert openness[verdict("exemption", **{**facts, name: not mild[name]})] <= before


#: rights x bases, typed from the matrix: y comply, n refuse, - not applicable, ? weighed by a person
MATRIX = {
    #                a    b    c    d    e    ea   f
    "access": "       y    y    y    y    y    y    y",
    "rectification": "y    y    y    y    y    y    y",
    "erasure": "      y    ?    n    ?    n    ?    ?",
    "restriction": "  ?    ?    ?    ?    ?    ?    ?",
    "portability": "  y    y    -    -    -    -    -",
    "objection": "    -    -    -    -    y    y    y",
}
BASES = ("6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(d)", "6(1)(e)", "6(1)(ea)", "6(1)(f)")
SIGNS = {"y": "comply", "n": "refuse", "-": "not_applicable", "?": "hold"}
ARTICLES = {"access": "15", "rectification": "16", "erasure": "17", "restriction": "18", "portability": "20"}


@keeps("224", "226", "237")
@pytest.mark.parametrize("right", MATRIX)
def test_every_right_on_every_basis_is_as_the_matrix_says(right):
    for basis, sign in zip(BASES, MATRIX[right].split(), strict=True):
        answer = ask("right", right=right, basis=basis, purpose="other")
        cites = [f"UK GDPR, Article {ARTICLES.get(right, '21(1)')}"]
        cites += ["UK GDPR, Article 17(3)(b)"] if sign == "n" else []
        assert (answer.verdict, list(answer.cites)) == (SIGNS[sign], cites), (right, basis)
        assert answer.why
        assert answer.review


@keeps("96", "231")
@pytest.mark.parametrize("basis", [*BASES, None])
def test_direct_marketing_stops_on_every_basis_and_even_where_none_is_named(basis):
    facts = {"basis": basis} if basis else {}
    answer = ask("right", right="objection", purpose="direct_marketing", **facts)
    assert (answer.verdict, answer.cites) == ("comply", ("UK GDPR, Article 21(2) and (3)",))


def test_a_purpose_that_nobody_named_is_taken_not_to_be_marketing_and_the_answer_says_so():
    answer = ask("right", right="objection", basis="6(1)(c)")
    assert (answer.verdict, "purpose=other" in answer.next) == ("not_applicable", True)
    assert "purpose=" not in ask("right", right="objection", basis="6(1)(e)").next


@pytest.mark.parametrize("written", ["6(1)(ea)", "(ea)", "ea"])
def test_a_basis_may_be_written_by_its_point_alone(written):
    assert verdict("right", right="objection", basis=written, purpose="other") == "comply"
