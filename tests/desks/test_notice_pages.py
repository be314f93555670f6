"""The notice for everybody and at the desks: layers, languages, files, what changed, who saw it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from hornbook.stages.account import acts, printing, queries
from tests.desks.furnish import pupils
from tests.desks.people import at_desk, client_of
from tests.desks.test_query_counts import queries as queries_of
from tests.keeps import keeps
from tests.languages import translation
from tests.own_packs import OwnPacks
from tests.town import Town, now, today

BASE = "england-school"


@pytest.fixture
def packs(settings, tmp_path):
    settings.HORNBOOK_PACKS = (tmp_path,)
    return OwnPacks(tmp_path)


@pytest.fixture
def school(db, packs):
    school = Town().school
    acts.publish(by=school.dpo, at=now())
    return school


@pytest.fixture
def dpo(school):
    return client_of(at_desk(school.dpo))


def translate(school, language):
    text = translation(school.pack, language, today())
    acts.translate(by=school.dpo, at=now(), layer="child", text=text)


def change(school, packs):
    packs.change(f"{BASE}/routes/youth-support.toml", "from_age = 13", "from_age = 14")
    acts.publish(by=school.dpo, at=now())


def page(client, name, *args, query=""):
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200, name
    return answer.content.decode()


@keeps("68", "71")
def test_anybody_reads_every_layer_and_finds_the_way_to_the_others(school):
    for layer in ("standard", "child", "easy-read"):
        told = page(Client(), "notice:layer", school.slug, layer)
        for other in {"standard", "child", "easy-read"} - {layer}:
            assert reverse("notice:layer", args=[school.slug, other]) in told
        assert reverse("notice:versions", args=[school.slug, layer]) in told


@keeps("71")
def test_anybody_takes_any_version_away_as_a_tagged_file(school, packs):
    change(school, packs)
    for number, age in ((1, "13"), (2, "14")):
        answer = Client().get(reverse("notice:pdf", args=[school.slug, "child", number]))
        assert answer["Content-Type"] == "application/pdf"
        read = PdfReader(BytesIO(answer.content))
        assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert f"When you are {age}" in " ".join(each.extract_text() for each in read.pages)
    assert Client().get(reverse("notice:pdf", args=[school.slug, "child", 3])).status_code == 404


@keeps("68")
def test_in_large_print_the_page_has_no_table(school):
    assert "<table" in page(Client(), "notice:current", school.slug)
    large = page(Client(), "notice:current", school.slug, query="?size=large")
    assert "<table" not in large
    assert "hb-large" in large


@keeps("68")
def test_a_translation_has_its_language_and_direction_and_no_banner_while_it_holds(school):
    translate(school, "ar")
    told = page(Client(), "notice:translation", school.slug, "child", "ar")
    assert '<div lang="ar" dir="rtl"' in told
    assert "ماذا تعرف المدرسة عنك" in told
    assert "⚠" not in told
    original = page(Client(), "notice:layer", school.slug, "child")
    assert 'lang="ar" hreflang="ar" dir="rtl">العربية</a>' in original


@keeps("68", "69")
@pytest.mark.parametrize("query", ["", "?size=large", "?print=yes"])
def test_a_stale_translation_is_never_shown_without_a_banner_and_the_way_to_its_original(
    school, packs, query
):
    translate(school, "cy")
    change(school, packs)
    told = page(Client(), "notice:translation", school.slug, "child", "cy", query=query)
    assert "⚠ 1 ≠ 2" in told
    assert f'href="{reverse("notice:layer", args=[school.slug, "child"])}"' in told
    assert f"{reverse('notice:versions', args=[school.slug, 'child'])}?from=1&amp;to=2" in told
    answer = Client().get(reverse("notice:translation_pdf", args=[school.slug, "child", "cy"]))
    assert "1 ≠ 2" in PdfReader(BytesIO(answer.content)).pages[0].extract_text()


def test_a_language_or_a_school_that_is_not_there_is_no_page(school):
    for name in ("notice:translation", "notice:translation_pdf"):
        assert Client().get(reverse(name, args=[school.slug, "child", "pl"])).status_code == 404
        assert Client().get(reverse(name, args=["nobody", "child", "cy"])).status_code == 404


@keeps("69")
def test_anybody_reads_what_changed_sentence_by_sentence(school, packs):
    change(school, packs)
    told = page(Client(), "notice:versions", school.slug, "child", query="?from=1&to=2")
    assert "<del>13,</del> <ins>14,</ins>" in told
    gone = Client().get(reverse("notice:versions", args=[school.slug, "child"]) + "?from=1&to=9")
    assert gone.status_code == 404


# At the desks


@keeps("66", "281")
@pytest.mark.parametrize("document", printing.PAPERS)
def test_the_officer_takes_every_paper_away(school, dpo, document):
    where = reverse("notice:paper", args=[document])
    assert f"{where}?form=pdf" in page(dpo, "notice:papers")
    for form, begins in (("html", b"<!DOCTYPE html>"), ("md", b"# ")):
        answer = dpo.get(f"{where}?form={form}")
        assert answer.content.startswith(begins)
        assert answer["Content-Disposition"] == f'attachment; filename="{document}.{form}"'


def test_the_papers_come_in_layers_and_large_and_no_other_way(dpo):
    where = reverse("notice:paper", args=["notice"])
    answer = dpo.get(f"{where}?form=html&layer=child&size=large")
    assert answer["Content-Disposition"] == 'attachment; filename="notice-child-large.html"'
    assert dpo.get(f"{where}?form=docx").status_code == 404
    assert dpo.get(reverse("notice:paper", args=["sonnet"])).status_code == 404
    assert dpo.get(f"{where}?layer=welsh").status_code == 403


def test_the_poster_leads_to_the_public_page(school, dpo):
    poster = dpo.get(reverse("notice:paper", args=["poster"]) + "?form=md").content.decode()
    assert f"/notice/{school.slug}/" in poster


@pytest.mark.parametrize("role", ["office", "teacher"])
def test_who_may_not_print_is_shown_no_papers(school, role):
    client = client_of(at_desk(school.someone(role)))
    assert client.get(reverse("notice:papers")).status_code == 403


@keeps("51")
def test_the_pupils_page_says_which_notice_the_family_saw_and_writes_down_the_newest(school, packs):
    ada = school.pupil()
    office = client_of(at_desk(school.office))
    assert "Nobody has written down" in page(office, "pupils:pupil", ada.ref)
    said = {"layer": "standard", "whom": "household", "how": "email"}
    office.post(reverse("notice:show", args=[ada.ref]), said)
    told = page(office, "pupils:pupil", ada.ref)
    assert "The family: privacy notice, version 1, by e-mail" in told
    assert "A newer one holds now." not in told
    change(school, packs)
    assert "A newer one holds now." in page(office, "pupils:pupil", ada.ref)
    teacher = school.someone("teacher")
    school.teaches(teacher, ada)
    assert "They were shown the newest one" not in page(client_of(at_desk(teacher)), "pupils:pupil", ada.ref)


@keeps("51")
def test_the_officer_sees_how_many_families_have_not_seen_it_and_who(school, dpo):
    ada, ben = pupils(school, 2)
    told = page(dpo, "notice:shown", "standard")
    assert "Of 2 families, 0 were shown it; 2 were not." in told
    assert ada.canary("identity") in told
    assert ben.canary("identity") in told
    answer = dpo.post(
        reverse("notice:shown", args=["standard"]), {"whom": "everyone", "how": "email"}, follow=True
    )
    assert "2 families were shown the newest version" in answer.content.decode()
    assert "Of 2 families, 2 were shown it; 0 were not." in page(dpo, "notice:shown", "standard")
    assert "Of 2 families, 0 were shown it; 2 were not." in page(dpo, "notice:shown", "child")


def test_a_whole_group_is_written_down_at_once(school, dpo):
    ada, ben = pupils(school, 2)
    group = school.teaches(school.teacher, ada)
    dpo.post(reverse("notice:shown", args=["standard"]), {"whom": str(group), "how": "paper"})
    assert queries.reach(school.ref).without == (ben.ref,)
    dpo.post(reverse("notice:shown", args=["standard"]), {"whom": "nobody", "how": "paper"})
    assert queries.reach(school.ref).without == (ben.ref,)


def test_the_pages_of_families_ask_as_often_for_many_as_for_few(school, dpo):
    where = (reverse("notice:shown", args=["standard"]), reverse("notice:papers"))
    pupils(school, 10)
    few = [queries_of(dpo, each) for each in where]
    pupils(school, 35)
    assert [queries_of(dpo, each) for each in where] == few


@keeps("68")
def test_a_translation_is_uploaded_or_refused_in_one_sentence_at_its_line(school, dpo):
    file = dpo.get(reverse("notice:to_translate", args=["child"])).content.decode()
    assert "{{ from_age: youth-support }}" in file
    where, good = reverse("notice:translate"), translation(school.pack, "cy", today())

    def upload(content):
        given = SimpleUploadedFile("child.cy.md", content)
        return dpo.post(where, {"layer": "child", "file": given}, follow=True)

    wrong = upload(good.replace("{{ from_age: youth-support }}", "14").encode())
    line = next(n for n, each in enumerate(good.splitlines(), 1) if each.startswith("Pan fyddi"))
    assert wrong.status_code == 400
    assert f"Line {line}: The translation leaves out the mark" in wrong.content.decode().replace("&#39;", "'")
    assert "does not say" in upload(file.encode()).content.decode()  # nobody has written which language it is
    assert "not UTF-8" in upload(b"\xff\xfe").content.decode()
    assert "longer than any notice" in upload(b"x" * 200_001).content.decode()
    assert (
        "It does not translate"
        in upload(good.replace("translates: ", "translates: 0").encode()).content.decode()
    )
    assert dpo.post(where, {"layer": "child"}).status_code == 400
    assert queries.translations(school.slug, "child") == []

    assert "It stands beside the notice in English." in upload(good.encode()).content.decode()
    assert queries.translation(school.slug, "child", "cy").number == 1
    assert dpo.get(where).status_code == 302
