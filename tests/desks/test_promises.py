"""A promise at the desk: who sees to it, what was filed, and the paper handed back as it was."""

from hornbook.stages.account import filed, filing
from tests.desks.looking import check_page, shot, violations
from tests.desks.people import at_desk, client_of
from tests.keeps import keeps
from tests.town import now, today


@keeps("268")
def test_the_dpo_names_who_sees_to_a_promise_and_the_head_files_proof_of_it(town, page, signed_in):
    school = town.controller("mmap")
    head = school.head
    page = signed_in(at_desk(school.dpo))
    page.goto("/promises/103/")
    page.click("summary:has-text('Say who sees to it')")
    page.select_option("#owner-who", f"head:{head.ref}")
    page.fill("#owner-due_on", today().isoformat())
    page.fill("#owner-every_months", "3")
    page.click("button:has-text('Say who sees to it')")
    assert "Headteacher" in page.locator(".hb-values").inner_text()

    page = signed_in(at_desk(head))
    page.goto("/promises/103/")
    page.click("summary:has-text('File proof')")
    page.fill("#proof-words", "Walked round: every canary stood locked.")
    paper = {"name": "round é.txt", "mimeType": "text/plain", "buffer": b"<script>canary paper</script>"}
    page.set_input_files("#proof-paper", paper)
    page.click("button:has-text('File proof')")
    assert "Walked round: every canary stood locked." in page.locator(".hb-news").inner_text()
    check_page(page, page.url, name="promise-filed")
    with page.expect_download() as handed:
        page.click("text=round é.txt")
    assert handed.value.path().read_bytes() == b"<script>canary paper</script>"
    seen = filed.seen_to(school.ref)["103"]
    assert (seen.proofs, seen.last, seen.account) == (1, today(), head.ref)


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_filed(town, signed_in):
    page = signed_in(at_desk(town.school.dpo))
    page.goto("/promises/103/")
    page.click("summary:has-text('File proof')")
    page.click("button:has-text('File proof')")
    assert page.locator("#proof-words-error").is_visible()
    assert violations(page) == []
    page.click("summary:has-text('Say who sees to it')")
    page.fill("#owner-every_months", "3")
    page.click("button:has-text('Say who sees to it')")
    assert "What comes round has a first day." in page.locator("#owner-due_on-error").inner_text()
    assert violations(page) == []
    shot(page, "promise-error")
    assert filed.seen_to(town.school.ref) == {}


def test_a_paper_is_handed_over_and_never_shown(town, db):
    school = town.school
    ref = filing.prove(
        by=school.dpo, at=now(), promise="103", on=today(), words="So.", name="a.html", content=b"<b>"
    )
    answer = client_of(at_desk(school.dpo)).get(f"/promises/proof/{ref}/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    other = client_of(at_desk(town.council.dpo)).get(f"/promises/proof/{ref}/")
    assert other.status_code == 404
