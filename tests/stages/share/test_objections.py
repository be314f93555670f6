"""Somebody does not want a recipient told: what the pack promised and what the law says, at the gate."""

from uuid import uuid4

import pytest

from hornbook.rules.base.refused import Refused
from hornbook.stages.share import acts as share
from hornbook.stages.share import queries
from hornbook.stages.use import about, objections
from tests.keeps import keeps
from tests.town import now, today

DISCRETIONARY = "commissioned-providers"


def objects(school, pupil, case=None, **to):
    school.act(lambda: objections.place(school.ref, pupil.ref, case=case or uuid4(), at=now(), **to))


def plan(school, route, *pupils, given=("agreement",)):
    people = [pupil.ref for pupil in pupils]
    made = share.plan(by=school.dpo, at=now(), route=route, people=people, given=given)
    return {c.person: "" for c in made.going} | {c.person: c.decision.code for c in made.staying}


@keeps("126")
def test_at_the_alliance_an_objection_stops_what_the_law_does_not_require_and_nothing_else(real_town):
    school = real_town.controller("ela")
    ada, bea = school.pupil(age=14), school.pupil(age=14)
    case = uuid4()
    objects(school, ada, case)
    objects(school, ada, case)

    assert plan(school, DISCRETIONARY, ada, bea) == {ada.ref: "objected", bea.ref: ""}
    for route in ("dfe-census", "local-authority", "next-school", "youth-support"):
        assert plan(school, route, ada) == {ada.ref: ""}
    with pytest.raises(Refused) as refused:
        share.send(by=school.dpo, at=now(), route=DISCRETIONARY, people=[ada.ref], given=["agreement"])
    assert refused.value.code == "objected"
    assert queries.about(school.ref, ada.ref) == []

    safety = ("agreement", "emergency", "approval")
    assert plan(school, DISCRETIONARY, ada, given=safety) == {ada.ref: ""}
    assert plan(school, DISCRETIONARY, ada, given=safety[:2]) == {ada.ref: "objected"}

    assert school.act(lambda: objections.lift(school.ref, case=case, at=now())) == 1
    assert plan(school, DISCRETIONARY, ada) == {ada.ref: ""}


@keeps("126")
def test_an_objection_to_one_recipient_leaves_the_others(real_town):
    school = real_town.controller("ela")
    ada = school.pupil(age=17)
    objects(school, ada, route="post-16")
    assert plan(school, "post-16", ada) == {ada.ref: "objected"}
    assert plan(school, DISCRETIONARY, ada) == {ada.ref: ""}


def test_elsewhere_the_officer_weighs_an_objection_first(town):
    school = town.controller("mmap")
    ada = school.pupil(age=14)
    objects(school, ada)
    assert plan(school, DISCRETIONARY, ada) == {ada.ref: "objected"}
    assert plan(school, DISCRETIONARY, ada, given=("agreement", "approval")) == {ada.ref: ""}


def test_an_objection_holds_with_the_controller_it_was_made_to_alone(real_town):
    one, other = real_town.controller("ela"), real_town.controller("ela")
    ada = other.pupil(age=14)
    one.act(lambda: objections.place(one.ref, ada.ref, case=uuid4(), at=now()))
    assert plan(other, DISCRETIONARY, ada) == {ada.ref: ""}


def test_whoever_objected_sees_it_in_their_copy_and_it_goes_with_the_record(town):
    school = town.controller("ela")
    ada = school.pupil(age=14)
    objects(school, ada)
    objects(school, ada, route="post-16")
    (section,) = about.copy(school.ref, ada.ref, now())
    assert [row["What"] for row in section.rows] == [
        "Not told to anybody whom the law does not name",
        "Not told to post 16",
    ]
    assert {row["Since"] for row in section.rows} == {f"{today():%-d %B %Y}"}
    assert school.act(lambda: about.forget(school.ref, ada.ref, now())) == {"objections": 2}
    assert about.copy(school.ref, ada.ref, now())[0].rows == []


@keeps("21", "153")
def test_what_the_trust_reads_above_its_schools_is_logged_as_sharing(town):
    school = town.controller("amat")
    ada = school.pupil(age=14).holds("medical", condition="medical-canary")
    with pytest.raises(Refused) as refused:
        share.send(by=school.dpo, at=now(), route="trust-level", people=[ada.ref])
    assert refused.value.code == "needs-more"
    sent = share.send(by=school.dpo, at=now(), route="trust-level", people=[ada.ref], given=["necessity"])
    disclosure, told = queries.one(school.ref, sent.disclosure)
    assert (disclosure.route, [t.person for t in told]) == ("trust-level", [ada.ref])
    assert b"medical-canary" not in sent.content
