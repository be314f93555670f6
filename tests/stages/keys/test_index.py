"""The blind index: names are found however they are written, and no token tells a name."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.stages.keys import root
from hornbook.stages.keys.index import Index, forms, plain, sound, words


@pytest.fixture
def a_root(tmp_path, settings):
    settings.HORNBOOK_KEYRING = tmp_path / "keys" / "keyring.sqlite3"
    settings.HORNBOOK_ROOT = f"file:{tmp_path / 'root.key'}"
    root.make_file(tmp_path / "root.key")


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("O’Brien-Smith", "obrien"),
        ("O'Brien-Smith", "O’BRIEN"),
        ("O’Brien-Smith", "obriensmith"),
        ("Siân", "sian"),
        ("Llŷr", "llyr"),
        ("Zoë Mary", "zoe"),
        ("Straße", "strasse"),
        ("محمد", "محمد"),
        ("李小龙", "李小龙"),
    ],
)
def test_a_name_shares_a_word_with_the_ways_it_is_typed(written, typed):
    assert set(words(typed)) <= set(words(written))


def test_two_spellings_that_sound_alike_share_a_sound():
    assert sound("catherine") == sound("kathryn") != ""
    assert sound("محمد") == ""


@given(st.text())
def test_the_plain_form_is_plain_already(text):
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=40))
def test_any_text_can_be_indexed(text):
    assert all(form for _, form in forms("name", text))


def test_tokens_of_two_controllers_have_nothing_in_common(a_root):
    one, two = Index(uuid4()), Index(uuid4())
    assert not one.tokens("name", ["Canary"]) & two.tokens("name", ["Canary"])


def test_a_kind_of_word_is_part_of_its_token(a_root):
    index = Index(uuid4())
    assert len({index.token(kind, "abc") for kind in ("word", "start3", "sound", "number", "dob")}) == 5


def test_a_token_is_sixteen_bytes_and_does_not_hold_the_word(a_root):
    token = Index(uuid4()).token("word", "canary")
    assert len(token) == 16
    assert b"canary" not in token
