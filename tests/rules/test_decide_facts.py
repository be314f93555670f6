"""Facts: each value of its kind or an error, and what is missing either does not matter or is named."""

import shlex
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.faces.cli.commands.decide import from_words
from hornbook.rules.law.ruling import Ruling
from hornbook.rules.policy.topics import BadFact, Facts, Key, Shelf, Topic, ask, decide, read, topics
from hornbook.rules.policy.topics.kinds import (
    Counts,
    Day,
    Flag,
    Kind,
    Number,
    OneOf,
    Period,
    Records,
    Some,
    Span,
    Words,
    Wrong,
)
from tests.rules.asking import SHELF, TODAY, verdict

TABLE = {
    "biometrics": "allow deny",
    "online_service": "allow deny not_applicable",
    "photo": "allow deny",
    "access_request": "allow deny",
    "educational_record": "allow deny not_applicable",
    "exemption": "release withhold redact not_available",
    "right": "comply refuse not_applicable",
    "youth_support": "allow deny",
    "lawful_basis": "accept reject",
    "special_category": "accept reject reject_person",
    "new_purpose": "accept reject",
    "supplier": "allow deny",
    "authority_request": "allow deny",
    "output_release": "allow suppress deny",
    "breach": "register_only report_ico report_ico_and_people",
    "pack_change": "accept reject",
}
KEYS = {
    "biometrics": "born on parents pupil own_consent",
    "online_service": "born on basis kind parent_consent",
    "photo": "pack born on use parent_consent pupil_consent",
    "access_request": "requester born on competent pupil_authority court_order",
    "educational_record": "school requester pupil_objects court_order",
    "exemption": "code requester on serious_harm opinion_on known_to_pupil best_interests processed_by_court "
    "author third_party_consent in_confidence part",
    "right": "right basis purpose",
    "youth_support": "pack born on item limits",
    "lawful_basis": "controller task basis statute annex1",
    "special_category": "category level purpose condition policy_document disclosed_to stop_notice_ends on",
    "new_purpose": "collected_on purpose fresh_consent people_told own_basis",
    "supplier": "clauses due_diligence_on agreement_ends name_changed on",
    "authority_request": "from written power danger_to_life court_order",
    "output_release": "counts threshold recipient level dpia_approved",
    "breach": "encrypted key_safe categories people recipient recalled",
    "pack_change": "setting value pack",
}


def test_the_topics_their_keys_and_their_answers_are_those_of_the_table():
    assert {name: " ".join(topic.verdicts) for name, topic in topics.items()} == TABLE
    assert {name: " ".join(topic.keys) for name, topic in topics.items()} == KEYS


@pytest.mark.parametrize("name", TABLE)
def test_every_example_that_help_shows_is_answered_and_has_the_shape_promised(name):
    words = shlex.split(topics[name].example)
    assert words[0] == name
    answer = decide(name, from_words(name, words[1:]), today=TODAY, shelf=SHELF)
    assert answer.verdict in TABLE[name].split()
    told = answer.as_json()
    assert list(told)[:5] == ["topic", "verdict", "why", "cites", "next"]
    assert set(told) - {"review"} == {"topic", "verdict", "why", "cites", "next"}
    assert told.get("review", True) is True
    assert ("review" in told) == bool(answer.review)


@pytest.mark.parametrize("name", TABLE)
def test_every_topic_holds_where_nothing_is_known_and_names_a_fact_to_find_out(name):
    answer = decide(name, {}, today=TODAY, shelf=SHELF)
    assert answer.verdict == "hold"
    assert any(key in answer.next for key in topics[name].keys)


@pytest.mark.parametrize("name", TABLE)
def test_an_example_that_loses_a_fact_keeps_its_answer_or_holds_and_names_it(name):
    """Nothing that is missing ever turns one answer into another one."""
    facts = from_words(name, shlex.split(topics[name].example)[1:])
    whole = verdict(name, **facts)
    for key in facts:
        answer = decide(name, {k: v for k, v in facts.items() if k != key}, today=TODAY, shelf=SHELF)
        assert answer.verdict in (whole, "hold"), key
        if answer.verdict == "hold":
            assert key in answer.why or key in answer.next


@pytest.mark.parametrize("name", TABLE)
def test_an_unknown_key_or_value_is_an_error_that_names_it(name):
    with pytest.raises(BadFact, match="shoe_size") as unknown:
        decide(name, {"shoe_size": "41"}, today=TODAY, shelf=SHELF)
    assert unknown.value.key == "shoe_size"
    for key in topics[name].keys:
        if isinstance(topics[name].keys[key].kind, Words) and key != "pack":
            continue
        with pytest.raises(BadFact) as bad:
            decide(name, {key: "certainly not this"}, today=TODAY, shelf=SHELF)
        assert bad.value.key == key


def test_an_unknown_topic_is_an_error_that_lists_the_known_ones():
    with pytest.raises(BadFact, match=r"no topic 'fotos'; known: .*photo") as bad:
        decide("fotos", {}, today=TODAY, shelf=SHELF)
    assert bad.value.key == "topic"


def test_a_birth_after_the_day_asked_about_is_an_error():
    with pytest.raises(BadFact, match="2026-03-02 is after 2026-03-01"):
        verdict("biometrics", born="2026-03-02", on="2026-03-01")


def test_a_pack_that_is_not_there_is_an_error_that_lists_those_that_are():
    with pytest.raises(BadFact, match=r"no pack 'nowhere'; known: .*mmap"):
        verdict("photo", pack="nowhere")
    with pytest.raises(BadFact, match="known: none"):
        decide("photo", {"pack": "mmap"}, today=TODAY, shelf=Shelf())


@pytest.mark.parametrize(
    ("kind", "value", "read_as"),
    [
        (Words(), "  a power ", "a power"),
        (Flag(), True, True),
        (Flag(), "TRUE", True),
        (Flag(), "no", False),
        (Day(), "2024-02-29", date(2024, 2, 29)),
        (Number(), "12", 12),
        (Number(), 0, 0),
        (OneOf("a", "b"), "b", "b"),
        (OneOf("6(1)(e)", also={"e": "6(1)(e)"}), "e", "6(1)(e)"),
        (Some("a", "b"), ["b", "a", "b"], ("b", "a")),
        (Some("a", "b"), "a, b", ("a", "b")),
        (Some("a", "b"), "", ()),
        (Records(by=OneOf("x"), on=Day()), [{"by": "x"}], ({"by": "x"},)),
        (Records(by=OneOf("x")), [], ()),
        (Counts(), "1,22", (1, 22)),
        (Counts(), 3, (3,)),
        (Counts(), [], ()),
        (Counts(), {"a": [1, 2], "b": 3}, (1, 2, 3)),
        (Period(), "1 year", Span(1, "year")),
        (Period(), " 20 DAYS ", Span(20, "day")),
    ],
)
def test_a_value_is_read_by_its_kind(kind, value, read_as):
    assert kind.read(value) == read_as


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Words(), 7),
        (Flag(), 1),
        (Flag(), "maybe"),
        (Flag(), None),
        (Day(), "2026-02-29"),
        (Day(), "2026-2-1"),
        (Day(), "20260201"),
        (Day(), "2026-02-01T10:00"),
        (Day(), 20260201),
        (Day(), "1899-12-31"),
        (Day(), "2100-01-01"),
        (Number(), -1),
        (Number(), "-1"),
        (Number(), True),
        (Number(), 1.5),
        (Number(), 10**9),
        (OneOf("a"), "c"),
        (OneOf("a"), ["a"]),
        (OneOf("a"), 1),
        (Some("a"), {"a": 1}),
        (Some("a"), ["a", "c"]),
        (Records(by=OneOf("x")), "x"),
        (Records(by=OneOf("x")), ["x"]),
        (Records(by=OneOf("x")), [{"who": "x"}]),
        (Records(by=OneOf("x")), [{"by": "x"}, {"by": "y"}]),
        (Counts(), "many"),
        (Counts(), [1, -2]),
        (Counts(), [1, None]),
        (Period(), "20"),
        (Period(), "20 weeks"),
        (Period(), "-1 days"),
        (Period(), 20),
    ],
)
def test_a_value_that_is_not_of_its_kind_is_wrong_and_the_sentence_says_so(kind, value):
    with pytest.raises(Wrong, match=r"\w+"):
        kind.read(value)


def test_a_wrong_record_says_which_one_and_a_long_value_is_cut():
    with pytest.raises(Wrong, match="in number 2, 'y' is not one of x"):
        Records(by=OneOf("x")).read([{"by": "x"}, {"by": "y"}])
    with pytest.raises(Wrong) as wrong:
        Flag().read("z" * 500)
    assert len(str(wrong.value)) < 100


def test_a_kind_that_reads_nothing_is_no_kind():
    with pytest.raises(NotImplementedError):
        Kind().read("x")


anything = st.one_of(
    st.text(),
    st.integers(),
    st.none(),
    st.booleans(),
    st.lists(st.integers()),
    st.dictionaries(st.text(), st.text()),
)
every_key = st.sampled_from([(name, key) for name, topic in topics.items() for key in topic.keys])


@given(every_key, anything)
def test_whatever_stands_in_a_file_is_read_or_is_a_bad_fact_and_never_a_crash(where, value):
    name, key = where
    fault = None
    try:
        given = read(topics[name], {key: value}, SHELF)
    except BadFact as bad:
        fault = bad
    assert (fault.key, bool(str(fault))) == (key, True) if fault else set(given) == {key}


def topic(judge, **keys):
    return Topic(
        "made",
        "made for a test",
        {name: Key(kind, name) for name, kind in keys.items()},
        ("yes", "no"),
        judge,
        "",
    )


def answer(made, **given):
    return ask(made, given, TODAY, Shelf())


def test_a_missing_fact_that_changes_nothing_does_not_matter_and_one_that_does_is_named():
    both = topic(lambda facts: Ruling("yes" if facts["a"] or facts["b"] else "no", "."), a=Flag(), b=Flag())
    assert answer(both, a=True).verdict == "yes"
    assert answer(both, b=True).verdict == "yes"
    one = answer(both, a=False)
    assert (one.verdict, one.why) == ("hold", "It turns on what has not been said: b (b).")
    none = answer(both)
    assert (none.verdict, none.why) == ("hold", "It turns on what has not been said: a (a); b (b).")


def test_a_fact_of_which_not_every_value_can_be_tried_holds():
    free = topic(lambda facts: Ruling("yes", facts["words"]), words=Words())
    assert (answer(free).verdict, answer(free, words="so").why) == ("hold", "so")


def test_a_topic_that_answers_what_it_never_declared_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="made cannot answer 'perhaps'"):
        answer(topic(lambda facts: Ruling("perhaps", ".")))


def test_a_case_without_a_day_is_judged_by_the_day_of_asking_but_not_before_the_law_is_stated():
    seen = []

    def judge(facts: Facts) -> Ruling:
        seen.append(facts.day)
        return Ruling("yes", ".")

    ask(topic(judge), {}, date(2027, 5, 1), Shelf())
    ask(topic(judge, on=Day()), {"on": date(2020, 5, 1)}, date(2027, 5, 1), Shelf())
    assert seen == [date(2027, 5, 1), date(2020, 5, 1)]
    facts = {"controller": "charity", "task": False, "basis": "ea", "annex1": "crime"}
    early = decide("lawful_basis", facts, today=date(2020, 1, 1), shelf=SHELF)
    assert early.verdict == "accept"
