"""Every deadline by its name: the same answer as its law, and a plain refusal of what it cannot read."""

from datetime import date

import pytest

from hornbook.rules.law.deadlines import clock, deadlines
from tests.keeps import keeps

ANSWERS = [
    ("sar", "2025-10-14", {}, "2025-11-14"),
    ("sar", "2025-10-14T23:30:00+01:00", {}, "2025-11-14"),
    ("sar_extended", "2025-10-14", {}, "2026-01-14"),
    ("sar_extension_notice", "2026-01-30", {}, "2026-03-02"),
    ("sar_id", "2026-03-02", {"id_received": "2026-03-10"}, "2026-04-10"),
    ("sar_id", "2026-03-02", {"id_received": "2026-03-10", "fee_paid": "2026-03-12"}, "2026-04-13"),
    ("sar_id", "2026-03-02", {}, None),
    ("sar_clarify", "2026-03-02", {"asked": "2026-03-10", "answered": "2026-03-20"}, "2026-04-13"),
    ("sar_clarify", "2026-03-02", {"asked": "2026-03-10"}, None),
    ("rights_request", "2025-10-14", {"right": "rectification"}, "2025-11-14"),
    ("breach_ico", "2025-06-06T10:00:00+01:00", {}, "2025-06-09T10:00:00+01:00"),
    ("breach_ico", "2025-06-06T10:00:00+01:00", {"tz": "UTC"}, "2025-06-09T09:00:00+00:00"),
    ("breach_review_meeting", "2026-11-20", {}, "2026-11-27"),
    ("breach_review_outcome", "2026-11-20", {}, "2026-11-24"),
    ("breach_review_outcome", "2026-11-20", {"days": "1"}, "2026-11-23"),
    ("complaint_ack", "2026-06-19", {}, "2026-07-20"),
    ("complaint_ack", "2026-06-18", {}, None),
    ("policy_review", "2024-02-29", {"years": "2"}, "2026-02-28"),
    ("attains_age", "2010-02-03", {"age": "13"}, "2023-02-03"),
    ("attains_age", "2012-02-29", {"age": "13"}, "2025-03-01"),
    ("retain_until_age", "2001-11-22", {"age": "25"}, "2026-11-22"),
    ("art14_notice", "2026-01-31", {}, "2026-03-02"),
    ("art14_notice", "2026-01-31", {"contact": "2026-02-07", "disclosure": "2026-02-09"}, "2026-02-07"),
    ("art14_notice", "2026-01-31", {"disclosure": "2026-03-02"}, "2026-03-02"),
    ("sar_exam_marks", "2026-06-01", {"announced": "2026-08-13"}, "2026-09-22"),
    ("sar_exam_marks", "2026-03-02", {"announced": "2026-08-13"}, "2026-08-03"),
    ("sar_exam_marks", "2026-08-13", {"announced": "2026-08-13"}, "2026-09-14"),
    ("health_opinion_last_valid", "2026-02-11", {}, "2026-08-10"),
    ("ico_fee_expiry", "2026-04-01", {}, "2027-03-31"),
    ("ico_fee_expiry", "2024-02-29", {}, "2025-02-28"),
    ("new_pupil_return", "2026-12-21", {}, "2026-12-26"),
    ("foi", "2026-11-02", {}, "2026-12-01"),
    ("edu_record", "2026-10-12", {"school": "pru"}, None),
    ("edu_record", "2026-10-12", {"school": "academy"}, None),
    ("edu_record", "2026-10-12", {}, None),
    ("ctf", "2026-10-12", {}, None),
    ("ctf_dual", "2026-10-12", {"school": "academy"}, None),
]


@keeps("210", "248")
@pytest.mark.parametrize(("kind", "received", "given", "due"), ANSWERS)
def test_a_deadline_is_counted_by_its_name(kind, received, given, due):
    answer = clock(kind, received, given).as_json()
    assert (answer["kind"], answer["due"]) == (kind, due)
    assert answer["cites"]
    assert answer["steps"]
    assert (
        due is None
        or answer["steps"][-1]["counted"]
        or answer["steps"][-1]["why"].startswith("the next open")
    )
    assert due is not None or answer["why"]
    days = [step["day"] for step in answer["steps"]]
    assert days == sorted(days)


WRONG = [
    ("soup", "2026-11-24", {}, "There is no deadline 'soup'. Known: art14_notice, attains_age, breach_ico"),
    ("sar", "24/11/2026", {}, "received is '24/11/2026': write a day, as 2026-11-24."),
    ("sar", "2026-02-30", {}, "received is '2026-02-30': write a day"),
    ("sar", "2026-11-24", {"age": "13"}, "sar asks for no 'age'; it may be told: nothing else."),
    ("attains_age", "2010-02-03", {}, "Say age, as age=2."),
    ("attains_age", "2010-02-03", {"age": "-1"}, "age is '-1': write a whole number up to 150."),
    ("breach_ico", "2025-06-06", {}, "received is '2025-06-06': write an instant"),
    ("breach_ico", "2025-06-06T10:00:00", {}, "write an instant"),
    ("breach_ico", "2025-06-06T10:00:00+01:00", {"tz": "Kent"}, "tz is 'Kent': there is no time zone"),
    (
        "rights_request",
        "2026-11-24",
        {"right": "soup"},
        "right is 'soup'; it is one of access, rectification",
    ),
    ("attains_age", "2010-02-03", {"age": "151"}, "age is '151': write a whole number up to 150."),
    ("attains_age", "2010-02-03", {"age": "1000"}, "age is '1000'"),
    ("attains_age", "2010-02-03", {"age": "٣"}, "age is '٣'"),
    ("policy_review", "2010-02-03", {"years": "101"}, "years is '101': write a whole number up to 100."),
    ("sar", "1899-12-31", {}, "received is '1899-12-31', which is out of range: 1900 to 2099."),
    ("sar", "2100-01-01", {}, "out of range"),
    ("sar", "9999-12-31T23:59:00-01:00", {}, "write a day"),
    ("sar", "2026-W01-1", {}, "write a day"),
    ("breach_ico", "9999-12-31T23:59:00-01:00", {}, "write an instant"),
    ("breach_ico", "2100-01-01T10:00:00+00:00", {}, "out of range"),
    ("breach_ico", "2025-06-06T10:00:00+01:00", {"tz": "../x"}, "tz is '../x': there is no time zone"),
    ("sar_exam_marks", "2026-06-01", {}, "Say on which day the results are announced"),
    ("sar_clarify", "2026-03-02", {"answered": "2026-03-05"}, "Say when the question was asked"),
    ("sar_extension_notice", "2026-03-02", {"answered": "2026-03-05"}, "answered is given without asked"),
    ("art14_notice", "2026-01-31", {"contact": "2026-01-30"}, "before the data came on 2026-01-31"),
    ("edu_record", "2026-10-12", {"school": "soup"}, "school is 'soup'; it is one of maintained, pru"),
    ("edu_record", "2026-10-12", {"calendar": "A"}, "calendar is 'A': no calendar of that name was given"),
    ("sar_clarify", "2026-03-02", {}, "Say when the question was asked"),
    ("sar_clarify", "2026-03-02", {"asked": "2026-03-01"}, "before the request came on 2026-03-02"),
    ("sar_clarify", "2026-03-02", {"asked": "2026-03-05", "count": "twice"}, "count is 'twice'"),
]


@pytest.mark.parametrize(("kind", "received", "given", "why"), WRONG)
def test_what_cannot_be_read_is_refused_in_one_sentence(kind, received, given, why):
    with pytest.raises((KeyError, ValueError)) as refused:
        clock(kind, received, given)
    assert why in str(refused.value.args[0])


def test_every_deadline_is_tried_here():
    assert {kind for kind, *_ in ANSWERS} == set(deadlines)


def test_the_shape_is_the_one_that_stays():
    assert clock("breach_review_outcome", "2026-11-20", {}).as_json() == {
        "kind": "breach_review_outcome",
        "received": "2026-11-20",
        "due": "2026-11-24",
        "steps": [
            {"day": "2026-11-20", "counted": False, "why": "the day itself is not counted"},
            {"day": "2026-11-21", "counted": False, "why": "Saturday"},
            {"day": "2026-11-22", "counted": False, "why": "Sunday"},
            {"day": "2026-11-23", "counted": True, "why": "working day 1 of 2"},
            {"day": "2026-11-24", "counted": True, "why": "working day 2 of 2"},
        ],
        "cites": ["pack:rules.breach_outcome_working_days"],
    }
    assert clock("sar", "2025-10-14", {}).received == date(2025, 10, 14)


def test_before_the_law_began_there_is_no_day_and_the_answer_says_so():
    answer = clock("sar", "2018-05-24", {}).as_json()
    assert (answer["due"], answer["steps"]) == (None, [])
    assert "None was in force that day" in answer["why"]
    assert clock("sar", "2018-05-25", {}).due == date(2018, 6, 25)


def test_both_counts_are_shown_where_nobody_says_which_and_the_earlier_is_worked_to():
    told = {"asked": "2026-06-08", "answered": "2026-06-10"}
    shown = clock("sar_clarify", "2026-06-01", told)
    assert shown.due == date(2026, 7, 3)
    assert shown.why == (
        "Counted inclusively, as the statute has it, the limit is 6 July 2026: work to the earlier day."
    )
    assert clock("sar_clarify", "2026-06-01", {**told, "count": "exclusive"}).why == ""
    same = {"asked": "2026-03-10", "answered": "2026-03-20"}
    assert clock("sar_clarify", "2026-03-02", same).why == ""


def test_marks_show_which_limit_ended_first_and_the_day_to_work_to():
    by_results = clock("sar_exam_marks", "2026-06-01", {"announced": "2026-08-13"})
    assert by_results.steps[-1].why == "40 days from the results of 13 August 2026: the last day to answer"
    assert by_results.why == "Read to the letter the forty days end on 21 September 2026: work to that day."
    by_request = clock("sar_exam_marks", "2026-03-02", {"announced": "2026-08-13"})
    assert by_request.steps[-1].why == (
        "5 months from the request, which ends before 40 days from the results: 2 August 2026 is shut "
        "(Sunday), and the day moves on: the last day to answer"
    )
    assert by_request.why == ""
    assert by_request.review  # that forty days lose none of theirs has not been confirmed


def test_the_council_hears_of_a_new_pupil_by_the_rule_of_the_day_of_entry():
    old, new = clock("new_pupil_return", "2024-08-18", {}), clock("new_pupil_return", "2024-08-19", {})
    assert (old.due, new.due) == (date(2024, 8, 23), date(2024, 8, 24))
    assert ("2006" in old.cites[0], "2024" in new.cites[0]) == (True, True)
    assert (old.review, new.review) == (True, False)
    assert [step.counted for step in new.steps] == [False] + [True] * 5
    assert new.steps[-1].why == "day 5 of 5: the last day to tell the council, whether it is open or not"


def test_an_academy_sends_the_file_on_as_is_expected_of_it_and_a_council_school_as_the_law_says():
    bound, expected = clock("ctf", "2026-10-12", {}), clock("ctf", "2026-10-12", {"school": "academy"})
    assert bound.cites[0] == "Education (Pupil Information) (England) Regulations 2005, regulation 9"
    assert expected.cites[0] == "Department for Education guidance on common transfer files"
    assert (bound.review, expected.review) == (False, True)
    assert (
        bound.why
        == expected.why
        == "School days are counted by the school's own calendar, and none was given."
    )
