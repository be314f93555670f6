"""What people do from a terminal, and what they are refused: what, why, what next, and a ledger line."""

import stat
from datetime import timedelta

import pytest

from hornbook.faces.cli import preparing, terminal
from hornbook.rules.base.dates import add_years
from hornbook.stages.ledger import queries, sink
from hornbook.stages.parties import queries as parties
from tests.keeps import keeps
from tests.town import today

REFUSED, UNREADABLE = 1, 2


def is_refused(answer, school, code, act):
    """Exit status 1; what, why and next on stderr; nothing on stdout; and its line, about whom it was."""
    assert answer.status == REFUSED
    assert answer.out == ""
    what, why, next = answer.err.splitlines()
    assert what.endswith(".")
    assert why.startswith("Why: ")
    assert next.startswith("Next: ")
    line = queries.latest(school.ref, verdicts=["refused"], limit=1)[0]
    assert (line.act, line.code) == (act, code)
    return queries.people_in(school.ref, line.id)


@keeps("22", "29")
def test_a_field_outside_the_pack_is_not_written(real_town, hornbook):
    school = real_town.controller("mmap")
    ada = school.pupil()
    answer = hornbook(
        "change", ada.ref, "incidents", "kind=bullying", "--purpose", "pupil-learning", by=school.office
    )
    assert is_refused(answer, school, "not-in-pack", "use.change") == [ada.ref]


@keeps("53", "57")
def test_nobody_is_found_for_a_purpose_that_the_notice_does_not_name(real_town, hornbook):
    school = real_town.school
    ada = school.pupil()
    answer = hornbook("find", "--purpose", "marketing", ada.canary("identity"), by=school.dpo)
    is_refused(answer, school, "purpose-undeclared", "use.find")


@keeps("97", "99")
def test_a_teacher_does_not_open_a_pupil_who_is_not_theirs(real_town, hornbook):
    school = real_town.school
    ada, bea = school.pupil(), school.pupil()
    school.teaches(school.teacher, ada)
    opened = hornbook("read", ada.ref, "--purpose", "pupil-learning", "--json", by=school.teacher)
    assert opened.status == 0
    assert opened.json["records"]["identity"][0]["values"]["legal_surname"] == ada.canary("identity")
    assert "medical" in opened.json["left_out"]
    answer = hornbook("read", bea.ref, "--purpose", "pupil-learning", by=school.teacher)
    assert is_refused(answer, school, "not-yours", "use.read") == [bea.ref]


@keeps("124", "127")
def test_nothing_goes_to_an_unlisted_recipient_and_no_file_is_made(real_town, hornbook, tmp_path):
    school = real_town.school
    school.pupil()
    out = tmp_path / "out.csv"
    answer = hornbook("share", "a-newspaper", "--out", out, by=school.dpo)
    is_refused(answer, school, "recipient-unlisted", "share.send")
    assert list(tmp_path.iterdir()) == []


@keeps("118")
def test_one_person_alone_does_not_dispose_and_two_do(real_town, hornbook):
    school = real_town.school
    old = school.pupil(born=add_years(today(), -25), on_roll=False)
    due = hornbook("retain", "due", "--json", by=school.dpo).json
    assert [(d["person"], d["on"]) for d in due] == [(str(old.ref), today().isoformat())]
    batch = hornbook("retain", "propose", "--json", by=school.office).json["ref"]
    assert hornbook("approve", batch, by=school.dpo).status == 0
    assert is_refused(
        hornbook("retain", "dispose", batch, by=school.dpo), school, "two-people", "retain.begin"
    ) == [old.ref]

    assert hornbook("approve", batch, "--json", by=school.head).json["approvals"] == 2
    done = hornbook("retain", "dispose", batch, "--json", by=school.dpo)
    (certificate,) = done.json["certificates"]
    assert certificate["person"] == str(old.ref)
    assert sorted(certificate["approved_by"]) == sorted([str(school.dpo.ref), str(school.head.ref)])
    told = hornbook("retain", "certificate", certificate["certificate"], by=school.dpo)
    assert certificate["unreadable_from"] in told.out
    assert old.canary("identity") not in done.out + told.out
    listed = hornbook("retain", "list", "--json", by=school.dpo).json
    assert [(b["ref"], b["state"], b["gone"]) for b in listed] == [(batch, "disposed", 1)]


@keeps("102")
def test_nothing_is_released_while_the_ledger_cannot_be_written(broken_ledger, hornbook, tmp_path):
    school, before = broken_ledger.school, len(sink.lines())
    answer = hornbook("share", "youth-support", "--out", tmp_path / "out.csv", by=school.dpo)
    assert answer.status == REFUSED
    assert answer.err.startswith("Nothing was done and nothing was released.")
    assert list(tmp_path.iterdir()) == []
    assert [line["act"] for line in sink.lines()[before:]] == ["share.send"]


@keeps("137")
def test_what_is_sent_lies_whole_in_one_file_of_ones_own(real_town, hornbook, tmp_path):
    school = real_town.school
    ada, baby = school.pupil(age=14), school.pupil(age=12)
    out = tmp_path / "out.csv"
    plan = hornbook("share", "youth-support", "--dry-run", "--json", by=school.dpo).json
    assert (plan["going"], plan["staying"]) == ([str(ada.ref)], {"too-young": 1})
    assert not out.exists()
    sent = hornbook("share", "youth-support", "--out", out, "--json", by=school.dpo)
    assert (sent.status, sent.json["people"]) == (0, 1)
    text = out.read_text()
    assert ada.canary("identity") in text
    assert baby.canary("identity") not in text
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]

    again = hornbook("share", "youth-support", "--out", out, by=school.dpo)
    assert again.status == UNREADABLE
    assert out.read_text() == text


def test_another_day_can_be_asked_about_and_not_sent_on(real_town, hornbook, tmp_path):
    school = real_town.school
    ada = school.pupil(age=12)
    birthday = add_years(ada.born, 13).isoformat()
    plan = hornbook("share", "youth-support", "--on", birthday, "--dry-run", "--json", by=school.dpo)
    assert plan.json["going"] == [str(ada.ref)]
    answer = hornbook("share", "youth-support", "--on", birthday, "--out", tmp_path / "o", by=school.dpo)
    assert (answer.status, answer.out) == (REFUSED, "")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said_before_anything_is_sent(real_town, hornbook, tmp_path):
    school = real_town.school
    school.pupil()
    answer = hornbook("share", "youth-support", "--out", tmp_path / "no" / "out.csv", by=school.dpo)
    assert answer.status == UNREADABLE
    assert queries.latest(school.ref, acts=["share.send"]) == []


def test_a_pupil_is_found_by_part_of_a_name(real_town, hornbook):
    school = real_town.school
    ada = school.pupil(preferred_forename="Zazá", preferred_surname="D'Arby-Źdźbło")
    found = hornbook("find", "--purpose", "admissions", "--json", "zaza darby", by=school.office).json
    assert [(f["ref"], f["name"]) for f in found] == [(str(ada.ref), "Zazá D'Arby-Źdźbło")]


def test_what_is_changed_by_hand_can_be_read_again(real_town, hornbook):
    school = real_town.school
    ada = school.pupil()
    asked = ("change", ada.ref, "sen", "provision=K", "--purpose", "pupil-learning", "--json")
    assert hornbook(*asked, by=school.office).json == {"created": 1, "updated": 0, "unchanged": 0}
    read = hornbook("read", ada.ref, "--purpose", "provision", "--category", "sen", "--json", by=school.senco)
    assert [r["values"] for r in read.json["records"]["sen"]] == [{"provision": "K"}]


def test_nobody_acts_without_signing_in(real_town, hornbook):
    school = real_town.school
    answer = hornbook("retain", "due", "--controller", school.slug)
    assert answer.status == REFUSED
    assert "hornbook sign-in" in answer.err


def test_who_works_at_two_places_says_which(real_town, hornbook):
    school, other = real_town.school, real_town.controller("mmap")
    dpo = school.dpo.ref
    email = next(a.email for a, _ in parties.colleagues(school.ref, today()) if a.ref == dpo)
    preparing.employ(other.ref, email, "Two hats", ["dpo"], terminal.now())
    answer = hornbook("retain", "due", by=school.dpo)
    assert answer.status == REFUSED
    assert school.slug in answer.err
    assert other.slug in answer.err
    assert hornbook("retain", "due", "--controller", other.slug, by=school.dpo).status == 0


@pytest.mark.parametrize("wrong", [("--on", "yesterday"), ("--about", "Ada")])
def test_an_argument_that_cannot_be_read_is_named(db, hornbook, wrong):
    answer = hornbook("share", "youth-support", *wrong)
    assert answer.status == UNREADABLE
    assert wrong[0] in answer.err


def test_what_is_done_is_sealed_when_the_command_ends(real_town, hornbook):
    school = real_town.school
    hornbook("retain", "due", "--on", (today() + timedelta(days=1)).isoformat(), by=school.dpo)
    (report,) = hornbook("ledger", "verify", "--controller", school.slug, "--json").json
    assert report["unsealed"] == 0
    assert report["sealed"] > 0
