"""Everybody who signs in lands on a page that works, whatever role the pack gave them."""

from datetime import timedelta

import pytest

from hornbook.faces.web.desks import desks_of
from hornbook.rules.policy.load import load, packs
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.use import acts as use
from hornbook.stages.use.gate import Write
from tests.desks.furnish import pupils
from tests.desks.looking import check_page
from tests.desks.people import at_desk, client_of
from tests.keeps import keeps
from tests.town import now, today

ROLES = ("dpo", "information-governance", "caseworker", "analyst", "data-officer", "head-of-service")


def test_every_role_of_every_shipped_pack_has_a_desk(settings):
    folders = settings.HORNBOOK_PACKS
    homeless = {
        (pack, role) for pack in packs(folders) for role in load(pack, folders).roles if not desks_of({role})
    }
    assert homeless == set()


@pytest.mark.parametrize("role", ROLES)
def test_a_council_role_lands_on_its_own_page(role, town, signed_in):
    pupils(town.council, 2)
    page = signed_in(at_desk(town.council.someone(role)))
    page.goto("/")
    check_page(page, name=f"home-{role}")
    assert page.locator("main").inner_text()


def test_a_school_role_lands_on_its_own_page(town):
    homes = {
        role: client_of(at_desk(town.school.someone(role))).get("/", follow=True).request["PATH_INFO"]
        for role in town.school.pack.roles
    }
    assert homes == {
        "dpo": "/dpo/",
        "head": "/head/",
        "office": "/office/",
        "teacher": "/staff/",
        "tutor": "/staff/",
        "senco": "/staff/",
        "safeguarding-lead": "/staff/",
        "governor": "/head/",
    }


@keeps("268")
def test_the_dpo_of_a_school_with_a_published_notice_sees_its_promises(town, signed_in):
    school = town.controller("mmap")
    page = signed_in(at_desk(school.dpo))
    check_page(page, "/dpo/", name="home-dpo-mmap")
    counted = page.locator("section[aria-labelledby=promises] .hb-states a").all_inner_texts()
    assert counted
    page.locator("section[aria-labelledby=promises] .hb-states a").first.click()
    shown = page.locator("main tbody").last.locator("tr").count()
    assert f"{shown} " in counted[0]


@keeps("99")
def test_the_first_pages_of_dpo_head_and_council_open_nobody(town):
    pupils(town.school, 3)
    for role, address in (("dpo", "/dpo/"), ("head", "/head/")):
        someone = getattr(town.school, role)
        assert client_of(at_desk(someone)).get(address).status_code == 200
        assert ledger.latest(town.school.ref, by=someone.ref) == []


def test_the_office_sees_who_joined_and_who_left(town, signed_in):
    came, went = town.school.pupil(age=12), town.school.pupil(age=13)
    first, last = (today() - timedelta(days=3)).isoformat(), today().isoformat()
    joining = {"establishment": "8860002", "entry_date": first}
    leaving = {"establishment": "8869999", "entry_date": "2024-09-02", "leaving_date": last}
    writes = [Write(came.ref, "enrolment", joining), Write(went.ref, "enrolment", leaving)]
    use.change(by=town.school.office, at=now(), purpose="pupil-learning", writes=writes)
    page = signed_in(at_desk(town.school.office))
    page.goto("/office/")
    joined, left = page.locator("main section").all_inner_texts()
    assert came.canary("identity") in joined
    assert went.canary("identity") not in joined
    assert went.canary("identity") in left
    assert came.canary("identity") not in left


@pytest.mark.parametrize("role", ["parent", "supplier"])
def test_a_desk_that_has_no_work_yet_says_what_will_stand_there(role, person, signed_in):
    page = signed_in(person(role))
    page.goto("/")
    check_page(page, name=f"home-{role}")
    assert "What will stand here." in page.locator("main").inner_text()
