"""A request from the first word to the copy, at the office's and the data protection officer's desks."""

import io
import zipfile
from datetime import timedelta

from hornbook.stages.rights import queries as rights
from tests.desks.looking import check_page, shot, violations
from tests.desks.people import at_desk, let_in
from tests.keeps import keeps
from tests.town import today


def begin(page, ada, who="The pupil"):
    """Open the request from the pupil's own page, the second look included."""
    page.goto(f"/pupils/{ada.ref}/")
    page.click("text=Someone asks for a copy of this")
    page.get_by_label(who).first.check()
    page.get_by_label("By word of mouth").check()
    page.fill("#id_received", (today() - timedelta(days=5)).isoformat())
    page.fill("#id_said", "Whatever you have about the trip.")
    page.click("text=Continue")


@keeps("194", "196", "197", "210")
def test_the_office_writes_a_request_down_and_the_dpo_answers_it_whole(town, page, signed_in):
    school, ada = town.school, town.school.with_everything(age=14)
    page = signed_in(at_desk(school.office))
    begin(page, ada)
    assert ada.canary("identity") in page.locator(".hb-second-look").inner_text()
    assert rights.open_cases(school.ref, today()) == []
    assert violations(page) == []
    shot(page, "request-second-look")
    page.click("button:has-text('Open the request')")
    where = page.url
    assert page.locator("button:has-text('Make the copy')").count() == 0

    let_in(page.context, at_desk(school.dpo))
    page.goto("/dpo/")
    page.click(".hb-clock__what a")
    assert page.url == where
    page.click("summary:has-text('Keep something back')")
    page.select_option("#withhold-category", "medical")
    page.select_option("#withhold-code", "serious-harm")
    page.fill("#withhold-reason", "Her doctor says so.")
    page.click("button:has-text('Keep something back')")
    with page.expect_download() as handed:
        page.click("button:has-text('Make the copy and download it')")
    files = zipfile.ZipFile(io.BytesIO(handed.value.path().read_bytes()))
    assert {"copy.pdf", "copy.html", "copy.json", "certificate.html", "certificate.json"} <= set(
        files.namelist()
    )
    copied = files.read("copy.json").decode()
    assert ada.canary("attendance") in copied
    assert ada.canary("medical") not in copied

    page.goto(where)
    check_page(page, name="request-copied")
    page.select_option("#close-outcome", "answered")
    page.click("button:has-text('Close the request')")
    assert "answered" in page.locator("h1").inner_text()
    assert rights.open_cases(school.ref, today()) == []


@keeps("210", "212")
def test_the_clock_stands_while_identity_is_asked_for_and_says_so_day_by_day(town, signed_in):
    ada = town.school.pupil(age=14)
    page = signed_in(at_desk(town.school.dpo))
    begin(page, ada, "Somebody else for them")
    page.click("button:has-text('Open the request')")
    page.click("summary:has-text('Ask for proof of identity')")
    page.locator("details:has-text('Ask for proof') button").click()
    assert "waiting for proof of identity" in page.locator("h1").inner_text()
    page.click("summary:has-text('Day by day')")
    assert page.locator(".hb-days li").count() >= 1
    assert violations(page) == []
    shot(page, "request-paused")


def test_a_reason_left_out_is_said_beside_its_field(town, signed_in):
    ada = town.school.pupil(age=14)
    page = signed_in(at_desk(town.school.dpo))
    begin(page, ada)
    page.click("button:has-text('Open the request')")
    page.click("summary:has-text('Keep something back')")
    page.click("button:has-text('Keep something back')")
    assert "This field is required." in page.locator(".govuk-error-summary").inner_text()
    assert page.locator("#withhold-reason").is_visible()
    assert violations(page) == []


def test_a_form_half_filled_in_opens_nothing(town, signed_in):
    ada = town.school.pupil(age=14)
    page = signed_in(at_desk(town.school.office))
    page.goto(f"/requests/new/{ada.ref}/")
    page.click("text=Continue")
    assert page.locator(".govuk-error-summary__list li").count() == 2
    assert rights.open_cases(town.school.ref, today()) == []


@keeps("206", "207")
def test_a_copy_that_nobody_decided_about_is_refused_with_what_to_do(town, signed_in):
    ada = town.school.pupil(age=15)
    page = signed_in(at_desk(town.school.dpo))
    begin(page, ada, "Another parent or carer")
    page.click("button:has-text('Open the request')")
    page.click("button:has-text('Make the copy and download it')")
    said = page.locator("main").inner_text()
    assert "No copy was made." in said
    assert "Ask the pupil, alone" in said
