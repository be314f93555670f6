"""Every page, looked at: axe, the console, without a script. A page that nobody looked at fails here."""

from collections.abc import Mapping

import pytest
from django.urls import reverse

from hornbook.faces.web.desk import addresses
from tests.desks.furnish import furnish
from tests.desks.looking import check_page
from tests.desks.people import at_desk
from tests.own_packs import OwnPacks

#: A page: its name, the references in its address, and what stands after the question mark.
Page = tuple[str, ...]

PUPILS: list[Page] = [("pupils:list",), ("pupils:find",), ("pupils:pupil", "ada")]

#: role -> the pages looked at by somebody in it
TOUR: Mapping[str, list[Page]] = {
    "dpo": [
        ("dpo:home",),
        ("dpo:wrong",),
        *PUPILS,
        ("pupils:who", "ada"),
        ("pupils:who", "ada", "?kind=sent"),
        ("pupils:who", "gone"),
        ("requests:home",),
        ("requests:case", "case"),
        ("requests:typed", "case"),
        ("promises:home",),
        ("promises:home", "?document=mmap-notice&state=kept"),
        ("promises:promise", "102"),
        ("promises:promise", "103"),
        ("purposes:home",),
        ("law:home",),
        ("law:clock",),
        ("law:clock", "?kind=sar_clarify"),
        ("law:clock", "?kind=sar&received=2026-11-24"),
        ("law:check",),
        ("law:compare",),
        ("law:compare", "?pack=mmap&pack=kcc&part=How+long+it+is+kept"),
        ("notice:publishing",),
        ("notice:papers",),
        ("notice:shown", "standard"),
        ("notice:shown", "child"),
        ("ledger:lines",),
        ("ledger:lines", "?show=refused"),
        ("ledger:check",),
        ("ledger:line", "line"),
        ("disposal:home",),
        ("disposal:due",),
        ("disposal:batch", "batch"),
        ("disposal:batch", "disposed"),
        ("disposal:certificate", "certificate"),
        ("mine",),
    ],
    "office": [
        ("office:home",),
        *PUPILS,
        ("pupils:list", "?roll=off"),
        ("requests:begin",),
        ("requests:about", "ada"),
        ("requests:case", "case"),
        ("shares:routes",),
        ("shares:route", "youth-support"),
        ("shares:plan", "youth-support"),
        ("shares:send", "youth-support"),
        ("shares:parcel", "parcel"),
        ("choose",),
        ("account_change_password",),
        ("mfa_index",),
        ("account_logout",),
    ],
    "teacher": [("law:home",), ("staff:home",), *PUPILS, ("mine",)],
    "senco": [("staff:home",), ("pupils:pupil", "ada")],
    "head": [("head:home",), ("pupils:pupil", "ada"), ("disposal:batch", "batch")],
    "governor": [("head:home",), ("promises:home",), ("law:home",)],
    "": [
        ("front",),
        ("account_login",),
        ("account_inactive",),
        ("notice:current", "slug"),
        ("notice:layer", "slug", "child"),
        ("notice:version", "slug", "standard", "1"),
        ("notice:versions", "slug", "standard"),
        ("notice:versions", "slug", "child", "?from=1&to=2"),
        ("notice:layer", "slug", "easy-read"),
        ("notice:layer", "slug", "standard", "?size=large"),
        ("notice:translation", "slug", "child", "cy"),
        ("notice:translation", "slug", "child", "ar"),
        ("notice:translation", "slug", "child", "ar", "?size=large"),
    ],
}

SETTING_UP = "the second factor's own pages: test_signing_in"
FORMS = "takes a form and sends on, or hands over a file"

#: Pages that other tests look at, or that show nothing of their own: name -> which, or why
ELSEWHERE: Mapping[str, str] = {
    "health": "a word for machines",
    "council:home": "test_homes",
    "waiting": "test_homes",
    **dict.fromkeys(("disposal:approve", "disposal:withdraw", "disposal:dispose"), FORMS),
    **dict.fromkeys(("requests:step", "requests:lift", "requests:copy"), FORMS),
    **dict.fromkeys(("promises:step", "promises:paper", "purposes:step"), FORMS),
    **dict.fromkeys(("purposes:propose", "purposes:change"), "test_purposes"),
    "mfa_download_recovery_codes": FORMS,
    **dict.fromkeys(("notice:paper", "notice:to_translate", "notice:translate", "notice:show"), FORMS),
    **dict.fromkeys(("notice:pdf", "notice:translation_pdf"), FORMS),
    **dict.fromkeys(
        (
            "account_reauthenticate",
            "mfa_authenticate",
            "mfa_reauthenticate",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_generate_recovery_codes",
            "mfa_view_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_reauthenticate_webauthn",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
        ),
        SETTING_UP,
    ),
}


@pytest.mark.parametrize("role", TOUR, ids=lambda role: role or "nobody")
def test_every_page_of_a_role_stands_up_to_axe_and_works_without_script(
    role, town, page, signed_in, settings, tmp_path
):
    settings.HORNBOOK_PACKS = (tmp_path,)
    made = furnish(town, OwnPacks(tmp_path))
    if role:
        page = signed_in(at_desk(getattr(made.school, role)))
    for number, (name, *keys) in enumerate(TOUR[role]):
        query = keys.pop() if keys and keys[-1].startswith("?") else ""
        said = f"{role or 'nobody'}-{number:02}-{name.replace(':', '-')}"
        check_page(page, made.address(name, *keys, query=query), name=said)


def test_no_page_is_left_unlooked_at():
    looked = {name for pages in TOUR.values() for name, *_ in pages} | set(ELSEWHERE)
    there = {each.name for each in addresses()}
    assert there - looked == set()
    assert looked - there == set(), "a page that is gone is still on the tour"


def test_every_page_says_whom_it_is_for():
    assert [each.address for each in addresses() if each.declared is None] == []
    assert reverse("health") == "/health"
