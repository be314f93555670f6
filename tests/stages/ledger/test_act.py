"""An act and its line live and die together; a refusal leaves a line of its own."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection

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


@act("test.answer")
def answer(*, by, at, result=None, look=None, name=""):
    note(purpose=name, route=name)
    if look:
        look()
    return result


def test_a_key_gives_back_references_and_counts_and_nothing_that_could_be_a_value(town):
    for result in (None, 7, "approved", uuid4(), [uuid4(), 2]):
        key = str(uuid4())
        assert answer(by=town.school.dpo, at=now(), key=key, result=result) == result
        assert answer(by=town.school.dpo, at=now(), key=key) == result
    for value in ("Ada Canary", {"name": "canary"}, (1, 2)):
        with pytest.raises(TypeError):
            answer(by=town.school.dpo, at=now(), key=str(uuid4()), result=value)


def test_a_key_used_by_somebody_else_tells_nothing(real_town):
    school = real_town.school
    answer(by=school.dpo, at=now(), key="form-1", result=uuid4())
    with pytest.raises(Refused) as refused:
        answer(by=school.head, at=now(), key="form-1")
    assert refused.value.code == "key-taken"
    (line,) = entries(real_town, act="test.answer", verdict="done")
    assert "form-1" not in str(line.key)


def test_two_at_once_with_one_key_do_it_once_and_hear_the_same(real_town):
    school = real_town.school
    both_there = Barrier(2, timeout=5)
    by = school.dpo

    def run(_):
        def wait():
            with suppress(BrokenBarrierError):  # on SQLite the second waits for the first to end
                both_there.wait(1)

        try:
            return answer(by=by, at=now(), key="once", result=uuid4(), look=wait)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(run, range(2))
    assert first == second
    assert len(entries(real_town, act="test.answer", verdict="done")) == 1


def test_what_somebody_typed_for_a_purpose_or_a_route_is_not_written_down(real_town):
    with pytest.raises(Refused):
        write_a_note(by=real_town.school.dpo, at=now(), fail=Refused("no", what="a", why="b", next="c"))
    answer(by=real_town.school.dpo, at=now(), name="Ada Canary's uncle " + "x" * 200)
    (line,) = entries(real_town, act="test.answer")
    assert (line.purpose, line.route) == ("(not a code)", "(not a code)")


@keeps("102")
def test_a_database_that_is_down_is_a_ledger_that_cannot_be_written(real_town):
    def down():
        raise OperationalError("disk I/O error")

    before = len(sink.lines())
    with pytest.raises(Refused) as refused:
        answer(by=real_town.school.dpo, at=now(), look=down)
    assert refused.value.code == "ledger-unavailable"
    assert [(line["act"], line["fault"]) for line in sink.lines()[before:]] == [
        ("test.answer", "OperationalError")
    ]


def test_a_row_the_database_refuses_is_a_fault_and_no_ill_ledger(real_town):
    def twice():
        raise IntegrityError("UNIQUE constraint failed")

    before = len(sink.lines())
    with pytest.raises(IntegrityError):
        answer(by=real_town.school.dpo, at=now(), look=twice)
    assert len(sink.lines()) == before


@keeps("102")
def test_with_neither_ledger_nor_second_sink_it_is_refused_all_the_same(broken_ledger, settings, tmp_path):
    (tmp_path / "file").write_text("where a folder should be")
    settings.HORNBOOK_SECOND_SINK = tmp_path / "file" / "ledger.jsonl"
    with pytest.raises(Refused) as refused:
        write_a_note(by=broken_ledger.school.dpo, at=now())
    assert refused.value.code == "ledger-unavailable"
    assert "second sink cannot be written either" in refused.value.next


def test_a_line_of_the_second_sink_that_was_cut_off_still_counts(settings, tmp_path):
    settings.HORNBOOK_SECOND_SINK = tmp_path / "ledger.jsonl"
    sink.write({"act": "share.send"})
    with settings.HORNBOOK_SECOND_SINK.open("a") as out:
        out.write('{"act": "use.re')
    assert [line["act"] for line in sink.lines()] == ["share.send", ""]
    assert oct(settings.HORNBOOK_SECOND_SINK.stat().st_mode & 0o777) == "0o600"


def test_acts_do_not_nest(town):
    with pytest.raises(RuntimeError, match="acts do not nest"):
        answer(by=town.school.dpo, at=now(), look=lambda: write_a_note(by=town.school.dpo, at=now()))
    with pytest.raises(RuntimeError, match="no ledger, no data"):
        note(facts={"n": 1})
