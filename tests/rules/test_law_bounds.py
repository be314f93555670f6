"""The very edges: the last day that counts, the first that does not, what stands beside an answer."""

from datetime import date

import pytest

from hornbook.rules.law.checklists import checklist
from hornbook.rules.law.cites import ART_4A, ART_12_6, Cite, Implemented, implemented, implements
from hornbook.rules.law.clock import Clock, two_days
from hornbook.rules.law.deadline import Deadline, deadline, deadlines, instant_of
from hornbook.rules.law.deadlines import clock
from hornbook.rules.law.dpa_2018_conditions import conditions
from hornbook.rules.law.dpa_2018_exemptions import Item, exempt, opinion_counts
from hornbook.rules.law.pupil_individual_2013 import all_gateways, gateways
from hornbook.rules.law.registration_2024 import register_floor
from hornbook.rules.law.school_days import Calendar
from hornbook.rules.law.timeline import lookup, position, rule
from hornbook.rules.law.uk_gdpr import answer_clock
from hornbook.rules.law.uk_gdpr_breaches import weight, who_is_told
from hornbook.rules.law.uk_gdpr_rights import rights
from hornbook.rules.law.working_days import add_working_days, bank_holidays, shut_days
from tests.rules.asking import ask

ON = date(2026, 6, 1)


def test_a_rule_is_recorded_under_its_clause_and_left_as_it_is():
    def canary() -> None:
        """What it does.

        And more.
        """

    def silent() -> None:
        pass

    for each, summary in ((canary, "What it does."), (silent, "")):
        assert implements(ART_4A)(each) is each
        name = f"{each.__module__}.{each.__qualname__}"
        try:
            assert implemented[name] == Implemented(name, (ART_4A,), summary)
        finally:
            del implemented._entries[name]


def test_a_deadline_is_recorded_under_its_kind_and_left_as_it_is():
    def count(received, given):
        return two_days(received, received, "canary", ("c",))

    try:
        assert deadline("canary", "age", instant=False)(count) is count
        assert deadlines["canary"] == Deadline(count, frozenset({"age"}), False)
    finally:
        del deadlines._entries["canary"]


def test_an_answer_that_wants_a_lawyers_eye_says_so_to_a_machine():
    told = Clock("k", ON, None, (), ("c",), "why", review=True).as_json()
    assert told["review"] is True
    assert two_days(ON, ON, "w", ("c",)).review is False
    assert "review" not in two_days(ON, ON, "w", ("c",)).as_json()


@pytest.mark.parametrize("age", ["150", "99", "0"])
def test_the_oldest_age_is_one_still(age):
    assert clock("attains_age", "2010-02-03", {"age": age}).due == date(2010 + int(age), 2, 3)


def test_the_first_and_the_last_day_are_in_range():
    assert clock("attains_age", "1900-01-01", {"age": "1"}).due == date(1901, 1, 1)
    assert clock("attains_age", "2099-12-31", {"age": "1"}).due == date(2100, 12, 31)


@pytest.mark.parametrize("text", ["2026-W01-1T10:00:00+00:00", "2026-11-24", "x", "2026-11-24T10:00:00"])
def test_what_is_no_instant_is_refused(text):
    with pytest.raises(ValueError, match="write an instant"):
        instant_of("received", text)


@pytest.mark.parametrize("name", ["notice-13", "contract-28"])
def test_a_list_begins_with_the_law_itself(name):
    assert checklist(name, date(2018, 5, 25))
    assert checklist(name, date(2018, 5, 24)) == ()


def test_an_opinion_that_is_none_or_not_yet_given_does_not_count():
    assert opinion_counts(None, ON) is False
    assert opinion_counts(date(2026, 6, 2), ON) is False


def test_marks_due_by_both_limits_on_one_day_name_the_request():
    told = clock("sar_exam_marks", "2026-03-10", {"announced": "2026-07-01"})
    assert told.due == date(2026, 8, 10)
    assert told.steps[-1].why.startswith("5 months from the request")
    assert told.why == "Read to the letter the forty days end on 9 August 2026: work to that day."


def test_a_gateway_is_open_on_its_first_day():
    for each in all_gateways():
        school = next(iter(each.schools))
        assert each in gateways(school, each.to, each.in_force_from)


def test_a_register_entry_may_go_on_the_day_the_law_stops_asking():
    floor = register_floor(date(2024, 9, 2), on=date(2030, 9, 2))
    assert floor.allows(date(2030, 9, 2))
    assert not floor.allows(date(2030, 9, 1))


def test_a_record_that_no_school_is_named_for_has_no_day_and_no_day_counted():
    for given in ({}, {"school": "academy"}):
        assert [step.counted for step in clock("edu_record", "2026-10-12", given).steps] == [False]


def test_a_calendar_speaks_for_its_last_day_and_not_for_the_next():
    term = Calendar(((date(2026, 10, 1), date(2026, 12, 18)),))
    assert term.speaks_for(date(2026, 12, 18))
    assert not term.speaks_for(date(2026, 12, 21))
    assert term.speaks_for(date(2026, 10, 1))
    assert not term.speaks_for(date(2026, 9, 30))


def test_the_oldest_rule_stands_first():
    held = position(ON)
    assert [each.in_force_from for each in held] == sorted(each.in_force_from for each in held)
    assert rule("article-12a").on(date(2026, 2, 5))


def test_proof_asked_for_on_the_very_last_day_still_holds_the_clock():
    assert answer_clock(ON, id_asked=date(2026, 7, 1)).due is None
    assert answer_clock(ON, id_asked=date(2026, 7, 2)).due == date(2026, 7, 1)


def test_what_an_older_request_rests_on_is_cited_as_it_stood():
    asked = (date(2026, 1, 12), date(2026, 1, 14))
    plain, paused = answer_clock(date(2026, 1, 9)), answer_clock(date(2026, 1, 9), pauses=[asked])
    guidance = "Information Commissioner's guidance on the right of access, before 5 February 2026"
    assert (guidance in plain.cites, guidance in paused.cites) == (False, True)
    other = answer_clock(date(2026, 1, 9), right="erasure", pauses=[asked])
    assert guidance not in other.cites
    assert "the law as it stood until 4 February 2026: no pause in the statute itself" in plain.cites
    assert paused.why == ("The request came before Article 12A: the pause rests on the regulator's guidance.")
    both = answer_clock(date(2026, 1, 9), pauses=[asked], count="inclusive")
    assert both.why.endswith("guidance, and leaves out only the days after the question.")


def test_only_proof_of_identity_cites_the_clause_on_identity():
    fee = answer_clock(ON, fee_asked=ON, fee_paid=date(2026, 6, 3))
    proof = answer_clock(ON, id_asked=ON, id_received=date(2026, 6, 3))
    assert (ART_12_6.text in fee.cites, ART_12_6.text in proof.cites) == (False, True)
    assert all(not step.counted for step in proof.steps[:3])
    assert answer_clock(ON, fee_paid=date(2026, 5, 30)).due == date(2026, 7, 1)
    assert clock("sar_id", "2026-06-01", {"fee_paid": "2026-06-03"}).due == date(2026, 7, 3)


def test_data_from_others_told_on_the_last_day_or_on_the_day_it_came():
    told = clock("art14_notice", "2026-06-01", {"contact": "2026-07-01"})
    assert (told.due, len(told.steps)) == (date(2026, 7, 1), 31)
    assert told.cites[-1] == ART_4A.text
    assert ART_4A.text not in clock("art14_notice", "2025-08-19", {}).cites
    assert clock("art14_notice", "2026-06-01", {"contact": "2026-06-01"}).due == ON


def test_what_a_third_party_said_in_confidence_is_told_as_such():
    asked = {"third_party_consent": False, "author": "other_pupil"}
    secret = exempt("EX-3P", Item("pupil", in_confidence=True, **asked), ON)
    plain = exempt("EX-3P", Item("pupil", in_confidence=False, **asked), ON)
    assert ("in confidence" in secret.why, "in confidence" in plain.why) == (True, False)


def test_a_day_moved_by_proclamation_is_moved_in_its_own_year_and_part_only():
    assert date(2022, 5, 30) not in bank_holidays(2022)
    assert date(2026, 6, 15) not in bank_holidays(2026)
    assert date(2026, 6, 15) in bank_holidays(2026, "SCT")
    assert all(day.year == 2026 for day in bank_holidays(2026, "UK"))
    assert set(bank_holidays(2026)) < set(bank_holidays(2026, "UK"))
    assert date(2027, 12, 31) in shut_days(2027, 2028) or date(2027, 12, 31).weekday() < 5
    assert date(2028, 12, 31) in shut_days(2027, 2028)
    assert add_working_days(date(2026, 6, 12), 1, "UK") == date(2026, 6, 16)
    assert isinstance(Cite("a", "b"), Cite)


@pytest.mark.parametrize(("encrypted", "key_safe"), [(True, False), (False, True), (False, False)])
def test_only_encryption_whose_key_is_safe_makes_a_breach_unreadable(encrypted, key_safe):
    told = who_is_told(
        ["safeguarding"],
        encrypted=encrypted,
        key_safe=key_safe,
        people=1,
        recipient="public",
        recalled=False,
        on=ON,
    )
    assert told.verdict == "report_ico_and_people"


def test_how_great_a_risk_is_turns_on_what_whose_and_where():
    few, many = 1, 10_000
    assert (
        weight([], few, "wrong_person", False, ON) == weight(["contact"], few, "wrong_person", False, ON) == 0
    )
    assert weight([], many, "wrong_person", False, ON) == 1
    assert weight(["assessment"], few, "wrong_person", False, ON) == 1
    assert weight(["safeguarding"], few, "wrong_person", True, ON) == 1
    assert weight(["safeguarding"], few, "public", True, ON) == 2
    assert weight(["assessment"], many, "wrong_person", True, ON) == 0


def test_questions_are_taken_in_the_order_they_were_asked():
    open_one, answered = (date(2026, 6, 8), None), (date(2026, 6, 3), date(2026, 6, 5))
    for pauses in ([open_one, answered], [answered, open_one]):
        told = answer_clock(ON, pauses=pauses)
        assert told.due is None
        assert told.why.startswith("The clock stopped on 8 June 2026")
    late, early = (date(2026, 7, 3), date(2026, 7, 4)), (date(2026, 6, 29), date(2026, 7, 3))
    assert answer_clock(ON, pauses=[late, early]).due == answer_clock(ON, pauses=[early, late]).due


def test_a_day_that_a_pause_took_is_shown_and_not_counted():
    told = answer_clock(ON, pauses=[(ON, date(2026, 6, 3))], count="inclusive")
    assert [(step.day.day, step.counted) for step in told.steps[:6]] == [
        (1, False),
        (2, False),
        (3, False),
        (4, False),
        (5, True),
        (6, True),
    ]
    assert told.steps[3].why == "stands for the first day, which the pause took: not counted"
    assert told.counted == 30
    stands = answer_clock(ON, pauses=[(date(2026, 6, 8), None)], today=date(2026, 6, 10))
    assert [step.counted for step in stands.steps[-3:]] == [True, False, False]


def test_only_working_school_days_are_counted_for_a_school():
    term = Calendar(((date(2026, 6, 1), date(2026, 7, 22)),))
    told = clock("foi", "2026-06-12", {"calendar": "A"}, {"A": term})
    assert told.counted == 20
    assert [step.counted for step in told.steps[:5]] == [False, False, False, False, True]


def test_what_is_said_of_an_examination_is_about_the_part_that_was_asked_for():
    told = {
        part: exempt("EX-EXAM", Item("pupil", part=part), ON)
        for part in ("answers", "examiner_comments", "marks")
    }
    assert told["answers"].verdict == "withhold"
    assert told["examiner_comments"].why == "The examiner's comments are not exempt."
    assert told["marks"].why == "Marks are not exempt; before the results they only wait longer."


def test_why_a_new_purpose_is_or_is_not_open_says_which_it_was():
    asked = {"own_basis": "6(1)(e)", "people_told": True, "collected_on": "consent"}
    afresh = ask("new_purpose", **asked, purpose="other", fresh_consent=True)
    assert (afresh.verdict, "They consented to it afresh." in afresh.why) == ("accept", True)
    kept = ask(
        "new_purpose", **{**asked, "collected_on": "public_task"}, purpose="statistics", fresh_consent=False
    )
    assert (kept.verdict, "is compatible: statistics." in kept.why) == ("accept", True)
    other = ask("new_purpose", **asked, purpose="other", fresh_consent=False)
    assert "The data was given on consent, and this is not what was consented to." in other.why
    task = ask(
        "new_purpose", **{**asked, "collected_on": "public_task"}, purpose="other", fresh_consent=False
    )
    assert "This is not among the purposes that are compatible." in task.why


def test_a_condition_that_needs_a_reason_says_to_write_it_down():
    asked = {"category": "health", "level": "individual", "purpose": "safeguarding", "policy_document": True}
    told = ask("special_category", **asked, condition="sch1-18", on="2026-06-01")
    assert (told.verdict, "Write down" in told.next) == ("accept", True)
    plain = ask("special_category", **{**asked, "purpose": "support"}, condition="9(2)(f)", on="2026-06-01")
    assert (plain.verdict, "Write down" in plain.next) == ("accept", False)


def test_a_condition_and_a_right_begin_with_the_law_itself_where_nothing_else_is_written():
    first = date(2018, 5, 25)
    assert conditions()["9(2)(a)"].rule.in_force_from == first
    assert {each.rule.in_force_from for each in rights().values()} >= {first}
    assert all(each.rule.in_force_from >= first for each in (*conditions().values(), *rights().values()))


def test_a_basis_that_rests_on_a_named_law_cites_why_it_must_be_named():
    named = lookup("law-must-be-named", ON).cite
    task = ask(
        "lawful_basis", controller="pru", task=True, basis="6(1)(e)", statute="Education Act 1996, section 19"
    )
    consent = ask("lawful_basis", controller="pru", task=False, basis="6(1)(a)")
    assert (task.verdict, named in task.cites) == ("accept", True)
    assert named not in consent.cites
    assert [step.counted for step in two_days(ON, ON, "w", ("c",)).steps] == [False, True]


def test_days_after_a_calendars_end_are_not_guessed_at_where_no_bank_holiday_is_among_them():
    term = Calendar(((date(2027, 4, 12), date(2027, 4, 30)),))
    told = clock("foi", "2027-04-12", {"calendar": "A"}, {"A": term})
    assert (told.due, "speaks for too few days" in told.why) == (None, True)
