"""Asking the law at a desk: a clock with its working, a text criticised, packs side by side."""

from pathlib import Path

import pytest

from hornbook.faces.web.law import clock, compare
from hornbook.packs import SHIPPED
from hornbook.rules.law.deadlines import deadlines
from hornbook.rules.policy import load
from hornbook.rules.policy.compare import across, differences
from hornbook.stages.ledger import queries as ledger
from tests.desks.looking import check_page, shot, violations
from tests.desks.people import at_desk, client_of
from tests.keeps import keeps

BAD = """# Privacy notice

We process data under the Data Protection Act 1998.

You must make a subject access request in writing.
"""


@keeps("210")
def test_a_teacher_counts_a_clock_and_sees_every_day(town, signed_in):
    page = signed_in(at_desk(town.school.teacher))
    page.goto("/law/clock/")
    page.select_option("#kind", "sar")
    page.click("button:has-text('Continue')")
    page.fill("#id_received", "2025-10-14")
    page.click("button:has-text('Count')")
    assert "Friday 14 November 2025" in page.locator("#answer").inner_text()
    assert page.locator(".hb-days li").count() > 20
    check_page(page, name="law-clock-counted")
    page.emulate_media(media="print")
    assert not page.locator("button:has-text('Count')").is_visible()
    assert page.locator(".hb-days").is_visible()


def test_a_clock_of_hours_is_asked_for_its_hour(town, signed_in):
    page = signed_in(at_desk(town.school.dpo))
    page.goto("/law/clock/?kind=breach_ico")
    assert page.locator("#id_received").get_attribute("type") == "datetime-local"
    page.goto("/law/clock/?kind=breach_ico&received=2025-06-06T10%3A00")
    assert "9 June 2025 at 10:00am" in page.locator("#answer").inner_text()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=sar&received=yesterday", "Enter a valid date."),
        ("kind=policy_review&received=2026-01-01&years=two", "write a whole number"),
        ("kind=attains_age&received=2010-02-03", "Say age"),
    ],
)
def test_what_cannot_be_counted_is_said_in_one_sentence(query, said, town, signed_in):
    page = signed_in(at_desk(town.school.dpo))
    assert page.goto(f"/law/clock/?{query}").status == 400
    assert said in page.locator(".govuk-error-summary").inner_text()
    assert violations(page) == []


def test_every_kind_of_clock_opens_its_form(db, town):
    reader = client_of(at_desk(town.school.teacher))
    for kind in deadlines:
        answer = reader.get(f"/law/clock/?kind={kind}")
        assert answer.status_code == 200, kind
        assert clock.label(kind) in answer.content.decode()


@keeps("19")
def test_a_notice_is_criticised_by_the_line_and_kept_nowhere(town, signed_in, tmp_path, settings):
    page = signed_in(at_desk(town.school.dpo))
    notice = tmp_path / "notice.md"
    notice.write_text(BAD, "utf-8")
    before = ledger.latest(town.school.ref, limit=1)[0].id
    page.goto("/law/check/")
    page.set_input_files("#id_file", notice)
    page.click("button:has-text('Check it')")
    said = page.locator("main").inner_text()
    assert "We process data under the Data Protection Act 1998." in said
    assert "Line 3: repealed law" in said
    assert "Line 5: written only request" in said
    assert violations(page) == []
    shot(page, "law-check-findings")
    assert ledger.latest(town.school.ref, limit=1)[0].id == before
    home = Path(settings.HOME)
    assert [p for p in home.rglob("*") if p.is_file() and b"Act 1998" in p.read_bytes()] == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notice.exe", b"MZ", "no txt, md, html, docx or pdf"),
        ("notice.docx", b"%PDF-1.7", "a PDF, whatever its name says"),
        ("notice.pdf", b"%PDF-1.7 broken", "."),
        ("notice.txt", b"", "no text in it"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(name, content, said, town, signed_in):
    page = signed_in(at_desk(town.school.dpo))
    page.goto("/law/check/")
    page.set_input_files("#id_file", {"name": name, "mimeType": "text/plain", "buffer": content})
    page.click("button:has-text('Check it')")
    assert said in page.locator("#id_file-error").inner_text()
    assert violations(page) == []


def test_no_file_at_all_is_said_too(town, signed_in):
    page = signed_in(at_desk(town.school.dpo))
    page.goto("/law/check/")
    page.click("button:has-text('Check it')")
    assert "Choose a file." in page.locator(".govuk-error-summary").inner_text()


@keeps("57")
def test_packs_stand_side_by_side_in_every_value_in_which_they_differ(town, signed_in):
    page = signed_in(at_desk(town.school.dpo))
    page.goto("/law/packs/?pack=mmap&pack=england-alternative-provision&pack=kcc")
    names = page.locator("thead").first.locator("th").all_inner_texts()
    assert names[1:] == [
        "Maidstone and Malling Alternative Provision",
        town.school.slug + " of the town",
        load("kcc", [SHIPPED]).title,
    ]
    check_page(page, name="law-compare")
    page.click("text=Show every part on one page")
    shown = page.locator("main").inner_text()
    found = across([load(name, [SHIPPED]) for name in ("mmap", "england-alternative-provision", "kcc")])
    for row in found:
        entry = ".".join(row.key.split(".")[:2])
        assert compare.label(row.key) in shown or f"{compare.label(entry)}\t" in shown, row.key


def test_two_packs_differ_across_in_what_they_differ_one_from_the_other():
    one, other = (load(name, [SHIPPED]) for name in ("england-alternative-provision", "mmap"))
    assert [(r.key, *r.values) for r in across([one, other])] == [
        (d.key, d.one, d.other) for d in differences(one, other)
    ]
    assert across([one, one]) == []


def test_a_pack_of_somebody_elses_is_not_among_those_to_compare(town, db, settings, tmp_path):
    (tmp_path / "elms").mkdir()
    (tmp_path / "elms/pack.toml").write_text(
        'id = "elms"\ntitle = "Elms"\nextends = "england-alternative-provision"\nversion = "1"\n'
        "law_on = 2026-11-22\n",
        "utf-8",
    )
    settings.HORNBOOK_PACKS = (tmp_path, SHIPPED)
    elms = town.controller("elms")
    reader = client_of(at_desk(town.school.dpo))
    shown = reader.get("/law/packs/?pack=elms&pack=mmap").content.decode()
    assert 'value="elms"' not in shown
    assert "Elms" not in shown
    assert "Choose two packs or more" in shown
    mine = client_of(at_desk(elms.dpo)).get("/law/packs/?pack=elms&pack=mmap").content.decode()
    assert 'value="elms"' in mine
    assert "Show every part on one page" in mine
