"""How long register entries stay, which regulation a return rests on, and a child's biometrics."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.rules.law.freedoms_2012 import ANSWERS, NOTIFIED, Parent, may_process
from hornbook.rules.law.pupil_individual_2013 import all_gateways, gateways
from hornbook.rules.law.registration_2024 import register_floor
from tests.keeps import keeps

CHILD_BORN, ON = date(2012, 3, 1), date(2026, 3, 1)
YES = Parent("written", "yes", written=True)
SILENT = Parent("written")
NO = Parent("written", "no")


@pytest.mark.parametrize(
    ("made", "on", "free"),
    [
        ("2024-09-02", "2026-11-01", "2030-09-02"),
        ("2020-02-29", "2026-02-28", "2026-03-01"),
        ("2022-01-10", "2024-08-18", "2025-01-10"),  # three years, by the law of that day
        ("2022-01-10", "2024-08-19", "2028-01-10"),  # a day later, six
    ],
)
def test_a_register_entry_is_kept_for_as_long_as_the_law_of_the_day_of_asking_says(made, on, free):
    floor = register_floor(date.fromisoformat(made), on=date.fromisoformat(on))
    assert floor.not_before == date.fromisoformat(free)
    assert floor.cites
    assert floor.review


@given(st.dates(date(2015, 1, 1), date(2035, 1, 1)), st.dates(date(2015, 1, 1), date(2035, 1, 1)))
def test_a_later_entry_never_goes_before_an_earlier_one(a, b):
    first, second = sorted([a, b])
    on = date(2036, 1, 1)
    assert register_floor(first, on=on).not_before <= register_floor(second, on=on).not_before
    assert (register_floor(first, on=on).not_before - first).days >= 6 * 365


@keeps("159", "160", "161")
@pytest.mark.parametrize(
    ("school", "to", "regulations"),
    [
        ("pru", "council", ["3"]),
        ("pru", "secretary-of-state", ["4", "5A"]),
        ("maintained", "secretary-of-state", ["4", "5A"]),
        ("academy", "secretary-of-state", ["5", "5A"]),
        ("academy", "council", []),
        ("special_non_maintained", "secretary-of-state", ["5", "5A"]),
    ],
)
def test_a_return_rests_on_the_regulation_for_its_kind_of_school(school, to, regulations):
    found = gateways(school, to, date(2026, 11, 1))
    assert [gateway.regulation for gateway in found] == regulations
    assert all(f", regulation {gateway.regulation}" in gateway.cite for gateway in found)


def test_daily_attendance_has_its_regulation_only_since_august_2024():
    before = gateways("academy", "secretary-of-state", date(2024, 8, 18))
    assert [gateway.regulation for gateway in before] == ["5"]
    assert all("section" not in gateway.cite and gateway.review for gateway in all_gateways())


def test_an_unknown_school_or_recipient_is_a_mistake_that_names_the_known_ones():
    with pytest.raises(ValueError, match="ap_academy"):
        gateways("nursery", "council", ON)
    with pytest.raises(ValueError, match="secretary-of-state"):
        gateways("pru", "police", ON)


@keeps("90", "91")
@pytest.mark.parametrize(
    ("parents", "pupil", "verdict"),
    [
        ([YES, SILENT], "agrees", "allow"),
        ([YES, SILENT], "silent", "allow"),
        ([YES, Parent("excepted")], "silent", "allow"),
        ([YES, NO], "agrees", "deny"),
        ([YES, SILENT], "refuses", "deny"),
        ([SILENT, SILENT], "agrees", "deny"),
        ([Parent("written", "yes"), SILENT], "agrees", "deny"),  # a yes, but not in writing
        ([YES, Parent("none")], "agrees", "deny"),  # a parent nobody told
        ([], "agrees", "deny"),
    ],
)
def test_a_childs_biometrics_need_one_written_yes_and_every_parent_told(parents, pupil, verdict):
    assert may_process(CHILD_BORN, ON, parents, pupil=pupil).verdict == verdict


@keeps("94")
def test_a_pupils_no_beats_every_combination_of_parents():
    every = [Parent(told, said, wrote) for told, said, wrote in product(NOTIFIED, ANSWERS, [True, False])]
    for first, second in product(every, every):
        assert may_process(CHILD_BORN, ON, [first, second], pupil="refuses").verdict == "deny"


def test_one_parents_no_beats_every_other_answer_in_whatever_form():
    for other, wrote in product([YES, SILENT, Parent("excepted")], [True, False]):
        assert may_process(CHILD_BORN, ON, [other, Parent("written", "no", wrote)]).verdict == "deny"


def test_at_eighteen_a_parents_yes_lapses_and_the_persons_own_is_needed():
    born = date(2008, 3, 1)
    assert may_process(born, date(2026, 2, 28), [YES]).verdict == "allow"
    assert may_process(born, ON, [YES]).verdict == "deny"
    assert may_process(born, ON, [NO], own_consent="yes").verdict == "allow"
    assert may_process(born, ON, [YES], own_consent="no").verdict == "deny"


def test_an_answer_that_is_none_is_a_mistake():
    with pytest.raises(ValueError, match="silent"):
        Parent("written", "perhaps")
    with pytest.raises(ValueError, match="refuses"):
        may_process(CHILD_BORN, ON, [YES], pupil="perhaps")
