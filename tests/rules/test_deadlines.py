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
]


@keeps("210", "248")
@pytest.mark.parametrize(("kind", "received", "given", "due"), ANSWERS)
def test_a_deadline_is_counted_by_its_name(kind, received, given, due):
    answer = clock(kind, received, given).as_json()
    assert (answer["kind"], answer["due"]) == (kind, due)
    assert answer["cites"]
    assert answer["steps"]
    assert due is not None or answer["why"]
    days = [step["day"] for step in answer["steps"]]
    assert days == sorted(days)


WRONG = [
    ("soup", "2026-11-24", {}, "There is no deadline 'soup'. Known: attains_age, breach_ico"),
    ("sar", "24/11/2026", {}, "received is '24/11/2026': write a day, as 2026-11-24."),
    ("sar", "2026-02-30", {}, "received is '2026-02-30': write a day"),
    ("sar", "2026-11-24", {"age": "13"}, "sar asks for no 'age'; it may be told: nothing else."),
    ("attains_age", "2010-02-03", {}, "Say age, as age=2."),
    ("attains_age", "2010-02-03", {"age": "-1"}, "age is '-1': write a whole number."),
    ("breach_ico", "2025-06-06", {}, "received is '2025-06-06': write an instant"),
    ("breach_ico", "2025-06-06T10:00:00", {}, "write an instant"),
    ("breach_ico", "2025-06-06T10:00:00+01:00", {"tz": "Kent"}, "tz is 'Kent': there is no time zone"),
    ("rights_request", "2026-11-24", {"right": "soup"}, "'soup' is no right we know"),
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
