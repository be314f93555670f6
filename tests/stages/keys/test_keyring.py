"""The keyring: what it opens, what it has destroyed, and that nothing else opens anything."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from hornbook.stages.keys import root
from hornbook.stages.keys.keyring import KeyGone, Keyring
from hornbook.stages.keys.seal import CannotOpen
from tests.keeps import keeps

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def where(tmp_path):
    root.make_file(tmp_path / "root.key")
    return f"file:{tmp_path / 'root.key'}"


@pytest.fixture
def ring(tmp_path, where):
    return Keyring(tmp_path / "keys" / "keyring.sqlite3", where)


def bytes_of(ring: Keyring) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(ring.path.parent.iterdir()))


def wrapped(ring: Keyring, owner) -> bytes:
    with sqlite3.connect(ring.path) as db:
        return db.execute("SELECT wrapped FROM data_key WHERE owner=?", (owner.bytes,)).fetchone()[0]


@keeps("110")
def test_a_value_opens_where_it_was_sealed_and_nowhere_else(ring):
    school, other_school, ada, bea = (uuid4() for _ in range(4))
    keys = ring.make(school, [ada, bea])
    elsewhere = ring.make(other_school, [ada])[ada]
    sealed = keys[ada].seal_values({"surname": "canary"}, b"identity|1")

    assert keys[ada].open_values(sealed, b"identity|1") == {"surname": "canary"}
    for key, place in (
        (keys[bea], b"identity|1"),  # another person
        (keys[ada], b"address|1"),  # another category
        (keys[ada], b"identity|2"),  # another record
        (elsewhere, b"identity|1"),  # the same person at another controller
    ):
        with pytest.raises(CannotOpen):
            key.open(sealed, place)


@pytest.mark.parametrize("at", [0, 1, 12, 13, 20, -1])
def test_one_altered_bit_and_it_does_not_open(ring, at):
    key = ring.make(uuid4(), [ada := uuid4()])[ada]
    sealed = bytearray(key.seal(b"canary", b"here"))
    sealed[at] ^= 1
    with pytest.raises(CannotOpen):
        key.open(bytes(sealed), b"here")


def test_the_same_value_sealed_twice_looks_different(ring):
    key = ring.make(uuid4(), [ada := uuid4()])[ada]
    assert len({key.seal(b"canary", b"here") for _ in range(200)}) == 200


def test_a_key_that_exists_stays_whoever_makes_it_again(ring, where):
    school, ada = uuid4(), uuid4()
    first = ring.make(school, [ada])[ada].raw
    assert Keyring(ring.path, where).make(school, [ada])[ada].raw == first


@keeps("119")
def test_a_destroyed_key_leaves_no_byte_in_any_file_of_the_keyring(ring):
    school = uuid4()
    people = [uuid4() for _ in range(3000)]
    ring.make(school, people)
    going = people[::7]
    was = {owner: wrapped(ring, owner) for owner in going}
    assert all(w in bytes_of(ring) for w in was.values()), "the scan sees a key that is there"

    assert ring.destroy(school, going, NOW) == len(going)

    left = bytes_of(ring)
    assert [owner for owner, w in was.items() if w in left] == []
    assert ring.open(school, going) == {}
    assert len(ring.open(school, people)) == len(people) - len(going)
    with pytest.raises(KeyGone):
        ring.one(school, going[0])
    assert set(ring.tombstones(school)) == set(going)
    assert ring.destroy(school, going, NOW) == 0, "destroying again is no mistake"


@keeps("110")
def test_a_rotation_leaves_every_record_open_and_nothing_of_the_old_wrapping(ring, where):
    school, people = uuid4(), [uuid4() for _ in range(40)]
    keys = ring.make(school, people)
    index = ring.named(school, "index")
    old = [wrapped(ring, p) for p in people]
    with sqlite3.connect(ring.path) as db:
        old += [w for (w,) in db.execute("SELECT wrapped FROM controller_key")]

    assert ring.rotate(school) == len(people) + 1

    fresh = Keyring(ring.path, where)
    assert {p: k.raw for p, k in fresh.open(school, people).items()} == {p: k.raw for p, k in keys.items()}
    assert fresh.named(school, "index") == index
    assert [w for w in old if w in bytes_of(ring)] == []


def test_keys_made_while_another_rotates_all_open(ring, where):
    school = uuid4()
    people = [uuid4() for _ in range(120)]

    def make(some):
        mine = Keyring(ring.path, where)
        return [mine.make(school, [p]) for p in some]

    def rotate(_):
        mine = Keyring(ring.path, where)
        return [mine.rotate(school) for _ in range(15)]

    ring.make(school, [])
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(make, people[n::3]) for n in range(3)] + [pool.submit(rotate, 0)]
        for job in jobs:
            job.result()
    assert set(Keyring(ring.path, where).open(school, people)) == set(people)


MAKE = """
import sys
from pathlib import Path
from uuid import UUID
from hornbook.stages.keys.keyring import Keyring
ring = Keyring(Path(sys.argv[1]), sys.argv[2])
made = ring.make(UUID(sys.argv[3]), [UUID(int=n) for n in range(1, 400)])
print(ring.named(UUID(sys.argv[3]), "index").hex(), made[UUID(int=7)].raw.hex())
"""


def test_two_processes_that_make_the_same_keys_at_once_agree(ring, where):
    school = uuid4()
    command = [sys.executable, "-c", MAKE, str(ring.path), where, str(school)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = {process.communicate(timeout=60)[0] for process in running}
    assert len(said) == 1
    assert ring.named(school, "index").hex() in said.pop()


def test_another_root_opens_nothing(ring, tmp_path):
    school, ada = uuid4(), uuid4()
    ring.make(school, [ada])
    root.make_file(tmp_path / "other.key")
    thief = Keyring(ring.path, f"file:{tmp_path / 'other.key'}")
    with pytest.raises(root.RootUnavailable, match="does not open this keyring"):
        thief.open(school, [ada])


def test_a_root_from_a_passphrase_opens_again_and_a_wrong_one_does_not(tmp_path):
    school, ada = uuid4(), uuid4()
    phrase = tmp_path / "phrase"
    phrase.write_text("correct horse battery\n")
    path = tmp_path / "keyring.sqlite3"
    raw = Keyring(path, f"passphrase:{phrase}").make(school, [ada])[ada].raw

    phrase.write_text("correct horse battery")  # how the line ends does not matter
    assert Keyring(path, f"passphrase:{phrase}").one(school, ada).raw == raw

    phrase.write_text("incorrect horse battery")
    with pytest.raises(root.RootUnavailable):
        Keyring(path, f"passphrase:{phrase}").one(school, ada)
    assert b"horse" not in path.read_bytes()


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("file:/nowhere/root.key", "cannot be read"),
        ("passphrase:/nowhere/phrase", "cannot be read"),
        ("post-it:monitor", "no such root key provider"),
    ],
)
def test_without_its_root_the_keyring_says_what_is_missing(tmp_path, where, says):
    with pytest.raises(root.RootUnavailable, match=says):
        Keyring(tmp_path / "keyring.sqlite3", where).make(uuid4(), [uuid4()])


def test_a_short_passphrase_and_a_cut_root_file_are_refused(tmp_path):
    (tmp_path / "short").write_text("too short")
    (tmp_path / "cut").write_bytes(bytes(31))
    for where in (f"passphrase:{tmp_path / 'short'}", f"file:{tmp_path / 'cut'}"):
        with pytest.raises(root.RootUnavailable):
            Keyring(tmp_path / "keyring.sqlite3", where).make(uuid4(), [uuid4()])


def test_the_keyring_is_its_owners_alone(ring):
    ring.make(uuid4(), [uuid4()])
    assert oct(ring.path.parent.stat().st_mode & 0o777) == "0o700"
    assert {oct(p.stat().st_mode & 0o077) for p in ring.path.parent.iterdir()} == {"0o0"}


def test_a_stray_key_goes_on_the_second_look_a_day_later_and_no_sooner(ring):
    school, stray, other = uuid4(), uuid4(), uuid4()
    ring.make(school, [stray, other])
    assert ring.sweep(school, [stray, other], NOW) == 0
    assert ring.sweep(school, [stray], NOW + timedelta(hours=23)) == 0
    assert ring.sweep(school, [stray, other], NOW + timedelta(hours=25)) == 1
    assert ring.owners(school) == [other], "the other had found its row in between, and starts afresh"
    assert ring.sweep(school, [other], NOW + timedelta(hours=50)) == 1


def test_a_failed_destruction_leaves_the_keyring_as_it_was_and_usable(ring):
    school, ada = uuid4(), uuid4()
    ring.make(school, [ada])
    with pytest.raises(AttributeError):
        ring.destroy(school, [ada, "nobody"], NOW)
    assert list(ring.open(school, [ada])) == [ada]
    assert ring.destroy(school, [ada], NOW) == 1


def test_no_key_is_shown_where_objects_are_printed(ring):
    key = ring.make(uuid4(), [ada := uuid4()])[ada]
    assert key.raw.hex() not in repr(key)
    assert Path(ring.path).exists()
