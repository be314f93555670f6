"""Every part, looked at: in a browser, by axe, without script, on paper and on a phone."""

import pytest

from tests.desks.looking import check_page, shot

pytestmark = pytest.mark.urls("tests.desks.looks")


def test_every_part_stands_up_to_axe_and_works_without_script(signed_in, person):
    page = signed_in(person("dpo"))
    check_page(page, "/looks/parts/", name="parts")
    page.locator("details").evaluate_all("all => all.forEach((one) => one.open = true)")
    shot(page, "parts-open")


def test_a_form_with_mistakes_says_so_at_the_top_and_beside_each_field(signed_in, person):
    page = signed_in(person("dpo"))
    check_page(page, "/looks/parts/?wrong=yes", name="parts-wrong")
    assert page.locator(".govuk-error-summary__list a").count() == 5
    page.locator(".govuk-error-summary__list a", has_text="required").first.click()
    assert page.evaluate("document.activeElement.id") == "id_born"


def test_forty_rows_of_a_table_stand_on_one_screen(signed_in, person):
    page = signed_in(person("dpo"))
    check_page(page, "/looks/table/?year=8&sort=-year", name="table")
    heights = page.locator("tbody tr").evaluate_all("rows => rows.map(r => r.getBoundingClientRect().height)")
    assert len(heights) == 40
    assert sum(heights) <= 1000
    page.evaluate("window.scrollTo(0, 700)")
    assert page.locator("thead th").first.bounding_box()["y"] == 0


def test_filters_and_sorting_stay_in_the_address(signed_in, person):
    page = signed_in(person("office"))
    page.goto("/looks/table/?page=2")
    page.fill("#filter-q", "Ada & Ben")
    page.select_option("#filter-year", "7")
    page.click(".hb-filters button")
    assert page.url.endswith("/looks/table/?q=Ada+%26+Ben&year=7")
    page.click("thead a:has-text('Name')")
    assert page.url.endswith("?q=Ada+%26+Ben&year=7&sort=name")
    page.click(".govuk-pagination__next a")
    assert page.url.endswith("?q=Ada+%26+Ben&year=7&sort=name&page=2")
    assert page.input_value("#filter-q") == "Ada & Ben"


def test_paper_shows_the_matter_only(signed_in, person):
    page = signed_in(person("dpo"))
    page.goto("/looks/parts/")
    page.emulate_media(media="print")
    shot(page, "parts-print")
    for gone in (".govuk-service-navigation", ".hb-header__who", ".govuk-breadcrumbs", ".hb-print-link"):
        assert not page.locator(gone).first.is_visible(), gone
    after_links = "links => links.map(a => getComputedStyle(a, '::after').content)"
    assert set(page.locator("a").evaluate_all(after_links)) <= {"none", "normal"}


def test_without_script_print_is_a_page_made_for_paper(browser, signed_in, person):
    page = signed_in(person("dpo"))
    check_page(page, "/looks/parts/?print=yes", name="parts-paper")
    assert not page.locator(".govuk-service-navigation").is_visible()
    assert page.locator("h1").is_visible()


def test_on_a_phone_nothing_runs_off_the_side(signed_in, person):
    page = signed_in(person("dpo"))
    page.set_viewport_size({"width": 375, "height": 800})
    check_page(page, "/looks/parts/", name="parts-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_what_is_typed_into_a_record_is_shown_as_typed(signed_in, person):
    page = signed_in(person("dpo"))
    page.goto("/looks/parts/")
    assert "1 <Script> Lane, Anytown" in page.locator("main").inner_text()
    assert "By letter, <b>two pages</b>" in page.locator("main").inner_text()


def test_a_refusal_says_what_why_and_what_next(signed_in, person):
    page = signed_in(person("dpo"))
    check_page(page, "/looks/refused/not-in-route/", name="refused", status=403)
    said = page.locator("main").inner_text()
    assert "Not sent." in said
    assert "name, address and date of birth only" in said
    assert "Take attendance out" in said
    assert not page.get_by_text("section 72").is_visible()
    page.click("summary")
    assert page.get_by_text("section 72").is_visible()
