"""Two packs side by side: what differs and nothing else, for machines by key and for people part by part."""

from dataclasses import replace

from hornbook.packs import SHIPPED
from hornbook.rules.policy import load
from hornbook.rules.policy.build import build
from hornbook.rules.policy.compare import differences, in_words
from hornbook.rules.policy.source import read
from tests.keeps import keeps
from tests.own_packs import OwnPacks

ELA, AMAT, AP = (load(name, [SHIPPED]) for name in ("ela", "amat", "england-alternative-provision"))


def test_a_difference_in_one_value_is_one_value(tmp_path):
    own = OwnPacks(tmp_path)
    own.change("ela/routes/post-16.toml", "below_age_need = 25", "below_age_need = 24")
    own.change("ela/pack.toml", "objection_stops_sharing = true", "objection_stops_sharing = false")
    one, other = load("ela", [SHIPPED]), build(read("ela", [own.folder]))
    assert in_words(one, other) == [
        "- Enterprise Learning Alliance (ela, alternative-provision)",
        "+ Enterprise Learning Alliance (ela, alternative-provision)",
        "",
        "Who is told",
        "  post-16",
        "    below_age_need",
        "      - 25",
        "      + 24",
        "",
        "Rules",
        "  objection_stops_sharing",
        "    - yes",
        "    + no",
    ]
    turned = replace(one, documents=(), contacts=dict(reversed(one.contacts.items())))
    assert in_words(one, turned) == []
    laws = {"progress": replace(one.purposes["progress"], laws=one.purposes["progress"].laws[::-1])}
    assert in_words(one, replace(one, purposes={**one.purposes, **laws}))[3:] == [
        "Why data is used",
        "  progress",
        "    laws",
        "      the same, in another order",
    ]


def test_tables_within_tables_and_sentences_differ_line_by_line():
    lines = in_words(AP, ELA)
    assert lines[:2] == [
        "- Alternative-provision school, England (england-alternative-provision, alternative-provision)",
        "+ Enterprise Learning Alliance (ela, alternative-provision)",
    ]
    assert "- incidents: Bullying, racial and other incidents that you were part of" in lines
    assert "+ objection_stops_sharing: yes" in lines
    assert "      - moderation: identity, enrolment, assessment" not in lines
    assert "    + {{ objection }}" in lines
    assert in_words(ELA, ELA) == []


@keeps("57")
def test_what_is_told_to_people_is_told_to_machines_too():
    """Every rule, route, category and purpose that only one of them has is among the differences by key."""
    keys = {each.key for each in differences(ELA, AMAT)}
    for part in ("routes", "categories", "purposes", "rules"):
        one, other = getattr(ELA, part), getattr(AMAT, part)
        for name in one.keys() ^ other.keys():
            assert [key for key in keys if f"{key}.".startswith(f"{part}.{name}.")], name
