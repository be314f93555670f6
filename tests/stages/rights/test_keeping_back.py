"""Keeping more back never gives more: what a person decided, whatever the decisions are."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from hornbook.stages.rights.copies.keeping_back import decided, why_kept
from hornbook.stages.rights.exemptions import EXEMPTIONS
from hornbook.stages.rights.models import Withheld
from tests.keeps import keeps

CATEGORIES, RECORDS, FIELDS = ("medical", "sen"), (UUID(int=1), UUID(int=2)), ("need", "note")
VALUES = [(c, r, f) for c in CATEGORIES for r in RECORDS for f in FIELDS]
rows = st.lists(
    st.builds(
        Withheld,
        category=st.sampled_from(CATEGORIES),
        record=st.none() | st.sampled_from(RECORDS),
        field=st.sampled_from(("", *FIELDS)),
        code=st.sampled_from(sorted(EXEMPTIONS)),
        lifted_at=st.none(),
    ),
    max_size=6,
)


def given_out(chosen):
    made = decided(chosen)
    return {value for value in VALUES if why_kept(made, *value) is None}


@keeps("213", "214", "215")
@given(rows, rows)
def test_one_more_thing_kept_back_never_lets_another_go(some, more):
    assert given_out([*some, *more]) == given_out(some) & given_out(more)
    assert given_out([]) == set(VALUES)
