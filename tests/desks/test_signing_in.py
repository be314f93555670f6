"""Signing in and the second factor's own pages, each looked at on the way."""

import re

import pytest

from tests.desks.looking import check_page
from tests.desks.people import PASSWORD, at_desk, code_now
from tests.keeps import keeps


def type_password(page, someone):
    page.goto("/account/login/")
    page.fill("input[name=login]", someone.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]:not([data-module=govuk-password-input] *) >> nth=-1")
    page.wait_for_load_state()


@pytest.fixture
def newcomer(town):
    return at_desk(town.school.dpo)


@keeps("100")
def test_a_newcomer_sets_up_a_second_factor_before_seeing_anything(newcomer, page):
    type_password(page, newcomer)
    page.goto("/dpo/")
    assert page.url.endswith("/account/second-factor/app/")
    check_page(page, name="sign-in-app")
    secret = re.sub(r"\s", "", page.locator(".hb-code").first.inner_text())
    page.fill("input[name=code]", code_now(secret))
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.goto("/dpo/").status == 200
    assert page.locator("h1").inner_text() == "Data protection today"

    for name, address in (
        ("codes", "/account/recovery-codes/"),
        ("codes-new", "/account/recovery-codes/new/"),
        ("app-remove", "/account/second-factor/app/remove/"),
        ("passkeys", "/account/passkeys/"),
        ("passkey-add", "/account/passkeys/add/"),
        ("again", "/account/again/"),
        ("factor-again", "/account/second-factor/again/"),
        ("passkey-again", "/account/passkeys/again/"),
    ):
        page.goto(address)
        check_page(page, name=f"sign-in-{name}")


@keeps("100")
def test_who_comes_back_shows_the_second_factor_again(newcomer, page):
    type_password(page, newcomer)
    secret = re.sub(r"\s", "", page.locator(".hb-code").first.inner_text())
    page.fill("input[name=code]", code_now(secret))
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    page.context.clear_cookies()
    type_password(page, newcomer)
    assert "/account/second-factor/show/" in page.url
    check_page(page, name="sign-in-show")
    assert page.goto("/dpo/").url.endswith("/account/login/?next=/dpo/")
