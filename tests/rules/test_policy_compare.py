"""Two packs side by side: what differs, and nothing that does not."""

from dataclasses import replace

from hornbook.packs import SHIPPED
from hornbook.rules.policy import load
from hornbook.rules.policy.compare import Difference, as_data, differences
from tests.keeps import keeps
from tests.own_packs import OwnPacks

MMAP, BASE = load("mmap", [SHIPPED]), load("england-alternative-provision", [SHIPPED])


@keeps("57")
def test_a_pack_does_not_differ_from_itself_wherever_it_lies(tmp_path):
    assert differences(MMAP, OwnPacks(tmp_path).load("mmap")) == []


@keeps("57")
def test_one_value_changed_is_one_difference_by_its_key(tmp_path):
    packs = OwnPacks(tmp_path)
    packs.change("mmap/pack.toml", "photo_consent_age = 18", "photo_consent_age = 17")
    assert differences(MMAP, packs.load("mmap")) == [Difference("rules.photo_consent_age", 18, 17)]


def test_what_one_says_and_the_other_does_not_is_a_difference_with_nothing_on_one_side():
    found = {each.key: each for each in differences(MMAP, BASE)}
    assert list(found) == sorted(found)
    assert found["id"] == Difference("id", "mmap", "england-alternative-provision")
    gone = found["routes.kent-choices.recipient"]
    assert (gone.one, gone.other) == (MMAP.routes["kent-choices"].recipient, "")
    assert {(each.other, each.one) for each in differences(BASE, MMAP) if each.key == gone.key} == {
        (gone.one, gone.other)
    }


def test_what_says_which_pack_it_is_and_what_repeats_its_own_key_are_no_differences():
    keys = [each.key for each in differences(MMAP, BASE)]
    assert not [key for key in keys if key.split(".")[0] in ("digest", "places", "extends")]
    assert not [key for key in keys if key.endswith(".id")]
    purposes = {**MMAP.purposes, "canary": replace(MMAP.purposes["next-steps"], id="canary")}
    more = [each.key for each in differences(MMAP, replace(MMAP, purposes=purposes))]
    assert more
    assert all(key.startswith("purposes.canary.") for key in more)


def test_a_pack_as_data_has_no_places_in_files():
    data = as_data(MMAP)
    assert "places" not in data
    assert data["rules"]["photo_consent_age"] == 18
