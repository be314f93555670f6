"""What holds on every day and for every pack: the properties of the law that no example can show."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook.packs import SHIPPED
from hornbook.rules.base.refused import BadInput
from hornbook.rules.law.clock import Clock
from hornbook.rules.law.deadlines import clock
from hornbook.rules.law.dpa_2018_exemptions import Item, exempt, exemptions
from hornbook.rules.law.working_days import is_open
from hornbook.rules.policy import effective, load
from hornbook.rules.policy.floor import SETTINGS, law_floor
from hornbook.rules.policy.printed.sentences import REQUIRED
from tests.keeps import keeps
from tests.own_packs import OwnPacks

PACKS = {each.parent.name: load(each.parent.name, [SHIPPED]) for each in SHIPPED.glob("*/pack.toml")}
FLOORED = sorted(name for name, setting in SETTINGS.items() if setting.direction)
BY_DAY = ("sar", "sar_extended", "sar_extension_notice", "rights_request", "art14_notice", "complaint_ack")
days = st.dates(date(2018, 5, 25), date(2038, 12, 31))


@keeps("210", "241")
@given(st.sampled_from(BY_DAY), days)
def test_no_answer_and_no_acknowledgement_is_due_on_a_day_that_is_shut(kind, received):
    told = clock(kind, received.isoformat(), {})
    if kind == "complaint_ack" and received < date(2026, 6, 19):
        assert (told.due, "19 June 2026" in told.why) == (None, True)
    else:
        assert is_open(told.due)
        assert told.due > received


@given(st.dates(date(2026, 6, 19), date(2038, 12, 31)))
def test_a_complaint_is_acknowledged_in_thirty_days_or_as_soon_after_as_it_is_open(received):
    told = clock("complaint_ack", received.isoformat(), {})
    assert 30 <= (told.due - received).days <= 34
    assert told.counted == 30


@given(days, st.integers(0, 400))
def test_marks_are_never_later_than_five_months_or_forty_days_and_the_days_that_move_either(received, ahead):
    announced = received + timedelta(ahead)
    due = clock("sar_exam_marks", received.isoformat(), {"announced": announced.isoformat()}).due
    assert is_open(due)
    assert due <= received + timedelta(153 + 4)
    assert due <= announced + timedelta(40 + 4)
    assert ahead or due == clock("sar", received.isoformat(), {}).due


def shortest_and_longest(name: str) -> st.SearchStrategy[int]:
    return st.integers(0, 2 * law_number(name) + 2)


def law_number(name: str) -> int:
    floor = law_floor(name, date(2026, 11, 24))
    assert floor is not None
    return floor[0]


@st.composite
def promises(draw):
    """A pack, a rule of it that has a floor, and any number for it."""
    name = draw(st.sampled_from(FLOORED))
    return PACKS[draw(st.sampled_from(sorted(PACKS)))], name, draw(shortest_and_longest(name))


@given(promises(), days)
def test_the_stricter_of_law_and_pack_is_its_own_stricter_and_never_looser_than_either(promise, on):
    pack, name, number = promise
    promised = replace(pack, rules={**pack.rules, name: number})
    governs, floor = effective(promised, name, on), law_floor(name, on)
    if pack.kind in SETTINGS[name].not_for:
        floor = None
    again = effective(replace(pack, rules={**pack.rules, name: governs.value}), name, on)
    assert again.value == governs.value
    assert governs.value in (number, floor and floor[0])
    shorter = SETTINGS[name].direction == "at-most"
    for each in (number, floor[0] if floor else number):
        assert governs.value <= each if shorter else governs.value >= each


ORDER = {"withhold": 0, "hold": 0, "redact": 1, "not_available": 2, "release": 2}
maybe = st.sampled_from([True, False, None])
items = st.builds(
    Item,
    requester=st.sampled_from(["pupil", "parent", "parent_with_responsibility", "former_pupil", "solicitor"]),
    serious_harm=maybe,
    opinion_on=st.none() | st.dates(date(2025, 1, 1), date(2026, 6, 1)),
    known_to_pupil=maybe,
    best_interests=maybe,
    processed_by_court=maybe,
    author=st.sampled_from([None, "teacher", "other_pupil", "other"]),
    third_party_consent=maybe,
    in_confidence=maybe,
    part=st.sampled_from([None, "answers", "examiner_comments", "marks"]),
)
codes = st.sets(st.sampled_from(sorted(exemptions)))


def goes(item: Item, chosen: set[str]) -> int:
    """How much of an item goes when a reviewer looks at these codes: the narrowest answer of them all."""
    return min((ORDER[exempt(code, item, date(2026, 6, 1)).verdict] for code in chosen), default=2)


@keeps("213", "215")
@given(items, codes, codes)
def test_looking_at_one_more_exemption_never_gives_more(item, some, more):
    assert goes(item, some | more) <= goes(item, some)


@keeps("216")
@given(items)
def test_the_risk_of_abuse_is_never_held_against_the_pupil_who_asks(item):
    asked = replace(item, requester="pupil")
    assert exempt("EX-ABUSE", asked, date(2026, 6, 1)).verdict == "not_available"


@keeps("72")
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["england-school", "england-council"]),
    gone=st.dictionaries(st.sampled_from(["standard", "child"]), st.sets(st.sampled_from(REQUIRED))),
)
def test_no_notice_is_without_anything_that_the_law_asks_for(tmp_path_factory, name, gone):
    packs = OwnPacks(tmp_path_factory.mktemp("packs"))
    for layer, parts in gone.items():
        for part in parts:
            packs.change(f"{name}/notice/{layer}.md", "{{ " + part + " }}", "")
    if any(gone.values()):
        with pytest.raises(BadInput) as refused:
            packs.load(name)
        assert refused.value.finding.code == "notice-leaves-out"
    else:
        assert packs.load(name).id == name


@given(
    st.sampled_from(["sar_clarify"]),
    st.dates(date(2026, 2, 5), date(2037, 12, 31)),
    st.integers(0, 40),
    st.integers(0, 60),
)
def test_a_pause_told_by_its_words_never_shortens_the_time(kind, received, until, waited):
    asked = received + timedelta(until)
    told = {"asked": asked.isoformat(), "answered": (asked + timedelta(waited)).isoformat()}
    paused: Clock = clock(kind, received.isoformat(), told)
    assert paused.due >= clock("sar", received.isoformat(), {}).due
    assert clock(kind, received.isoformat(), {**told, "count": "inclusive"}).due >= paused.due
