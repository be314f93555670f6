"""What only people can do is kept when one of them has filed proof, and at risk when the day has passed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from hornbook.promises import evidence, register
from hornbook.promises.evidence import Evidence
from hornbook.rules.base.dates import add_months
from hornbook.rules.base.refused import Refused
from hornbook.stages.account import filed, filing, promises
from hornbook.stages.account.models import Proof
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger.tenancy import inside
from tests.keeps import keeps
from tests.town import Town, now, today

LOCKED = "103"  # locked away when not in use: an act of people, and of nothing else
SHRED = "119"
UNTESTED = "104"


def line(school, promise, on=None):
    return next(
        each
        for each in promises.board(school.ref, on or today(), thorough=False).lines
        if each.promise.id == promise
    )


def refusal(do):
    with pytest.raises(Refused) as refused:
        do()
    return refused.value


def proved(school, promise=LOCKED, **said):
    asked = {"on": today(), "words": "Walked round: a canary stood locked.", **said}
    return filing.prove(by=school.dpo, at=now(), promise=promise, **asked)


@pytest.fixture
def school(town: Town, monkeypatch, tmp_path):
    """A school, with the product's own tests of both promises passed: what is left is up to people."""
    file = tmp_path / "evidence.toml"
    passed = [Evidence(each, ("tests/x.py::test_y",), "passed", "", 1) for each in (LOCKED, SHRED)]
    file.write_text(evidence.as_toml(passed, evidence.digest()), "utf-8")
    monkeypatch.setattr(evidence.read, "__defaults__", (file,))
    return town.controller("mmap")


@keeps("268")
def test_what_people_alone_do_needs_a_person_until_one_files_proof(school):
    assert register()[LOCKED].kinds == ("A",)
    assert (line(school, LOCKED).state, line(school, LOCKED).people) == ("needs a person", filed.NOBODY)
    proved(school)
    seen = line(school, LOCKED)
    assert (seen.state, seen.why) == ("kept", "1 test passed on the code that is running.")
    assert (seen.people.proofs, seen.people.last) == (1, today())


def test_proof_does_not_stand_in_for_the_test_that_the_product_asks_for_it(school):
    proved(school, UNTESTED)
    proved(school, SHRED)
    assert [line(school, each).state for each in (UNTESTED, SHRED)] == ["not yet", "kept"]


@keeps("268")
def test_a_day_that_passed_without_proof_puts_the_promise_at_risk(school):
    filing.own(
        by=school.dpo,
        at=now(),
        promise=LOCKED,
        role="head",
        account=school.head.ref,
        due_on=today(),
        every_months=3,
    )
    assert line(school, LOCKED).state == "needs a person"
    late = line(school, LOCKED, today() + timedelta(days=1))
    assert late.state == "at risk"
    assert late.why.startswith("Proof of it was due on ")
    assert (late.people.role, late.people.account) == ("head", school.head.ref)

    proved(school)
    assert line(school, LOCKED, today() + timedelta(days=1)).state == "kept"
    assert line(school, LOCKED).people.due == add_months(today(), 3)
    assert line(school, LOCKED, add_months(today(), 3) + timedelta(days=1)).state == "at risk"


def test_what_is_wanted_once_is_wanted_no_more_after_it_and_a_new_day_asks_anew(school, monkeypatch):
    asked = {"by": school.dpo, "promise": LOCKED, "role": "dpo", "due_on": today()}
    filing.own(at=now(), **asked)
    proved(school)
    assert line(school, LOCKED).people.due is None
    later = now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    filing.own(at=later, **asked)
    assert line(school, LOCKED).people.due == today() - timedelta(days=2)
    assert line(school, LOCKED).state == "at risk"


@keeps("110", "268")
def test_words_and_papers_are_sealed_and_opening_a_paper_leaves_a_line(school):
    ref = proved(school, name="round.pdf", content=b"%PDF canary paper")
    with inside(school.ref):
        row = Proof.objects.get(ref=ref)
    assert b"canary" not in bytes(row.said) + bytes(row.file)
    (shown,) = filed.proofs_of(school.ref, LOCKED)
    assert (shown.words, shown.name, shown.size) == ("Walked round: a canary stood locked.", "round.pdf", 17)
    paper = filing.open_paper(by=school.dpo, at=now(), proof=ref)
    assert (paper.name, paper.content) == ("round.pdf", b"%PDF canary paper")
    opened, written = ledger.latest(school.ref, limit=2)
    assert (opened.act, opened.facts) == ("account.open", {"promise": LOCKED, "proof": str(ref)})
    assert written.act == "account.prove"
    assert "canary" not in str(written.facts) + str(opened.facts)
    assert "round.pdf" not in str(written.facts)


WRONG = {
    "unknown": {"promise": "999"},
    "not-yet": {"on": today() + timedelta(days=1)},
    "no-words": {"words": "  "},
    "too-large": {"content": b"x" * (filing.FILE_BYTES + 1)},
}


@pytest.mark.parametrize(("code", "said"), WRONG.items(), ids=WRONG)
def test_proof_that_is_none_is_refused_with_what_to_do(school, code, said):
    refused = refusal(lambda: proved(school, **said))
    assert refused.code == code
    assert all((refused.what, refused.why, refused.next))
    assert filed.seen_to(school.ref) == {}


OWNERS = {
    "unknown": {"promise": "0"},
    "role-unknown": {"role": "beadle"},
    "bad-interval": {"every_months": 0},
    "no-day": {"every_months": 6, "due_on": None},
}


@pytest.mark.parametrize(("code", "said"), OWNERS.items(), ids=OWNERS)
def test_an_owner_that_cannot_be_is_refused(school, code, said):
    asked = {"promise": LOCKED, "role": "head", "due_on": today(), **said}
    assert refusal(lambda: filing.own(by=school.dpo, at=now(), **asked)).code == code
    assert filed.seen_to(school.ref) == {}


def test_a_named_person_holds_the_role_named(school):
    asked = {"promise": LOCKED, "role": "head", "account": school.dpo.ref}
    assert refusal(lambda: filing.own(by=school.dpo, at=now(), **asked)).code == "not-in-role"


def test_only_who_accounts_for_promises_files_and_opens(school, town: Town):
    ref = proved(school, name="a.txt", content=b"canary")
    for do in (
        lambda: filing.prove(by=school.teacher, at=now(), promise=LOCKED, on=today(), words="Mine."),
        lambda: filing.own(by=school.teacher, at=now(), promise=LOCKED, role="head"),
        lambda: filing.open_paper(by=school.teacher, at=now(), proof=ref),
    ):
        assert refusal(do).code == "role-not-allowed"
    assert refusal(lambda: filing.open_paper(by=town.council.dpo, at=now(), proof=ref)).code == "unknown"
    assert filed.seen_to(town.council.ref) == {}


def test_what_was_filed_stays_as_it_is(real_town: Town):
    school = real_town.controller("mmap")
    ref = proved(school)
    for change in (lambda rows: rows.update(size=9), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), inside(school.ref):
            change(Proof.objects.filter(ref=ref))
    if connection.vendor == "postgresql":
        with inside(real_town.council.ref):
            assert not Proof.objects.filter(ref=ref).exists()
