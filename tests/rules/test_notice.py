"""The notice is the pack in words: everything the pack says is told, and nothing it does not say."""

from datetime import date
from html.parser import HTMLParser

import pytest

from hornbook.packs import SHIPPED
from hornbook.rules.base.refused import BadInput, Refused
from hornbook.rules.catalogue.base import categories
from hornbook.rules.policy import load
from hornbook.rules.policy import packs as ids
from hornbook.rules.policy.bases import CONDITIONS
from hornbook.rules.policy.printed import (
    COLUMNS,
    LAYERS,
    WRITTEN,
    fragment,
    markdown,
    notice,
    page,
    processing,
    processing_rows,
)
from hornbook.rules.policy.printed.sentences import REQUIRED, parse
from hornbook.rules.policy.printed.tree import Bullets, Document, Heading, Paragraph, Table
from hornbook.rules.policy.reading import CHILD, grade, reading_age
from tests.keeps import keeps
from tests.own_packs import OwnPacks

ON = date(2026, 11, 24)
PACKS = {name: load(name, [SHIPPED]) for name in ids([SHIPPED])}
MMAP, KCC = PACKS["mmap"], PACKS["kcc"]
BASE = "england-school"
every_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)


@pytest.fixture
def packs(tmp_path):
    return OwnPacks(tmp_path)


def words(document):
    return "\n".join(document.said)


def table(document, caption):
    """The rows of the table that is so called, each cell as one text."""
    (found,) = [b for b in document.blocks if isinstance(b, Table) and b.caption.startswith(caption)]
    return [tuple("\n".join(cell) for cell in row) for row in found.rows]


@keeps("53", "56", "58", "59", "72")
@every_pack
def test_every_purpose_is_told_with_its_basis_its_law_and_its_condition(pack):
    rows = table(notice(pack, ON), "Each reason")
    told = [purpose for purpose in pack.purposes.values() if not purpose.law_given]
    assert [row[0].splitlines()[0] for row in rows] == [purpose.text for purpose in told]
    for (_, law, used), purpose in zip(rows, told, strict=True):
        assert f"(UK GDPR, Article {purpose.basis})" in law
        assert set(purpose.laws) <= set(law.splitlines())
        for condition in purpose.conditions.values():
            assert CONDITIONS[condition].cite in law
        for category in purpose.categories:
            assert pack.categories[category].wording[1:] in used


@keeps("24", "50")
@every_pack
def test_every_field_held_is_told_as_required_by_a_law_or_free_to_leave_blank(pack):
    rows = {row[0].splitlines()[0]: row for row in table(notice(pack, ON), "Each kind")}
    assert len(rows) == len(pack.categories)
    for holding in pack.categories.values():
        what, details, sources = rows[holding.wording]
        category = categories[holding.id]
        for line in details.splitlines():
            start = "May be left blank: " if line.startswith("May") else "Required ("
            assert line.startswith(start)
        for field in category.fields:
            if field.name not in holding.fields or field.name.startswith("line_") or field.name == "postcode":
                continue
            part = f"Required ({field.law}): " if field.law else "May be left blank: "
            (line,) = [each for each in details.splitlines() if each.startswith(part)]
            assert field.label[1:] in line
        assert ("Special category" in what) == any(
            field.special for field in category.fields if field.name in holding.fields
        )
        assert sources.splitlines() == list(holding.sources)


def test_what_is_not_held_is_not_told():
    told = words(notice(PACKS[BASE], ON))
    assert "ationality" not in told
    assert "ationality" in words(notice(MMAP, ON))


@every_pack
def test_everyone_who_may_be_told_is_named_with_why_what_and_when(pack):
    rows = {row[0]: row for row in table(notice(pack, ON), "Everyone")}
    for route in pack.routes.values():
        if route.ends and route.ends < ON:
            assert route.recipient not in rows
            continue
        _, why, what, when = rows[route.recipient]
        assert why.splitlines()[0] == route.why
        assert set(route.gateways) <= set(why.splitlines())
        assert len(what.splitlines()) == len(route.fields)
        if route.from_age is not None:
            assert f"From your {route.from_age}th birthday" in when
        if route.minimum is not None:
            assert "If limited, they get only: name, address and date of birth" in when
            assert "A parent may limit it until you are 16" in when
            assert "You alone may limit it from 16" in when


@keeps("151")
def test_a_sharing_that_ended_is_told_as_ended():
    assert "Nothing goes any more to: The Reconnect programme (until 31 August 2022)." in words(
        notice(KCC, ON)
    )
    assert "The Reconnect programme" in [row[0] for row in table(notice(KCC, date(2022, 8, 31)), "Everyone")]


@keeps("113", "115", "117")
@every_pack
def test_every_category_is_told_with_how_long_it_is_kept(pack):
    document = notice(pack, ON)
    (kept,) = [b for b in document.blocks if isinstance(b, Table) and b.head[1] == "How long"]
    told = {what: row[1] for row in kept.rows for what in row[0]}
    assert told == {h.wording: (pack.retention[h.retention].wording,) for h in pack.categories.values()}


@keeps("72", "73")
@every_pack
def test_everything_that_the_law_asks_a_notice_to_tell_is_told(pack):
    """UK GDPR, Articles 13 and 14, item by item."""
    told = words(notice(pack, ON))
    for contact in pack.contacts.values():
        assert contact.role in told
    for item in (
        pack.controller["name"],
        "See what we hold about you, and have a copy (Article 15).",
        "Have mistakes put right (Article 16).",
        "without using it, for instance while you dispute it (Article 18).",
        "You may object at any time",
        "Where we ask for your consent",
        "You can change your mind at any time",
        "Data Protection Act 2018, section 164A",
        "Data Protection Act 2018, section 165",
        "No decision about you is taken by a machine alone.",
        "Nothing is sent outside the United Kingdom.",
    ):
        assert item in told


def test_only_the_rights_that_exist_on_the_bases_used_are_told(packs):
    told = words(notice(MMAP, ON))
    for right in ("(Article 17)", "(Article 20)", "(Article 7(3))"):
        assert right not in told
    packs.change(
        f"{BASE}/purposes.toml",
        'basis = "6(1)(e)"\nlaws = ["Education Act 2002, section 87"]',
        'basis = "6(1)(a)"\nlaws = []',
    )
    mine = packs.load("mmap")
    told = words(notice(mine, ON))
    for right in ("(Article 17)", "(Article 20)", "(Article 7(3))"):
        assert right in told
    objects = [b for b in notice(mine, ON).blocks if isinstance(b, Bullets)][1]
    assert "To check with other teachers that work is judged fairly." not in objects.items
    assert "You can change your mind." not in words(notice(MMAP, ON, "child"))
    assert "If you said yes, you can change your mind." in words(notice(mine, ON, "child"))


def test_the_right_to_object_stands_apart_with_the_purposes_it_is_good_for():
    document = notice(MMAP, ON)
    at = next(n for n, b in enumerate(document.blocks) if b == Heading(3, "You may object"))
    assert document.blocks[at + 2] == Bullets(
        tuple(f"{p.text}." for p in MMAP.purposes.values() if p.basis == "6(1)(e)")
    )


def test_complaints_go_where_the_law_of_the_day_sends_them():
    before, after = (words(notice(MMAP, day)) for day in (date(2026, 6, 18), date(2026, 6, 19)))
    assert "section 164A" in after
    assert "We look into it at once" not in before
    assert "UK GDPR, Article 77" in before
    assert "UK GDPR, Article 77" not in after


def test_the_pages_are_the_same_on_the_same_day_and_need_no_other_file():
    for pack in PACKS.values():
        again = load(pack.id, [SHIPPED])
        for layer in LAYERS:
            first, second = notice(pack, ON, layer), notice(again, ON, layer)
            assert page(first).encode() == page(second).encode()
            assert markdown(first).encode() == markdown(second).encode()
            assert "http" not in page(first)
            assert "<script" not in page(first)


class Outline(HTMLParser):
    """What a reader of the page is told by its structure; a tag left open or closed twice is an error."""

    def __init__(self, text):
        super().__init__()
        self.open, self.headings, self.ids, self.text = [], [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        if tag in ("meta",):
            return
        self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]
        if tag in ("h1", "h2", "h3"):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


@every_pack
@pytest.mark.parametrize("layer", LAYERS)
def test_the_page_is_sound_html_with_headings_in_order_and_every_word_of_the_document(pack, layer):
    document = notice(pack, ON, layer)
    outline = Outline(page(document))
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    assert all(b <= a + 1 for a, b in zip(outline.headings, outline.headings[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))
    for said in document.said:
        assert said in outline.text
    assert fragment(document) in page(document)


def test_what_a_pack_says_is_text_and_never_mark_up(packs):
    packs.change(
        "mmap/pack.toml",
        '[controller]\nname = "Maidstone',
        '[controller]\nname = "<b>canary</b> | *Maidstone',
    )
    document = notice(packs.load("mmap"), ON)
    assert "<b>canary" not in page(document)
    assert "&lt;b&gt;canary&lt;/b&gt;" in page(document)
    assert "\\<b>canary\\</b> \\| \\*Maidstone" in markdown(document)


@every_pack
def test_a_child_of_eleven_can_read_the_childrens_layer(pack):
    document = notice(pack, ON, "child")
    prose = [said for said in document.said if "@" not in said]
    assert reading_age(prose) <= CHILD
    sentences = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert reading_age(sentences) <= CHILD


@every_pack
def test_the_childrens_layer_tells_the_same_things_without_the_law(pack):
    told = words(notice(pack, ON, "child"))
    for holding in pack.categories.values():
        assert holding.child in told
    for purpose in pack.purposes.values():
        assert (purpose.child in told) == (not purpose.law_given)
    for route in pack.routes.values():
        assert (route.child in told) == (not (route.ends and route.ends < ON))
    assert "Article" not in told
    assert "Act " not in told


def test_an_unknown_layer_is_refused_with_those_there_are():
    with pytest.raises(Refused) as refused:
        notice(MMAP, ON, "welsh")
    assert refused.value.code == "no-such-layer"


VALUES = {
    "a route's age": (
        f"{BASE}/routes/youth-support.toml",
        "from_age = 13",
        "from_age = 14",
        ("From your 14th birthday", "from the day you are 14"),
    ),
    "the age of choosing": (
        f"{BASE}/routes/youth-support.toml",
        '[16, "pupil"]',
        '[15, "pupil"]',
        ("until you are 15 a parent can tell us", "From 15 that choice is yours alone"),
    ),
    "what still goes": (
        f"{BASE}/routes/youth-support.toml",
        'identity = ["legal_surname", "legal_forename", "date_of_birth"]\n',
        'identity = ["legal_surname", "legal_forename"]\n',
        ("pass on no more than your name and address", "they get only: name and address"),
    ),
    "years kept": (
        f"{BASE}/retention.toml",
        '[destinations]\ntrigger = "birth"\nyears = 25',
        '[destinations]\ntrigger = "birth"\nyears = 21',
        ("Kept until your 21st birthday, then destroyed.",),
    ),
    "the age of deciding": (
        f"{BASE}/pack.toml",
        "sar_presumed_age = 12",
        "sar_presumed_age = 14",
        ("From about 14 you usually decide",),
    ),
    "months for what is complex": (
        f"{BASE}/pack.toml",
        "sar_extended_months = 3",
        "sar_extended_months = 2",
        ("it may take two months",),
    ),
    "days for a complaint": (
        f"{BASE}/pack.toml",
        "complaint_days = 30",
        "complaint_days = 10",
        ("Within 10 days",),
    ),
    "reviews": (
        f"{BASE}/pack.toml",
        "notice_review_months = 12",
        "notice_review_months = 6",
        ("again at least every six months.",),
    ),
    "machines": (
        f"{BASE}/pack.toml",
        "automated_decisions = false",
        "automated_decisions = true",
        ("Some decisions about you are taken by a machine alone.",),
    ),
}


@keeps("74", "75")
@pytest.mark.parametrize(("file", "old", "new", "said"), VALUES.values(), ids=VALUES)
def test_a_value_changed_in_the_pack_changes_the_sentence_that_tells_it(packs, file, old, new, said):
    before = markdown(notice(packs.load(BASE), ON))
    packs.change(file, old, new)
    after = words(notice(packs.load(BASE), ON))
    for each in said:
        assert each.lower() in after.lower()
        assert each.lower() not in before.lower()
    packs.put_back(file)
    assert markdown(notice(packs.load(BASE), ON)) == before


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        ("{{ tabel: categories }}", "The mark 'tabel: categories' stands for nothing"),
        ("{{ from_age: nobody }}", "The mark 'from_age: nobody' stands for nothing"),
        ("You are {{ from_age: send-forum }}.", "The mark 'from_age: send-forum' stands for nothing"),
        ("{{ rule: tea_time }}", "The mark 'rule: tea_time' stands for nothing"),
    ],
)
def test_a_mark_that_stands_for_nothing_stops_the_pack_at_its_line(packs, mark, why):
    packs.append("mmap/notice/standard.md", mark)
    with pytest.raises(BadInput) as refused:
        packs.load("mmap")
    found = refused.value.finding
    assert (found.code, found.file) == ("unknown-mark", "mmap/notice/standard.md")
    assert found.line == packs.line_of("mmap/notice/standard.md", mark)
    assert why in found.why


@keeps("68", "72")
@pytest.mark.parametrize("part", REQUIRED)
@pytest.mark.parametrize("layer", WRITTEN)
def test_a_notice_that_leaves_out_what_people_must_be_told_stops_the_pack(packs, layer, part):
    packs.change(f"mmap/notice/{layer}.md", "{{ " + part + " }}", "")
    with pytest.raises(BadInput) as refused:
        packs.load("mmap")
    found = refused.value.finding
    assert (found.code, found.file, found.field) == ("notice-leaves-out", f"mmap/notice/{layer}.md", part)
    assert "UK GDPR, Article 1" in found.why


def test_a_pack_without_a_notice_is_no_pack(packs):
    for name in ("england-council", "kcc"):
        (packs.folder / name / "notice" / "standard.md").unlink()
    with pytest.raises(BadInput) as refused:
        packs.load("kcc")
    assert refused.value.finding.code == "no-notice"


def test_a_mark_in_a_note_is_filled_or_refused(packs):
    assert "within 30 days we tell you that we have it" in words(notice(MMAP, ON))
    packs.change("mmap/pack.toml", "{{ rule: complaint_days }}", "{{ rule: tea_time }}")
    with pytest.raises(BadInput) as refused:
        packs.load("mmap")
    assert (refused.value.finding.code, refused.value.finding.field) == ("unknown-mark", "notes.complaints")


def test_the_human_sentences_are_read_in_blocks():
    text = "# Title\n\nOne\ntwo.\n- a\n- b\n  more b\n\n{{ rights }}\nAfter {{ x }}.\n### Small"
    assert [(s.kind, s.text, s.line, s.level) for s in parse(text)] == [
        ("heading", "Title", 1, 1),
        ("paragraph", "One two.", 3, 0),
        ("bullets", "a\nb more b", 5, 0),
        ("part", "rights", 9, 0),
        ("paragraph", "After {{ x }}.", 10, 0),
        ("heading", "Small", 11, 3),
    ]


@keeps("276")
@every_pack
def test_the_record_of_processing_has_seven_columns_and_a_row_for_each_type_of_data(pack):
    assert len(COLUMNS) == 7
    rows = processing_rows(pack, ON)
    assert len(rows) == len(pack.categories)
    for row in rows:
        assert len(row) == 7
        assert all(cell and all(cell) for cell in row)
    for row, name in zip(rows, [c for c in categories if c in pack.categories], strict=True):
        what, _, used, told, stored, kept, safe = ("\n".join(cell) for cell in row)
        holding = pack.categories[name]
        assert holding.wording in what
        for purpose in pack.purposes.values():
            assert (f"{purpose.text} (" in used) == (name in purpose.categories)
        for route in pack.routes.values():
            running = not (route.ends and route.ends < ON)
            assert (route.recipient in told.splitlines()) == (name in route.fields and running)
        for source in holding.sources:
            assert f"From {source}" in stored
        assert pack.retention[holding.retention].wording in kept
        for role in pack.roles.values():
            opens = any(name in fields for fields in role.reads.values())
            assert (f"Opened by: {role.label} (" in safe) == opens


def test_the_record_of_processing_says_who_is_responsible():
    told = words(processing(KCC, ON))
    assert "Controller: Kent County Council" in told
    assert "Data protection officer: dpo@kent.example.org" in told


def test_an_empty_document_reads_as_nothing():
    assert Document("x", ()).said == ()
    assert grade([]) == 0.0
    assert reading_age(["The cat sat."]) == 5.0
    hard = "Notwithstanding considerations of proportionality, organisational arrangements necessitate it."
    assert reading_age([hard]) > 20
