"""When a record is due to go, and how that is said: one number decides both."""

import doctest
import importlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.packs import SHIPPED
from hornbook.rules.base.refused import Refused
from hornbook.rules.policy import Due, due, load, periods
from tests.keeps import keeps
from tests.own_packs import OwnPacks

MMAP, KCC = load("mmap", [SHIPPED]), load("kcc", [SHIPPED])


@pytest.mark.parametrize(
    "name",
    [
        "hornbook.rules.law.deadlines",
        "hornbook.rules.policy.periods",
        "hornbook.rules.policy.printed.markdown",
        "hornbook.rules.policy.printed.sentences",
        "hornbook.rules.policy.printed.words",
        "hornbook.rules.policy.reading",
    ],
)
def test_the_worked_examples_in_the_code_are_right(name):
    module = importlib.import_module(name)
    tried = doctest.testmod(module)
    assert (tried.failed, tried.attempted > 0) == (0, True)


@keeps("113")
def test_a_school_record_is_due_on_the_25th_birthday_to_be_archived_or_destroyed():
    assert due(MMAP, "educational-record", born=date(2001, 11, 22)) == Due(
        date(2026, 11, 22),
        "Kept until your 25th birthday, then archived or destroyed. "
        "From the date of birth, 22 November 2001: 22 November 2026.",
        ("pack:retention.educational-record", "Limitation Act 1980"),
        ("archive", "destroy"),
    )


@keeps("113")
def test_who_was_born_on_29_february_is_25_on_1_march():
    assert due(MMAP, "educational-record", born=date(2000, 2, 29)).on == date(2025, 3, 1)


@keeps("115")
def test_a_council_record_is_locked_or_destroyed():
    assert due(KCC, "educational-record", born=date(2001, 11, 22)).actions == ("lock", "destroy")


@keeps("117")
def test_a_register_waits_for_six_years_after_its_last_entry():
    waits = due(MMAP, "attendance-register", born=date(2001, 11, 22), last_register_entry=date(2024, 9, 2))
    assert waits.on == date(2030, 9, 2)
    assert waits.why.endswith(
        "The law keeps register entries 6 years, the last of them made on 2 September 2024: "
        "until 2 September 2030."
    )
    assert waits.cites[-1].startswith("School Attendance (Pupil Registration) (England) Regulations 2024")


def test_nothing_is_due_before_its_day_is_known():
    answer = due(MMAP, "educational-record")
    assert (answer.on, answer.why) == (None, "Not due yet: no date of birth is held.")


def test_an_unknown_type_is_refused_with_those_there_are():
    with pytest.raises(Refused) as refused:
        due(MMAP, "for-ever", born=date(2001, 11, 22))
    assert refused.value.code == "no-retention"
    assert "educational-record" in refused.value.next


@keeps("117")
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ('trigger = "birth"\nyears = 30', "Kept until your 30th birthday, then destroyed."),
        (
            'trigger = "leaving"\nyears = 1\nmonths = 6',
            "Kept for one year and six months from the day you leave,",
        ),
        (
            'trigger = "entry"\ndays = 30',
            "Kept for 30 days from the day it was written down, then destroyed.",
        ),
        (
            'trigger = "closed"\nyears = 7\nwhose = "the pupil\'s"',
            "Kept for seven years from the day it was closed, then destroyed.",
        ),
        (
            'trigger = "birth"\nyears = 18\nmonths = 3',
            "Kept until three months after your 18th birthday, then destroyed.",
        ),
    ],
)
def test_the_words_are_made_from_the_numbers(tmp_path, values, words):
    packs = OwnPacks(tmp_path, "england-school")
    packs.append(
        "england-school/retention.toml",
        f'[other]\n{values}\nactions = ["destroy"]\ncites = []',
    )
    assert packs.load("england-school").retention["other"].wording.startswith(words)


@given(st.integers(0, 40), st.integers(0, 11), st.integers(0, 30))
def test_the_words_always_give_the_numbers_that_decide(years, months, days):
    for trigger in ("entry", "leaving", "closed"):
        words = periods.in_words("other", trigger, (years, months, days), ("destroy",), on=date(2026, 11, 24))
        assert periods.says(words, (years, months, days))
