"""What youth support may be told about a pupil, and whose choice limits it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.rules.base.dates import birthday
from hornbook.rules.law.education_skills_2008 import (
    CHILD,
    ITEMS,
    PARENT,
    Choice,
    limit_holds,
    youth_fields,
    youth_item,
)
from tests.keeps import keeps

BORN = date(2010, 5, 4)
THIRTEEN, SIXTEEN = date(2023, 5, 4), date(2026, 5, 4)
EVE = timedelta(days=1)
NONE: frozenset[str] = frozenset()

births = st.dates(date(2006, 1, 1), date(2014, 12, 31))
limits = st.builds(
    Choice, by=st.sampled_from(["parent", "pupil"]), on=st.dates(date(2018, 1, 1), date(2034, 1, 1))
)
choices = st.builds(
    Choice,
    by=st.sampled_from(["parent", "pupil"]),
    on=st.dates(date(2018, 1, 1), date(2034, 1, 1)),
    only_minimum=st.booleans(),
)


@keeps("163")
def test_nothing_goes_before_the_thirteenth_birthday_and_everything_on_it():
    assert youth_fields(BORN, THIRTEEN - EVE) == NONE
    assert youth_fields(BORN, THIRTEEN) == ITEMS
    assert limit_holds(BORN, THIRTEEN - EVE).code == "too-young"


@keeps("163", "165")
def test_a_child_born_on_29_february_is_thirteen_and_sixteen_on_the_first_of_march_or_the_leap_day():
    born = date(2012, 2, 29)
    assert youth_fields(born, date(2025, 2, 28)) == NONE
    assert youth_fields(born, date(2025, 3, 1)) == ITEMS
    limit = [Choice("parent", date(2026, 1, 1))]
    assert limit_holds(born, date(2028, 2, 28), limit).verdict == "deny"
    assert limit_holds(born, date(2028, 2, 29), limit).verdict == "hold"


@keeps("165")
def test_a_parents_limit_leaves_exactly_the_childs_name_address_and_date_of_birth():
    sent = youth_fields(BORN, date(2025, 9, 1), [Choice("parent", date(2025, 8, 31))])
    assert sent == {"name", "address", "date_of_birth"}
    standing = youth_item("phone", BORN, date(2025, 9, 1), [Choice("parent", date(2025, 8, 31))])
    assert (standing.verdict, standing.code) == ("deny", "limited-by-parent")
    assert standing.why == "A parent limited it on 31 August 2025, and the pupil is 15."


@keeps("165")
def test_a_parents_earlier_limit_is_kept_at_sixteen_until_the_pupil_answers():
    parents = Choice("parent", SIXTEEN - EVE)
    assert limit_holds(BORN, SIXTEEN - EVE, [parents]).verdict == "deny"
    waiting = limit_holds(BORN, SIXTEEN, [parents])
    assert (waiting.verdict, waiting.code) == ("hold", "ask-the-pupil")
    assert youth_fields(BORN, SIXTEEN, [parents]) == CHILD
    assert youth_fields(BORN, SIXTEEN + 3 * 365 * EVE, [parents]) == CHILD
    opened = [parents, Choice("pupil", SIXTEEN, only_minimum=False)]
    assert youth_fields(BORN, SIXTEEN, opened) == ITEMS
    closed = [parents, Choice("pupil", SIXTEEN)]
    assert limit_holds(BORN, SIXTEEN, closed).code == "limited-by-pupil"


@keeps("165")
@pytest.mark.parametrize("made", [SIXTEEN, SIXTEEN + EVE, SIXTEEN + 400 * EVE])
def test_a_parents_limit_made_on_or_after_the_sixteenth_birthday_has_no_effect(made):
    asked = SIXTEEN + 500 * EVE
    assert youth_fields(BORN, asked, [Choice("parent", made)]) == ITEMS


@keeps("165")
def test_from_sixteen_a_parent_can_neither_lift_their_own_limit_nor_the_pupils():
    lifted = Choice("parent", SIXTEEN, only_minimum=False)
    assert limit_holds(BORN, SIXTEEN, [Choice("parent", THIRTEEN), lifted]).verdict == "hold"
    assert limit_holds(BORN, SIXTEEN, [Choice("pupil", SIXTEEN), lifted]).verdict == "deny"


def test_a_parent_may_lift_the_limit_before_sixteen():
    choices = [Choice("parent", date(2024, 1, 1)), Choice("parent", date(2025, 1, 1), only_minimum=False)]
    assert youth_fields(BORN, date(2024, 6, 1), choices) == CHILD
    assert youth_fields(BORN, date(2025, 1, 1), choices) == ITEMS
    assert youth_fields(BORN, SIXTEEN, choices) == ITEMS


def test_what_a_pupil_limited_too_early_is_kept_from_sixteen_and_what_they_opened_too_early_is_not():
    early = SIXTEEN - 30 * EVE
    assert youth_fields(BORN, early, [Choice("pupil", early)]) == ITEMS
    assert youth_fields(BORN, SIXTEEN, [Choice("pupil", early)]) == CHILD
    opened = [Choice("parent", THIRTEEN), Choice("pupil", early, only_minimum=False)]
    assert limit_holds(BORN, SIXTEEN, opened).verdict == "hold"


def test_of_two_choices_on_one_day_the_one_that_limits_counts():
    day = date(2025, 1, 1)
    both = [Choice("parent", day), Choice("parent", day, only_minimum=False)]
    assert youth_fields(BORN, day, both) == youth_fields(BORN, day, both[::-1]) == CHILD


def test_a_choice_not_yet_made_changes_nothing():
    assert youth_fields(BORN, date(2025, 1, 1), [Choice("parent", date(2025, 1, 2))]) == ITEMS


@keeps("166")
def test_at_sixteen_and_seventeen_more_than_the_minimum_goes_unless_the_pupil_limits_it():
    assert youth_fields(BORN, date(2027, 9, 1)) == ITEMS
    assert youth_fields(BORN, date(2027, 9, 1), [Choice("pupil", date(2027, 8, 1))]) == CHILD


def test_a_pack_may_let_the_parents_name_and_address_go_as_the_act_does_and_nothing_wider():
    limit = [Choice("parent", date(2024, 1, 1))]
    day = date(2025, 1, 1)
    assert youth_fields(BORN, day, limit, scope="statute") == CHILD | PARENT
    assert youth_item("parent_name", BORN, day, limit).verdict == "deny"
    assert youth_item("parent_name", BORN, day, limit, scope="statute").verdict == "allow"
    assert youth_item("phone", BORN, day, limit, scope="statute").verdict == "deny"
    with pytest.raises(ValueError, match="no scope"):
        youth_fields(BORN, day, scope="generous")


def test_an_unknown_item_or_chooser_is_a_mistake():
    with pytest.raises(ValueError, match="no item"):
        youth_item("shoe_size", BORN, SIXTEEN)
    with pytest.raises(ValueError, match="parent or a pupil"):
        Choice("neighbour", SIXTEEN)


@keeps("165")
@given(births, st.dates(date(2018, 1, 1), date(2034, 1, 1)), st.lists(choices, max_size=4), limits)
def test_one_more_limit_never_opens_anything(born, on, made, another):
    assert youth_fields(born, on, [*made, another]) <= youth_fields(born, on, made)


@given(births, st.dates(date(2018, 1, 1), date(2034, 1, 1)), st.lists(choices, max_size=4))
def test_each_item_is_allowed_exactly_when_it_is_among_the_fields(born, on, made):
    fields = youth_fields(born, on, made)
    assert {item for item in ITEMS if youth_item(item, born, on, made).verdict == "allow"} == fields
    assert fields == NONE or (fields >= CHILD and on >= birthday(born, 13))
