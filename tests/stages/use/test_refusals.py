"""Six things the engine refuses, each with what, why and what next; and what each leaves behind."""

from functools import partial
from uuid import uuid4

import pytest

from hornbook.rules.base.refused import BadInput, Refused
from hornbook.stages.hold import vault
from hornbook.stages.ledger import queries, sink
from hornbook.stages.retain import acts as retain
from hornbook.stages.share import acts as share
from hornbook.stages.use import acts as use
from hornbook.stages.use import gate
from hornbook.stages.use.gate import Write
from tests.keeps import keeps
from tests.town import now, today


@pytest.fixture
def lettered(real_town):
    """A school, a pupil there, and a file about the pupil."""
    school = real_town.school
    return school, (ada := school.pupil()), school.letter_about(ada, b"filecanary")


def refused_lines(school):
    return queries.latest(school.ref, verdicts=["refused"])


def check_refusal(school, refusal, code, act):
    """It says what, why and next; and its line stands in the ledger, in a transaction of its own."""
    assert refusal.code == code
    assert all((refusal.what, refusal.why, refusal.next))
    line = refused_lines(school)[0]
    assert (line.act, line.code) == (act, code)
    return line


@keeps("22", "29", "269")
def test_a_field_outside_the_pack_cannot_be_written(real_town):
    school = real_town.controller("mmap")
    ada = school.pupil()
    with pytest.raises(Refused) as refused:
        use.change(
            by=school.office,
            at=now(),
            purpose="pupil-learning",
            writes=[Write(ada.ref, "incidents", {"kind": "bullying"})],
        )
    line = check_refusal(school, refused.value, "not-in-pack", "use.change")
    assert queries.people_in(school.ref, line.id) == [ada.ref]


@keeps("53", "57")
def test_nobody_reads_for_a_purpose_that_the_notice_does_not_name(real_town):
    school = real_town.school
    ada = school.pupil()
    with pytest.raises(Refused) as refused:
        use.read(by=school.dpo, at=now(), purpose="marketing", people=[ada.ref])
    check_refusal(school, refused.value, "purpose-undeclared", "use.read")


@keeps("124", "127")
def test_nothing_goes_to_a_recipient_that_the_notice_does_not_list(real_town):
    school = real_town.school
    ada = school.pupil()
    with pytest.raises(Refused) as refused:
        share.send(by=school.dpo, at=now(), route="a-newspaper", people=[ada.ref])
    line = check_refusal(school, refused.value, "recipient-unlisted", "share.send")
    assert line.route == "a-newspaper"


@keeps("97", "99")
def test_a_teacher_cannot_open_a_pupil_who_is_not_theirs(real_town):
    school = real_town.school
    ada, bea = school.pupil(), school.pupil()
    school.teaches(school.teacher, ada)

    (mine,) = use.read(by=school.teacher, at=now(), purpose="pupil-learning", people=[ada.ref])
    assert mine.one("identity")["legal_surname"] == ada.canary("identity")

    with pytest.raises(Refused) as refused:
        use.read(by=school.teacher, at=now(), purpose="pupil-learning", people=[bea.ref])
    line = check_refusal(school, refused.value, "not-yours", "use.read")
    assert queries.people_in(school.ref, line.id) == [bea.ref]


def test_a_stranger_and_somebody_elses_pupil_look_the_same_to_a_teacher(real_town):
    school = real_town.school
    bea = school.pupil()
    said = []
    for ref in (bea.ref, uuid4()):
        with pytest.raises(Refused) as refused:
            use.read(by=school.teacher, at=now(), purpose="pupil-learning", people=[ref])
        said.append((refused.value.code, refused.value.what, refused.value.why, refused.value.next))
    assert said[0] == said[1]


@keeps("118")
def test_one_person_alone_cannot_dispose(real_town):
    school = real_town.school
    old = school.pupil(age=26, on_roll=False)
    batch = retain.propose(by=school.dpo, at=now(), on=today())
    retain.approve(by=school.dpo, at=now(), batch=batch)
    retain.approve(by=school.dpo, at=now(), batch=batch)  # saying it twice is saying it once
    with pytest.raises(Refused) as refused:
        retain.dispose(by=school.dpo, at=now(), batch=batch)
    line = check_refusal(school, refused.value, "two-people", "retain.begin")
    assert queries.people_in(school.ref, line.id) == [old.ref]
    (still,) = use.read(by=school.dpo, at=now(), purpose="rights-and-records", people=[old.ref])
    assert still.one("identity")["legal_surname"] == old.canary("identity")


@keeps("102")
def test_nothing_is_released_while_the_ledger_cannot_be_written(broken_ledger):
    school = broken_ledger.school
    before = len(sink.lines())
    with pytest.raises(Refused) as refused:
        share.send(by=school.dpo, at=now(), route="youth-support", people=[broken_ledger.ada.ref])
    assert refused.value.code == "ledger-unavailable"
    assert all((refused.value.what, refused.value.why, refused.value.next))
    (line,) = sink.lines()[before:]
    assert (line["act"], line["route"]) == ("share.send", "youth-support")
    assert broken_ledger.ada.canary("identity") not in str(line)


@keeps("97")
def test_a_password_alone_opens_nothing(real_town):
    school = real_town.school
    ada = school.pupil()
    weak = school.someone("dpo", second_factor=False)
    with pytest.raises(Refused) as refused:
        use.read(by=weak, at=now(), purpose="rights-and-records", people=[ada.ref])
    check_refusal(school, refused.value, "second-factor", "use.read")


# What the sixth act leaves, whatever it was that was to be released


RELEASES = {
    "share.send": lambda school, ada, file: share.send(
        by=school.dpo, at=now(), route="youth-support", people=[ada.ref]
    ),
    "use.read": lambda school, ada, file: use.read(
        by=school.dpo, at=now(), purpose="rights-and-records", people=[ada.ref]
    ),
    "use.find": lambda school, ada, file: use.find(
        by=school.dpo, at=now(), purpose="rights-and-records", text=ada.canary("identity")
    ),
    "use.list": lambda school, ada, file: use.listing(by=school.office, at=now(), purpose="pupil-learning"),
    "town.fill": lambda school, ada, file: school.act(
        partial(gate.file, by=school.dpo, purpose="rights-and-records", person=ada.ref, ref=file, at=now())
    ),
}


@keeps("102")
@pytest.mark.parametrize("act", RELEASES)
def test_nothing_at_all_comes_out_while_the_ledger_cannot_be_written(broken_ledger, act):
    school, ada = broken_ledger.school, broken_ledger.ada
    before = len(sink.lines())
    with pytest.raises(Refused) as refused:
        RELEASES[act](school, ada, broken_ledger.file)
    assert refused.value.code == "ledger-unavailable"
    assert all((refused.value.what, refused.value.why, refused.value.next))
    assert refused.value.facts.keys() == {"fault"}
    (line,) = sink.lines()[before:]
    assert (line["act"], line["controller"]) == (act, str(school.ref))
    assert [c for c in ada.canaries if c in str(refused.value) + str(line)] == []


@keeps("99", "102")
def test_a_refusal_while_the_ledger_cannot_be_written_is_a_refusal_and_has_a_line(broken_ledger):
    school = broken_ledger.school
    before = len(sink.lines())
    with pytest.raises(Refused) as refused:
        use.read(by=school.dpo, at=now(), purpose="marketing", people=[broken_ledger.ada.ref])
    assert refused.value.code == "purpose-undeclared"
    assert [line["act"] for line in sink.lines()[before:]] == ["use.read"]


# What a refusal must not tell


@keeps("97")
def test_looking_for_somebody_without_the_right_tells_nothing_whether_they_are_there(real_town):
    school = real_town.school
    ada = school.pupil()
    teacher = school.teacher
    said = set()
    for text in (ada.canary("identity"), "Nobody Of That Name", ada.born.isoformat(), "1931-01-01"):
        with pytest.raises(Refused) as refused:
            use.find(by=teacher, at=now(), purpose="rights-and-records", text=text)
        said.add((refused.value.code, str(refused.value)))
    assert len(said) == 1
    with pytest.raises(Refused):
        use.find(by=teacher, at=now(), purpose="marketing", text="Nobody Of That Name")


@keeps("97")
def test_an_empty_page_counts_nobody_for_whoever_may_not_list(real_town):
    school = real_town.school
    school.pupil()
    for purpose in ("rights-and-records", "marketing"):
        with pytest.raises(Refused):
            use.listing(by=school.teacher, at=now(), purpose=purpose, start=10_000)


@keeps("97")
def test_a_teacher_finds_and_lists_their_own_among_many_of_one_name(real_town):
    school = real_town.school
    everyone = [school.pupil(legal_surname="Canarysmith") for _ in range(6)]
    mine = everyone[4]
    school.teaches(school.teacher, mine)
    found = use.find(by=school.teacher, at=now(), purpose="pupil-learning", text="canarysmith")
    assert [s.person for s in found] == [mine.ref]
    born = use.find(by=school.teacher, at=now(), purpose="pupil-learning", text=mine.born.isoformat())
    assert born == (), "a teacher may not see the date of birth, and so finds nobody by it"
    shown, total = use.listing(by=school.teacher, at=now(), purpose="pupil-learning")
    assert ([s.person for s in shown], total) == ([mine.ref], 1)


def test_what_was_typed_stands_in_no_line_of_the_ledger(real_town):
    school = real_town.school
    use.find(by=school.dpo, at=now(), purpose="rights-and-records", text="typedcanary")
    for line in queries.latest(school.ref):
        assert "typedcanary" not in str(line)


def test_a_file_that_is_not_there_and_one_that_was_damaged_are_answers_not_faults(lettered):
    school, ada, file = lettered
    read = partial(gate.file, by=school.dpo, purpose="rights-and-records", person=ada.ref, at=now())
    assert school.act(partial(read, ref=file)) == b"filecanary"
    with pytest.raises(Refused) as refused:
        school.act(partial(read, ref=uuid4()))
    check_refusal(school, refused.value, "unknown", "town.fill")

    path = vault.path_of(school.ref, file)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Refused) as refused:
        school.act(partial(read, ref=file))
    check_refusal(school, refused.value, "file-damaged", "town.fill")
    path.unlink()
    with pytest.raises(Refused) as refused:
        school.act(partial(read, ref=file))
    check_refusal(school, refused.value, "file-damaged", "town.fill")


@pytest.mark.parametrize("typed", ["31 February", "2012-02-30", "20120203", "12/03/2012", "canary"])
def test_a_day_that_is_no_day_is_not_taken_into_the_record_and_not_repeated(real_town, typed):
    school = real_town.school
    ada = school.pupil()
    with pytest.raises(BadInput) as bad:
        school.write(ada.ref, "identity", {"date_of_birth": typed})
    assert (bad.value.finding.code, bad.value.finding.field) == ("not-a-day", "Date of birth")
    assert typed not in str(bad.value) + repr(bad.value.finding)


@pytest.mark.parametrize("pointed", ["6f9d1f6e-2c53-4a55-9a39-0d6b7f1f4e11", "nobody", "00000000"])
def test_a_contact_who_is_nobody_cannot_be_linked(real_town, pointed):
    school = real_town.school
    ada = school.pupil()
    with pytest.raises(Refused) as refused:
        school.write(ada.ref, "relation", {"contact_ref": pointed, "relationship": "mother"})
    check_refusal(school, refused.value, "unknown", "town.fill")
