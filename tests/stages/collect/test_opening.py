"""Packed files: opened in memory, within limits; what cannot be opened safely is named and kept nowhere."""

import io
import stat
import zipfile

import pytest

from hornbook.rules.base.refused import BadInput
from hornbook.rules.formats.base.rows import Limits
from hornbook.stages.collect.opening import opened


def packed(*members, **how) -> bytes:
    """A zip of (name or ZipInfo, bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **how) as file:
        for name, content in members:
            file.writestr(name, content)
    return out.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def locked() -> bytes:
    """A zip whose member says that it is encrypted."""
    data = bytearray(packed(("a.csv", b"UPN\n1\n")))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark)
        data[at + flags] |= 1
    return bytes(data)


def damaged() -> bytes:
    data = bytearray(packed(("a.csv", b"UPN,Surname\n" * 50)))
    data[60] ^= 0xFF
    return bytes(data)


def bad(files, limits=None) -> str:
    with pytest.raises(BadInput) as refused:
        opened(files, limits)
    assert refused.value.finding.why
    assert refused.value.finding.next
    return refused.value.finding.code


def test_the_files_of_a_zip_stand_where_the_zip_stood_without_their_folders():
    files = packed(
        ("export/2024/a.csv", b"one"),
        ("export/", b""),
        ("__MACOSX/._a.csv", b"\0\1"),
        ("export/.DS_Store", b"\0"),
        ("b.csv", b"two"),
    )
    assert opened([("x/first.csv", b"zero"), ("both.zip", files)]) == (
        ("first.csv", b"zero"),
        ("a.csv", b"one"),
        ("b.csv", b"two"),
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (packed(("../../etc/passwd", b"x")), "path-trick"),
        (packed(("/etc/passwd", b"x")), "path-trick"),
        (packed(("..\\..\\a.csv", b"x")), "path-trick"),
        (packed(("C:/a.csv", b"x")), "path-trick"),
        (packed((link("a.csv"), b"/etc/passwd")), "path-trick"),
        (locked(), "locked"),
        (damaged(), "not-zip"),
        (packed(("a.csv", b"x"))[:-10], "not-zip"),
        (packed(("inner.zip", packed(("a.csv", b"x")))), "zip-in-zip"),
        (packed(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"")), "not-csv"),
        (packed(*((f"{n}.csv", b"x") for n in range(201))), "too-many"),
        (packed(("a/1.csv", b"x"), ("b/1.CSV", b"y")), "name-twice"),
        (packed(), "empty"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",  # a packed file knows when it was packed
)
def test_a_zip_that_cannot_be_opened_safely_is_named_and_refused(content, code):
    assert bad([("brought.zip", content)]) == code


def test_a_zip_that_unpacks_to_far_too_much_is_refused_before_it_is_all_unpacked():
    bomb = packed(("a.csv", b"0" * 50_000_000), compression=zipfile.ZIP_DEFLATED)
    assert len(bomb) < 100_000
    assert bad([("bomb.zip", bomb)]) == "too-large"
    several = packed(*((f"{n}.csv", b"0" * 3_000_000) for n in range(9)), compression=zipfile.ZIP_DEFLATED)
    assert bad([("bombs.zip", several)]) == "too-large"
    honest = packed(*((f"{n}.csv", b"0" * 300_000) for n in range(9)), compression=zipfile.ZIP_DEFLATED)
    assert len(opened([("honest.zip", honest)])) == 9


def test_a_file_or_files_past_the_limits_are_refused():
    small = Limits(packed=10, unpacked=15)
    assert bad([("a.csv", b"0" * 11)], small) == "too-large"
    assert bad([("a.csv", b"0" * 10), ("b.csv", b"0" * 10)], small) == "too-large"


def test_nothing_brought_is_said():
    assert bad([]) == "empty"
