"""Suppliers, authorities, tables that leave, breaches and changes of a pack, row by row."""

from datetime import date
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.rules.base.dates import add_months
from hornbook.rules.policy.topics.kinds import Span
from hornbook.rules.policy.topics.pack_change import looser
from tests.keeps import keeps
from tests.rules.asking import ask, verdict

ALL = list("abcdefgh")
ART_28 = ("UK GDPR, Article 28(1)", "UK GDPR, Article 28(3)")
GOOD = {
    "clauses": ALL,
    "due_diligence_on": "2026-01-05",
    "agreement_ends": "2027-01-05",
    "name_changed": False,
    "on": "2026-06-01",
}


@keeps("130")
def test_a_supplier_with_everything_is_allowed_and_one_without_any_one_clause_is_not():
    answer = ask("supplier", **GOOD)
    assert (answer.verdict, answer.cites, answer.next) == (
        "allow",
        ART_28,
        "Send only what the service needs.",
    )
    for number in range(8):
        for some in combinations(ALL, number):
            less = ask("supplier", **{**GOOD, "clauses": list(some)})
            absent = [letter for letter in ALL if letter not in some]
            assert (less.verdict, less.cites) == ("deny", ART_28[1:])
            assert all(f"({letter}):" in less.why for letter in absent)


@keeps("130")
@pytest.mark.parametrize(
    ("change", "expected", "why"),
    [
        ({"name_changed": True}, "deny", "name has changed"),
        ({"agreement_ends": "2026-06-01"}, "allow", "agreement runs"),
        ({"agreement_ends": "2026-05-31"}, "deny", "ended on 31 May 2026"),
        ({"due_diligence_on": "2026-06-01"}, "allow", "looked into"),
        ({"due_diligence_on": "2026-06-02"}, "deny", "not looked into until 2 June 2026"),
    ],
)
def test_a_supplier_is_judged_on_the_day(change, expected, why):
    answer = ask("supplier", **{**GOOD, **change})
    assert (answer.verdict, answer.cites) == (expected, ART_28)
    assert why in answer.why


@pytest.mark.parametrize("missing", ["clauses", "due_diligence_on", "agreement_ends", "on"])
def test_what_is_missing_about_a_supplier_is_named(missing):
    answer = ask("supplier", **{name: value for name, value in GOOD.items() if name != missing})
    assert (answer.verdict, missing in answer.why) == ("hold", True)


def test_a_name_that_nobody_said_has_changed_is_taken_as_it_was_and_the_answer_says_so():
    answer = ask("supplier", **{name: value for name, value in GOOD.items() if name != "name_changed"})
    assert (answer.verdict, "name_changed=false" in answer.next) == ("allow", True)
    less = ask("supplier", clauses=["a"], on="2026-06-01")
    assert (less.verdict, "name_changed" in less.next) == ("deny", False)


WRITING = "Data Protection Act 2018, Schedule 2, paragraph 2"


@keeps("131", "132", "133")
def test_every_combination_of_an_authoritys_request():
    for who, written, power, danger, order in product(
        ("police", "hmrc", "court", "other"),
        (True, False, None),
        ("a power", "", None),
        (True, False),
        (True, False),
    ):
        facts = {"from": who, "danger_to_life": danger, "court_order": order}
        facts |= {
            name: value for name, value in (("written", written), ("power", power)) if value is not None
        }
        answer = ask("authority_request", **facts)
        if order:
            assert (answer.verdict, answer.cites) == (
                "allow",
                ("Data Protection Act 2018, Schedule 2, paragraph 5(2)",),
            )
        elif danger:
            assert answer.verdict == "allow"
            assert "minimum now" in answer.next
            assert answer.cites[0] == "UK GDPR, Articles 6(1)(d) and 9(2)(c)"
        elif written and power:
            assert (answer.verdict, answer.cites) == ("allow", (WRITING, "UK GDPR, Article 5(1)(c)"))
        else:
            assert (answer.verdict, answer.cites) == ("hold", (WRITING,))
            assert ("written" in answer.next, "power" in answer.next) == (not written, True)
        assert answer.review


def test_who_asks_need_not_be_said_where_it_changes_nothing():
    assert verdict("authority_request", written=True, power="a power") == "allow"


RELEASE = {
    "counts": [10, 25],
    "threshold": 10,
    "recipient": "partner",
    "level": "aggregate",
    "dpia_approved": True,
}
SMALL = "UK GDPR, Article 5(1)(f); code of practice for statistics, protection of confidentiality"


@keeps("182", "185")
@pytest.mark.parametrize(
    ("change", "expected", "cites"),
    [
        ({}, "allow", (SMALL, "promise 185")),
        ({"recipient": "inside"}, "allow", (SMALL, "promise 185")),
        ({"counts": [9, 25]}, "suppress", (SMALL, "promise 185")),
        ({"counts": [0, 25]}, "suppress", (SMALL, "promise 185")),
        ({"counts": 9}, "suppress", (SMALL, "promise 185")),
        ({"counts": [[12, 30], [4, 10]]}, "suppress", (SMALL, "promise 185")),
        ({"counts": {"north": 12, "south": 3}}, "suppress", (SMALL, "promise 185")),
        ({"counts": [9, 25], "recipient": "inside"}, "suppress", (SMALL, "promise 185")),
        ({"level": "row"}, "deny", ("UK GDPR, Article 5(1)(c)", "promise 182", "promise 185")),
        (
            {"level": "row", "recipient": "inside"},
            "deny",
            ("UK GDPR, Article 5(1)(c)", "promise 182", "promise 185"),
        ),
        ({"dpia_approved": False}, "deny", ("UK GDPR, Article 35",)),
        ({"dpia_approved": False, "counts": [1]}, "deny", ("UK GDPR, Article 35",)),
    ],
)
def test_each_row_of_what_may_leave(change, expected, cites):
    answer = ask("output_release", **{**RELEASE, **change})
    assert (answer.verdict, answer.cites) == (expected, cites)


@given(st.lists(st.integers(0, 60), max_size=6), st.integers(0, 30))
def test_a_table_with_a_small_count_is_never_allowed_and_a_higher_threshold_never_allows_more(
    counts, threshold
):
    facts = {**RELEASE, "counts": counts}
    got = verdict("output_release", **{**facts, "threshold": threshold})
    assert got == ("suppress" if counts and min(counts) < threshold else "allow")
    if got == "suppress":
        assert verdict("output_release", **{**facts, "threshold": threshold + 1}) == "suppress"


@pytest.mark.parametrize("missing", ["counts", "threshold", "level", "dpia_approved"])
def test_what_is_missing_about_a_table_is_named(missing):
    answer = ask("output_release", **{name: value for name, value in RELEASE.items() if name != missing})
    assert (answer.verdict, missing in answer.why) == ("hold", True)


def test_to_whom_a_table_goes_need_not_be_said():
    assert (
        verdict("output_release", **{name: value for name, value in RELEASE.items() if name != "recipient"})
        == "allow"
    )


#: (category, recipient, recalled) -> answer for one person and ten: r register, i regulator, p people too
BREACHES = {
    #              wrong person   recalled       public         unknown
    "contact": "     r i            r r            i i            i i",
    "attendance": "  r i            r r            i i            i i",
    "assessment": "  i i            r r            i i            i i",
    "special": "     p p            i i            p p            p p",
    "safeguarding": "p p            i i            p p            p p",
    "financial": "   p p            i i            p p            p p",
    "credentials": " p p            i i            p p            p p",
}
TOLD = {"r": "register_only", "i": "report_ico", "p": "report_ico_and_people"}
WHO = (("wrong_person", False), ("wrong_person", True), ("public", False), ("unknown", False))


@keeps("248", "257", "261")
@pytest.mark.parametrize("category", BREACHES)
def test_every_kind_of_breach_is_as_the_table_says(category):
    cells = iter(BREACHES[category].split())
    for (recipient, recalled), people in product(WHO, (1, 10)):
        facts = {"categories": [category], "people": people, "recipient": recipient, "recalled": recalled}
        answer = ask("breach", encrypted=False, key_safe=False, **facts)
        assert answer.verdict == TOLD[next(cells)], facts
        assert "UK GDPR, Article 33(1)" in answer.cites
        assert "UK GDPR, Article 33(5)" in answer.cites
        assert ("UK GDPR, Article 34(1)" in answer.cites) == (answer.verdict == "report_ico_and_people")
        assert ("72 hours" in answer.next) == (answer.verdict != "register_only")
        assert answer.review == ("Information Commissioner's guidance on personal data breaches",)


@keeps("248")
def test_what_nobody_can_read_is_written_down_only_and_a_key_that_is_lost_with_it_protects_nothing():
    safe = ask("breach", encrypted=True, key_safe=True)
    assert (safe.verdict, safe.cites) == (
        "register_only",
        ("UK GDPR, Article 34(3)(a)", "UK GDPR, Article 33(5)"),
    )
    facts = {"categories": ["special"], "people": 200, "recipient": "unknown"}
    assert verdict("breach", encrypted=True, key_safe=False, **facts) == "report_ico_and_people"
    assert verdict("breach", encrypted=False, **facts) == "report_ico_and_people"
    hold = ask("breach", encrypted=True, **facts)
    assert (hold.verdict, "key_safe" in hold.why) == ("hold", True)


def test_a_breach_about_nobody_or_about_nobody_knows_what():
    facts = {"encrypted": False, "recipient": "public"}
    assert verdict("breach", categories=["special"], people=0, **facts) == "register_only"
    empty = ask("breach", categories=[], people=3, **facts)
    assert (empty.verdict, "categories" in empty.next) == ("hold", True)
    assert "people (" in ask("breach", encrypted=False, categories=["contact"], recipient="wrong_person").why
    assert (
        verdict("breach", categories=["special"], recipient="public", encrypted=False)
        == "report_ico_and_people"
    )


kinds = st.lists(st.sampled_from(list(BREACHES)), min_size=1, max_size=4)


@given(
    kinds, kinds, st.integers(1, 50), st.sampled_from(["wrong_person", "public", "unknown"]), st.booleans()
)
def test_more_data_or_more_people_never_tells_fewer(some, more, people, recipient, recalled):
    order = list(TOLD.values())
    facts = {"encrypted": False, "recipient": recipient, "recalled": recalled}
    before = order.index(verdict("breach", categories=some, people=people, **facts))
    assert order.index(verdict("breach", categories=some + more, people=people + 5, **facts)) >= before


LIMITS = {
    "sar_days": "UK GDPR, Article 12(3)",
    "complaint_days": "Data Protection Act 2018, section 164A",
    "photo_age": "Information Commissioner's guidance on children and the UK GDPR",
    "retention_years": "School Attendance (Pupil Registration) (England) Regulations 2024, "
    "regulations 5 to 7",
    "breach_hours": "UK GDPR, Article 33(1)",
}


@keeps("83", "113", "210", "248")
@pytest.mark.parametrize(
    ("setting", "value", "pack", "expected", "why"),
    [
        ("sar_days", "20 days", "mmap", "accept", "no looser"),
        ("sar_days", "28 days", "mmap", "accept", "no looser"),
        ("sar_days", "29 days", "mmap", "reject", "A month may have only 28 days"),
        ("sar_days", "40 days", "mmap", "reject", "the law"),
        ("sar_days", "1 month", "kcc", "accept", "no looser"),
        ("sar_days", "2 months", "kcc", "reject", "at most 1 month"),
        ("complaint_days", "30 days", "mmap", "accept", "no looser"),
        ("complaint_days", "31 days", "mmap", "reject", "at most 30 days"),
        ("complaint_days", "1 month", "mmap", "reject", "at most 30 days"),
        ("photo_age", "18 years", "mmap", "accept", "no looser"),
        ("photo_age", "16 years", "mmap", "reject", "the pack allows"),
        ("photo_age", "11 years", "mmap", "reject", "the law allows"),
        ("photo_age", "12 years", "kcc", "accept", "no looser"),
        ("photo_age", "216 months", "mmap", "accept", "no looser"),
        ("photo_age", "18 days", "mmap", "reject", "not measured in days"),
        ("retention_years", "5 years", "mmap", "reject", "at least 6 years"),
        ("retention_years", "6 years", "mmap", "accept", "no looser"),
        ("retention_years", "2191 days", "mmap", "reject", "at least 6 years"),
        ("retention_years", "25 years", "mmap", "accept", "no looser"),
        ("retention_years", "26 years", "mmap", "reject", "at most 300 months"),
        ("breach_hours", "72 hours", "mmap", "accept", "no looser"),
        ("breach_hours", "3 days", "mmap", "accept", "no looser"),
        ("breach_hours", "73 hours", "mmap", "reject", "at most 72 hours"),
        ("breach_hours", "1 months", "mmap", "reject", "at most 72 hours"),
    ],
)
def test_each_change_of_a_pack_is_held_against_the_law_and_against_what_it_promises(
    setting, value, pack, expected, why
):
    answer = ask("pack_change", setting=setting, value=value, pack=pack)
    assert answer.verdict == expected
    assert why in answer.why
    assert answer.cites[:1] == (() if "measured" in why else (LIMITS[setting],))


def test_which_pack_it_is_need_not_be_said_where_the_law_itself_refuses():
    assert verdict("pack_change", setting="sar_days", value="2 months") == "reject"
    hold = ask("pack_change", setting="sar_days", value="20 days")
    assert (hold.verdict, "pack (" in hold.why) == ("hold", True)


spans = st.builds(Span, st.integers(0, 500), st.sampled_from(["hour", "day", "month", "year"]))


@given(spans, spans)
def test_what_is_not_looser_either_way_is_the_same_length(value, limit):
    if not looser(value, limit, "at-most") and not looser(value, limit, "at-least"):
        assert not looser(limit, value, "at-most")
        assert not looser(limit, value, "at-least")


@given(st.integers(1, 400), st.integers(0, 6000))
def test_a_number_of_days_that_is_accepted_for_a_month_never_outlasts_one(days, start):
    if not looser(Span(days, "day"), Span(1, "month"), "at-most"):
        received = date.fromordinal(date(2020, 1, 1).toordinal() + start)
        assert date.fromordinal(received.toordinal() + days) <= add_months(received, 1)
