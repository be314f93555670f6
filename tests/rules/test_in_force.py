"""What a pack names beyond what people were told waits; what it names less, or in other words, does not."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hornbook.packs import SHIPPED
from hornbook.rules.policy import in_force, load
from hornbook.rules.policy.decide import decide
from hornbook.rules.policy.types import Question, Waiting
from tests.keeps import keeps

ON = date(2026, 11, 24)
PACK = load("england-alternative-provision", [SHIPPED])
TOLD = tuple(in_force.reaches(PACK).values())


def with_purpose(name, **changed):
    return replace(PACK, purposes={**PACK.purposes, name: replace(PACK.purposes[name], **changed)})


@keeps("52")
def test_the_pack_that_people_were_told_of_names_nothing_beyond_itself():
    assert in_force.beyond(PACK, TOLD) == {}
    assert set(in_force.beyond(PACK, ())) == {p for p, said in PACK.purposes.items() if not said.law_given}


@keeps("52")
def test_a_new_purpose_waits_for_all_that_it_uses():
    new = replace(PACK.purposes["progress"], id="trips", categories=("identity", "contacts"))
    pack = replace(PACK, purposes={**PACK.purposes, "trips": new})
    assert in_force.beyond(pack, TOLD) == {"trips": {"identity", "contacts"}}


@keeps("52")
def test_a_known_purpose_waits_for_the_category_it_did_not_use():
    more = (*PACK.purposes["moderation"].categories, "sen")
    assert in_force.beyond(with_purpose("moderation", categories=more), TOLD) == {"moderation": {"sen"}}


def test_another_basis_or_a_nearer_look_at_one_pupil_waits_for_everything():
    for name, changed in (("progress", {"basis": "6(1)(c)"}), ("service-quality", {"level": "individual"})):
        pack = with_purpose(name, **changed)
        assert in_force.beyond(pack, TOLD) == {name: set(PACK.purposes[name].categories)}


def test_fewer_categories_groups_instead_of_pupils_and_other_words_wait_for_nothing():
    for changed in ({"categories": ("identity",)}, {"level": "groups"}, {"text": "canary words"}):
        assert in_force.beyond(with_purpose("progress", **changed), TOLD) == {}


def test_what_the_law_gives_everybody_waits_for_nobody():
    more = tuple(PACK.categories)
    assert in_force.beyond(with_purpose("rights-and-records", categories=more), TOLD) == {}


@given(st.sets(st.sampled_from(sorted(PACK.categories))), st.sets(st.sampled_from(sorted(PACK.categories))))
def test_telling_people_more_never_makes_more_wait(before, more):
    reach = in_force.reaches(PACK)["pastoral-care"]
    some, all_ = (replace(reach, categories=frozenset(each)) for each in (before, before | more))
    waits = [in_force.beyond(PACK, [told]).get("pastoral-care", frozenset()) for told in (some, all_)]
    assert waits[1] <= waits[0]
    assert waits[0] == reach.categories - before


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 365))
def test_the_first_use_is_never_on_the_day_of_telling(told_on, days):
    assert in_force.earliest(PACK, told_on) == told_on + timedelta(days=1)
    pack = replace(PACK, rules={**PACK.rules, "new_purpose_days": days})
    assert in_force.earliest(pack, told_on) == told_on + timedelta(days=days)


def test_what_an_adoption_keeps_reads_back_as_it_was():
    assert in_force.from_data(in_force.as_data(PACK)) == TOLD


@keeps("52")
def test_the_decision_says_why_it_waits_and_what_comes_first():
    waits = Waiting("Nobody has been told.", "Tell people first.")
    asked = Question(
        act="read",
        on=ON,
        roles=frozenset({"head"}),
        purpose="pupil-learning",
        category="identity",
        waits=waits,
    )
    answer = decide(PACK, asked)
    assert (answer.verdict, answer.code) == ("deny", "purpose-not-in-force")
    assert (answer.why, answer.next) == (waits.why, waits.next)
    assert answer.cites == ("pack:purposes.pupil-learning", "UK GDPR, Articles 5(1)(b), 13(3) and 14(4)")
    assert decide(PACK, replace(asked, waits=None)).allowed
