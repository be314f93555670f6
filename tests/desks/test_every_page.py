"""Every page, looked at: axe, the console, without a script. A page that nobody looked at fails here."""

from collections.abc import Callable, Mapping

import pytest
from django.urls import reverse

from hornbook.faces.web.desk import addresses
from tests.desks.furnish import Furnished, furnish
from tests.desks.looking import check_page
from tests.desks.people import at_desk

Where = Callable[[Furnished], str]


def page_of(name: str, *keys: str, query: str = "") -> tuple[str, Where]:
    """A page by its name; the keys say which references of the furnished school its address takes."""

    def where(made: Furnished) -> str:
        refs = {"ada": made.ada.ref, **made.refs}
        return reverse(name, args=[refs.get(key, key) for key in keys]) + query

    return name, where


PUPILS = [page_of("pupils:list"), page_of("pupils:find"), page_of("pupils:pupil", "ada")]
MINE = page_of("mine")
SHARING = [
    page_of("shares:routes"),
    page_of("shares:route", "youth-support"),
    page_of("shares:plan", "youth-support"),
    page_of("shares:send", "youth-support"),
    page_of("shares:parcel", "parcel"),
]
OWN = [
    page_of("choose"),
    page_of("account_change_password"),
    page_of("mfa_index"),
]

#: role -> the pages looked at by somebody in it
TOUR: Mapping[str, list[tuple[str, Where]]] = {
    "dpo": [
        page_of("dpo:home"),
        page_of("dpo:wrong"),
        *PUPILS,
        page_of("pupils:who", "ada"),
        page_of("pupils:who", "ada", query="?kind=sent"),
        page_of("pupils:who", "gone"),
        page_of("ledger:lines"),
        page_of("ledger:lines", query="?show=refused"),
        page_of("ledger:check"),
        page_of("ledger:line", "1"),
        page_of("disposal:home"),
        page_of("disposal:due"),
        page_of("disposal:batch", "batch"),
        page_of("disposal:batch", "disposed"),
        page_of("disposal:certificate", "certificate"),
        MINE,
    ],
    "office": [page_of("office:home"), *PUPILS, page_of("pupils:list", query="?roll=off"), *SHARING, *OWN],
    "teacher": [page_of("staff:home"), *PUPILS, MINE],
    "senco": [page_of("staff:home"), page_of("pupils:pupil", "ada")],
    "head": [page_of("head:home"), page_of("pupils:pupil", "ada"), page_of("disposal:batch", "batch")],
    "governor": [page_of("head:home")],
}

#: Pages that other tests look at, or that only send somebody on: name -> which, or why
ELSEWHERE: Mapping[str, str] = {
    "front": "sends those who are signed in to their desk; test_homes looks at it signed out",
    "health": "a word for machines",
    "council:home": "test_homes",
    "waiting": "test_homes",
    "disposal:approve": "takes a form and sends on; test_disposal",
    "disposal:withdraw": "takes a form and sends on; test_disposal",
    "disposal:dispose": "takes a form and sends on; test_disposal",
}


@pytest.mark.parametrize("role", TOUR)
def test_every_page_of_a_role_stands_up_to_axe_and_works_without_script(role, town, signed_in):
    made = furnish(town)
    page = signed_in(at_desk(getattr(made.school, role)))
    for number, (name, where) in enumerate(TOUR[role]):
        check_page(page, where(made), name=f"{role}-{number:02}-{name.replace(':', '-')}")


def test_no_page_is_left_unlooked_at():
    looked = {name for pages in TOUR.values() for name, _ in pages} | set(ELSEWHERE)
    there = {each.name for each in addresses()}
    assert there - looked == set()
    assert looked - there == set(), "a page that is gone is still on the tour"


def test_every_page_says_whom_it_is_for():
    assert [each.address for each in addresses() if each.declared is None] == []
