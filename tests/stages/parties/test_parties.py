"""Who works where: roles from a day until a day, packs adopted, and nobody let in twice or by themselves."""

from datetime import timedelta

import pytest
from django.apps import apps

from hornbook.rules.base.refused import BadInput, Refused
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger.tenancy import inside
from hornbook.stages.parties import acts as parties
from hornbook.stages.parties import queries
from tests.keeps import keeps
from tests.town import now, today

DAY = timedelta(days=1)


def invite(school, email="ann@school.example.org", roles=("office",), starts=None, by=None):
    asked = {"email": email, "name": "Ann Canary", "roles": roles, "starts": starts or today()}
    return parties.invite(by=by or school.head, at=now(), **asked)


@keeps("97")
def test_a_role_begins_and_ends_on_its_days(town):
    school = town.school
    ann = invite(school, starts=today() + DAY)

    def roles(on):
        actor = queries.actor_for(ann, school.ref, on, second_factor=True)
        return actor and actor.roles

    assert (roles(today()), roles(today() + DAY)) == (None, {"office"})
    with inside(school.ref):
        apps.get_model("parties", "membership").objects.filter(account=ann).update(ends=today() + 3 * DAY)
    assert (roles(today() + 3 * DAY), roles(today() + 4 * DAY)) == ({"office"}, None)
    assert queries.seats(ann, today()) == []
    assert [s.controller for s in queries.seats(ann, today() + DAY)] == [school.ref]


def test_one_account_may_work_for_two_controllers_and_is_somebody_else_at_each(town):
    school, other = town.school, town.controller("england-alternative-provision")
    ann = invite(school)
    assert invite(other, email="ANN@school.example.org", roles=("teacher",)) == ann
    assert queries.actor_for(ann, school.ref, today(), second_factor=True).roles == {"office"}
    assert queries.actor_for(ann, other.ref, today(), second_factor=True).roles == {"teacher"}
    assert {s.controller for s in queries.seats(ann, today())} == {school.ref, other.ref}
    assert [a.ref for a, _ in queries.colleagues(other.ref, today())].count(ann) == 1


@keeps("97")
def test_who_may_not_invite_invites_nobody_and_no_role_is_made_up(real_town):
    school = real_town.school
    for by, roles, code in (
        (school.office, ("head",), "role-not-allowed"),
        (school.head, ("emperor",), "role-unknown"),
    ):
        with pytest.raises(Refused) as refused:
            invite(school, roles=roles, by=by)
        assert refused.value.code == code
    assert queries.account_by_email("ann@school.example.org") is None


def test_inviting_again_changes_nothing(town):
    school = town.school
    assert invite(school) == invite(school)
    with inside(school.ref):
        assert apps.get_model("parties", "membership").objects.filter(role="office").count() == 1


def test_the_ledger_knows_a_colleague_by_reference_only(town):
    school = town.school
    ann = invite(school)
    line = ledger.latest(school.ref, acts=["people.invite"])[0]
    assert ledger.people_in(school.ref, line.id) == [ann]
    assert "canary" not in str(line).lower()
    assert "@" not in str(line)


def test_a_pack_is_adopted_on_a_day_by_somebody_and_stays_in_the_list(town):
    school = town.school
    before = queries.pack_of(school.ref).digest
    digest = parties.adopt(by=school.dpo, at=now(), pack="mmap")
    history = queries.pack_history(school.ref)
    assert [(h.pack, h.digest) for h in history] == [
        ("england-alternative-provision", before),
        ("mmap", digest),
    ]
    assert history[-1].by == school.dpo.ref
    assert queries.pack_of(school.ref).id == "mmap"


def test_a_pack_that_is_not_there_is_not_adopted(real_town):
    school = real_town.school
    with pytest.raises((BadInput, Refused)):
        parties.adopt(by=school.dpo, at=now(), pack="no-such-pack")
    assert queries.pack_of(school.ref).id == "england-alternative-provision"


def test_founding_again_changes_nothing(town):
    school = town.school
    again = parties.found(slug=school.slug, name="Another name", pack="mmap", at=now())
    assert again == school.ref
    assert queries.pack_of(school.ref).id == "england-alternative-provision"
    assert len(queries.pack_history(school.ref)) == 1


def test_establishments_are_made_once_by_their_code(town):
    school = town.school
    codes = {"8869999": "Canary School", "8868888": "Sparrow School"}
    first = school.act(lambda: parties.establishments(school.ref, codes))
    assert school.act(lambda: parties.establishments(school.ref, codes)) == first
    assert queries.establishment_names(school.ref) == {first[c]: name for c, name in codes.items()}
