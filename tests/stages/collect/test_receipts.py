"""Receipts and the quarantine: sealed while it waits, destroyed when it is settled, one for one file."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from hornbook.rules.base.refused import Refused
from hornbook.stages.collect import acts, quarantine, queries
from hornbook.stages.collect.models import Found, Receipt
from hornbook.stages.collect.states import MOVES, State, move
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger.tenancy import reading
from hornbook.stages.parties.acts import establishments
from tests.keeps import keeps
from tests.stages.collect.files import ada, brings, digest, everybody, table
from tests.town import now

NAME = "Filenamecanary transfer list.csv"


def in_quarantine(school) -> list[Path]:
    return [p for p in quarantine.folder(school.ref).rglob("*") if p.is_file()]


def receives(school, files, by=None, **how):
    return acts.receive(by=by or school.writer, at=now(), files=files, **how)


def stored(school) -> bytes:
    """Every stored byte of what collect holds about its receipts."""
    with reading(school.ref):
        rows = [repr(r) for model in (Receipt, Found) for r in model.objects.values_list()]
        blobs = [bytes(b) for b in Found.objects.values_list("sealed", flat=True)]
    return "\n".join(rows).encode() + b"".join(blobs)


@keeps("110")
def test_what_waits_in_the_quarantine_is_sealed_and_its_name_is_nowhere(town):
    school = town.school
    receipt = receives(school, table(ada(UPN="wrongcanary"), name=NAME))

    files = in_quarantine(school)
    assert len(files) == 2  # the table and the manifest
    for file in files:
        content = file.read_bytes()
        assert b"canary" not in content
        assert b"Surname" not in content
        assert "canary" not in str(file)
        assert file.stat().st_mode & 0o077 == 0
    assert quarantine.manifest(school.ref, receipt)["names"] == [NAME]
    assert b"Adacanary" in quarantine.content(school.ref, receipt, 0)
    assert b"canary" not in stored(school)


@keeps("110")
def test_admitted_nothing_is_left_in_the_quarantine_and_the_receipt_keeps_no_value(town):
    school = town.school
    row = ada(UPN="wrongcanary", Sex="canarysex", **{"Headingcanary Jo": "x"})
    done = brings(school, table(row, name=NAME))

    assert in_quarantine(school) == []
    told = "\n".join(f"{f} {f.value}" for f in done.findings)
    assert "canary" in told  # while it is fresh, what was found may name it
    kept = queries.outcome(school.ref, done.receipt)
    assert [(f.severity, f.code, f.line) for f in kept.findings] == [
        (f.severity, f.code, f.line) for f in done.findings
    ]
    assert all(not (f.value or f.why or f.next) for f in kept.findings)
    assert "canary" not in repr(kept)
    assert [t.name for t in kept.tables] == ["file 1"]
    assert kept.counts == done.counts
    assert b"canary" not in stored(school)


def test_withdrawn_files_are_destroyed_and_nothing_came_of_them(town):
    school = town.school
    before = digest(school)
    receipt = receives(school, table(ada(), name=NAME))
    acts.withdraw(by=school.writer, at=now(), receipt=receipt)

    assert in_quarantine(school) == []
    assert queries.receipt(school.ref, receipt).state == State.WITHDRAWN
    assert digest(school) == before
    with pytest.raises(Refused) as refused:
        acts.admit(by=school.writer, at=now(), receipt=receipt)
    assert refused.value.code == "wrong-state"
    assert receives(school, table(ada(), name=NAME)) != receipt


def test_the_same_bytes_have_one_receipt_and_bringing_them_again_changes_nothing(town):
    school = town.school
    first = brings(school, table(ada()))
    before = digest(school)

    assert receives(school, table(ada(), name="under another name.csv")) == first.receipt
    again = brings(school, table(ada()))
    assert (again.receipt, again.again, again.state) == (first.receipt, True, "admitted")
    c = again.counts
    assert (c.new, c.known, c.created, c.updated, c.unchanged) == (0, 1, 0, 0, first.counts.created)
    assert len(queries.receipts(school.ref)) == 1
    assert digest(school) == before
    assert in_quarantine(school) == []


def test_the_same_bytes_read_another_way_are_another_receipt(town):
    school = town.school
    first = receives(school, table(ada()))
    assert receives(school, table(ada()), establishment="8869999") != first


def test_a_school_that_became_known_in_between_makes_no_second_receipt(town):
    school = town.school
    first = receives(school, table(ada()))
    school.act(lambda: establishments(school.ref, {"8869999": "The school"}))
    assert receives(school, table(ada())) == first
    other = receives(school, table(ada(Surname="B")))
    assert acts.admit(by=school.writer, at=now(), receipt=other).counts.new == 1
    assert everybody(school)[0].records["enrolment"][0].values["establishment"] == "8869999"


def test_files_that_no_receipt_claims_are_swept_after_a_day_and_not_before(town):
    school = town.school
    kept = receives(school, table(ada()))
    stray = quarantine.folder(school.ref) / "0123456789abcdef.part"
    stray.mkdir()
    (stray / "0").write_bytes(b"cut off")
    quarantine.sweep(school.ref, {kept}, before=now() - acts.LEFT_ALONE)
    assert stray.exists()
    assert quarantine.sweep(school.ref, {kept}, before=now() + acts.LEFT_ALONE) == 1
    assert not stray.exists()
    assert quarantine.manifest(school.ref, kept)["names"] == ["pupils.csv"]


@keeps("288")
def test_a_dry_run_keeps_no_file_and_leaves_only_lines_in_the_ledger(town):
    school = town.school
    school.writer  # noqa: B018  invited before the look at the ledger
    before = digest(school)
    lines = len(ledger.latest(school.ref, limit=1000))
    told = acts.preview(by=school.writer, at=now(), files=table(ada(), name=NAME))

    assert (told.receipt, told.state, told.counts.new) == (None, "dry run", 1)
    assert everybody(school) == []
    assert digest(school) == before
    assert in_quarantine(school) == []
    assert queries.receipts(school.ref) == []
    acts_since = [line.act for line in ledger.latest(school.ref, limit=1000)][:-lines]
    assert [a for a in acts_since if a.startswith("collect.")] == ["collect.weigh", "collect.preview"]


def test_a_receipt_may_be_looked_over_before_it_is_admitted(town):
    school = town.school
    receipt = receives(school, table(ada()))
    told = acts.preview(by=school.writer, at=now(), receipt=receipt)
    done = acts.admit(by=school.writer, at=now(), receipt=receipt)
    assert told.counts == done.counts


# who may


@keeps("97", "99")
@pytest.mark.parametrize("role", ["teacher", "governor", "dpo"])
def test_whoever_does_not_bring_files_may_neither_receive_nor_look_nor_admit(real_town, role):
    school = real_town.school
    stranger = school.someone(role)
    waiting = receives(school, table(ada()))
    before = digest(school)
    for act, call in (
        ("collect.receive", lambda: receives(school, table(ada(Surname="B")), by=stranger)),
        ("collect.preview", lambda: acts.preview(by=stranger, at=now(), files=table(ada()))),
        ("collect.begin", lambda: acts.admit(by=stranger, at=now(), receipt=waiting)),
        ("collect.withdraw", lambda: acts.withdraw(by=stranger, at=now(), receipt=waiting)),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.code == "role-not-allowed"
        line = ledger.latest(school.ref, verdicts=["refused"])[0]
        assert (line.act, line.code, line.by) == (act, "role-not-allowed", stranger.ref)
    assert digest(school) == before
    assert [r.ref for r in queries.receipts(school.ref)] == [waiting]


def test_a_colleague_who_may_receive_and_not_admit_leaves_it_to_one_who_may(real_town):
    school = real_town.school
    receipt = receives(school, table(ada()), by=school.senco)
    with pytest.raises(Refused) as refused:
        acts.admit(by=school.senco, at=now(), receipt=receipt)
    assert refused.value.code == "role-not-allowed"
    assert acts.admit(by=school.office, at=now(), receipt=receipt).counts.new == 1


@keeps("97")
def test_a_password_alone_brings_nothing_in(town):
    school = town.school
    with pytest.raises(Refused) as refused:
        receives(school, table(ada()), by=school.someone("office", second_factor=False))
    assert refused.value.code == "second-factor"
    assert in_quarantine(school) == []


@keeps("1")
def test_another_controller_sees_nothing_of_it(town):
    school, council = town.school, town.council
    done = brings(school, table(ada()))
    waiting = receives(school, table(ada(Surname="Second")))
    sheets = set(queries.sheets(school.ref, done.receipt).values())

    assert queries.receipts(council.ref) == []
    for receipt in (done.receipt, waiting):
        assert queries.receipt(council.ref, receipt) is None
        assert queries.outcome(council.ref, receipt) is None
        assert queries.sheets(council.ref, receipt) == {}
        with pytest.raises(Refused) as refused:
            acts.admit(by=council.writer, at=now(), receipt=receipt)
        assert refused.value.code == "unknown"
    assert queries.came_from(school.ref, sheets).keys() == sheets
    assert queries.came_from(council.ref, sheets) == {}
    assert receives(council, table(ada())) != done.receipt


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
@keeps("1")
def test_past_the_gate_the_database_shows_no_other_controller_s_receipts(town):
    school, council = town.school, town.council
    brings(school, table(ada()))
    with reading(council.ref):
        assert Receipt.objects.count() == 0
        assert Found.objects.count() == 0
    with reading(school.ref):
        assert Receipt.objects.count() == 1


@keeps("99")
def test_the_ledger_says_what_was_brought_and_about_whom_without_a_value(town):
    school = town.school
    done = brings(school, table(ada(UPN="wrongcanary"), name=NAME))
    lines = {line.act: line for line in ledger.latest(school.ref) if line.act.startswith("collect.")}

    assert lines.keys() == {"collect.receive", "collect.begin", "collect.admit", "collect.settle"}
    assert ledger.people_in(school.ref, lines["collect.admit"].id) == [everybody(school)[0].person]
    assert {line.facts["receipt"] for line in lines.values()} == {str(done.receipt)}
    assert (lines["collect.settle"].facts["new"], lines["collect.settle"].facts["created"]) == (1, 3)
    assert "canary" not in repr(lines)


# life of a receipt


@pytest.mark.parametrize("now_", State)
@pytest.mark.parametrize("to", State)
def test_a_receipt_moves_only_as_the_table_says(now_, to):
    if to in MOVES[now_]:
        assert move(now_, to) == to
        return
    with pytest.raises(Refused) as refused:
        move(now_, to)
    assert refused.value.code == "wrong-state"


def test_the_quarantine_lies_in_the_data_folder(town):
    receives(town.school, table(ada()))
    assert quarantine.folder(town.school.ref).parent == Path(settings.HOME) / "quarantine"
