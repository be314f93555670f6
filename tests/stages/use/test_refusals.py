"""Six things the engine refuses, each with what, why and what next; and what each leaves behind."""

from uuid import uuid4

import pytest

from hornbook.rules.base.refused import Refused
from hornbook.stages.ledger import queries, sink
from hornbook.stages.retain import acts as retain
from hornbook.stages.share import acts as share
from hornbook.stages.use import acts as use
from hornbook.stages.use.gate import Write
from tests.keeps import keeps
from tests.town import now, today


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
