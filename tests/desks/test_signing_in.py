"""Signing in and the second factor's own pages, each looked at on the way."""

import re

import pytest

from tests.desks.looking import check_page, violations
from tests.desks.people import PASSWORD, at_desk, code_now
from tests.desks.test_finding import enter
from tests.keeps import keeps


def type_password(page, someone):
    page.goto("/account/login/")
    page.fill("input[name=login]", someone.email)
    page.fill("input[name=password]", PASSWORD)
    enter(page)


def set_up_app(page):
    """The library asks for the password once more before it shows a secret. Gives the secret."""
    page.fill("input[name=password]", PASSWORD)
    enter(page)
    secret = re.sub(r"\s", "", page.locator(".hb-code").first.inner_text())
    page.fill("input[name=code]", code_now(secret))
    enter(page)
    return secret


@pytest.fixture
def newcomer(town):
    return at_desk(town.school.dpo)


@keeps("100")
def test_a_newcomer_sets_up_a_second_factor_before_seeing_anything(newcomer, page):
    type_password(page, newcomer)
    page.goto("/dpo/")
    assert page.url.partition("?")[0].endswith("/account/again/")
    check_page(page, name="sign-in-again")
    set_up_app(page)
    assert page.goto("/dpo/").status == 200
    assert page.locator("h1").inner_text() == "Data protection today"

    for name, address in (
        ("codes", "/account/recovery-codes/"),
        ("codes-new", "/account/recovery-codes/new/"),
        ("app-remove", "/account/second-factor/app/remove/"),
        ("passkeys", "/account/passkeys/"),
        ("app-again", "/account/second-factor/app/"),
        ("factor-again", "/account/second-factor/again/"),
    ):
        page.goto(address)
        check_page(page, name=f"sign-in-{name}")


def test_a_passkey_needs_a_script_and_its_pages_stand_up_to_axe(newcomer, page):
    """A browser makes a passkey only when a script asks it to; an app does without."""
    type_password(page, newcomer)
    set_up_app(page)
    for address in ("/account/passkeys/add/", "/account/passkeys/again/"):
        assert page.goto(address).status == 200
        assert violations(page) == []
        assert page.locator("h1").count() == 1


@keeps("100")
def test_who_comes_back_shows_the_second_factor_again(newcomer, page):
    type_password(page, newcomer)
    set_up_app(page)
    page.context.clear_cookies()
    type_password(page, newcomer)
    assert "/account/second-factor/show/" in page.url
    check_page(page, name="sign-in-show")
    page.goto("/dpo/")
    assert "/account/second-factor/show/" in page.url
