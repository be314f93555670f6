"""The scanner finds what it is there to find: a proof of absence is worth what its search is."""

import base64
import bz2
import gzip
import io
import json
import zipfile
import zlib
from urllib.parse import quote_plus

import pytest

from tests import scan

TEXT = "Zoë canary/7f3a 42"


def zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.txt", data)
    return out.getvalue()


LEAKS = {
    "plain": TEXT.encode(),
    "in capitals": TEXT.upper().encode(),
    "utf-16-le": TEXT.encode("utf-16-le"),
    "utf-16-be": TEXT.encode("utf-16-be"),
    "base64": base64.b64encode(TEXT.encode()),
    "base64 a byte on": base64.b64encode(b"x" + TEXT.encode() + b"yz"),
    "base64 two bytes on": base64.b64encode(b"xy" + TEXT.encode() + b"z"),
    "hex": TEXT.encode().hex().encode(),
    "hex in capitals": TEXT.encode().hex().upper().encode(),
    "in an address": quote_plus(TEXT, safe="").replace("+", "%20").encode(),
    "json": json.dumps({"a": TEXT}).encode(),
    "json, every letter": "".join(f"\\u{ord(c):04X}" for c in TEXT).encode(),
    "gzip": gzip.compress(b"before " + TEXT.encode()),
    "zlib": b"\x00\x01" + zlib.compress(TEXT.encode()),
    "zip": zipped(TEXT.encode()),
    "gzip in a zip, base64": zipped(gzip.compress(base64.b64encode(b"q" + TEXT.encode()))),
}


def test_a_text_without_the_common_word_is_seen_too(tmp_path):
    (tmp_path / "file").write_bytes(gzip.compress(base64.b64encode(b"x2001-07-19")))
    assert list(scan.found(tmp_path, ["2001-07-19", "canary1"])) == ["2001-07-19"]


@pytest.mark.parametrize("how", LEAKS)
def test_a_leak_is_seen_however_it_is_written(tmp_path, how):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"\x00\xff before " + LEAKS[how] + b" after")
    assert list(scan.found(tmp_path, ["another", TEXT])) == [TEXT]


def test_a_leak_in_a_file_name_is_seen(tmp_path):
    (tmp_path / "letter about canary7f.pdf").touch()
    assert list(scan.found(tmp_path, ["canary7f"])) == ["canary7f"]


def test_nothing_is_seen_where_nothing_is(tmp_path):
    (tmp_path / "file").write_bytes(bz2.compress(b"x" * 1000) + b"canary/7f3 Zoe" + bytes(range(256)) * 50)
    assert scan.found(tmp_path, [TEXT]) == {}
