"""The vault: a file opens whole and as it was, or not at all."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from hornbook.stages.hold import vault
from hornbook.stages.keys.seal import CannotOpen, DataKey
from tests.keeps import keeps

CHUNK = vault.CHUNK + vault.OVERHEAD
SCHOOL, ADA = uuid4(), uuid4()
KEY = DataKey(bytes(range(32)), SCHOOL, ADA)


@pytest.fixture
def kept(tmp_path, settings):
    """A file of two and a half chunks. Gives (its number, its path, what is in it)."""
    settings.HOME = tmp_path
    ref, content = uuid4(), b"canary" * (vault.CHUNK * 5 // 12)
    vault.write(SCHOOL, ref, KEY, content)
    return ref, vault.path_of(SCHOOL, ref), content


@pytest.mark.parametrize("size", [0, 1, vault.CHUNK - 1, vault.CHUNK, vault.CHUNK + 1, 3 * vault.CHUNK])
def test_a_file_comes_back_as_it_went_in(tmp_path, settings, size):
    settings.HOME = tmp_path
    ref, content = uuid4(), bytes(n % 251 for n in range(size))
    vault.write(SCHOOL, ref, KEY, content)
    assert vault.read(SCHOOL, ref, KEY) == content


@keeps("110")
def test_neither_content_nor_name_reaches_the_disk(kept, tmp_path):
    ref, path, content = kept
    assert b"canary" not in path.read_bytes()
    assert {p.name for p in tmp_path.rglob("*") if p.is_file()} == {ref.hex}
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert path.stat().st_size == len(content) + 3 * vault.OVERHEAD


TAMPERED = {
    "cut at a chunk": lambda b: b[:CHUNK],
    "cut in a chunk": lambda b: b[:-5],
    "its last chunk gone": lambda b: b[: 2 * CHUNK],
    "its first chunk gone": lambda b: b[CHUNK:],
    "two chunks swapped": lambda b: b[CHUNK : 2 * CHUNK] + b[:CHUNK] + b[2 * CHUNK :],
    "a chunk repeated": lambda b: b[:CHUNK] + b[:CHUNK] + b[2 * CHUNK :],
    "its last chunk repeated": lambda b: b + b[2 * CHUNK :],
    "a byte added": lambda b: b + b"x",
    "nothing left": lambda b: b"",
}


@keeps("110")
@pytest.mark.parametrize("how", TAMPERED)
def test_a_file_that_was_cut_swapped_or_repeated_does_not_open(kept, how):
    ref, path, _ = kept
    path.write_bytes(TAMPERED[how](path.read_bytes()))
    with pytest.raises(CannotOpen):
        vault.read(SCHOOL, ref, KEY)


def test_a_file_laid_in_anothers_place_or_under_anothers_key_does_not_open(kept):
    ref, path, _ = kept
    other = uuid4()
    vault.write(SCHOOL, other, KEY, b"another")
    vault.path_of(SCHOOL, other).write_bytes(path.read_bytes())
    for number, key in ((other, KEY), (ref, DataKey(bytes(range(32)), SCHOOL, uuid4()))):
        with pytest.raises(CannotOpen):
            vault.read(SCHOOL, number, key)


@trying(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_one_altered_bit_anywhere_and_it_does_not_open(kept, data):
    ref, path, _ = kept
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    bit = data.draw(st.integers(0, 7))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << bit)]) + whole[at + 1 :])
    try:
        with pytest.raises(CannotOpen):
            vault.read(SCHOOL, ref, KEY)
    finally:
        path.write_bytes(whole)


def test_taking_away_what_is_gone_already_is_no_mistake(kept):
    ref, path, _ = kept
    path.with_suffix(".part").write_bytes(b"half")
    vault.remove(SCHOOL, ref)
    vault.remove(SCHOOL, ref)
    assert list(path.parent.iterdir()) == []
