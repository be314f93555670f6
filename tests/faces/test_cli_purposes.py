"""New purposes and proof of promises from the command line, as the people who may."""

from datetime import timedelta

import pytest

from hornbook.stages.account import acts as account
from hornbook.stages.account import filed
from hornbook.stages.parties import acts as parties
from tests.keeps import keeps
from tests.own_packs import OwnPacks
from tests.town import now, today

BASE = "england-alternative-provision"
TRIPS = """
[trips]
text = "To take you on trips"
child = "To take you on trips."
basis = "6(1)(e)"
laws = ["Education Act 1996, section 19"]
categories = ["identity"]
"""


@pytest.fixture
def school(real_town, settings, tmp_path):
    settings.HORNBOOK_PACKS = (tmp_path / "packs",)
    packs = OwnPacks(tmp_path / "packs")
    school = real_town.controller(BASE)
    packs.append(f"{BASE}/purposes.toml", TRIPS)
    parties.adopt(by=school.dpo, at=now(), pack=BASE)
    return school


@keeps("52")
def test_a_purpose_goes_its_whole_way_from_a_terminal(hornbook, school):
    waiting = hornbook("purposes", "list", "--json", by=school.dpo)
    assert waiting.json == {"unproposed": {"trips": ["identity"]}, "changes": []}
    asked = ("purposes", "propose", "trips", "--collected-on", "public_task", "--kind", "statistics")
    made = hornbook(*asked, "--why", "As asked for.", "--json", by=school.dpo).json
    assert (made["stands"], [a["verdict"] for a in made["answers"]]) == ("proposed", ["accept", "accept"])
    ref = made["change"]
    assert hornbook("purposes", "decide", ref, "--agree", "--why", "So be it.", by=school.dpo).status == 0
    early = hornbook("purposes", "tell", ref, by=school.dpo)
    assert early.status == 1
    assert "Publish the notice first" in early.err + early.out
    account.publish(by=school.dpo, at=now())
    told = hornbook("purposes", "tell", ref, "--how", "letter", "--json", by=school.dpo).json
    assert (told["stands"], told["effective_on"]) == ("told", (today() + timedelta(days=1)).isoformat())
    gone = hornbook("purposes", "withdraw", ref, "--why", "No longer.", "--json", by=school.dpo).json
    assert gone["stands"] == "withdrawn"


def test_a_purpose_is_neither_agreed_nor_refused_by_accident(hornbook, school):
    answer = hornbook(
        "purposes", "decide", "3f0c0000-0000-4000-8000-000000000000", "--why", "x", by=school.dpo
    )
    assert answer.status == 2


def test_somebody_else_is_refused(hornbook, school):
    asked = ("purposes", "propose", "trips", "--collected-on", "public_task", "--kind", "statistics")
    answer = hornbook(*asked, "--why", "Mine.", by=school.office)
    assert answer.status == 1
    assert "Your role here does not do this." in answer.err + answer.out


@keeps("268")
def test_who_sees_to_a_promise_and_proof_of_it_from_a_terminal(hornbook, school, tmp_path):
    paper = tmp_path / "round.txt"
    paper.write_bytes(b"canary paper")
    due = (today() + timedelta(days=9)).isoformat()
    owned = hornbook(
        "promise",
        "own",
        "103",
        "--role",
        "head",
        "--due",
        due,
        "--every-months",
        "3",
        "--json",
        by=school.dpo,
    ).json
    assert (owned["people"]["role"], owned["people"]["due"]) == ("head", due)
    proved = hornbook(
        "promise", "prove", "103", "--words", "All locked.", "--file", paper, "--json", by=school.head
    ).json
    (proof,) = proved["people"]["proofs"]
    assert (proof["words"], proof["size"]) == ("All locked.", 12)
    out = tmp_path / "out.txt"
    assert hornbook("promise", "paper", proof["ref"], "--out", out, by=school.dpo).status == 0
    assert out.read_bytes() == b"canary paper"
    shown = hornbook("promise", "show", "103", by=school.dpo)
    assert "seen to by   head" in shown.out
    board = hornbook("promises", "--controller", school.slug, "--json").json
    line = next(each for each in board["promises"] if each["id"] == "103")
    assert line["evidence"]["people"]["proofs"] == 1


def test_a_promise_there_is_not_and_a_paper_that_is_gone_are_said_in_one_sentence(hornbook, school, tmp_path):
    answer = hornbook("promise", "show", "999", by=school.dpo)
    assert answer.status in (1, 2)
    assert "There is no promise '999'" in answer.err
    missing = hornbook(
        "promise", "prove", "103", "--words", "So.", "--file", tmp_path / "gone.pdf", by=school.dpo
    )
    assert "cannot be read" in missing.err
    assert filed.seen_to(school.ref) == {}
