"""Youth support as the pack's route decides it: ages, three fields, the parent's limit, then the pupil's."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.packs import SHIPPED
from hornbook.rules.base.dates import birthday
from hornbook.rules.law.education_skills_2008 import Choice, limit_holds
from hornbook.rules.policy import decide, load
from hornbook.rules.policy.types import Decision, Limit, Question
from tests.keeps import keeps

AP, MMAP = (load(name, [SHIPPED]) for name in ("england-alternative-provision", "mmap"))
BORN = date(2010, 5, 4)
THIRTEEN, SIXTEEN, TWENTY, TWENTY_FIVE = (birthday(BORN, age) for age in (13, 16, 20, 25))
EVE = timedelta(days=1)
ROUTE = AP.routes["youth-support"]
SENDER = frozenset({"office"})
CITES = ("pack:routes.youth-support", *ROUTE.gateways)


def ask(on, *limits, pack=AP, born=BORN, **asked):
    question = Question(
        act="share", on=on, roles=SENDER, route="youth-support", born=born, limits=limits, **asked
    )
    return decide(pack, question)


def parent(on, lifted=False):
    return Limit("youth-support", "parent", on, lifted)


def pupil(on, lifted=False):
    return Limit("youth-support", "pupil", on, lifted)


def everything():
    return dict(ROUTE.fields)


def three_things():
    return dict(ROUTE.minimum)


@keeps("163")
def test_nothing_goes_before_the_thirteenth_birthday_and_everything_on_it():
    assert ask(THIRTEEN - EVE) == Decision(
        "deny",
        {},
        CITES,
        "Youth support services may be told of pupils from the day they are 13.",
        "Leave this pupil out until that birthday.",
        "too-young",
    )
    answer = ask(THIRTEEN)
    assert (answer.verdict, answer.fields) == ("allow", everything())


@keeps("163")
def test_it_ends_on_the_twentieth_birthday_or_with_a_learning_difficulty_the_twenty_fifth():
    assert ask(TWENTY - EVE).allowed
    assert ask(TWENTY).code == "too-old"
    assert ask(TWENTY, learning_difficulty=True).allowed
    assert ask(TWENTY_FIVE - EVE, learning_difficulty=True).allowed
    assert ask(TWENTY_FIVE, learning_difficulty=True).code == "too-old"


def test_without_a_date_of_birth_nothing_goes():
    assert ask(SIXTEEN, born=None).code == "age-unknown"


def test_the_three_things_are_the_childs_name_address_and_date_of_birth_and_no_parents_nor_telephone():
    assert three_things() == {
        "identity": {"legal_surname", "legal_forename", "date_of_birth"},
        "address": {"line_1", "line_2", "line_3", "line_4", "line_5", "postcode"},
    }


#: choices, the day asked -> limited by whom ("" nobody)
TABLE = {
    "nobody said anything, at 14": ([], date(2024, 9, 1), ""),
    "a parent limited it, at 14": ([parent(date(2024, 1, 1))], date(2024, 9, 1), "parent"),
    "a parent limited it and lifted it": (
        [parent(date(2024, 1, 1)), parent(date(2024, 2, 1), True)],
        date(2024, 9, 1),
        "",
    ),
    "limited and lifted on one day stays limited": (
        [parent(date(2024, 1, 1)), parent(date(2024, 1, 1), True)],
        date(2024, 9, 1),
        "parent",
    ),
    "a parent's limit before 13 counts from 13": ([parent(date(2020, 1, 1))], THIRTEEN, "parent"),
    "a limit made later is not known yet": ([parent(date(2024, 10, 1))], date(2024, 9, 1), ""),
    "a pupil of 14 cannot limit it": ([pupil(date(2024, 1, 1))], date(2024, 9, 1), ""),
    "nor lift what a parent limited": (
        [parent(date(2024, 1, 1)), pupil(date(2024, 2, 1), True)],
        date(2024, 9, 1),
        "parent",
    ),
    "the eve of 16, by the parent's limit": ([parent(date(2024, 1, 1))], SIXTEEN - EVE, "parent"),
    "at 16 a parent's limit stands until the pupil answers": ([parent(date(2024, 1, 1))], SIXTEEN, "parent"),
    "at 16 the pupil lifts it": ([parent(date(2024, 1, 1)), pupil(SIXTEEN, True)], SIXTEEN, ""),
    "at 16 the pupil limits it": ([pupil(SIXTEEN)], SIXTEEN, "pupil"),
    "a parent cannot limit it from 16": ([parent(SIXTEEN)], SIXTEEN, ""),
    "nor lift from 16 what they limited before": (
        [parent(date(2024, 1, 1)), parent(SIXTEEN, True)],
        SIXTEEN + EVE,
        "parent",
    ),
    "nor undo the pupil's own limit": ([pupil(SIXTEEN), parent(SIXTEEN + EVE, True)], SIXTEEN + EVE, "pupil"),
    "a pupil's own limit of before 16 is kept from 16": ([pupil(date(2024, 1, 1))], SIXTEEN, "pupil"),
    "what a pupil of 14 lifted stays limited": (
        [parent(date(2024, 1, 1)), pupil(date(2024, 2, 1), True)],
        SIXTEEN,
        "parent",
    ),
    "the pupil's last word counts": ([pupil(SIXTEEN), pupil(SIXTEEN + EVE, True)], SIXTEEN + EVE, ""),
}


@keeps("165", "166")
@pytest.mark.parametrize(("limits", "on", "by"), TABLE.values(), ids=TABLE)
def test_whose_choice_limits_it_on_which_day(limits, on, by):
    answer = ask(on, *limits)
    assert (answer.verdict, answer.fields) == ("allow", three_things() if by else everything())
    more = ask(on, *limits, fields=frozenset({"contacts.telephone"}))
    asks_the_pupil = by == "parent" and on >= SIXTEEN
    refused = ("hold" if asks_the_pupil else "deny", f"limited-by-{by}")
    assert (more.verdict, more.code) == (refused if by else ("allow", ""))


@keeps("165")
def test_what_is_beyond_the_limit_is_refused_and_says_who_limited_it_and_when():
    assert ask(
        date(2024, 9, 1), parent(date(2024, 1, 5)), fields=frozenset({"contacts.telephone"})
    ) == Decision(
        "deny",
        {},
        CITES,
        "Youth support services may have the minimum only: a parent limited it on 5 January 2024.",
        "Remove the rest, or ask the data protection officer.",
        "limited-by-parent",
    )


def test_at_sixteen_the_pupil_is_to_be_asked():
    answer = ask(SIXTEEN, parent(date(2024, 1, 5)), fields=frozenset({"contacts.telephone"}))
    assert answer.verdict == "hold"
    assert answer.why.endswith("and the pupil, who decides now, has not answered yet.")
    assert answer.next == "Ask the pupil, who decides now, and send the rest if they agree."


@keeps("127")
def test_what_is_not_on_the_route_never_goes_limit_or_none():
    for asked in ("attendance.marks", "identity.middle_names", "medical.care"):
        assert ask(SIXTEEN, fields=frozenset({asked})).code == "not-on-route"


@keeps("169")
def test_in_the_kent_school_only_year_11_goes_and_only_what_its_notice_says():
    assert ask(SIXTEEN, pack=MMAP, year_group="10").code == "not-this-year-group"
    answer = ask(SIXTEEN, pack=MMAP, year_group="11")
    assert answer.fields["destinations"] == {"academic_year", "kind", "provider", "course", "from_date"}
    assert "contacts" not in answer.fields
    limited = ask(SIXTEEN, parent(date(2024, 1, 5)), pack=MMAP, year_group="11")
    assert limited.fields == three_things()


days = st.dates(date(2020, 1, 1), date(2030, 5, 1))
choices = st.lists(
    st.builds(Limit, st.just("youth-support"), st.sampled_from(["parent", "pupil"]), days, st.booleans()),
    max_size=4,
)


@keeps("165")
@given(days, choices)
def test_no_choice_of_anybody_lets_more_go_than_the_route_or_less_than_the_three_things(on, limits):
    answer = ask(on, *limits)
    if answer.allowed:
        assert dict(answer.fields) in (everything(), three_things())
    else:
        assert answer.code in ("too-young", "too-old")


@given(days, choices)
def test_the_route_is_never_more_open_than_the_act_itself(on, limits):
    """The same question to the Act, for choices that whoever made them could make."""
    law = limit_holds(
        BORN, on, [Choice(each.by, each.on, not each.lifted) for each in limits if _counted(each)]
    )
    answer = ask(on, *limits)
    if answer.allowed and dict(answer.fields) == everything():
        assert law.verdict == "allow"


def _counted(limit):
    return (limit.by == "pupil") == (limit.on >= SIXTEEN)
