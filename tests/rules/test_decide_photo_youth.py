"""Pictures and youth support: every combination against a table of our own; law and pack in agreement."""

from datetime import date, timedelta
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.packs import SHIPPED
from hornbook.rules.policy import packs
from hornbook.rules.policy.sending import decide_sending
from hornbook.rules.policy.topics.youth_support import question
from tests.keeps import keeps
from tests.rules.asking import SHELF, ask, verdict

DAY = timedelta(days=1)
BORN = date(2010, 5, 4)
CONSENTS = ("given", "refused", "withdrawn", "none")
PACKS = packs([SHIPPED])

#: The age from which a pupil decides alone about pictures, as each document says; else the law's 12.
PHOTO_AGES = {
    "mmap": 18,
    "ela": 16,
    "amat": 16,
    "england-school": 16,
    "england-alternative-provision": 16,
    "england-trust": 16,
    "kcc": 12,
    "england-council": 12,
}


def birthday(age: int) -> date:
    return date(BORN.year + age, 5, 4)


@keeps("83", "86")
@pytest.mark.parametrize("pack", PACKS)
def test_every_combination_of_age_use_and_consent_is_as_the_documents_say(pack):
    ages = sorted({9, 11, 12, 13, 15, 16, 17, 18, 19})
    for age, eve, use in product(
        ages, (True, False), ("website", "notice_board", "identification", "safety")
    ):
        on = birthday(age) - DAY if eve else birthday(age)
        for parent, pupil in product(CONSENTS, CONSENTS):
            decides_alone = on >= birthday(PHOTO_AGES[pack])
            if use in ("identification", "safety"):
                expected = "allow"
            elif decides_alone:
                expected = "allow" if pupil == "given" else "deny"
            else:
                expected = "allow" if parent == "given" and pupil in ("given", "none") else "deny"
            got = verdict(
                "photo",
                pack=pack,
                born=BORN.isoformat(),
                on=on.isoformat(),
                use=use,
                parent_consent=parent,
                pupil_consent=pupil,
            )
            assert got == expected, (pack, on, use, parent, pupil)


@keeps("83")
def test_a_picture_turns_on_the_day_of_use_and_says_whose_rule_it_is():
    facts = {"pack": "mmap", "born": "2008-02-29", "use": "website", "parent_consent": "given"}
    before = ask("photo", on="2026-02-28", pupil_consent="none", **facts)
    after = ask("photo", on="2026-03-01", pupil_consent="none", **facts)
    cites = (
        "UK GDPR, Articles 6(1)(a), 6(1)(e) and 7",
        "pack:rules.photo_consent_age",
        "UK GDPR, Article 7",
    )
    assert (before.verdict, before.cites) == ("allow", cites)
    assert (after.verdict, after.cites) == ("deny", cites)
    assert after.why == "The pupil is 18, and decides alone about pictures from 18: they have not said yes."
    assert after.next == "Ask the pupil first, in writing."
    taken_back = ask("photo", on="2026-03-01", pupil_consent="withdrawn", **facts)
    assert taken_back.next == "Do not use it; take it down wherever it is, and delete it."


@keeps("83")
def test_where_no_pack_sets_an_age_the_laws_guide_governs_and_asks_to_be_reviewed():
    facts = {"born": BORN.isoformat(), "use": "website", "parent_consent": "none", "pupil_consent": "given"}
    answer = ask("photo", pack="kcc", on=birthday(12).isoformat(), **facts)
    assert answer.verdict == "allow"
    assert "Information Commissioner's guidance on children and the UK GDPR" in answer.review


def test_the_use_matters_where_consent_is_lacking_and_not_where_it_is_there():
    facts = {"pack": "mmap", "born": BORN.isoformat(), "on": "2024-01-01", "pupil_consent": "none"}
    assert verdict("photo", parent_consent="given", **facts) == "allow"
    answer = ask("photo", parent_consent="none", **facts)
    assert (answer.verdict, "use (what for" in answer.why) == ("hold", True)


ITEMS = ("name", "address", "date_of_birth", "parent_name", "parent_address", "phone", "other")
THREE = ("name", "address", "date_of_birth")


def limits_of(*made: tuple[str, date]) -> list[dict]:
    return [{"by": by, "on": on.isoformat()} for by, on in made]


def as_the_act_and_the_notices_say(on: date, item: str, made: list[tuple[str, date]]) -> str:
    """Section 14(4) with the notices' three fields, told by dates: nobody's age is computed here."""
    if on < birthday(13) or on >= birthday(20):
        return "deny"
    if item in THREE:
        return "allow"
    made = [(by, when) for by, when in made if when <= on]
    parents = [when for by, when in made if by == "parent" and when < birthday(16)]
    pupils = [when for by, when in made if by == "pupil"]
    if on < birthday(16):
        return "deny" if parents else "allow"
    if pupils:
        return "deny"
    return "hold" if parents else "allow"


WHEN = [birthday(13), birthday(14), birthday(16) - DAY, birthday(16), birthday(17)]
ASKED = [birthday(age) + shift for age in (12, 13, 16, 18, 20) for shift in (-DAY, timedelta(), DAY)]


#: What a notice that says nothing of parents does not let go.
OF_PARENTS = {"amat": ("parent_name", "parent_address", "phone")}


@keeps("163", "164", "165", "166")
@pytest.mark.parametrize("pack", ["england-alternative-provision", "england-trust", "ela", "amat"])
def test_every_combination_of_age_item_and_limits_is_as_the_act_and_the_notices_say(pack):
    one = [(by, when) for by in ("parent", "pupil") for when in WHEN]
    for on, item, made in product(
        ASKED, ITEMS, [[], *([each] for each in one), *map(list, combinations_with_replacement(one, 2))]
    ):
        got = verdict(
            "youth_support",
            pack=pack,
            born=BORN.isoformat(),
            on=on.isoformat(),
            item=item,
            limits=limits_of(*made),
        )
        silent = item in OF_PARENTS.get(pack, ())
        assert got == ("deny" if silent else as_the_act_and_the_notices_say(on, item, made)), (on, item, made)


@keeps("163", "165")
@pytest.mark.parametrize(
    ("age", "item", "made", "expected", "why"),
    [
        (12, "name", [], "deny", "from the day they are 13"),
        (13, "phone", [], "allow", "education, training and careers"),
        (15, "name", [("parent", 14)], "allow", "a parent limited it"),
        (15, "phone", [("parent", 14)], "deny", "a parent limited it"),
        (15, "parent_name", [("parent", 14)], "deny", "a parent limited it"),
        (16, "phone", [("parent", 14)], "hold", "the pupil, who decides now, has not answered yet"),
        (16, "phone", [("parent", 16)], "allow", "education, training and careers"),
        (17, "phone", [("pupil", 16)], "deny", "the pupil limited it"),
        (17, "address", [("pupil", 16)], "allow", "the pupil limited it"),
    ],
)
def test_each_row_of_the_youth_support_table_with_its_reason(age, item, made, expected, why):
    answer = ask(
        "youth_support",
        pack="england-alternative-provision",
        born=BORN.isoformat(),
        on=birthday(age).isoformat(),
        item=item,
        limits=limits_of(*((by, birthday(when)) for by, when in made)),
    )
    assert answer.verdict == expected
    assert why in answer.why
    assert "Education and Skills Act 2008, section 14" in answer.cites
    assert "pack:routes.youth-support" in answer.cites
    assert answer.review == ("Education and Skills Act 2008, section 14; Education Act 1996, section 507B",)


dates = st.dates(date(2020, 1, 1), date(2032, 1, 1))
made = st.lists(st.tuples(st.sampled_from(["parent", "pupil"]), dates), max_size=4)


@keeps("165")
@given(
    st.sampled_from(PACKS), st.sampled_from(ITEMS), st.dates(date(2003, 1, 1), date(2016, 1, 1)), dates, made
)
def test_law_and_pack_agree_with_what_the_engine_itself_decides(pack, item, born, on, choices):
    facts = {"born": born.isoformat(), "on": on.isoformat(), "item": item, "limits": limits_of(*choices)}
    asked = question(SHELF.pack(pack), born, on, item, [{"by": by, "on": when} for by, when in choices])
    assert verdict("youth_support", pack=pack, **facts) == decide_sending(SHELF.pack(pack), asked).verdict


@keeps("165")
@given(st.sampled_from(ITEMS), dates, made, st.tuples(st.sampled_from(["parent", "pupil"]), dates))
def test_one_more_limit_never_opens_anything(item, on, choices, another):
    facts = {
        "pack": "england-alternative-provision",
        "born": BORN.isoformat(),
        "on": on.isoformat(),
        "item": item,
    }
    opens = {"allow": 2, "hold": 1, "deny": 0}
    before = verdict("youth_support", limits=limits_of(*choices), **facts)
    after = verdict("youth_support", limits=limits_of(*choices, another), **facts)
    assert opens[after] <= opens[before]


def test_a_pack_that_has_no_such_route_tells_youth_support_nothing():
    facts = {
        "pack": "kcc",
        "born": BORN.isoformat(),
        "on": birthday(14).isoformat(),
        "item": "name",
        "limits": [],
    }
    answer = ask("youth_support", **facts)
    assert (answer.verdict, "pack:routes" in answer.cites) == ("deny", True)


def test_a_pack_that_tells_of_one_year_and_of_less_says_so():
    facts = {"pack": "mmap", "born": BORN.isoformat(), "on": birthday(15).isoformat(), "limits": []}
    name = ask("youth_support", item="name", **facts)
    assert (name.verdict, name.next) == ("allow", "Make sure: this is told of Year 11 only.")
    phone = ask("youth_support", item="phone", **facts)
    assert (phone.verdict, "is not in it" in phone.why) == ("deny", True)


def test_half_a_limit_is_no_limit_but_a_question():
    facts = {"pack": "mmap", "born": BORN.isoformat(), "on": birthday(15).isoformat(), "item": "name"}
    answer = ask("youth_support", limits=[{"by": "parent"}], **facts)
    assert (answer.verdict, answer.why) == ("hold", "It turns on what has not been said: limits[1].on.")
    assert ask("youth_support", **facts).verdict == "hold"
