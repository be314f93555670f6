"""What a notice says where a pack says something rarer: alone, abroad, by machine, without a contact."""

from dataclasses import replace
from datetime import date

import pytest

from hornbook.packs import SHIPPED
from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.formats.written import read
from hornbook.rules.law import timeline
from hornbook.rules.law.cites import ART_33
from hornbook.rules.policy import decide, due, load
from hornbook.rules.policy.lint.packs import PackRemark, _line_of, lint_pack
from hornbook.rules.policy.periods import register_years
from hornbook.rules.policy.printed import markdown, notice
from hornbook.rules.policy.printed.notice import notice as of_layer
from hornbook.rules.policy.printed.parts import _either, _for_a_child, _when
from hornbook.rules.policy.printed.rights import (
    child_complaint,
    child_rights,
    complaint,
    regulator,
    rights,
    whom,
)
from hornbook.rules.policy.printed.tree import Bullets, Heading, Paragraph
from hornbook.rules.policy.printed.values import _review, value
from hornbook.rules.policy.printed.words import ages, least
from hornbook.rules.policy.types import Question
from tests.own_packs import OwnPacks

ON = date(2026, 11, 24)
PACK = load("england-alternative-provision", [SHIPPED])
YOUTH = PACK.routes["youth-support"]


def words(blocks):
    text = []
    for block in blocks:
        match block:
            case Heading(_, said) | Paragraph(said):
                text.append(said)
            case Bullets(items):
                text += items
    return "\n".join(text)


def ruled(**rules):
    """The pack with these rules; a rule of None is taken out."""
    merged = {**PACK.rules, **rules}
    return replace(PACK, rules={name: rule for name, rule in merged.items() if rule is not None})


def test_a_month_is_one_and_months_are_many():
    assert "within one month." in words(rights(PACK, ON))
    assert "in one month or less" in words(child_rights(PACK, ON))


def test_what_a_pack_does_not_promise_is_not_printed():
    bare = ruled(sar_presumed_age=None, educational_record_school_days=None)
    for printed in (words(rights(bare, ON)), words(child_rights(bare, ON))):
        assert "From about" not in printed
    assert "educational record" not in words(rights(bare, ON)).lower()
    assert "From about 12" in words(rights(PACK, ON))
    assert "From about 12" in words(child_rights(PACK, ON))


def test_nobody_is_told_to_object_where_no_purpose_can_be_objected_to():
    purposes = {name: replace(each, basis="6(1)(c)") for name, each in PACK.purposes.items()}
    lawful = replace(PACK, purposes=purposes)
    assert "You may object" not in words(rights(lawful, ON))
    assert "Please stop" not in words(child_rights(lawful, ON))
    assert "You may object" in words(rights(PACK, ON))
    assert "Please stop" in words(child_rights(PACK, ON))


def test_complaints_go_to_whoever_is_named_for_them_first():
    contacts = PACK.contacts
    assert whom(PACK) == contacts.get("complaints", contacts.get("rights", contacts["dpo"]))
    only = {"office": contacts["dpo"]}
    assert whom(replace(PACK, contacts=only)) == contacts["dpo"]
    nobody = replace(PACK, contacts={})
    assert whom(nobody) is None
    assert "complain to us" not in words(complaint(nobody, ON))
    assert "write to us" not in words(child_complaint(nobody, ON))
    assert "You can write to us" in words(child_complaint(PACK, ON))
    assert "We write back within 30 days" in words(child_complaint(PACK, ON))
    assert "We write back" not in words(child_complaint(PACK, date(2026, 6, 18)))


def test_a_contact_without_an_address_is_named_by_its_role_alone():
    dpo = replace(PACK.contacts["dpo"], email="", phone="")
    bare = replace(PACK, contacts={"dpo": dpo})
    assert f"in any way: {dpo.role}." in words(complaint(bare, ON))


@pytest.mark.parametrize(
    ("months", "said"),
    [(None, ""), (12, "once a year"), (24, "every two years"), (18, "every"), (6, "every")],
)
def test_how_often_it_is_looked_at_is_said_in_words(months, said):
    assert said in _review(months)
    assert bool(_review(months)) is bool(months)


def test_a_decision_by_machine_and_a_sending_abroad_are_told():
    assert "taken by a machine alone. You may have a person" in value(
        ruled(automated_decisions=True), "machines", ON
    )
    assert value(PACK, "machines", ON) == "No decision about you is taken by a machine alone."
    assert value(PACK, "rule: sar_months", ON) == "1"
    assert value(PACK, "rule: biometrics", ON) == ""
    assert value(PACK, "rule: shoes", ON) == ""
    assert value(PACK, "shoes", ON) == ""


def told(**changed):
    return "\n".join(_when(replace(YOUTH, **changed), ON))


def test_when_and_how_something_is_sent_is_told_line_by_line():
    assert "From 25 November 2026" in told(starts=date(2026, 11, 25))
    assert "From 24" not in told(starts=ON)
    assert "Until 31 December 2026" in told(ends=date(2026, 12, 31))
    assert "Sent abroad: FR" in told(country="FR")
    assert "Sent abroad" not in told()
    assert "Sent as pigeon" in told(travels="pigeon")
    assert "If limited, they get only: name, address" in told()
    assert "If limited" not in told(minimum=None)
    assert "Agreement:" in told(agreement="DSA-1")


def test_for_whom_a_route_is_and_who_may_limit_it_is_told():
    assert ages(replace(YOUTH, below_age_need=None))[1] == "Until your 20th birthday"
    assert ages(YOUTH)[1].startswith("Until your 20th birthday; until your 25th birthday with a learning")
    assert not [line for line in ages(replace(YOUTH, from_age=None)) if line.startswith("From your")]
    assert "Year 10 only" in "\n".join(ages(replace(YOUTH, year_groups=frozenset({"10"}))))
    more = replace(YOUTH, minimum={"contacts": frozenset({"line_1"}), "enrolment": frozenset({"year_group"})})
    assert least(more).startswith("your parents' address") or "your parents' address" in least(more)


def test_a_child_is_told_how_long_by_the_birthday():
    kept = next(each for each in PACK.retention.values() if each.trigger == "birth")
    plain = replace(kept, years=25, months=0, days=0)
    assert "until you turn 25" in _for_a_child(plain)
    for more in ({"months": 3}, {"days": 3}):
        assert "a while after your 25th birthday" in _for_a_child(replace(plain, **more))
    assert _for_a_child(replace(kept, trigger="entry")) == kept.wording


def test_a_part_that_no_notice_has_is_a_mistake():
    with pytest.raises(KeyError, match="no part 'shoes'"):
        _either(PACK, "shoes", ON)
    assert _either(replace(PACK, notes={}), "table: notes", ON) == []
    assert len(_either(PACK, "contacts", ON)) == 1


def test_lists_in_the_human_sentences_are_lists():
    pack = replace(
        PACK, notice={**PACK.notice, "standard": f"{PACK.notice['standard']}\n\n- canary one\n- two\n"}
    )
    assert Bullets(("canary one", "two")) in of_layer(pack, ON).blocks
    assert "- canary one" in markdown(notice(pack, ON))


def ask(act, roles, **asked):
    return decide(PACK, Question(act=act, on=ON, roles=frozenset(roles), **asked))


def test_a_role_nobody_knows_may_nothing_and_two_roles_may_what_either_may():
    nobody = ask("read", ["stranger"], purpose="pastoral-care", category="medical")
    assert nobody.verdict == "deny"
    every = {role.id for role in PACK.roles.values()}
    both = ask("read", every, relations=frozenset({"any", "teaches", "tutors"}), purpose="pupil-learning")
    for role in PACK.roles.values():
        for category, fields in role.reads.get("pupil-learning", {}).items():
            if "use.read" in role.acts and (
                "any" in role.relations or role.relations & {"teaches", "tutors"}
            ):
                assert fields <= both.fields[category]


def test_before_the_law_there_was_no_floor_under_a_register():
    assert register_years(date(2006, 8, 31)) == 0
    assert register_years(date(2006, 9, 1)) == 3
    old = due(PACK, "attendance-register", born=date(1980, 1, 1), last_register_entry=date(1990, 1, 1))
    assert old.on == date(2005, 1, 1) or "The law keeps" not in old.why


def test_a_clause_is_written_as_its_text():
    assert str(ART_33) == "UK GDPR, Article 33"


def test_a_rule_of_unknown_confidence_stops_the_timeline(monkeypatch):
    row = {"id": "canary", "what": "w", "cite": "c", "confidence": "guess"}
    monkeypatch.setattr(timeline, "SOURCES", ("canary.toml",))
    monkeypatch.setattr(timeline, "_read", lambda source: {"rule": [row]})
    timeline.rules.cache_clear()
    try:
        with pytest.raises(ValueError, match=r"canary\.toml: canary has confidence 'guess'"):
            timeline.rules()
    finally:
        timeline.rules.cache_clear()


@pytest.fixture
def packs(tmp_path):
    return OwnPacks(tmp_path)


def test_a_sound_pack_has_no_remark(packs):
    assert lint_pack("england-school", [packs.folder], ON) == ()


def test_a_pack_below_the_law_is_told_by_file_line_and_the_line_itself(packs):
    packs.change("england-school/pack.toml", "breach_hours = 72", "breach_hours = 73")
    (found,) = lint_pack("england-school", [packs.folder], ON)
    assert isinstance(found, PackRemark)
    assert found.as_dict() == {
        "file": "england-school/pack.toml",
        "code": "looser-than-law",
        "line": packs.line_of("england-school/pack.toml", "breach_hours"),
        "quote": "breach_hours = 73",
        "why": found.remark.why,
        "suggest": found.remark.suggest,
    }
    assert "at most 72" in found.remark.why


def test_a_pack_that_cannot_be_built_has_one_remark_and_one_that_cannot_be_read_is_refused(packs):
    packs.append("mmap/categories.toml", 'colour = "blue"')
    (found,) = lint_pack("mmap", [packs.folder], ON)
    assert (found.remark.code, found.remark.quote) == ("unknown-key", 'colour = "blue"')
    packs.write("mmap/roles.toml", "[broken")
    with pytest.raises(BadInput) as refused:
        lint_pack("mmap", [packs.folder], ON)
    assert refused.value.finding.code == "not-toml"


def test_a_finding_says_where_it_is():
    assert str(Finding("error", "c", "f.csv", 3, "x", "Why.", "Next.")) == "f.csv:3 [x] Why. Next."
    assert str(Finding("error", "c", "f.csv", None, "x", "Why.")) == "f.csv [x] Why."


def test_the_controller_is_called_by_its_name_and_the_regulator_by_none_before_there_was_one():
    assert value(PACK, "controller", ON) == PACK.controller["name"]
    assert value(replace(PACK, controller={}), "controller", ON) == ""
    assert regulator(ON) == "Information Commissioner"
    assert regulator(date(2018, 5, 24)) == "regulator"


def test_fields_asked_for_by_name_are_what_is_given():
    answer = ask(
        "read",
        ["teacher"],
        relations=frozenset({"any", "teaches"}),
        purpose="pupil-learning",
        category="identity",
        fields=frozenset({"legal_surname"}),
    )
    assert answer.fields == {"identity": {"legal_surname"}}


def test_a_period_from_entry_is_counted_in_months_and_days():
    kept = next(iter(PACK.retention.values()))
    some = replace(kept, id="some", trigger="entry", years=1, months=1, days=1)
    pack = replace(PACK, retention={"some": some})
    assert due(pack, "some", entry=date(2026, 1, 31)).on == date(2027, 3, 1)
    born = replace(pack, retention={"some": replace(some, trigger="birth")})
    assert due(born, "some", born=date(2012, 2, 29)).on == date(2013, 4, 2)


def test_the_sentences_of_a_notice_are_judged_with_its_pack(packs):
    text = "Privacy notice\n\nWe follow the Data Protection Act 1998.\n"
    written = read("england-alternative-provision/notice/standard.md", text.encode())
    found = lint_pack("england-alternative-provision", [packs.folder], ON, [written])
    assert [(each.file, each.remark.code) for each in found] == [
        ("england-alternative-provision/notice/standard.md", "repealed-law")
    ]


def test_a_finding_about_a_file_that_is_nowhere_quotes_nothing(packs, tmp_path):
    assert _line_of("mmap/nowhere.toml", 1, [tmp_path / "empty", packs.folder]) == ""
    assert _line_of("mmap/pack.toml", 10_000, [tmp_path / "empty", packs.folder]) == ""
    assert _line_of("mmap/pack.toml", 1, [tmp_path / "empty", packs.folder])
