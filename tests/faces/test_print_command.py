"""`hornbook print`: every paper of the pack by one command, in each form, large, compared, translated."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from hornbook.faces.cli.main import main
from hornbook.packs import SHIPPED
from hornbook.promises import evidence
from hornbook.rules.base.refused import Refused
from hornbook.rules.policy import load, packs
from hornbook.rules.policy.printed import LAYERS, fingerprint, notice
from hornbook.stages.account import acts, printing, queries
from tests.keeps import keeps
from tests.languages import translation
from tests.own_packs import OwnPacks
from tests.town import Town, now, today

pytestmark = pytest.mark.usefixtures("db")  # a command seals the ledger when it ends

BASE = "england-school"
#: What a reader of each paper looks for first.
SAID = {
    "notice": "Who else is told",
    "poster": "What school knows about you",
    "retention-schedule": "Limitation Act 1980",
    "policy-documents": "Appropriate policy documents",
    "sharing-annexes": "Annex 1",
    "glossary": "Special category data",
    "principles": "Lawful, fair and open",
    "processing-record": "Who is responsible",
}


@pytest.fixture
def town(db) -> Town:
    return Town()


@pytest.fixture
def own(settings, tmp_path):
    settings.HORNBOOK_PACKS = (tmp_path / "packs",)
    return OwnPacks(tmp_path / "packs")


def run(*arguments) -> int:
    try:
        return main(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@keeps("66", "68", "276", "281")
@pytest.mark.parametrize("paper", printing.PAPERS)
def test_every_paper_is_printed_in_every_form(town, tmp_path, paper):
    school = town.controller("mmap")
    for form in printing.NOTICE_FORMS:
        out = tmp_path / f"{paper}.{form}"
        arguments = ("--controller", school.slug, "--format", form, "--out", str(out))
        assert run("print", paper, *arguments) == 0
        made = out.read_bytes()
        said = text_of(made) if form == "pdf" else made.decode()
        assert SAID[paper] in said
        if form == "pdf":
            root = PdfReader(BytesIO(made)).trailer["/Root"]
            assert root["/Lang"] == "en-GB"
            assert root["/MarkInfo"]["/Marked"]
            assert root["/StructTreeRoot"]


@keeps("68")
@pytest.mark.parametrize("pack", packs([SHIPPED]))
def test_the_poster_is_truly_one_sheet_of_a4_in_letters_that_can_be_read(pack, tmp_path):
    out = tmp_path / "poster.pdf"
    assert run("print", "poster", "--pack", pack, "--format", "pdf", "--out", str(out)) == 0
    (sheet,) = PdfReader(out).pages
    assert [round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]] == [210, 297]
    sizes = set()
    sheet.extract_text(
        visitor_text=lambda text, cm, tm, font, size: sizes.add(size * tm[0]) if text else None
    )
    assert min(abs(each) for each in sizes if each) >= printing.LEAST * 0.75


def test_a_poster_with_too_much_on_it_is_refused_and_none_is_written(own, tmp_path, capsys):
    line = "- At {{ from_age: youth-support }} you may ask us again, and again, and once more after that.\n"
    own.change(f"{BASE}/notice/child.md", "{{ complaint }}", f"{line * 90}\n{{{{ complaint }}}}")
    out = tmp_path / "poster.pdf"
    assert run("print", "poster", "--pack", BASE, "--format", "pdf", "--out", str(out)) == 1
    assert "does not go on one sheet" in capsys.readouterr().err
    assert not out.exists()


@keeps("71")
def test_the_poster_says_where_the_notice_is(town, tmp_path, settings):
    school = town.controller("mmap")
    settings.ALLOWED_HOSTS = ["localhost", "notices.example.org"]
    out = tmp_path / "poster.md"
    assert run("print", "poster", "--controller", school.slug, "--format", "md", "--out", str(out)) == 0
    assert f"https://notices.example.org/notice/{school.slug}/" in out.read_text()
    given = ("--address", "https://elsewhere.example.org/n")
    assert (
        run("print", "poster", "--controller", school.slug, *given, "--format", "md", "--out", str(out)) == 0
    )
    assert "https://elsewhere.example.org/n" in out.read_text()


@keeps("68", "72")
@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_is_printed_and_in_large_print_too(town, tmp_path, layer):
    school = town.controller("mmap")
    for flags in ((), ("--large",)):
        out = tmp_path / "notice.html"
        arguments = ("--controller", school.slug, "--layer", layer, *flags, "--out", str(out))
        assert run("print", "notice", *arguments) == 0
        assert ("18pt !important" in out.read_text()) == bool(flags)
        asked = printing.Asked(school.pack, today(), layer)
        assert out.read_bytes() == printing.paper("notice", asked, large=bool(flags))


def test_large_print_is_eighteen_points_and_more_on_paper():
    asked = printing.Asked(load("mmap", [SHIPPED]), today(), "child")
    reader = PdfReader(BytesIO(printing.paper("notice", asked, form="pdf", large=True)))
    sizes = set()
    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size: (
                sizes.add(round(abs(size * tm[0] * cm[0]), 1)) if text.strip() else None
            )
        )
    assert min(sizes) >= 18


@keeps("69")
def test_what_changed_between_two_versions_is_printed(town, own, tmp_path):
    school = town.controller(BASE)
    acts.publish(by=school.dpo, at=now())
    own.change(f"{BASE}/routes/youth-support.toml", "from_age = 13", "from_age = 14")
    acts.publish(by=school.dpo, at=now())
    versions = ("--from", "1", "--to", "2", "--layer", "child")
    for form, said in (("md", "~~13,~~ **14,**"), ("html", "<del>13,</del> <ins>14,</ins>"), ("pdf", "14")):
        out = tmp_path / f"changes.{form}"
        arguments = ("--controller", school.slug, *versions, "--format", form, "--out", str(out))
        assert run("print", "difference", *arguments) == 0
        made = out.read_bytes()
        assert said in (text_of(made) if form == "pdf" else made.decode())


def test_the_file_for_a_translator_is_printed_and_what_comes_back_in_its_language(town, tmp_path, capsys):
    school = town.controller(BASE)
    out = tmp_path / "child.ar.md"
    asked = ("--layer", "child", "--language", "ar", "--out", str(out))
    assert run("print", "translation", "--pack", BASE, *asked) == 0
    assert f"translates: {fingerprint(notice(school.pack, today(), 'child'))}" in out.read_text()
    assert run("print", "notice", "--controller", school.slug, *asked) == 1
    assert "not published in 'ar'" in capsys.readouterr().err

    acts.publish(by=school.dpo, at=now())
    acts.translate(by=school.dpo, at=now(), layer="child", text=translation(school.pack, "ar", today()))
    found = queries.translation(school.slug, "child", "ar")
    for form in printing.NOTICE_FORMS:
        assert run("print", "notice", "--controller", school.slug, *asked, "--format", form) == 0
        assert out.read_bytes() == printing.translated(found, form=form)
    assert PdfReader(out).trailer["/Root"]["/Lang"] == "ar"


@keeps("66")
def test_the_principles_say_how_the_promises_stand_with_this_controller(town, monkeypatch, tmp_path):
    monkeypatch.setattr(evidence.read, "__defaults__", (tmp_path / "none.toml",))
    school = town.controller("mmap")
    asked = printing.Asked(school.pack, today(), controller=school.ref)
    before = printing.paper("principles", asked, form="md").decode()
    assert "68: at risk." in before
    acts.publish(by=school.dpo, at=now())
    after = printing.paper("principles", asked, form="md").decode()
    assert "68: at risk." not in after
    assert "and published as it is." in after
    assert "How it stands" not in printing.paper("principles", printing.Asked(school.pack, today())).decode()


@keeps("281")
def test_the_schedule_names_the_documents_that_promise_the_periods():
    made = printing.paper("retention-schedule", printing.Asked(load("mmap", [SHIPPED]), today()), form="md")
    assert b"Privacy notice for pupils of an alternative provision school in Kent" in made
    assert printing.promised(load(BASE, [SHIPPED])) == ()


def test_what_was_published_is_a_file_that_stays_the_same(town):
    school = town.controller("mmap")
    acts.publish(by=school.dpo, at=now())
    found = queries.current_notice(school.slug, "child")
    made = printing.published(found)
    assert made == printing.published(found)
    assert "What school knows about you" in text_of(made)
    assert len(PdfReader(BytesIO(printing.published(found, large=True))).pages) > len(
        PdfReader(BytesIO(made)).pages
    )


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("sonnet", "--pack", "mmap"), 2, "invalid choice"),
        (("notice",), 2, "required"),
        (("notice", "--pack", "nobody"), 2, "There is no pack 'nobody'."),
        (("notice", "--controller", "nobody"), 1, "There is no controller 'nobody'"),
        (("glossary", "--pack", "mmap", "--layer", "child"), 1, "Glossary has no layers"),
        (("difference", "--pack", "mmap", "--from", "1", "--to", "2"), 2, "Only a controller has published"),
        (("difference", "--pack", "mmap"), 2, "A difference is between two versions."),
        (("translation", "--pack", "mmap"), 2, "A translation is into a language."),
        (("notice", "--pack", "mmap", "--language", "cy"), 2, "Only a controller has published"),
    ],
)
def test_what_cannot_be_printed_is_one_sentence(arguments, status, said, capsys):
    assert run("print", *arguments, "--out", "-") == status
    assert said in capsys.readouterr().err


def test_a_difference_with_a_version_that_never_was_is_refused(town, capsys):
    school = town.controller("mmap")
    acts.publish(by=school.dpo, at=now())
    arguments = ("--controller", school.slug, "--from", "1", "--to", "7", "--out", "-")
    assert run("print", "difference", *arguments) == 1
    assert "Version 7 of this notice was never published." in capsys.readouterr().err


def test_a_paper_or_form_that_is_none_is_refused_with_those_there_are():
    asked = printing.Asked(load("mmap", [SHIPPED]), today())
    for paper, form in (("sonnet", "html"), ("notice", "docx")):
        with pytest.raises(Refused) as refused:
            printing.paper(paper, asked, form=form)
        assert refused.value.next.startswith("Choose from: ")
