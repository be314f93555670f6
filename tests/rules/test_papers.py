"""The papers beside the notice say what the pack says, each from the values that decide, and nothing else."""

from dataclasses import replace
from datetime import date
from importlib import import_module
from itertools import pairwise

import pytest

from hornbook.packs import SHIPPED
from hornbook.promises import register
from hornbook.rules.base.refused import Refused
from hornbook.rules.catalogue.base import categories
from hornbook.rules.law.checklists import checklist
from hornbook.rules.law.dpa_2018_conditions import CATEGORIES
from hornbook.rules.policy import load, packs
from hornbook.rules.policy.bases import CONDITIONS
from hornbook.rules.policy.build import special_kinds
from hornbook.rules.policy.periods import ordinal, span
from hornbook.rules.policy.printed import (
    LONGEST,
    all_principles,
    annexes,
    conditions_used,
    fragment,
    glossary,
    markdown,
    notice,
    page,
    policies,
    poster,
    principles,
    processing,
    schedule,
    sheet,
    stacked,
    terms,
    too_hard,
)
from hornbook.rules.policy.printed.easy import EASY, ideas, spoken_lines
from hornbook.rules.policy.printed.tree import Bullets, Document, Heading, Paragraph, Table
from hornbook.rules.policy.reading import CHILD, reading_age
from tests.keeps import keeps
from tests.own_packs import OwnPacks

ON = date(2026, 11, 24)
BASE = "england-school"
PACKS = {name: load(name, [SHIPPED]) for name in packs([SHIPPED])}
MMAP, KCC = PACKS["mmap"], PACKS["kcc"]
every_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)


@pytest.fixture
def own(tmp_path):
    return OwnPacks(tmp_path)


def words(document):
    return "\n".join(document.said)


def tables(document, head):
    """The rows of every table with this first column, each cell as one text."""
    found = [b for b in document.blocks if isinstance(b, Table) and b.head[0] == head]
    return [[tuple("\n".join(cell) for cell in row) for row in each.rows] for each in found]


def under(document, level):
    """Each heading of this level -> what stands under it, as a document of its own."""
    found, now = {}, None
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= level:
            now = block.text if block.level == level else None
            found.update({now: []} if now else {})
        elif now:
            found[now].append(block)
    return {name: Document(name, tuple(blocks)) for name, blocks in found.items()}


# The poster


@keeps("68")
@every_pack
def test_the_poster_says_the_essentials_of_the_childrens_layer_and_where_the_rest_is(pack):
    document = poster(pack, ON, "https://school.example.org/notice/")
    told, child = document.said, words(notice(pack, ON, "child"))
    for kind in ("categories", "purposes", "routes"):
        for each in getattr(pack, kind).values():
            over = getattr(each, "ends", None) and each.ends < ON
            assert (each.child in told) == (not over and not getattr(each, "law_given", False))
    assert [said for said in told if said == "https://school.example.org/notice/"]
    near = {pack.contacts[each].email for each in ("dpo", "office") if each in pack.contacts}
    for mail in near:
        assert [said for said in told if mail in said]
    ours = [b.text for b in document.blocks if isinstance(b, Paragraph)]
    assert all(text in child for text in ours[1:-1])
    assert len(document.said) < len(notice(pack, ON, "child").said)


def test_without_an_address_the_poster_names_the_controllers_own_site():
    assert MMAP.controller["website"] in poster(MMAP, ON).said
    nowhere = replace(MMAP, controller={"name": "Here"})
    assert "Read all of it" not in poster(nowhere, ON).said


def test_the_poster_goes_by_the_packs_values(own):
    before = words(poster(own.load(BASE), ON))
    own.change(f"{BASE}/routes/youth-support.toml", "from_age = 13", "from_age = 14")
    assert "When you are 13" in before
    assert "When you are 14" in words(poster(own.load(BASE), ON))


def test_no_poster_is_made_where_nothing_is_written_for_children():
    with pytest.raises(Refused) as refused:
        poster(replace(MMAP, notice={"standard": MMAP.notice["standard"]}), ON)
    assert refused.value.code == "no-such-layer"


def test_a_poster_whose_contacts_have_other_names_shows_the_first_of_them():
    others = {"x": next(iter(MMAP.contacts.values()))}
    assert others["x"].email in words(poster(replace(MMAP, contacts=others), ON))


def test_what_stands_before_the_title_is_not_on_the_poster(own):
    own.change(f"{BASE}/notice/child.md", "# What school", "Draft words.\n\n# What school")
    assert "Draft words." not in poster(own.load(BASE), ON).said


def test_a_list_with_a_value_in_it_is_essential(own):
    own.change(
        f"{BASE}/notice/child.md",
        "{{ complaint }}",
        "- You are {{ from_age: youth-support }}.\n\n{{ complaint }}",
    )
    assert Bullets(("You are 13.",)) in poster(own.load(BASE), ON).blocks


def test_the_sheet_is_one_page_of_html_with_its_size_in_it():
    made = sheet(poster(MMAP, ON), 10.5)
    assert "font-size: 10.5pt" in made
    assert fragment(poster(MMAP, ON)) in made
    assert made.startswith('<!DOCTYPE html>\n<html lang="en-GB">')


# The retention schedule


@keeps("117", "281")
@every_pack
def test_the_schedule_has_a_row_for_each_category_with_event_period_reason_and_end(pack):
    (rows,) = tables(schedule(pack, ON, ("Our own notice",)), "Category")
    assert [row[0] for row in rows] == [
        pack.categories[c].wording for c in categories if c in pack.categories
    ]
    for row in rows:
        holding = next(h for h in pack.categories.values() if h.wording == row[0])
        kept = pack.retention[holding.retention]
        _, event, period, why, then, promised = row
        assert event == {"birth": "Date of birth"}[kept.trigger]
        assert period.splitlines()[0].lower() == span(kept.years, kept.months, kept.days)
        assert why.splitlines() == list(kept.cites)
        assert then.lower().rstrip(".") in kept.wording
        assert promised.splitlines() == [f"Privacy notice, version {pack.version}", "Our own notice"]


def test_only_registers_have_the_laws_least_beside_their_period():
    (rows,) = tables(schedule(MMAP, ON), "Category")
    least = {row[0] for row in rows if "Never less than six years from the last entry" in row[2]}
    assert least == {MMAP.categories[each].wording for each in ("enrolment", "attendance")}


@keeps("281")
def test_a_period_changed_in_the_pack_changes_the_schedule(own):
    own.change(
        f"{BASE}/retention.toml",
        '[destinations]\ntrigger = "birth"\nyears = 25',
        '[destinations]\ntrigger = "closed"\nyears = 6',
    )
    pack = own.load(BASE)
    (rows,) = tables(schedule(pack, ON), "Category")
    (row,) = [row for row in rows if row[0] == pack.categories["destinations"].wording]
    assert row[1:3] == ("Date it was closed", "Six years")


def test_a_period_without_a_law_says_whose_choice_it_is():
    free = {**MMAP.retention, "destinations": replace(MMAP.retention["destinations"], cites=())}
    assert "No law sets a period; this controller chose it." in words(
        schedule(replace(MMAP, retention=free), ON)
    )


# The appropriate policy documents


@keeps("59", "60", "63")
@every_pack
def test_each_condition_that_needs_a_policy_document_has_one(pack):
    used = {
        code
        for purpose in pack.purposes.values()
        for category, code in purpose.conditions.items()
        if special_kinds(pack.categories[category])
    }
    assert set(conditions_used(pack)) == {code for code in used if CONDITIONS[code].document}
    parts = under(policies(pack, ON), 2)
    assert len(parts) == len(conditions_used(pack))
    for (name, part), code in zip(parts.items(), conditions_used(pack), strict=True):
        assert name.endswith(f"({CONDITIONS[code].cite})")
        (met,) = tables(part, "Principle")
        assert [row[0].partition(" (")[0] for row in met] == [p.name for p in all_principles()]
        for row, principle in zip(met, all_principles(), strict=True):
            for control in principle.controls:
                assert f"{control.what}." in row[1]
        (kept,) = tables(part, "What")
        told = words(part)
        for purpose in pack.purposes.values():
            for category, chosen in purpose.conditions.items():
                if chosen == code and special_kinds(pack.categories[category]):
                    assert purpose.text in told
                    holding = pack.categories[category]
                    (row,) = [row for row in kept if row[0] == holding.wording]
                    assert row[1].startswith(pack.retention[holding.retention].wording)


def test_the_laws_own_list_of_such_a_document_is_told():
    told = markdown(policies(MMAP, ON))
    captions = [b.caption for b in policies(MMAP, ON).blocks if isinstance(b, Table)]
    for item in checklist("policy-document", ON):
        assert [each for each in captions if item.rule.cite in each]
    assert "kept until six months after" in told
    assert "free of charge on request" in told


@keeps("63")
def test_a_condition_says_what_has_to_be_written_down_besides():
    parts = under(policies(MMAP, ON), 2)
    (safe,) = [part for name, part in parts.items() if "paragraph 18" in name]
    assert "Whoever relies on it writes down which it is: consent cannot be given" in words(safe)


def test_an_unlawful_acts_document_says_where_none_is_needed(own):
    own.change(
        f"{BASE}/purposes.toml",
        'medical = "sch1-18", incidents = "sch1-18" }',
        'medical = "sch1-18", incidents = "sch1-10" }',
    )
    told = words(policies(own.load(BASE), ON))
    assert "A disclosure to a competent authority needs no document; this one covers it all the same." in told


def test_the_review_is_told_and_told_as_past_once_it_is():
    assert "To be looked at again by 22 November 2027." in words(policies(MMAP, ON))
    assert "That day is past" not in words(policies(MMAP, date(2027, 11, 22)))
    assert "That day is past: look at it again now." in words(policies(MMAP, date(2027, 11, 23)))


def test_where_no_condition_needs_one_that_is_said():
    plain = {name: replace(each, conditions={}) for name, each in MMAP.purposes.items()}
    told = words(policies(replace(MMAP, purposes=plain), ON))
    assert "No condition that this controller rests on needs such a document." in told


def test_what_nobody_may_open_is_said_to_be_opened_by_nobody():
    assert "Opened by: nobody." in words(policies(replace(MMAP, roles={}), ON))


def test_a_condition_known_only_by_practice_asks_to_be_reviewed(monkeypatch):
    module = import_module("hornbook.rules.policy.printed.policies")

    known = dict(module.in_law())
    known["sch1-6"] = replace(known["sch1-6"], rule=replace(known["sch1-6"].rule, confidence="M"))
    monkeypatch.setattr(module, "in_law", lambda: known)
    assert words(policies(MMAP, ON)).count("Review me:") == 1


# The sharing annexes


def annex_of(pack, route):
    parts = under(annexes(pack, ON), 2)
    return next(part for name, part in parts.items() if name.endswith(f": {pack.routes[route].recipient}"))


@keeps("65", "124")
@every_pack
def test_each_route_that_runs_has_an_annex_with_all_that_decides_it(pack):
    parts = under(annexes(pack, ON), 2)
    running = [r for r in pack.routes.values() if not (r.ends and r.ends < ON)]
    assert [name.partition(": ")[2] for name in parts] == [r.recipient for r in running]
    for part, route in zip(parts.values(), running, strict=True):
        (facts,) = tables(part, "Question")
        told = dict(facts)
        assert told["Who"] == route.recipient
        assert told["For what purpose"] == pack.purposes[route.purpose].text
        assert f"Article {route.basis}" in told["On what basis"]
        assert told["By what gateway"].splitlines() == list(route.gateways)
        assert len(told["Which data"].splitlines()) == len(route.fields)
        assert ("What goes all the same" in told) == (route.minimum is not None)
        if route.from_age is not None:
            assert f"{ordinal(route.from_age)} birthday" in told["At what ages, and who may limit it"]
        (listed,) = tables(part, "What should be there")
        assert [row[0] for row in listed] == [i.rule.what for i in checklist("agreement-sharing", ON)]


@keeps("124")
def test_what_an_agreement_lacks_is_said_plainly():
    part = annex_of(MMAP, "send-forum")
    missing = [b.items for b in part.blocks if isinstance(b, Bullets)][-1]
    assert missing == (
        "Missing: the recipient's data protection officer, and other organisations involved.",
        "Missing: who answers for what the recipient holds, and freedom of information requests.",
        "Missing: how long the recipient keeps it, and how it is deleted there.",
        "Missing: who may see it there, what happens on a breach, and training.",
        "Missing: when it is reviewed, how it ends, and who signs.",
    )
    assert "Agreement: send forum." in part.said
    assert "Review me: this list follows professional knowledge" in words(annexes(MMAP, ON))


def test_special_categories_go_on_a_condition_and_that_is_told():
    part = annex_of(MMAP, "send-forum")
    (facts,) = tables(part, "Question")
    assert (
        "Data Protection Act 2018, Schedule 1, paragraph 6"
        in dict(facts)["Which condition for special categories"]
    )


def test_an_ended_route_has_no_annex_and_a_future_one_says_from_when():
    assert "The Reconnect programme" not in words(annexes(KCC, ON))
    assert "Until 31 August 2022" in words(annexes(KCC, date(2022, 8, 31)))
    one = next(iter(MMAP.routes.values()))
    odd = replace(one, starts=date(2027, 1, 1), country="FR", gateways=(), agreement="", travels="pigeon")
    told = words(annexes(replace(MMAP, routes={"x": odd}, contacts={}, roles={}), ON))
    for said in (
        "From 1 January 2027",
        "Abroad: FR",
        "Consent, asked for each time",
        "No agreement is named for this route.",
        "Sent as pigeon",
        "Sent by: nobody; each sending is logged",
    ):
        assert said in told


def test_a_further_thing_that_the_law_asks_of_an_agreement_is_missing_until_somebody_says_it(monkeypatch):
    module = import_module("hornbook.rules.policy.printed.annexes")

    first = checklist("agreement-sharing", ON)[0]
    new = replace(first, id="new", rule=replace(first.rule, id="new", what="Something new.", confidence="V"))
    monkeypatch.setattr(module, "checklist", lambda *_: (new,))
    told = words(annexes(MMAP, ON))
    assert "Missing: something new." in told
    assert "Review me" not in told
    monkeypatch.setattr(module, "checklist", lambda *_: (replace(first, id="items"),))
    assert "Not yet agreed" not in words(annexes(MMAP, ON))


# The glossary


@keeps("19")
@every_pack
def test_the_glossary_has_the_laws_terms_in_order_and_this_controllers_names(pack):
    (rows,) = tables(glossary(pack, ON), "Word")
    names = [row[0] for row in rows]
    assert names == sorted(names) == [each.name for each in terms()]
    for name in ("Personal data", "Processing", "Controller", "Processor", "Breach"):
        assert name in names
    told = {row[0]: row[1] for row in rows}
    assert pack.controller["name"] in told["Controller"]
    assert pack.contacts["dpo"].email in told["Data protection officer"]
    assert all(row[2] for row in rows)
    assert "{{" not in words(glossary(pack, ON))


@keeps("19")
def test_the_glossary_names_every_kind_of_special_category_data():
    (rows,) = tables(glossary(MMAP, ON), "Word")
    said = dict(row[:2] for row in rows)["Special category data"]
    for kind in (
        "ethnic origin", "religion or belief", "health", "sexual orientation", "biometrics", "genetics",
        "political opinions", "trade union membership", "sex life",
    ):  # fmt: skip
        assert kind in said
    assert len(CATEGORIES) == 9


def test_a_glossary_without_a_data_protection_officer_names_none():
    assert "Write to" not in words(glossary(replace(MMAP, contacts={}), ON))


# The principles


@keeps("66")
def test_the_six_principles_stand_in_the_order_of_the_article_with_controls_that_promises_prove():
    assert [p.article for p in all_principles()] == [f"5(1)({letter})" for letter in "abcdef"]
    for principle in all_principles():
        assert principle.controls
        assert principle.cite == f"UK GDPR, Article {principle.article}"
        for control in principle.controls:
            assert set(control.promises) <= set(register())


@keeps("66")
def test_each_control_is_told_with_how_it_stands():
    standing = {"57": ["57: kept. Seen."]}
    document = principles(MMAP, ON, standing)
    rows = [row for rows in tables(document, "Control") for row in rows]
    assert len(rows) == sum(len(p.controls) for p in all_principles())
    assert any("57: kept. Seen." in row[2] for row in rows)
    assert any(row[2] == "Nothing is known of this yet." for row in rows)


def test_without_a_controller_the_controls_stand_alone():
    assert all(len(row) == 2 for rows in tables(principles(MMAP, ON), "Control") for row in rows)


# Easy to read


@keeps("68", "72")
@every_pack
def test_the_easy_read_layer_is_short_line_by_line_and_easier_than_the_childs(pack):
    document = notice(pack, ON, "easy-read")
    lines = spoken_lines(document)
    assert too_hard(document) == []
    assert all(len(line.split()) <= LONGEST for line in lines)
    assert reading_age(lines) <= EASY < CHILD
    assert not any(isinstance(block, Table) for block in document.blocks)


@keeps("72")
@every_pack
def test_the_easy_read_layer_tells_all_that_the_childrens_layer_tells(pack):
    child, easy = notice(pack, ON, "child"), notice(pack, ON, "easy-read")
    assert [b for b in easy.blocks if isinstance(b, Heading) and b.level == 2] == [
        b for b in child.blocks if isinstance(b, Heading) and b.level == 2
    ]
    said = " ".join(easy.said).lower()
    for text in child.said:
        for line in ideas(text):
            assert line.lower().rstrip(".") in said, line


def test_a_line_that_is_too_long_is_found_and_warned_of(own):
    long = "We write down a great many things about you and your family and your friends and your school too."
    own.change(f"{BASE}/notice/child.md", "We write some things down about you.", long)
    pack = own.load(BASE)
    assert too_hard(notice(pack, ON, "easy-read")) == [long]


def test_a_text_of_short_hard_lines_is_too_hard_as_a_whole():
    hard = "Notwithstanding proportionality considerations, organisational arrangements necessitate it."
    assert too_hard(Document("x", (Paragraph(hard),))) == ["the whole"]


def test_a_table_is_told_line_by_line():
    rows = ((("Office",), ("a@b",), ()), (("Nobody",), (), ()))
    child = Document("x", (Table("c", ("Who", "E-mail", "Post"), rows),))
    from hornbook.rules.policy.printed.easy import easy

    assert easy(child).blocks == (Heading(3, "Office"), Bullets(("E-mail: a@b",)), Heading(3, "Nobody"))


# Large print


@pytest.mark.parametrize("make", [notice, processing, schedule, policies, annexes, glossary, principles])
def test_in_large_print_a_document_has_no_table_and_loses_nothing(make):
    document = make(MMAP, ON)
    large = stacked(document)
    assert not any(isinstance(block, Table) for block in large.blocks)
    told = words(large)
    heads = {head for b in document.blocks if isinstance(b, Table) for head in b.head}
    assert all(said in told for said in document.said if said not in heads)
    assert "font-size: 18pt !important" in page(document, large=True)
    assert "18pt !important" not in page(document)


def test_headings_of_a_stacked_table_go_down_one_by_one():
    for document in (notice(MMAP, ON), annexes(MMAP, ON), policies(MMAP, ON)):
        levels = [b.level for b in stacked(document).blocks if isinstance(b, Heading)]
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_row_without_a_first_cell_still_has_a_heading():
    rows = (((), ("said", "twice")), (("alone",), ()))
    made = stacked(Document("x", (Heading(1, "x"), Table("c", ("a", "b"), rows))))
    parts = (Heading(3, ""), Bullets(("b: said; twice",)), Heading(3, "alone"))
    assert made.blocks == (Heading(1, "x"), Heading(2, "c"), *parts)
