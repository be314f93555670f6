"""A child's finger or face, and a child online: every combination against a table of our own."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.keeps import keeps
from tests.rules.asking import ask, verdict

BORN = "2012-03-01"
CHILD, EVE, ADULT = "2026-03-01", "2030-02-28", "2030-03-01"
POFA = "Protection of Freedoms Act 2012"

NOTIFIED, ANSWERS, WRITTEN = ("written", "none", "excepted"), ("yes", "no", "silent"), (True, False)
PUPIL, OWN = ("agrees", "refuses", "silent"), ("yes", "no", "silent")


def parent(notified: str, answer: str, written: bool) -> dict:
    return {"notified": notified, "answer": answer, "written": written}


EVERY_PARENT = [parent(*each) for each in product(NOTIFIED, ANSWERS, WRITTEN)]


def as_the_act_and_the_policy_say(on: str, parents: list[dict], pupil: str, own: str) -> str:
    """The Act's test in its order: adult or child; refusal; each parent told; one consents; none objects."""
    if on >= ADULT:
        return "allow" if own == "yes" and pupil != "refuses" else "deny"
    refusals = [pupil == "refuses", own == "no", *(each["answer"] == "no" for each in parents)]
    untold = [each for each in parents if each["notified"] == "none"]
    consents = [each for each in parents if each["answer"] == "yes" and each["written"]]
    return "allow" if consents and not untold and not any(refusals) else "deny"


@keeps("90", "91", "93", "94")
def test_every_combination_of_two_parents_pupil_and_age_is_as_the_act_and_the_policy_say():
    answered = 0
    for on, pupil, own in product((CHILD, EVE, ADULT), PUPIL, OWN):
        for parents in ([], *([each] for each in EVERY_PARENT), *map(list, product(EVERY_PARENT, repeat=2))):
            expected = as_the_act_and_the_policy_say(on, parents, pupil, own)
            got = verdict("biometrics", born=BORN, on=on, parents=parents, pupil=pupil, own_consent=own)
            assert got == expected, (on, parents, pupil, own)
            answered += 1
    assert answered == 27 * (1 + 18 + 18 * 18)


YES, SILENT, TOLD_NO = (
    parent("written", "yes", True),
    parent("written", "silent", False),
    parent("written", "no", True),
)
SPOKEN_NO = parent("written", "no", False)


@pytest.mark.parametrize(
    ("parents", "pupil", "on", "expected", "why", "cites", "review"),
    [
        (
            [YES, SILENT],
            "agrees",
            CHILD,
            "allow",
            "one agreed in writing",
            (f"{POFA}, section 26", f"{POFA}, sections 26 to 28"),
            False,
        ),
        (
            [YES, TOLD_NO],
            "agrees",
            CHILD,
            "deny",
            "A parent said no",
            (f"{POFA}, section 26", f"{POFA}, sections 26 to 28"),
            False,
        ),
        (
            [YES, SPOKEN_NO],
            "agrees",
            CHILD,
            "deny",
            "A parent said no",
            (f"{POFA}, section 26", f"{POFA}, sections 26 to 28", "promise 93"),
            False,
        ),
        (
            [YES, SILENT],
            "refuses",
            CHILD,
            "deny",
            "pupil said no",
            (f"{POFA}, section 26", f"{POFA}, sections 26 to 28"),
            False,
        ),
        (
            [],
            "agrees",
            CHILD,
            "deny",
            "told in writing",
            (f"{POFA}, section 26", f"{POFA}, sections 26 to 28"),
            False,
        ),
        (
            [YES, parent("excepted", "silent", False)],
            "silent",
            CHILD,
            "allow",
            "one agreed",
            (f"{POFA}, section 26", f"{POFA}, sections 26 to 28", f"{POFA}, section 27"),
            True,
        ),
        (
            [YES],
            "agrees",
            ADULT,
            "deny",
            "no longer counts",
            (f"{POFA}, section 26", f"{POFA}, sections 26 to 28"),
            False,
        ),
    ],
)
def test_each_row_of_the_table_with_its_reason_and_clauses(parents, pupil, on, expected, why, cites, review):
    answer = ask("biometrics", born=BORN, on=on, parents=parents, pupil=pupil)
    assert (answer.verdict, answer.cites, bool(answer.review)) == (expected, cites, review)
    assert why in answer.why


records = st.builds(parent, st.sampled_from(NOTIFIED), st.sampled_from(ANSWERS), st.sampled_from(WRITTEN))


@keeps("93", "94")
@given(st.lists(records, max_size=4), st.sampled_from(["pupil", "parent", "own"]), st.booleans())
def test_one_objection_is_enough_whatever_everybody_else_says(others, who, written):
    parents = [*others, parent("written", "no", written)] if who == "parent" else others
    pupil, own = "refuses" if who == "pupil" else "agrees", "no" if who == "own" else "silent"
    assert verdict("biometrics", born=BORN, on=CHILD, parents=parents, pupil=pupil, own_consent=own) == "deny"


def test_a_part_of_a_parents_answer_that_is_missing_gives_hold_and_is_named_unless_it_changes_nothing():
    facts = {"born": BORN, "on": CHILD, "pupil": "agrees"}
    unwritten = ask("biometrics", parents=[SILENT, {"notified": "written", "answer": "yes"}], **facts)
    assert (unwritten.verdict, "parents[2].written" in unwritten.why) == ("hold", True)
    assert ask("biometrics", parents=[TOLD_NO, {}], **facts).verdict == "deny"
    assert (
        ask("biometrics", parents=[YES, {"notified": "written", "answer": "silent"}], **facts).verdict
        == "allow"
    )
    nobody = ask("biometrics", **facts)
    assert (nobody.verdict, nobody.why) == ("hold", "It turns on what has not been said: parents.")
    assert ask("biometrics", **{**facts, "pupil": "refuses"}).verdict == "deny"


def test_what_an_adult_has_not_been_asked_is_no_consent_and_the_answer_says_that_it_was_taken_so():
    answer = ask("biometrics", born=BORN, on=ADULT, parents=[YES])
    assert (answer.verdict, "own_consent=silent" in answer.next) == ("deny", True)
    child = ask("biometrics", born=BORN, on=EVE, parents=[YES], pupil="agrees")
    assert (child.verdict, child.next) == ("allow", "")
    assert ask("biometrics", born=BORN, on=EVE, parents=[YES]).verdict == "hold"


def test_before_the_act_began_there_is_nothing_to_go_by_and_a_person_decides():
    answer = ask("biometrics", born="2005-01-01", on="2013-08-31", parents=[YES], pupil="agrees")
    assert (answer.verdict, "None was in force that day" in answer.why) == ("hold", True)
    assert verdict("biometrics", born="2005-01-01", on="2013-09-01", parents=[YES], pupil="agrees") == "allow"


ART_8 = "UK GDPR, Article 8(1), with the Data Protection Act 2018, section 9"


@keeps("82")
@pytest.mark.parametrize("age_reached", [False, True])
@pytest.mark.parametrize("basis", ["consent", "public_task", "contract"])
@pytest.mark.parametrize("kind", ["ordinary", "preventive", "counselling"])
@pytest.mark.parametrize("agreed", [False, True])
def test_a_parents_yes_is_needed_below_thirteen_for_an_ordinary_service_on_consent_alone(
    age_reached, basis, kind, agreed
):
    on = "2025-03-01" if age_reached else "2025-02-28"
    answer = ask("online_service", born=BORN, on=on, basis=basis, kind=kind, parent_consent=agreed)
    if basis != "consent":
        assert (answer.verdict, answer.cites) == ("not_applicable", (ART_8,))
    elif kind != "ordinary":
        assert (answer.verdict, answer.cites) == (
            "not_applicable",
            ("Data Protection Act 2018, section 9(b)",),
        )
    else:
        expected = "allow" if age_reached or agreed else "deny"
        assert (answer.verdict, answer.cites, answer.review) == (expected, (ART_8,), ())


@keeps("82")
def test_who_was_born_on_29_february_consents_alone_from_the_first_of_march():
    facts = {"born": "2012-02-29", "basis": "consent", "kind": "ordinary", "parent_consent": False}
    assert verdict("online_service", on="2025-02-28", **facts) == "deny"
    assert verdict("online_service", on="2025-03-01", **facts) == "allow"


@given(st.dates(date(2000, 1, 1), date(2020, 12, 31)), st.integers(0, 7000))
def test_growing_older_never_takes_consent_away(born, days):
    on = max(born, date(2018, 5, 25)) + timedelta(days=days)
    facts = {"basis": "consent", "kind": "ordinary", "parent_consent": False, "born": born.isoformat()}
    later = verdict("online_service", on=(on + timedelta(days=1)).isoformat(), **facts)
    assert (verdict("online_service", on=on.isoformat(), **facts), later) != ("allow", "deny")


def test_a_parents_consent_that_nobody_told_of_matters_below_thirteen_only():
    facts = {"born": BORN, "basis": "consent", "kind": "ordinary"}
    hold = ask("online_service", on="2025-02-28", **facts)
    assert (hold.verdict, "parent_consent" in hold.why) == ("hold", True)
    assert verdict("online_service", on="2025-03-01", **facts) == "allow"
