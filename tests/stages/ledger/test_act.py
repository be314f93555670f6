"""An act and its line live and die together; a refusal leaves a line of its own."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from hornbook.rules.base.refused import Refused
from hornbook.stages.ledger import queries, sink
from hornbook.stages.ledger.act import act, note
from hornbook.stages.ledger.models import Entry
from hornbook.stages.ledger.tenancy import inside
from tests.keeps import keeps
from tests.town import now


@act("test.note")
def write_a_note(*, by, at, people=(), fail=None):
    note(people=people, purpose="testing", facts={"n": 1})
    if fail:
        raise fail
    return "done"


def entries(town, **where):
    with inside(town.school.ref):
        return list(Entry.objects.filter(controller=town.school.ref, **where).order_by("id"))


def test_an_act_leaves_one_line_that_says_who_what_and_about_whom(town):
    ada = town.school.pupil()
    write_a_note(by=town.school.dpo, at=now(), people=[ada.ref])

    (line,) = entries(town, act="test.note")
    assert (line.verdict, line.by, line.purpose, line.facts) == (
        "done",
        town.school.dpo.ref,
        "testing",
        {"n": 1},
    )
    assert queries.people_in(town.school.ref, line.id) == [ada.ref]


def test_a_refusal_is_written_although_what_was_done_is_rolled_back(real_town):
    refusal = Refused("no", what="Not done.", why="Because.", next="Ask.", cites=("UK GDPR, Article 5",))
    with pytest.raises(Refused):
        write_a_note(by=real_town.school.dpo, at=now(), fail=refusal)

    (line,) = entries(real_town, act="test.note")
    assert (line.verdict, line.code, line.cites) == ("refused", "no", ["UK GDPR, Article 5"])


def test_a_fault_leaves_neither_change_nor_line(real_town):
    with pytest.raises(ZeroDivisionError):
        write_a_note(by=real_town.school.dpo, at=now(), fail=ZeroDivisionError())
    assert entries(real_town, act="test.note") == []


def test_the_same_key_is_done_once_and_answers_the_same_again(town):
    first = write_a_note(by=town.school.dpo, at=now(), key="once")
    again = write_a_note(by=town.school.dpo, at=now(), key="once", fail=ZeroDivisionError())
    assert first == again == "done"
    assert len(entries(town, act="test.note")) == 1


def test_an_act_cannot_be_dated_back(town):
    with pytest.raises(Refused, match="ledger's own clock") as refused:
        write_a_note(by=town.school.dpo, at=now() - timedelta(days=1))
    assert refused.value.code == "not-today"


@keeps("102")
def test_when_the_ledger_cannot_be_written_nothing_is_done_and_the_second_sink_has_a_line(broken_ledger):
    town = broken_ledger
    before = len(sink.lines())
    with pytest.raises(Refused) as refused:
        write_a_note(by=town.school.dpo, at=now())
    assert refused.value.code == "ledger-unavailable"
    assert [line["act"] for line in sink.lines()[before:]] == ["test.note"]


@keeps("102")
def test_lines_of_the_ledger_cannot_be_changed_or_removed(real_town):
    write_a_note(by=real_town.school.dpo, at=now())
    (line,) = entries(real_town, act="test.note")
    for sql in (
        "UPDATE ledger_entry SET code='x'",
        "DELETE FROM ledger_entryperson",
        "DELETE FROM ledger_entry",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            inside(real_town.school.ref),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    assert entries(real_town, act="test.note")[0].code == line.code
