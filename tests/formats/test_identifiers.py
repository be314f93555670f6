"""Pupil numbers are checked by their own rules, and never refused. Keeps: 22, 36."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.rules.formats import identifiers
from tests.keeps import keeps

VECTORS = list(
    csv.DictReader((Path(__file__).parent / "data" / "upn_uln_vectors.csv").open(encoding="utf-8"))
)
CHECKS = {"UPN": identifiers.upn, "ULN": identifiers.uln}


def test_all_the_vectors_are_here():
    assert len(VECTORS) == 21


@keeps("22", "36")
@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["value"])
def test_each_number_has_the_problems_it_has(vector):
    found = CHECKS[vector["kind"]](vector["value"])
    assert [code for code, _ in found] == vector["problems"].split()
    assert all(why.endswith(".") for _, why in found)


def test_a_wrong_check_letter_names_the_right_one():
    assert dict(identifiers.upn("Q207000016049"))["upn-letter"] == "The check letter should be P."


def test_a_temporary_number_is_known_as_one():
    assert identifiers.temporary("P88699992301A")
    assert not identifiers.temporary("C886999915001")
    assert not identifiers.temporary("A")


_tails = st.builds(
    "{}{:09d}".format,
    st.sampled_from(["886", "838", "943", "201"]),
    st.integers(min_value=0, max_value=999_999_999),
)


@given(_tails)
def test_one_letter_and_only_one_fits_a_number(tail):
    right = [letter for letter in identifiers.ALPHABET if not identifiers.upn(letter + tail)]
    assert len(right) == 1
    assert identifiers.upn_letter(right[0] + tail) == right[0]


@given(_tails, st.integers(min_value=0, max_value=11))
def test_one_digit_mistyped_is_found(tail, place):
    letter = identifiers.upn_letter("A" + tail)
    wrong = tail[:place] + str((int(tail[place]) + 1) % 10) + tail[place + 1 :]
    assert identifiers.upn(letter + wrong)


@given(st.text())
def test_no_text_makes_a_check_raise(text):
    assert isinstance(identifiers.upn(text), tuple)
    assert isinstance(identifiers.uln(text), tuple)


@pytest.mark.parametrize("value", ["²000000000", "１０００００００００", "1000000000\n", " 1000000000", ""])
def test_digits_of_other_scripts_and_stray_ends_are_no_learner_number(value):
    assert [code for code, _ in identifiers.uln(value)] == ["uln-format"]
