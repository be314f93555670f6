"""Whoever edits, deletes, adds or swaps a line of the ledger is found, and the line is named."""

import time
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from hornbook.stages.keys.signing import public_key, signing_key
from hornbook.stages.ledger import chain
from hornbook.stages.ledger.act import act, note
from hornbook.stages.ledger.models import Entry
from hornbook.stages.ledger.tenancy import inside
from tests.database import unguarded
from tests.keeps import keeps
from tests.town import now


@act("test.line")
def write_line(*, by, at, n):
    note(facts={"n": n})


@pytest.fixture
def sealed(real_town):
    """A school with a dozen sealed lines; gives (school ref, ids of the lines in order)."""
    school = real_town.school
    for n in range(12):
        write_line(by=school.dpo, at=now(), n=n)
    seal_all(school.ref)
    with inside(school.ref):
        ids = list(Entry.objects.filter(controller=school.ref).order_by("id").values_list("id", flat=True))
    return school.ref, ids


def seal_all(ref):
    """Seal until nothing waits: on PostgreSQL for the oldest transaction that is open anywhere."""
    count = 0
    for _ in range(600):
        count += chain.seal(ref, signing_key(ref), now())
        if check(ref).unsealed == 0:
            return count
        time.sleep(0.1)
    raise AssertionError("somebody keeps a transaction open")


def check(ref, witness=None):
    return chain.verify(ref, lambda key_id: public_key(ref, key_id), witness)


def tamper(*statements):
    with unguarded() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)


def test_an_untouched_ledger_is_sound_and_says_how_long_it_is(sealed):
    ref, ids = sealed
    report = check(ref)
    assert report.sound
    assert (report.sealed, report.unsealed) == (len(ids), 0)


def test_lines_written_since_the_last_sealing_are_the_unsealed_tail(sealed, real_town):
    ref, ids = sealed
    write_line(by=real_town.school.dpo, at=now(), n=99)
    assert check(ref).unsealed == 1
    assert seal_all(ref) == 1
    assert (check(ref).sealed, check(ref).unsealed) == (len(ids) + 1, 0)


COLUMNS = {
    "ref": "00000000-0000-4000-8000-00000000000a",
    "by": "00000000-0000-4000-8000-00000000000a",
    "cites": '["x"]',
    "reason": b"x",
    "key": "x",
    "act": "x",
    "verdict": "refused",
    "purpose": "another",
    "route": "elsewhere",
    "code": "x",
    "facts": '{"n": 500}',
    "roles": "head",
    "written_at": "2026-01-01 00:00:00+00:00",
}


@keeps("102")
@pytest.mark.parametrize("column", COLUMNS)
def test_an_edited_line_is_found_and_named(sealed, column):
    ref, ids = sealed
    value = COLUMNS[column]
    if column in ("ref", "by"):
        value = _as_stored(UUID(value))
    tamper((f'UPDATE ledger_entry SET "{column}" = %s WHERE id = %s', [value, ids[5]]))
    report = check(ref)
    assert [fault.entry for fault in report.faults] == [ids[5]]


@keeps("102")
def test_a_deleted_line_is_found_and_named(sealed):
    ref, ids = sealed
    tamper(
        ("DELETE FROM ledger_entryperson WHERE entry_id = %s", [ids[7]]),
        ("DELETE FROM ledger_entry WHERE id = %s", [ids[7]]),
    )
    assert [(f.entry, f.what) for f in check(ref).faults] == [(ids[7], "the entry was deleted")]


@keeps("102")
def test_two_swapped_lines_are_found_and_named(sealed):
    ref, ids = sealed
    a, b = ids[4], ids[8]
    tamper(
        ("UPDATE ledger_entry SET id = -1 WHERE id = %s", [a]),
        ("UPDATE ledger_entry SET id = %s WHERE id = %s", [a, b]),
        ("UPDATE ledger_entry SET id = %s WHERE id = -1", [b]),
    )
    assert {f.entry for f in check(ref).faults} == {a, b}


@keeps("102")
def test_a_person_taken_off_a_line_is_found(real_town):
    school = real_town.school
    ada = school.pupil()
    seal_all(school.ref)
    tamper(("DELETE FROM ledger_entryperson WHERE person = %s", [_as_stored(ada.ref)]))
    assert not check(school.ref).sound


def test_a_line_put_in_among_sealed_ones_is_found(sealed):
    ref, ids = sealed
    with inside(ref):
        old = Entry.objects.get(id=ids[3])
    seal_all(ref)
    tamper(("UPDATE ledger_link SET entry = %s WHERE entry = %s", [10**9, ids[3]]))
    faults = check(ref).faults
    assert {f.entry for f in faults} == {ids[3], 10**9}
    assert old.id == ids[3]


@keeps("102")
def test_a_chain_made_again_without_the_key_does_not_fit_its_signature(sealed):
    ref, ids = sealed
    tamper(("UPDATE ledger_entry SET code = 'x' WHERE id = %s", [ids[-1]]))
    with inside(ref):
        link = chain.Link.objects.get(controller=ref, entry=ids[-1])
        before = chain.Link.objects.get(controller=ref, seq=link.seq - 1)
        (row,) = chain._rows(f"SELECT {chain._entry()} FROM ledger_entry e WHERE id = %s", [ids[-1]])
        line = chain._line(row, chain._people(ids)[ids[-1]])
    forged = chain.hashlib.sha256(bytes(before.digest) + line.content).digest()
    tamper(
        ("UPDATE ledger_link SET digest = %s WHERE id = %s", [forged, link.id]),
        ("UPDATE ledger_block SET digest = %s", [forged]),
    )
    assert [f.what for f in check(ref).faults] == ["the signature does not fit"]


@keeps("102")
def test_a_shortened_ledger_does_not_get_past_a_witness(sealed, real_town):
    ref, ids = sealed
    witness = chain.checkpoint(ref)
    tamper(
        ("DELETE FROM ledger_block", []),
        ("DELETE FROM ledger_link", []),
        ("DELETE FROM ledger_entryperson WHERE entry_id >= %s", [ids[6]]),
        ("DELETE FROM ledger_entry WHERE id >= %s", [ids[6]]),
    )
    seal_all(ref)
    assert check(ref).sound, "alone, a shorter chain sealed anew looks sound"
    assert "shorter" in check(ref, witness).faults[0].what


@keeps("102")
def test_a_line_put_in_among_sealed_ones_is_named(sealed):
    ref, ids = sealed
    tamper(
        (_copy(ids[3], new_id=-7), []),
        (_copy(ids[4], new_id=-8, act="'share.send'"), []),
    )
    assert {(f.entry, f.what) for f in check(ref).faults} == {
        (-7, "was put in among sealed entries"),
        (-8, "was put in among sealed entries"),
    }


@keeps("102")
def test_the_head_cut_off_is_found(sealed):
    ref, ids = sealed
    tamper(
        ("DELETE FROM ledger_link WHERE seq <= 3", []),
        ("DELETE FROM ledger_entryperson WHERE entry_id <= %s", [ids[2]]),
        ("DELETE FROM ledger_entry WHERE id <= %s", [ids[2]]),
    )
    faults = check(ref).faults
    assert (faults[0].seq, faults[0].what) == (1, "links 1 to 3 are missing")


@keeps("102")
def test_a_tail_cut_off_below_its_signature_is_found(sealed):
    ref, ids = sealed
    tamper(
        ("DELETE FROM ledger_link WHERE entry >= %s", [ids[-2]]),
        ("DELETE FROM ledger_entryperson WHERE entry_id >= %s", [ids[-2]]),
        ("DELETE FROM ledger_entry WHERE id >= %s", [ids[-2]]),
    )
    assert [f.what for f in check(ref).faults] == ["the chain does not end where the block was signed"]


@keeps("102")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("first", 2),
        ("last", 3),
        ("below", 1),
        ("key_id", "0" * 16),
        ("sealed_at", "2026-01-01 00:00:00+00:00"),
    ],
)
def test_a_signed_block_cannot_be_told_otherwise(sealed, column, value):
    ref, _ = sealed
    tamper((f'UPDATE ledger_block SET "{column}" = %s', [value]))
    assert not check(ref).sound


@keeps("102")
def test_a_person_written_onto_a_sealed_line_is_found(sealed):
    ref, ids = sealed
    stranger = _as_stored(uuid4())
    tamper(
        (
            "INSERT INTO ledger_entryperson (controller, entry_id, person) VALUES (%s, %s, %s)",
            [_as_stored(ref), ids[6], stranger],
        )
    )
    assert [f.entry for f in check(ref).faults] == [ids[6]]


@keeps("1", "102")
def test_lines_of_another_controller_do_not_pass_for_ones_own(sealed, real_town):
    ref, ids = sealed
    council = real_town.council
    write_line(by=council.someone("data-officer"), at=now(), n=1)
    seal_all(council.ref)
    assert check(council.ref).sound
    tamper(
        ("DELETE FROM ledger_entryperson WHERE entry_id = %s", [ids[9]]),
        ("UPDATE ledger_entry SET controller = %s WHERE id = %s", [_as_stored(council.ref), ids[9]]),
    )
    assert [(f.entry, f.what) for f in check(ref).faults] == [(ids[9], "the entry was deleted")]
    assert [f.entry for f in check(council.ref).faults] == [ids[9]]


def test_sealing_in_steps_gives_the_chain_that_sealing_at_once_does(sealed, real_town, monkeypatch):
    ref, ids = sealed
    monkeypatch.setattr(chain, "STEP", 5)
    for n in range(23):
        write_line(by=real_town.school.dpo, at=now(), n=n)
    assert seal_all(ref) == 23
    assert seal_all(ref) == 0
    report = check(ref)
    assert (report.faults, report.sealed, report.unsealed) == ((), len(ids) + 23, 0)


def test_the_machines_own_time_zone_changes_nothing_in_the_chain(sealed, monkeypatch):
    ref, _ = sealed
    for zone in ("Pacific/Kiritimati", "America/New_York", "UTC"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert check(ref).sound
    monkeypatch.undo()
    time.tzset()


@keeps("102")
def test_whoever_signs_with_a_key_of_their_own_is_not_believed(sealed):
    ref, _ = sealed
    tamper(("DELETE FROM ledger_block", []), ("DELETE FROM ledger_link", []))
    chain.seal(ref, Ed25519PrivateKey.generate(), now())
    assert "signed with an unknown key" in check(ref).faults[0].what


def _copy(entry, *, new_id, act="act"):
    named = 'controller, verdict, "by", roles, purpose, route, code, cites, facts, written_at, tx'
    new_ref = f"'{_as_stored(uuid4())}'"
    return (
        f"INSERT INTO ledger_entry (id, ref, act, {named}) "
        f"SELECT {new_id}, {new_ref}, {act}, {named} FROM ledger_entry WHERE id = {entry}"
    )


def _as_stored(ref):
    return str(ref) if connection.vendor == "postgresql" else ref.hex
