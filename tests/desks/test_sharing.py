"""Sending at the desk: a plan that sends nothing, a second look, one file, and the log of it."""

from hornbook.stages.share import queries as share
from tests.desks.looking import shot, violations
from tests.desks.people import at_desk, let_in
from tests.keeps import keeps


@keeps("124", "127", "137", "163")
def test_a_plan_sends_nothing_and_a_second_look_sends_exactly_what_it_named(town, page, signed_in):
    school = town.school
    ada, young = school.with_everything(age=14), school.pupil(age=12)
    page = signed_in(at_desk(school.office))
    page.goto("/sharing/")
    page.click("text=Youth support services")
    page.click("text=See who would go today")
    said = page.locator("main").inner_text()
    assert ada.canary("identity") in page.locator("tbody").inner_text()
    assert "from the day they are 13" in said
    assert young.canary("identity") not in page.locator(".hb-second-look").inner_text()
    assert share.log(school.ref) == []
    assert violations(page) == []
    shot(page, "share-plan")

    with page.expect_download() as handed:
        page.click("text=Send and download the file")
    sent = handed.value.path().read_text(encoding="utf-8-sig")
    assert ada.canary("identity") in sent
    assert young.canary("identity") not in sent
    assert ada.canary("medical") not in sent
    assert [d.people_count for d in share.log(school.ref)] == [1]

    let_in(page.context, at_desk(school.dpo))
    page.goto(f"/pupils/{ada.ref}/who/?kind=sent")
    assert "Sent to Youth support services" in page.locator("main ol").inner_text()
    assert page.locator("main ol > li").count() == 1
    page.click("main ol a")
    assert share.log(school.ref)[0].fingerprint in page.locator("main").inner_text()


@keeps("126")
def test_what_must_be_recorded_first_keeps_everybody_out_until_it_is(town, signed_in):
    school = town.school
    school.pupil(age=14)
    route = next(r for r in school.pack.routes.values() if r.needs == {"agreement"} and not r.year_groups)
    page = signed_in(at_desk(school.office))
    page.goto(f"/sharing/{route.id}/")
    page.click("text=See who would go today")
    assert page.locator("text=Send and download").count() == 0
    assert "this has to be recorded: agreement" in page.locator("main").inner_text()


def test_a_get_sends_nothing(town, signed_in):
    town.school.pupil(age=14)
    page = signed_in(at_desk(town.school.office))
    page.goto("/sharing/youth-support/send/")
    assert page.locator("h1").inner_text() == "Who would go today"
    assert share.log(town.school.ref) == []
