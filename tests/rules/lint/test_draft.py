"""A first pack from a notice: our own comes back as it was; another's is placed by its words. Keeps: 19."""

import re
import tomllib
from dataclasses import replace

import pytest

from hornbook.packs import SHIPPED
from hornbook.rules.base.refused import BadInput
from hornbook.rules.formats.written import read
from hornbook.rules.policy import load, packs
from hornbook.rules.policy.draft import Draft, draft
from hornbook.rules.policy.load import load_texts
from hornbook.rules.policy.printed import markdown, notice
from hornbook.rules.policy.types import Pack
from tests.keeps import keeps
from tests.rules.lint.texts import SEEDS, TODAY, sound

FOLDERS = [SHIPPED]


def drafted(text: str, kind: str = "txt") -> Draft:
    return draft(read(f"notice.{kind}", text.encode()), TODAY, "ours", FOLDERS)


def loaded(made: Draft) -> Pack:
    return load_texts(
        "ours", {name: text for name, text in made.files.items() if name != "unread.md"}, FOLDERS
    )


@keeps("19")
@pytest.mark.parametrize("pack_id", packs(FOLDERS))
def test_pack_to_notice_to_pack_to_notice_is_stable(pack_id: str):
    first = markdown(notice(load(pack_id, FOLDERS), TODAY))
    made = drafted(first, "md")
    again = markdown(notice(loaded(made), TODAY))
    assert again == first
    assert (made.stable, made.unread) == (True, ())
    assert drafted(again, "md") == made


@pytest.mark.parametrize("pack_id", packs(FOLDERS))
def test_the_pack_that_comes_back_decides_as_the_notice_said(pack_id: str):
    """Fields, bases, laws, periods and ages are those of the pack that was printed."""
    pack = load(pack_id, FOLDERS)
    back = loaded(drafted(markdown(notice(pack, TODAY)), "md"))
    running = [route for route in pack.routes.values() if not (route.ends and route.ends < TODAY)]
    assert {n: h.fields for n, h in back.categories.items()} == {
        n: h.fields for n, h in pack.categories.items()
    }
    assert [(p.text, p.basis, p.laws, p.level, dict(p.conditions)) for p in back.purposes.values()] == [
        (p.text, p.basis, p.laws, p.level, dict(p.conditions)) for p in pack.purposes.values()
    ]
    assert [
        (r.recipient, r.fields, r.minimum, r.limit_by, r.from_age, r.needs) for r in back.routes.values()
    ] == [(r.recipient, r.fields, r.minimum, r.limit_by, r.from_age, r.needs) for r in running]
    assert {
        n: (back.retention[h.retention].years, back.retention[h.retention].actions)
        for n, h in back.categories.items()
    } == {
        n: (pack.retention[h.retention].years, pack.retention[h.retention].actions)
        for n, h in pack.categories.items()
    }


def test_change_one_value_and_the_sentence_comes_back_changed():
    pack = load("mmap", FOLDERS)
    kept = {
        name: replace(each, wording=each.wording.replace("25th", "26th"), years=26)
        for name, each in pack.retention.items()
    }
    back = loaded(drafted(markdown(notice(replace(pack, retention=kept), TODAY)), "md"))
    assert {each.years for each in back.retention.values() if each.id != "incident-record"} == {26}


def test_each_value_names_the_line_it_came_from():
    text = sound().replace("- teach you, a public task", "- support pupil learning, a public task")
    made = drafted(text)
    lines = text.split("\n")
    named = re.findall(r"^\w+ = (.+)  # line (\d+)$", "\n".join(made.files.values()), re.M)
    words = [(tomllib.loads(f"v = {value}")["v"], lines[int(number) - 1]) for value, number in named]
    assert {said for said, line in words if isinstance(said, str) and said in line} >= {
        "Example Hill School",
        "support pupil learning, a public task under the Education Act 2002",
        "Attendance and absence",
        "the Department for Education",
        "our local authority",
    }
    assert (25, lines[38]) in words


def test_another_schools_notice_becomes_a_pack_that_loads():
    pack = loaded(drafted(sound()))
    assert pack.controller["name"] == pack.title == "Example Hill School"
    assert {kept.years for kept in pack.retention.values()} == {25}
    assert {kept.actions for kept in pack.retention.values()} == {("destroy",)}
    assert pack.rules["notice_review_months"] == 12
    assert "incidents" not in pack.categories


def test_nobodys_name_or_address_comes_along():
    text = (
        sound()
        .replace(
            "Write to office@school.example.org.",
            (
                "Please contact Zebedee Quillfeather, zq-canary@hill.sch.uk, 01632 900123, to "
                "exercise any of your rights."
            ),
        )
        .replace("- our local authority", "- our local authority, through Zebedee Quillfeather")
    )
    made = drafted(text)
    everything = "\n".join(made.files.values())
    assert "Quillfeather" not in everything
    assert "zq-canary" not in everything
    assert "900123" not in everything
    assert any("contacts are named" in each.why for each in made.unread)


def test_what_fits_nothing_is_listed_and_not_guessed():
    made = drafted(sound().replace("- our local authority", "- our local authority\n- the moon watchers"))
    assert [(each.line, each.said) for each in made.unread if "moon" in each.said] == [
        (33, "the moon watchers")
    ]
    assert "line 33: “the moon watchers”" in made.files["unread.md"]
    assert all("moon" not in text for name, text in made.files.items() if name != "unread.md")


def test_a_number_looser_than_the_law_is_not_taken():
    made = drafted(sound().replace("Decisions\n", "We report a breach within 96 hours.\n\nDecisions\n"))
    assert loaded(made).rules["breach_hours"] == 72
    assert any("looser than the law" in each.why for each in made.unread)


def test_a_table_that_was_changed_by_hand_is_said_to_be_so():
    first = markdown(notice(load("mmap", FOLDERS), TODAY))
    made = drafted(first.replace("Legal obligation (UK GDPR, Article 6(1)(c))", "Because", 1), "md")
    assert made.stable is False
    assert made.unread
    assert loaded(made).id == "ours"


def test_a_pack_has_a_name_that_a_folder_can_have():
    with pytest.raises(BadInput) as refused:
        draft(read("a.txt", sound().encode()), TODAY, "Our School", FOLDERS)
    assert refused.value.finding.code == "bad-id"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the published documents do not lie beside this tree")
@pytest.mark.parametrize(
    ("file", "name", "purposes"),
    [
        ("000_f4b14118c29291d9.txt", "Maidstone and Malling Alternative Provision", 13),
        ("001_26392f8fa766e28d.txt", "Enterprise Learning Alliance", 6),
        ("003_41edb7480f9668ae.txt", "Kent County Council", 12),
        ("004_f50be4515bf686cb.txt", "Alsager Multi Academy Trust", 5),
    ],
)
def test_the_published_notices_become_packs(file: str, name: str, purposes: int):
    made = draft(read(file, (SEEDS / file).read_bytes()), TODAY, "ours", FOLDERS)
    pack = loaded(made)
    assert pack.controller["name"] == name
    assert made.files["purposes.toml"].count("# line") == purposes
    assert "@" not in "\n".join(made.files.values())
