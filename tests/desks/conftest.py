"""A browser for the tests of the pages: Debian's chromium, and people to sit at the desks."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.desks.people import Person, arrive, employ, let_in
from tests.town import Town

CHROMIUM = os.environ.get("HORNBOOK_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; the tests' own queries are safe beside it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def town(transactional_db: None) -> Town:
    """A town that the live server sees too."""
    return Town()


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1366, "height": 1000})
    yield context.new_page()
    context.close()


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """Somebody with an account, and roles: person("dpo"), person("teacher", at="Elm House")."""

    def make(*roles: str, at: str = "Oak Lodge School", name: str = "Sam Reader") -> Person:
        someone = arrive(name)
        if roles:
            employ(someone, at, roles, since=date(2024, 9, 1))
        return someone

    return make


@pytest.fixture
def signed_in(page: Page) -> Callable[[Person], Page]:
    """The page, with this person already signed in and their second factor shown."""

    def enter(someone: Person) -> Page:
        let_in(page.context, someone)
        return page

    return enter
