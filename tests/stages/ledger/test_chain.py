"""Whoever edits, deletes, adds or swaps a line of the ledger is found, and the line is named."""

import pytest
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
    chain.seal(school.ref, signing_key(school.ref), now())
    with inside(school.ref):
        ids = list(Entry.objects.filter(controller=school.ref).order_by("id").values_list("id", flat=True))
    return school.ref, ids


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
    assert chain.seal(ref, signing_key(ref), now()) == 1
    assert (check(ref).sealed, check(ref).unsealed) == (len(ids) + 1, 0)


COLUMNS = {
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
    tamper((f"UPDATE ledger_entry SET {column} = %s WHERE id = %s", [COLUMNS[column], ids[5]]))
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
    chain.seal(school.ref, signing_key(school.ref), now())
    tamper(("DELETE FROM ledger_entryperson WHERE person = %s", [_as_stored(ada.ref)]))
    assert not check(school.ref).sound


def test_a_line_put_in_among_sealed_ones_is_found(sealed):
    ref, ids = sealed
    with inside(ref):
        old = Entry.objects.get(id=ids[3])
    chain.seal(ref, signing_key(ref), now())
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
        entry = Entry.objects.get(id=ids[-1])
        people = chain._people([entry])[entry.id]
    forged = chain.hashlib.sha256(bytes(before.digest) + chain.entry_bytes(entry, people)).digest()
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
    chain.seal(ref, signing_key(ref), now())
    assert check(ref).sound, "alone, a shorter chain sealed anew looks sound"
    assert "shorter" in check(ref, witness).faults[0].what


def _as_stored(ref):

    return str(ref) if connection.vendor == "postgresql" else ref.hex
