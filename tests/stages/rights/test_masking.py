"""Other people's names go out of a text; the person's own, and words that only look like a name, stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.stages.rights.copies.masking import MARK, mask
from tests.keeps import keeps

WORD = st.text(st.characters(categories=("L",)), min_size=3, max_size=10)


@keeps("197")
@pytest.mark.parametrize(
    ("text", "names", "own", "masked"),
    [
        ("Zoë pushed Ada.", ["Zoe"], ["Ada"], f"{MARK} pushed Ada."),
        ("ZOE pushed Ada.", ["Zoë"], ["Ada"], f"{MARK} pushed Ada."),
        ("O’Dell and O'Dell", ["O'Dell"], ["Ada"], f"{MARK} and {MARK}"),
        ("Mary-Jane Ap Rhys left", ["Mary Jane", "ap Rhys"], [], f"{MARK} left"),
        ("Jane was there", ["Mary-Jane"], [], f"{MARK} was there"),
        ("Ben Hall hit Ada Hall", ["Ben", "Hall"], ["Ada", "Hall"], f"{MARK} Hall hit Ada Hall"),
        ("Willow and the willowy tree", ["Willow"], [], f"{MARK} and the willowy tree"),
        ("王小明 saw it", ["王小明"], [], f"{MARK} saw it"),
        ("no one", ["I"], [], "no one"),
        ("anything", [], ["Ada"], "anything"),
    ],
)
def test_names_of_others_go_and_the_rest_stays(text, names, own, masked):
    assert mask(text, names, own) == (masked, masked.count(MARK))


@keeps("197")
@given(WORD, st.text(max_size=30), st.text(max_size=30))
def test_a_name_that_stands_as_a_word_is_never_left(name, before, after):
    made, _ = mask(f"{before} {name} {after}", [name], [])
    assert f" {name} " not in made
