"""Finding a pupil and reading their page, by keyboard, as a teacher and as the office."""

import re

import pytest

from tests.desks.furnish import pupils
from tests.desks.looking import shot, violations
from tests.desks.people import at_desk
from tests.keeps import keeps

FIVE = ["Why we hold it", "On what basis", "Who gets it", "Until when", "Where it came from"]


def enter(page):
    """Press Enter, and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tab_to(page, text):
    """Press Tab until what is focused reads so; the way there is the way a keyboard user goes."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent || document.activeElement.value || ''")
        if " ".join(focused.split()).startswith(text):
            return
    raise AssertionError(f"a hundred and twenty presses of Tab do not reach {text!r}")


@pytest.fixture
def ada(town):
    return town.school.pupil(age=14, legal_surname="Ngũgĩ-O’Brien", legal_forename="Adaeze")


@pytest.mark.parametrize("typed", ["ngugi", "OBRIEN", "o'brien adaeze", "adaez", "Adaeze Ngugi"])
def test_a_name_is_found_by_part_whatever_its_marks(typed, town, ada, signed_in):
    pupils(town.school, 3)
    page = signed_in(at_desk(town.school.office))
    page.goto("/pupils/find/")
    page.fill("#search-text", typed)
    enter(page)
    assert page.locator("tbody tr").count() == 1
    assert page.locator("tbody th").inner_text() == "Ngũgĩ-O’Brien, Adaeze"


def test_a_misspelt_name_a_number_and_a_birthday_find_too(town, ada, signed_in):
    page = signed_in(at_desk(town.school.office))
    upn = ada.values["identifiers"][0]["upn"]
    born = ada.born
    for typed in ("Adaezee", upn, upn.lower(), f"{born.day}/{born.month}/{born.year}", born.isoformat()):
        page.goto("/pupils/find/")
        page.fill("#search-text", typed)
        page.click("main form[role=search] button")
        assert "Ngũgĩ-O’Brien, Adaeze" in page.locator("tbody").inner_text(), typed
        assert violations(page) == []


@keeps("97")
def test_what_is_typed_never_stands_in_an_address(town, ada, signed_in):
    page = signed_in(at_desk(town.school.office))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/office/")
    page.fill("#search-text", "Adaeze")
    enter(page)
    page.click("tbody a")
    assert page.locator("h1").inner_text() == "Adaeze Ngũgĩ-O’Brien"
    assert not [url for url in asked if re.search("adaeze", url, re.I)]


def test_nobody_found_says_what_to_try(town, signed_in):
    page = signed_in(at_desk(town.school.office))
    page.goto("/pupils/find/")
    page.fill("#search-text", "Zzyzx")
    enter(page)
    assert "Nobody you may open fits “Zzyzx”" in page.locator("main").inner_text()
    assert violations(page) == []
    shot(page, "find-nobody")


@keeps("53", "58", "97", "202")
def test_each_value_answers_five_questions_by_keyboard(town, ada, signed_in):
    page = signed_in(at_desk(town.school.office))
    page.goto(f"/pupils/{ada.ref}/")
    tab_to(page, "Why? do we hold legal surname")
    page.keyboard.press("Enter")
    opened = page.locator(".hb-value details[open]").first
    assert opened.locator("dt").all_inner_texts() == FIVE
    told = opened.inner_text()
    assert "To teach you and help you learn" in told
    assert "Public task (UK GDPR, Article 6(1)(e))" in told
    assert "Youth support services, from the age of 13" in told
    assert "25th birthday" in told
    assert "Recorded by hand on" in told
    assert violations(page) == []
    shot(page, "pupil-why")


@keeps("97", "99")
def test_a_teacher_sees_what_the_work_needs_and_what_is_left_out(town, ada, signed_in):
    teacher, school = town.school.teacher, town.school
    other = school.pupil(age=14)
    school.teaches(teacher, ada)
    page = signed_in(at_desk(teacher))
    page.goto("/staff/")
    tab_to(page, "Ngũgĩ-O’Brien, Adaeze")
    enter(page)
    said = page.locator("main").inner_text()
    assert ada.values["identifiers"][0]["upn"] not in said
    assert ada.born.strftime("%Y") not in page.locator("section#identity").inner_text()
    left_out = page.locator("#left-out").inner_text()
    assert "Relevant medical information" in left_out
    shot(page, "teacher-pupil")
    assert page.goto(f"/pupils/{other.ref}/").status == 404
    assert other.canary("identity") not in page.content()


def test_the_list_turns_its_pages_in_order(town, signed_in):
    pupils(town.school, 61)
    page = signed_in(at_desk(town.school.office))
    page.goto("/pupils/")
    first = page.locator("tbody th").all_inner_texts()
    assert len(first) == 50
    page.locator("a[rel=next]").first.click()
    second = page.locator("tbody th").all_inner_texts()
    assert len(second) == 11
    assert [*first, *second] == sorted([*first, *second], key=str.casefold)
