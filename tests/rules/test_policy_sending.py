"""What may go along a route: listed, running, for whom it is, for its reason, and nothing not in it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hornbook.packs import SHIPPED
from hornbook.rules.policy import decide, load
from hornbook.rules.policy.limits import standing
from hornbook.rules.policy.types import Limit, Question
from tests.keeps import keeps

ON, BORN = date(2026, 11, 24), date(2011, 5, 4)
PACK = load("england-alternative-provision", [SHIPPED])
YOUTH = PACK.routes["youth-support"]


def with_route(**changed):
    return replace(PACK, routes={**PACK.routes, "youth-support": replace(YOUTH, **changed)})


def send(pack=PACK, route="youth-support", **asked):
    asked = {"on": ON, "born": BORN, "act": "share", "route": route, "roles": frozenset({"dpo"}), **asked}
    return decide(pack, Question(**asked))


def fields(*names):
    return frozenset(names)


REFUSED = {
    "a recipient nobody lists": ({"route": "newspaper"}, "deny", "recipient-unlisted"),
    "a purpose that is none": ({"purpose": "curiosity"}, "deny", "purpose-undeclared"),
    "another purpose than the route's": ({"purpose": "pupil-learning"}, "deny", "not-for-this-purpose"),
    "nobody knows the age": ({"born": None}, "deny", "age-unknown"),
    "the day before thirteen": ({"on": date(2024, 5, 3)}, "deny", "too-young"),
    "the day of twenty": ({"on": date(2031, 5, 4)}, "deny", "too-old"),
    "the day of twenty-five, with a need": (
        {"on": date(2036, 5, 4), "learning_difficulty": True},
        "deny",
        "too-old",
    ),
    "use is restricted": ({"restricted": True}, "deny", "restricted"),
    "a category that is none": ({"category": "shoe_size"}, "deny", "not-in-pack"),
    "a field of a category that is none": ({"fields": fields("shoe_size.left")}, "deny", "not-in-pack"),
    "a category that does not travel": ({"category": "medical"}, "deny", "not-on-route"),
    "a field that does not travel": (
        {"category": "identity", "fields": fields("upn")},
        "deny",
        "not-on-route",
    ),
    "a field named with its category": ({"fields": fields("identity.upn")}, "deny", "not-on-route"),
}


@keeps("124", "126", "163")
@pytest.mark.parametrize(("asked", "verdict", "code"), REFUSED.values(), ids=REFUSED)
def test_what_may_not_go_is_refused_with_its_reason_and_what_to_do(asked, verdict, code):
    answer = send(**asked)
    assert (answer.verdict, answer.code) == (verdict, code)
    assert answer.why
    assert answer.next
    assert answer.cites
    assert not answer.fields


def test_on_the_days_between_the_birthdays_it_goes():
    for on, need in ((date(2024, 5, 4), False), (date(2031, 5, 3), False), (date(2036, 5, 3), True)):
        assert send(on=on, learning_difficulty=need).verdict == "allow"
    assert (
        send(with_route(below_age_need=None), on=date(2031, 5, 4), learning_difficulty=True).code == "too-old"
    )
    assert send(with_route(from_age=None), on=date(2014, 5, 4)).verdict == "allow"
    assert send(with_route(below_age=None, below_age_need=None), on=date(2051, 5, 4)).verdict == "allow"
    ageless = with_route(from_age=None, below_age=None, below_age_need=None)
    assert send(ageless, born=None).verdict == "allow"


@keeps("124")
def test_everything_that_travels_goes_where_nothing_in_particular_is_asked_for():
    answer = send()
    assert answer.fields == YOUTH.fields
    assert answer.why == f"{YOUTH.recipient}: {YOUTH.why}"
    assert answer.cites == ("pack:routes.youth-support", *YOUTH.gateways)
    assert send(category="identity").fields == {"identity": YOUTH.fields["identity"]}
    some = send(category="identity", fields=fields("sex", "address.postcode"), purpose="next-steps")
    assert some.fields == {"identity": {"sex"}, "address": {"postcode"}}


def test_a_route_runs_from_its_first_day_to_its_last():
    pack = with_route(starts=ON, ends=ON)
    assert send(pack).verdict == "allow"
    before, after = send(pack, on=ON - timedelta(1)), send(pack, on=ON + timedelta(1))
    assert (before.code, after.code) == ("route-not-started", "route-ended")
    assert before.why == "Nothing goes to Youth support services before 24 November 2026."
    assert "since 24 November 2026, when this sharing ended" in after.why


def test_a_route_for_some_years_is_for_no_others():
    pack = with_route(year_groups=frozenset({"10", "11"}))
    assert send(pack, year_group="10").verdict == "allow"
    answer = send(pack, year_group="9")
    assert (answer.code, answer.why) == (
        "not-this-year-group",
        "This route is for pupils in Year 10, 11 only.",
    )
    assert send(pack, year_group="").code == "not-this-year-group"


def test_what_has_to_be_recorded_first_holds_it_back():
    pack = with_route(needs=frozenset({"consent", "agreement"}))
    answer = send(pack, given=fields("agreement"))
    assert (answer.verdict, answer.code) == ("hold", "needs-more")
    assert answer.why.endswith("this has to be recorded: consent.")
    assert send(pack, given=fields("agreement", "consent")).verdict == "allow"


def test_a_restriction_holds_back_all_but_what_the_law_orders_in_spite_of_it():
    ordered = replace(PACK.purposes["next-steps"], when_restricted="Education Act 1996, section 537A")
    pack = replace(PACK, purposes={**PACK.purposes, "next-steps": ordered})
    assert send(pack, restricted=True).verdict == "allow"


def limited(by="parent", on=date(2025, 5, 3), lifted=False):
    return Limit("youth-support", by, on, lifted)


@keeps("163", "165")
def test_a_limit_leaves_the_minimum_and_says_whose_it_is():
    answer = send(limits=(limited(),))
    assert answer.fields == YOUTH.minimum
    assert (
        answer.why == "Youth support services may have the minimum only: a parent limited it on 3 May 2025."
    )
    more = send(limits=(limited(),), category="identity", fields=fields("sex"))
    assert (more.verdict, more.code) == ("deny", "limited-by-parent")
    name = send(limits=(limited(),), category="identity", fields=fields("legal_surname"))
    assert name.fields == {"identity": {"legal_surname"}}


@keeps("163", "165")
def test_a_parents_limit_waits_for_the_pupil_from_sixteen():
    asked = {"born": date(2010, 5, 4), "limits": (limited(),)}
    assert send(**asked).why.endswith("3 May 2025, and the pupil, who decides now, has not answered yet.")
    more = send(**asked, category="identity", fields=fields("sex"))
    assert (more.verdict, more.code) == ("hold", "limited-by-parent")
    assert more.next == "Ask the pupil, who decides now, and send the rest if they agree."
    own = send(born=date(2010, 5, 4), limits=(limited(), limited("pupil", date(2026, 6, 1))))
    assert own.why.endswith("the pupil limited it on 1 June 2026.")


def test_without_a_date_of_birth_the_last_limit_that_stands_is_obeyed():
    early, late = limited(on=date(2025, 1, 1)), limited("pupil", date(2025, 2, 1))
    assert standing(YOUTH, None, ON, [early, late]).by == "pupil"
    assert not standing(YOUTH, None, ON, [limited(lifted=True)]).limited
    assert not standing(YOUTH, BORN, ON, [replace(early, route="elsewhere")]).limited
    assert not standing(replace(YOUTH, minimum=None), BORN, ON, [early]).limited
    assert not standing(YOUTH, BORN, date(2024, 12, 31), [early]).limited
