"""A notice in another language says the same numbers, or is refused by file and line; old words are stale."""

from datetime import date

import pytest

from hornbook.packs import SHIPPED
from hornbook.rules.base.refused import BadInput
from hornbook.rules.policy import load, packs
from hornbook.rules.policy.lint import lint_pack
from hornbook.rules.policy.printed import (
    WRITTEN,
    autonym,
    direction,
    fingerprint,
    fragment,
    holds,
    markdown,
    notice,
    of_pack,
    page,
    read_back,
    read_translation,
    to_translate,
    translated,
    translation_problems,
)
from hornbook.rules.policy.printed.html import banner
from hornbook.rules.policy.printed.sentences import parse
from hornbook.rules.policy.printed.tree import Bullets, Heading, Paragraph, Revised, Table, reworded
from tests.keeps import keeps
from tests.languages import translation
from tests.own_packs import OwnPacks

ON = date(2026, 11, 22)
BASE = "england-school"
PACK = load(BASE, [SHIPPED])
LANGUAGES = ("cy", "ar")
CHANGED = ("{{ from_age: youth-support }}", "14")


@pytest.fixture
def own(tmp_path):
    return OwnPacks(tmp_path)


def found_in(text, pack=PACK):
    """What is wrong with this text: code and line, in order."""
    return [
        (each.code, each.line)
        for each in translation_problems(pack, read_translation("child", text, "child.cy.md"), ON)
    ]


def line_of(text, part):
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


@keeps("68", "72")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_printed_with_the_packs_own_values(language):
    given = read_translation("child", translation(PACK, language, ON), "x.md")
    assert list(translation_problems(PACK, given, ON)) == []
    assert holds(PACK, given, ON)
    document = translated(PACK, given, ON)
    assert (document.language, document.direction) == (language, {"cy": "ltr", "ar": "rtl"}[language])
    told = "\n".join(document.said)
    assert " 13" in told
    assert "16" in told
    assert "{{" not in told
    assert [b.level for b in document.blocks if isinstance(b, Heading)] == [
        b.level for b in notice(PACK, ON, "child").blocks if isinstance(b, Heading)
    ]


def test_a_part_that_nobody_translated_stands_in_english_and_says_so():
    document = translated(PACK, read_translation("child", translation(PACK, "ar", ON), "x.md"), ON)
    assert "Your test results" in document.foreign
    assert "اسمك وعيد ميلادك" not in document.foreign
    made = fragment(document)
    assert '<li><span lang="en-GB" dir="ltr">Your test results</span></li>' in made
    assert "<li>اسمك وعيد ميلادك</li>" in made


def test_a_page_says_its_language_and_its_direction():
    for language, turned in (("cy", ""), ("ar", ' dir="rtl"')):
        document = translated(PACK, read_translation("child", translation(PACK, language, ON), "x.md"), ON)
        assert f'<html lang="{language}"{turned}>' in page(document)
        assert f'<html lang="{language}"{turned}>' in page(document, large=True)


def test_no_language_turns_a_telephone_number_or_an_address_round():
    made = fragment(translated(PACK, read_translation("child", translation(PACK, "ar", ON), "x.md"), ON))
    assert '<bdi dir="ltr">0303 123 1113</bdi>' in made
    assert '<bdi dir="ltr">dpo@school.example.org</bdi>' in made
    welsh = fragment(translated(PACK, read_translation("child", translation(PACK, "cy", ON), "x.md"), ON))
    assert "<bdi" not in welsh


def test_easy_read_in_another_language_is_made_from_its_childrens_layer():
    given = read_translation("child", translation(PACK, "ar", ON), "x.md")
    document = translated(PACK, given, ON, "easy-read")
    assert Paragraph("هذه الصفحة تخبرك ماذا ولماذا.") in document.blocks
    assert not any(isinstance(block, Table) for block in document.blocks)
    assert "We look at groups, not at you." in document.foreign
    assert document.foreign <= set(document.said)
    assert document.language == "ar"


@keeps("68")
@pytest.mark.parametrize("layer", WRITTEN)
@pytest.mark.parametrize("pack_id", packs([SHIPPED]))
def test_the_file_for_a_translator_is_whole_and_says_which_words_it_is_of(pack_id, layer):
    pack = load(pack_id, [SHIPPED])
    given = read_translation(layer, to_translate(pack, layer, ON, "cy"), "x.md")
    assert given.translates == fingerprint(notice(pack, ON, layer))
    assert given.phrases == {}  # left as they were: nothing is translated yet
    assert {each.code for each in translation_problems(pack, given, ON)} <= {
        "not-translated",
        "value-not-translated",
    }


# What is refused, and where


@keeps("72")
@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("{{ from_age: youth-support }}", "14", "other-marks", "Pan fyddi"),
        ("{{ from_age: youth-support }}", "{{ choice_age: youth-support }}", "other-marks", "Pan fyddi"),
        (
            "{{ from_age: youth-support }}",
            "{{ from_age: youth-support }} neu 14",
            "other-numbers",
            "Pan fyddi",
        ),
        ("{{ complaint }}\n\n", "", "other-shape", "## Gyda phwy i siarad"),
        ("{{ complaint }}", "{{ rights }}\n", "other-shape", ""),
        ("Dyweda wrth", "- Dyweda wrth", "other-shape", "- Dyweda wrth"),
        ("nes i ti droi'n 25.", "nes i ti droi'n 26.", "other-numbers", "droi'n 26."),
        ("Gyda phwy i siarad", "Who to talk to", "not-translated", "Who to talk to"),
    ],
)
def test_a_translation_that_says_another_number_is_refused_at_its_line(old, new, code, at):
    """At the first line of its paragraph."""
    text = translation(PACK, "cy", ON)
    assert text.count(old) == 1
    found = found_in(text.replace(old, new))
    assert code in dict(found)
    assert at in text.replace(old, new).splitlines()[dict(found)[code] - 1]


def test_arabic_digits_are_digits():
    text = translation(PACK, "ar", ON)
    assert found_in(text) == []
    assert found_in(text.replace("٢٥", "٢٦")) == [("other-numbers", line_of(text, "٢٥"))]


def test_a_value_within_a_sentence_has_to_be_translated():
    text = translation(PACK, "cy", ON)
    phrase = next(line for line in text.splitlines() if line.startswith("name, address"))
    assert found_in(text.replace(phrase + "\n", "")) == [
        ("value-not-translated", line_of(text, "{{ minimum: youth-support }}"))
    ]


def test_a_paragraph_too_many_is_found_at_the_end():
    text = translation(PACK, "cy", ON).replace("{{ contacts }}\n", "{{ contacts }}\n\nHwyl.\n")
    assert found_in(text) == [("other-shape", line_of(text, "Hwyl."))]
    nothing = "language: cy\ntranslates: x\n---\n---\n"
    assert found_in(nothing)[0] == ("other-shape", 1)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("language: cy\ntranslates: x\n", "no-sentences", 1),
        ("language: cy\n---\n# A\n", "missing", 1),
        ("translates: x\n---\n# A\n", "missing", 1),
        ("language: cy\nby: me\ntranslates: x\n---\n", "unknown-key", 2),
        ("language: cy\nnothing\n---\n", "unknown-key", 2),
        ("language: Welsh!\ntranslates: x\n---\n", "not-a-language", 1),
        ("language: en-GB\ntranslates: x\n---\n", "not-a-language", 1),
        ("language: \ntranslates: x\n---\n", "missing", 1),
        ("language: cy\ntranslates: x\n---\n# A\n---\nA => \n", "not-a-pair", 6),
        ("language: cy\ntranslates: x\n---\n" + "{{ " * 2000, "line-too-long", 4),
        ("\nlanguage: cy\ntranslates: x\n\n---\n# A\n---\n\nno arrow\n", "not-a-pair", 9),
    ],
)
def test_a_file_that_is_no_translation_is_refused_at_its_line(text, code, line):
    with pytest.raises(BadInput) as refused:
        read_translation("child", text, "child.cy.md")
    found = refused.value.finding
    assert (found.code, found.file, found.line) == (code, "child.cy.md", line)


def test_only_what_people_write_is_translated():
    with pytest.raises(BadInput) as refused:
        read_translation("easy-read", "language: cy\ntranslates: x\n---\n", "x.md")
    assert refused.value.finding.code == "no-such-layer"


def test_a_text_made_to_be_slow_is_read_fast():
    """Spaces and brackets without end: each line is looked at once."""
    for long in ("{{" * 2400, "{{" + " " * 4900, "1 " * 2400, "9" * 4900, "a@" * 2400, ": " * 2400):
        given = read_translation("child", f"language: ar\ntranslates: x\n---\n# A\n\n{long}\n---\n", "x.md")
        list(translation_problems(PACK, given, ON))
        assert fragment(translated(PACK, given, ON)).startswith("<h1")
        assert translated(PACK, given, ON, "easy-read").blocks


# In a pack


@keeps("68")
def test_a_translation_in_the_pack_is_held_to_the_words_it_translates(own):
    own.write(f"{BASE}/notice/child.cy.md", translation(PACK, "cy", ON))
    pack = own.load(BASE)
    assert list(pack.translations) == ["child.cy"]
    assert pack.digest != PACK.digest
    assert holds(pack, of_pack(pack, "child.cy"), ON)
    own.change(f"{BASE}/notice/child.cy.md", *CHANGED)
    with pytest.raises(BadInput) as refused:
        own.load(BASE)
    found = refused.value.finding
    assert (found.code, found.file) == ("other-marks", f"{BASE}/notice/child.cy.md")
    assert found.line == own.line_of(f"{BASE}/notice/child.cy.md", "Pan fyddi di'n 14")


def test_once_its_original_changes_a_translation_is_stale_and_stops_nothing(own):
    own.write(f"{BASE}/notice/child.cy.md", translation(PACK, "cy", ON))
    own.change(f"{BASE}/notice/child.md", "{{ machines }}\n", "")
    pack = own.load(BASE)
    assert not holds(pack, of_pack(pack, "child.cy"), ON)


def test_one_value_changed_makes_it_stale_though_its_marks_still_fit(own):
    own.write(f"{BASE}/notice/child.cy.md", translation(PACK, "cy", ON))
    own.change(f"{BASE}/routes/youth-support.toml", "from_age = 13", "from_age = 14")
    pack = own.load(BASE)
    assert not holds(pack, of_pack(pack, "child.cy"), ON)


def test_a_pack_takes_the_translations_of_the_one_it_extends(own):
    own.write(f"{BASE}/notice/child.cy.md", translation(PACK, "cy", ON))
    mmap = own.load("mmap")
    assert "child.cy" in mmap.translations
    assert not holds(mmap, of_pack(mmap, "child.cy"), ON)  # it has words of its own


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("language: cy", "language: pl", "other-language"), ("language: cy", "tongue: cy", "unknown-key")],
)
def test_a_translation_named_for_another_language_stops_the_pack(own, old, new, code):
    own.write(f"{BASE}/notice/child.cy.md", translation(PACK, "cy", ON).replace(old, new))
    with pytest.raises(BadInput) as refused:
        own.load(BASE)
    assert refused.value.finding.code == code
    assert [each.remark.code for each in lint_pack(BASE, [own.folder], ON)] == [code]


def test_other_files_beside_the_notice_are_no_translations(own):
    own.write(f"{BASE}/notice/child.notes.txt.md", "anything")
    own.write(f"{BASE}/notice/readme.first.md", "anything")
    assert own.load(BASE).translations == {}


def test_the_linter_of_packs_warns_of_what_is_too_long_to_be_easy(own):
    long = "We write down a great many things about you and your family and your friends and your school too."
    own.change(f"{BASE}/notice/child.md", "We write some things down about you.", long)
    (remark,) = lint_pack(BASE, [own.folder], ON)
    assert remark.remark.code == "too-hard"
    assert own.load(BASE).notice["child"]


def test_a_council_without_words_for_children_has_no_easy_layer_to_look_at(own):
    (own.folder / "england-council/notice/child.md").unlink()
    assert lint_pack("england-council", [own.folder], ON) == ()


# Pieces


def test_languages_have_their_own_names_and_directions():
    assert [autonym(each) for each in ("cy", "ar", "tlh")] == ["Cymraeg", "العربية", "tlh"]
    assert [direction(each) for each in ("cy", "ar", "fa-IR", "ckb")] == ["ltr", "rtl", "rtl", "rtl"]


def test_the_banner_is_read_in_every_language_and_leads_to_the_original():
    made = banner(1, 2, "/notice/x/?a=1&b=2")
    assert "⚠ 1 ≠ 2" in made
    assert 'href="/notice/x/?a=1&amp;b=2"' in made
    assert "<a " not in banner(1, 2)


def test_words_are_said_anew_in_every_block():
    say = str.upper
    assert reworded(Heading(1, "a"), say) == Heading(1, "A")
    assert reworded(Paragraph("a"), say) == Paragraph("A")
    assert reworded(Bullets(("a",)), say) == Bullets(("A",))
    assert reworded(Table("a", ("b",), ((("c",),),)), say) == Table("A", ("B",), ((("C",),),))
    same = Revised((("same", "a"),))
    assert reworded(same, say) == same


@pytest.mark.parametrize("layer", ["standard", "child", "easy-read"])
@pytest.mark.parametrize("pack_id", packs([SHIPPED]))
def test_what_was_printed_as_markdown_is_read_back_as_it_was(pack_id, layer):
    document = notice(load(pack_id, [SHIPPED]), ON, layer)
    again = read_back(markdown(document))
    assert (again.title, again.said) == (document.title, document.said)
    assert markdown(again) == markdown(document)


def test_a_text_without_a_heading_has_no_title():
    assert read_back("a").title == ""
    assert read_back("| a |\n| --- |\n| b |").blocks == (Table("", ("a",), ((("b",),),)),)


def test_the_sentences_of_both_languages_have_the_shape_of_the_original():
    ours = [(s.kind, s.level) for s in parse(PACK.notice["child"])]
    for language in LANGUAGES:
        given = read_translation("child", translation(PACK, language, ON), "x.md")
        assert [(s.kind, s.level) for s in parse(given.text)] == ours
