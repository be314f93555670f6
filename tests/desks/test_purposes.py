"""A new purpose at the desk: seen, proposed, decided, told; shut on every page until its day."""

from datetime import timedelta

import pytest

from hornbook.faces.web.purposes import forms
from hornbook.rules.law import dpa_2018_conditions as special
from hornbook.rules.law import uk_gdpr_bases as bases
from hornbook.stages.account import acts as account
from hornbook.stages.parties import acts as parties
from hornbook.stages.registers.purposes import queries
from tests.desks.looking import check_page, shot, violations
from tests.desks.people import at_desk
from tests.keeps import keeps
from tests.own_packs import OwnPacks
from tests.town import now, today

BASE = "england-school"
TRIPS = """
[trips]
text = "To take you on trips"
child = "To take you on trips."
basis = "6(1)(e)"
laws = ["Education Act 1996, section 19"]
categories = ["identity", "medical"]
conditions = { "*" = "sch1-18" }
"""


@pytest.fixture
def school(town, settings, tmp_path):
    """A school whose adopted pack names one purpose more than people were told."""
    settings.HORNBOOK_PACKS = (tmp_path,)
    packs = OwnPacks(tmp_path)
    school = town.controller(BASE)
    account.publish(by=school.dpo, at=now())
    packs.append(f"{BASE}/purposes.toml", TRIPS)
    parties.adopt(by=school.dpo, at=now(), pack=BASE)
    return school


def propose(page):
    page.goto("/purposes/")
    page.click("text=Propose it")
    page.fill("#id_why", "The heads of year ask for it.")
    page.get_by_label("A public task").check()
    page.get_by_label("Statistics", exact=True).check()
    page.get_by_label("It is a task or duty of our own").check()
    page.select_option("#id_special_use", "safeguarding")
    page.get_by_label("There is an appropriate policy document").check()
    page.click("button:has-text('Propose and check')")


@keeps("52")
def test_the_dpo_takes_a_purpose_from_the_pack_to_its_day(school, signed_in):
    page = signed_in(at_desk(school.dpo))
    check_page(page, "/purposes/", name="purposes-unproposed")
    check_page(page, "/purposes/new/trips/", name="purposes-propose")
    propose(page)
    where = page.url
    check_page(page, where, name="purposes-proposed")
    assert page.locator("h1").inner_text() == "To take you on trips: proposed"
    assert page.locator("strong:text-is('Yes.')").count() == 3
    page.fill("#agree-why", "It is right.")
    page.click("button:has-text('Agree to it')")
    assert "Publish the notice first" in page.locator(".govuk-inset-text").inner_text()
    page.click("text=Publish the notice")
    page.click("button:has-text('Publish')")
    page.goto(where)
    page.click("button:has-text('People were told')")
    check_page(page, where, name="purposes-told")
    assert page.locator("h1").inner_text() == "To take you on trips: told"
    (told,) = queries.changes(school.ref, today())
    assert (told.told_on, told.effective_on) == (today(), today() + timedelta(days=1))


@keeps("52")
def test_what_the_law_rejects_is_shown_so_and_cannot_be_agreed(school, signed_in):
    page = signed_in(at_desk(school.dpo))
    page.goto("/purposes/new/trips/")
    page.fill("#id_why", "We would like to.")
    page.get_by_label("A public task").check()
    page.get_by_label("None of these").first.check()
    page.click("button:has-text('Propose and check')")
    assert page.locator("strong:text-is('No.')").count() >= 1
    page.fill("#agree-why", "Please.")
    page.click("button:has-text('Agree to it')")
    assert "It cannot be agreed." in page.locator("main").inner_text()
    assert violations(page) == []


def test_what_is_left_out_is_said_beside_its_field(school, signed_in):
    page = signed_in(at_desk(school.dpo))
    page.goto("/purposes/new/trips/")
    page.click("button:has-text('Propose and check')")
    assert page.locator(".govuk-error-summary__list li").count() == 3
    assert violations(page) == []
    shot(page, "purposes-error")
    assert queries.changes(school.ref, today()) == []


def test_a_purpose_that_waits_for_nothing_has_no_form(school, signed_in):
    page = signed_in(at_desk(school.dpo))
    assert page.goto("/purposes/new/progress/").status == 404


def test_the_office_has_no_such_page(school, signed_in):
    page = signed_in(at_desk(school.office))
    assert page.goto("/purposes/").status == 403


def test_every_kind_that_the_law_knows_has_words():
    assert tuple(forms.KINDS) == bases.NEW_PURPOSES
    assert set(forms.COLLECTED_ON) == set(bases.COLLECTED_ON)
    assert tuple(forms.SPECIAL) == special.PURPOSES
