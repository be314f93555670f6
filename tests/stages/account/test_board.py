"""The board says how each promise stands: from tests of this very code, and from what can be seen now."""

from dataclasses import replace

import pytest
from django.db import connection

from hornbook.promises import evidence, register
from hornbook.promises.evidence import Evidence
from hornbook.stages.account import acts, checks, promises
from hornbook.stages.account.live import LiveEvidence, live
from hornbook.stages.keys.signing import signing_key
from hornbook.stages.ledger import chain
from hornbook.stages.share import acts as share
from hornbook.stages.share.models import Disclosure
from tests.database import unguarded
from tests.keeps import keeps
from tests.own_packs import OwnPacks
from tests.town import Town, now, today


@pytest.fixture
def shown(monkeypatch, tmp_path):
    """Write evidence of the code that is running: `shown("102", "113")`, or stale, or failed."""
    file = tmp_path / "evidence.toml"
    monkeypatch.setattr(evidence.read, "__defaults__", (file,))

    def write(*ids, result="passed", digest=None):
        found = [Evidence(each, ("tests/x.py::test_y",), result, "", 1) for each in ids]
        file.write_text(evidence.as_toml(found, digest or evidence.digest()), "utf-8")

    return write


def line(board, promise):
    return next(each for each in board.lines if each.promise.id == promise)


@keeps("268")
def test_the_board_has_every_promise_and_says_who_made_it(town: Town, shown):
    shown()
    school = town.controller("mmap")
    board = promises.board(school.ref, today())
    assert [each.promise.id for each in board.lines] == list(register())
    assert {each.promise.id for each in board.bound} == {
        p.id for p in register().values() if "mmap" in p.binds
    }
    other = line(board, "182")
    assert not other.bound
    assert other.made_by == ("Pupil information notice of the county council",)
    assert sum(board.counts.values()) == len(board.bound)
    for document, counts in board.by_document.items():
        assert sum(counts.values()) == sum(document in p.documents for p in register().values())


def test_a_pack_that_stands_by_no_document_has_made_no_promise(town: Town, shown):
    shown()
    board = promises.board(town.school.ref, today())
    assert board.bound == ()
    assert len(board.lines) == 290


@keeps("268")
def test_what_no_test_names_is_not_yet_with_a_reason_and_a_day(town: Town, shown):
    shown()
    board = promises.board(town.controller("mmap").ref, today())
    for each in board.lines:
        if each.live is None or each.state == "not yet":
            assert each.state == ("needs a person" if "A" in each.promise.kinds else "not yet")
    assert line(board, "57").why == (
        "The gate decides by purpose and role; consents, objections and restrictions are not behind it yet. "
        "(24 November 2026)"
    )


@keeps("268")
def test_a_promise_that_tests_show_and_nothing_contradicts_is_kept(town: Town, shown):
    shown("57", "97")
    board = promises.board(town.controller("mmap").ref, today())
    assert board.fresh
    assert (line(board, "57").state, line(board, "57").tests) == ("kept", ("tests/x.py::test_y",))
    seen = line(board, "97")
    assert (seen.state, seen.live.state, seen.live.link) == ("kept", "kept", "refusals")
    assert board.counts["kept"] == 2


@keeps("268")
def test_evidence_of_other_code_breaks_every_promise_that_rested_on_it(town: Town, shown):
    shown("57", digest="0" * 64)
    board = promises.board(town.controller("mmap").ref, today())
    assert not board.fresh
    assert (line(board, "57").state, line(board, "57").why) == (
        "broken",
        "The evidence is older than the code: run the tests again.",
    )


def test_a_failed_test_breaks_its_promise(town: Town, shown):
    shown("57", result="failed")
    assert line(promises.board(town.controller("mmap").ref, today()), "57").state == "broken"


def test_a_promise_reached_before_and_shown_by_no_test_is_broken(town: Town, shown, monkeypatch):
    shown("97")
    reached = {**register(), "57": replace(register()["57"], reached=True)}
    monkeypatch.setattr(promises, "register", lambda: reached)
    board = promises.board(town.controller("mmap").ref, today())
    assert line(board, "57").state == "broken"


def test_what_can_be_seen_never_makes_a_promise_look_better_than_its_tests(town: Town, shown):
    shown()
    school = town.controller("mmap")
    acts.publish(by=school.dpo, at=now())
    seen = line(promises.board(school.ref, today()), "53")
    assert (seen.state, seen.live.state) == ("not yet", "kept")


@keeps("53", "58")
def test_an_unpublished_notice_puts_the_promises_about_purposes_at_risk(
    town: Town, shown, settings, tmp_path
):
    shown("53", "58")
    settings.HORNBOOK_PACKS = (tmp_path / "packs",)
    packs = OwnPacks(tmp_path / "packs")
    school = town.controller("mmap")
    assert line(promises.board(school.ref, today()), "53").state == "at risk"
    acts.publish(by=school.dpo, at=now())
    board = promises.board(school.ref, today())
    assert [line(board, each).state for each in ("53", "58")] == ["kept", "kept"]
    assert line(board, "53").live.count == 14

    packs.change("mmap/pack.toml", "photo_consent_age = 18", "photo_consent_age = 17")
    seen = line(promises.board(school.ref, today()), "53")
    assert (seen.state, seen.why) == (
        "broken",
        "The pack in force is not the one that was adopted: adopt it, or put it back.",
    )


@keeps("102")
def test_a_tampered_ledger_breaks_the_promise_to_guard_against_change(real_town: Town, shown):
    shown("102")
    school = real_town.controller("mmap")
    acts.publish(by=school.dpo, at=now())
    sealed = chain.seal(school.ref, signing_key(school.ref), now())
    good = line(promises.board(school.ref, today()), "102")
    assert (good.state, good.live.count) == ("kept", sealed)
    assert line(promises.board(school.ref, today(), thorough=False), "102").live is None

    with unguarded() as cursor:
        cursor.execute("UPDATE ledger_entry SET act = 'canary' WHERE act = 'account.publish'")
    bad = line(promises.board(school.ref, today()), "102")
    assert (bad.state, bad.live.count, bad.live.link) == ("broken", 1, "ledger")
    assert bad.why.startswith("1 fault in the ledger; the first at entry ")


@keeps("113")
def test_a_record_past_its_month_puts_the_promise_at_risk(town: Town, shown):
    shown("113")
    school = town.controller("mmap")
    school.pupil(age=14)
    assert line(promises.board(school.ref, today()), "113").state == "kept"
    school.pupil(age=26, on_roll=False)
    seen = line(promises.board(school.ref, today()), "113")
    assert (seen.state, seen.live.count) == ("at risk", 1)
    assert seen.why == "1 record is past the month in which they fell due."


@keeps("127", "138")
def test_sendings_are_compared_with_the_log_and_the_routes(real_town: Town, shown):
    shown("127", "138")
    school = real_town.controller("mmap")
    ada = school.pupil(age=15)
    share.send(by=school.dpo, at=now(), route="dfe-census", people=[ada.ref])
    good = line(promises.board(school.ref, today()), "127")
    assert (good.state, good.live.count) == ("kept", 1)
    assert good.live.sentence == "1 sending logged, each along a route of the notice."

    table = Disclosure._meta.db_table
    with unguarded() as cursor:
        cursor.execute(f"UPDATE {table} SET route = 'kent-choices'")
    bad = line(promises.board(school.ref, today()), "127")
    assert bad.state == "broken"
    assert bad.why.startswith("1 sending outside its route; 1 in the ledger, 1 in the disclosure log.")


@keeps("97")
def test_refusals_and_openings_are_counted_and_name_nobody(town: Town):
    from hornbook.rules.base.refused import Refused
    from hornbook.stages.use import acts as use

    school = town.controller("mmap")
    ada = school.pupil()
    use.read(by=school.dpo, at=now(), purpose="rights-and-records", people=[ada.ref])
    before = checks.refusals_are_written_down(school.ref, today()).count
    with pytest.raises(Refused):
        use.read(by=school.dpo, at=now(), purpose="marketing", people=[ada.ref])
    refused = checks.refusals_are_written_down(school.ref, today())
    opened = checks.openings_are_written_down(school.ref, today())
    assert (refused.count, opened.count) == (before + 1, 1)
    assert ada.canary("identity") not in str(promises.board(school.ref, today()))


def test_every_live_check_is_about_a_promise_there_is_and_a_second_one_for_it_is_a_mistake():
    assert set(live) <= set(register())
    assert {"53", "58", "97", "102", "113", "127", "137"} <= set(live)
    with pytest.raises(ValueError, match="declared twice"):
        live.add("102", live["102"])


def test_a_check_that_speaks_for_several_promises_is_asked_once(town: Town, shown, monkeypatch):
    shown()
    asked = []

    def look(controller, on):
        asked.append(controller)
        return LiveEvidence("kept", "Seen.")

    both = replace(live["53"], look=look)
    monkeypatch.setitem(live._entries, "53", both)
    monkeypatch.setitem(live._entries, "58", both)
    school = town.controller("mmap")
    promises.board(school.ref, today())
    assert asked == [school.ref]


def test_the_board_of_a_pack_needs_no_controller(shown):
    shown("57")
    board = promises.board_of_pack(None, today())
    assert (len(board.lines), board.bound) == (290, ())
    assert line(board, "57").state == "kept"
    assert all(each.live is None for each in board.lines)


def test_the_board_asks_a_number_of_questions_that_does_not_grow_with_pupils(
    town: Town, shown, django_assert_max_num_queries
):
    shown()
    school = town.controller("mmap")
    for _ in range(5):
        school.pupil(age=14)
    with django_assert_max_num_queries(40 if connection.vendor == "sqlite" else 90):
        promises.board(school.ref, today(), thorough=False)
