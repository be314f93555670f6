"""Whatever is asked, by whomever, for whatever reason: no field comes out that the pack does not list."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook.packs import SHIPPED
from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.rules.catalogue.base import categories
from hornbook.rules.policy import packs
from hornbook.stages.use import acts as use
from hornbook.stages.use import gate, restrictions
from hornbook.stages.use.gate import Write
from hornbook.stages.use.gate.asking import day_of
from tests.keeps import keeps
from tests.town import now

PACKS = packs([SHIPPED])


@pytest.fixture(params=PACKS)
def place(request, real_town):
    """A controller on each pack, and somebody there with a canary in every field it declares."""
    school = real_town.controller(request.param)
    ada = school.with_everything()
    if "relation" in school.pack.categories:
        school.parent_of(ada)
    return school, ada


def listed(pack, roles, relations, purpose, kind="reads"):
    """What these roles, standing so, may see for this purpose: read from the pack and from nothing else."""
    found: dict[str, set[str]] = {}
    for name in roles & pack.roles.keys():
        role = pack.roles[name]
        if "any" in role.relations or role.relations & relations:
            for category, fields in getattr(role, kind).get(purpose, {}).items():
                if category in pack.purposes[purpose].categories:
                    found.setdefault(category, set()).update(fields & pack.categories[category].fields)
    return found


@keeps("22", "97", "100")
def test_no_combination_of_role_purpose_and_relation_lets_out_a_field_not_listed(place):
    school, ada = place
    pack = school.pack
    everyone = school.someone(*pack.roles)
    kinds = sorted({r for role in pack.roles.values() for r in role.relations} - {"any"})
    group = {}
    for relation in kinds:
        group[relation] = school.someone(*pack.roles)
        school.teaches(group[relation], ada, relation=relation)

    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.sets(st.sampled_from(sorted(pack.roles)), max_size=3),
        st.sampled_from([*sorted(pack.purposes), "marketing"]),
        st.sampled_from([None, *kinds]),
    )
    def nothing_else_comes_out(roles, purpose, relation):
        who = group[relation] if relation else everyone
        by = Actor(who.ref, school.ref, frozenset(roles), True)
        may = listed(pack, roles, {relation} - {None}, purpose) if purpose in pack.purposes else {}
        try:
            (seen,) = use.read(by=by, at=now(), purpose=purpose, people=[ada.ref])
        except Refused:
            return
        assert seen.records.keys() <= may.keys()
        for category, records in seen.records.items():
            for record in records:
                assert record.values.keys() <= may[category], category
                assert record.sources.keys() <= may[category], category
                about = categories[category]
                assert record.other is None or about.points_at in may[category]
                assert record.filed_under == "" or about.filed_by in may[category]
        if "date_of_birth" not in may.get("identity", ()):
            assert seen.due_month is None

    nothing_else_comes_out()


@keeps("22", "29")
def test_what_the_pack_does_not_declare_cannot_be_written_by_anybody(place):
    school, ada = place
    pack = school.pack
    by = school.someone(*pack.roles)
    for name, category in categories.items():
        declared = pack.categories[name].fields if name in pack.categories else frozenset()
        for field in sorted(category.field_names - declared)[:3]:
            for purpose in pack.purposes:
                with pytest.raises(Refused):
                    use.change(
                        by=by, at=now(), purpose=purpose, writes=[Write(ada.ref, name, {field: "canary"})]
                    )


@keeps("225")
def test_what_is_restricted_is_kept_and_not_used(real_town):
    school = real_town.school
    ada, bea = school.pupil(legal_surname="Aacanary"), school.pupil(legal_surname="Bbcanary")
    file = school.letter_about(ada, b"canary")
    case = real_town.council.ref
    school.act(lambda: restrictions.place(school.ref, ada.ref, case=case, at=now()))
    school.act(lambda: restrictions.place(school.ref, ada.ref, case=case, at=now()))

    def look(purpose="pupil-learning", people=(ada.ref,)):
        return use.read(by=school.office, at=now(), purpose=purpose, people=people)

    for way in (
        look,
        lambda: look(people=(bea.ref, ada.ref)),
        lambda: school.act(
            lambda: gate.file(by=school.office, purpose="pupil-learning", person=ada.ref, ref=file, at=now())
        ),
    ):
        with pytest.raises(Refused) as refused:
            way()
        assert (refused.value.code, "UK GDPR, Article 18" in refused.value.cites) == ("restricted", True)
    assert use.find(by=school.office, at=now(), purpose="pupil-learning", text="aacanary") == ()
    page, total = use.listing(by=school.office, at=now(), purpose="pupil-learning")
    assert [(s.person, sorted(s.records)) for s in page] == [
        (ada.ref, []),
        (bea.ref, ["enrolment", "identity"]),
    ]
    assert (total, "restricted" in page[0].left_out["identity"]) == (2, True)

    (still,) = use.read(by=school.dpo, at=now(), purpose="rights-and-records", people=[ada.ref])
    assert still.one("identity")["legal_surname"] == "Aacanary", "it goes on for the person's own rights"
    school.write(ada.ref, "identity", {"legal_surname": "Aacorrected"})  # storing goes on

    assert school.act(lambda: restrictions.lift(school.ref, case=case, at=now())) == 1
    assert look()[0].one("identity")["legal_surname"] == "Aacorrected"


def test_the_day_of_an_act_is_the_day_in_london():
    assert day_of(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)
