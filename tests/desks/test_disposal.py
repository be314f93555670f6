"""Disposal by two people, each at their own desk, each looking twice."""

from datetime import timedelta

from hornbook.rules.base.dates import add_years
from hornbook.stages.retain import queries as retain
from tests.desks.looking import check_page, shot, violations
from tests.desks.people import at_desk, let_in
from tests.keeps import keeps
from tests.town import today


def due_pupils(school, count):
    born = add_years(today(), -26)
    return [school.pupil(born=born - timedelta(days=n), on_roll=False) for n in range(count)]


def propose(page, pupil):
    """Tick one on the list. Something was recorded about each just now, so that none is ticked beforehand."""
    box = page.locator(f"input[value='{pupil.ref}']")
    assert not box.is_checked()
    assert "Look twice:" in page.locator("tbody").first.inner_text()
    box.check()
    page.click("text=Propose what is ticked")


@keeps("113", "118")
def test_two_people_dispose_of_what_is_due_and_a_certificate_stays(town, page, signed_in):
    school = town.school
    goes, stays = due_pupils(school, 2)
    page = signed_in(at_desk(school.office))
    page.goto("/disposal/due/")
    propose(page, goes)
    look = page.locator(".hb-second-look").inner_text()
    assert goes.canary("identity") in look
    assert stays.canary("identity") not in look
    assert violations(page) == []
    shot(page, "disposal-second-look")
    page.click("text=Propose disposal of 1 record")
    where = page.url
    assert "Proposed. Two people now have to approve it." in page.locator("main").inner_text()
    assert not page.locator("text=I approve the destruction").count()

    for approver in (school.dpo, school.head):
        let_in(page.context, at_desk(approver))
        page.goto(where)
        assert goes.canary("identity") in page.locator(".hb-second-look").inner_text()
        page.click("text=I approve the destruction of 1 record")
    let_in(page.context, at_desk(school.dpo))
    page.goto(where)
    page.click("text=Destroy 1 record now")
    assert "Certificates written: 1." in page.locator("main").inner_text()
    page.click(".hb-refs a")
    check_page(page)
    assert str(goes.ref) in page.locator("main").inner_text()
    assert goes.canary("identity") not in page.content()
    assert page.goto(f"/pupils/{goes.ref}/").status == 404
    assert page.goto(f"/pupils/{stays.ref}/").status == 200


@keeps("118")
def test_one_person_cannot_dispose_and_is_told_what_to_do(town, page, signed_in):
    school = town.school
    (one,) = due_pupils(school, 1)
    page = signed_in(at_desk(school.dpo))
    page.goto("/disposal/due/")
    propose(page, one)
    page.click("text=Propose disposal of 1 record")
    page.click("text=I approve the destruction")
    assert "A second person has to approve it too." in page.locator("main").inner_text()
    assert page.locator("text=Destroy 1 record now").count() == 0
    assert [b["state"] for b in retain.batches(school.ref)] == ["proposed"]


def test_a_proposal_is_taken_back(town, signed_in):
    (one,) = due_pupils(town.school, 1)
    page = signed_in(at_desk(town.school.office))
    page.goto("/disposal/due/")
    propose(page, one)
    page.click("text=Propose disposal of 1 record")
    page.click("text=Take this proposal back")
    assert "Nothing happens to anybody in it." in page.locator("main").inner_text()
    assert [b["state"] for b in retain.batches(town.school.ref)] == ["withdrawn"]


def test_nothing_ticked_is_said_at_the_top(town, signed_in):
    due_pupils(town.school, 1)
    page = signed_in(at_desk(town.school.office))
    page.goto("/disposal/due/")
    page.click("text=Propose what is ticked")
    assert "Tick the records you propose" in page.locator(".govuk-error-summary").inner_text()
    assert violations(page) == []


def test_looking_at_an_address_changes_nothing(town, signed_in):
    (one,) = due_pupils(town.school, 1)
    page = signed_in(at_desk(town.school.dpo))
    page.goto("/disposal/due/")
    propose(page, one)
    page.click("text=Propose disposal of 1 record")
    for step in ("approve", "withdraw", "dispose"):
        page.goto(f"{page.url.split('?')[0].rstrip('/')}/{step}/")
        assert retain.batches(town.school.ref)[0]["state"] == "proposed"
        assert retain.batches(town.school.ref)[0]["approved_by"] == []
