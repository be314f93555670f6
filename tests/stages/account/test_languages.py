"""A notice in the family's language goes with the version it translates, and is never passed off as new."""

import pytest
from django.db import DatabaseError, connection, transaction

from hornbook.rules.base.refused import BadInput, Refused
from hornbook.stages.account import acts, printing, queries
from hornbook.stages.account.models import NoticeTranslation
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger.tenancy import inside, tenant
from tests.keeps import keeps
from tests.languages import translation
from tests.own_packs import OwnPacks
from tests.town import Town, now, today

BASE = "england-school"


@pytest.fixture
def packs(settings, tmp_path):
    """A pack folder of this installation's own."""
    settings.HORNBOOK_PACKS = (tmp_path,)
    return OwnPacks(tmp_path)


def published(school, *languages):
    acts.publish(by=school.dpo, at=now())
    for language in languages:
        text = translation(school.pack, language, today())
        acts.translate(by=school.dpo, at=now(), layer="child", text=text)


@keeps("68", "71")
def test_a_translation_is_published_with_the_version_it_translates(town: Town):
    school = town.school
    acts.publish(by=school.dpo, at=now())
    text = translation(school.pack, "cy", today())
    given = acts.translate(by=school.dpo, at=now(), layer="child", text=text)
    assert given == {"child": 1, "easy-read": 1}

    assert tenant() is None  # nobody is signed in
    found = queries.translation(school.slug, "child", "cy")
    assert (found.language, found.number, found.original, found.newest, found.stale) == ("cy", 1, 1, 1, False)
    assert found.title == "Beth mae'r ysgol yn ei wybod amdanat ti"
    assert "Dy enw a dy ben-blwydd" in found.markdown
    assert "Your test results" in found.foreign
    easy = queries.translation(school.slug, "easy-read", "cy")
    assert "Gofynna i ni amdano.\n" in easy.markdown
    line = ledger.latest(school.ref, acts=["account.translate"])[0]
    assert line.facts == {"layer": "child", "language": "cy", "numbers": given}


def test_the_same_translation_again_is_no_new_version(town: Town):
    published(town.school, "cy", "cy")
    assert queries.translation(town.school.slug, "child", "cy").number == 1


@keeps("68", "69")
def test_once_its_original_changes_a_translation_is_stale_and_what_changed_is_told(town: Town, packs):
    school = town.school
    published(school, "cy", "ar")
    packs.change(f"{BASE}/routes/youth-support.toml", "from_age = 13", "from_age = 14")
    acts.publish(by=school.dpo, at=now())
    found = queries.translations(school.slug, "child")
    assert [(t.language, t.stale, t.original, t.newest) for t in found] == [
        ("ar", True, 1, 2),
        ("cy", True, 1, 2),
    ]
    told = queries.revision(school.slug, "child", found[0].original, found[0].newest).said
    assert any("13, 14," in each for each in told)

    acts.translate(by=school.dpo, at=now(), layer="child", text=translation(school.pack, "cy", today()))
    welsh = queries.translation(school.slug, "child", "cy")
    assert (welsh.number, welsh.original, welsh.stale) == (2, 2, False)
    assert "14 oed" in welsh.markdown
    assert queries.translation(school.slug, "child", "ar").stale


@keeps("68")
def test_a_stale_translation_is_printed_with_a_banner_in_every_form(town: Town, packs):
    school = town.school
    published(school, "ar")
    fresh = queries.translation(school.slug, "child", "ar")
    packs.change(f"{BASE}/routes/youth-support.toml", "from_age = 13", "from_age = 14")
    acts.publish(by=school.dpo, at=now())
    stale = queries.translation(school.slug, "child", "ar")
    where = "https://hornbook.example.org/notice/x/child/"
    for large in (False, True):
        made = printing.translated(stale, form="html", large=large, address=where).decode()
        assert '<html lang="ar" dir="rtl">' in made
        assert "⚠ 1 ≠ 2" in made
        assert f'href="{where}"' in made
        assert "⚠" not in printing.translated(fresh, form="html", large=large).decode()
    assert printing.translated(stale, form="md", address=where).decode().startswith("⚠ 1 ≠ 2")
    assert printing.translated(fresh, form="md").decode() == fresh.markdown
    assert printing.translated(stale, form="pdf") != printing.translated(fresh, form="pdf")


def test_a_translation_of_other_words_than_hold_now_is_refused(town: Town, packs):
    school = town.school
    text = translation(school.pack, "cy", today())
    with pytest.raises(Refused) as refused:
        acts.translate(by=school.dpo, at=now(), layer="child", text=text)
    assert refused.value.code == "translates-other-words"
    acts.publish(by=school.dpo, at=now())
    packs.change(f"{BASE}/notice/child.md", "Ask us for it.", "Ask us.")
    with pytest.raises(Refused):  # the pack says something else than people can read
        acts.translate(by=school.dpo, at=now(), layer="child", text=text)
    assert queries.translations(school.slug, "child") == []


@keeps("72")
def test_a_translation_with_another_number_is_refused_at_its_line_and_nothing_is_published(town: Town):
    school = town.school
    acts.publish(by=school.dpo, at=now())
    text = translation(school.pack, "cy", today()).replace("{{ from_age: youth-support }}", "14")
    with pytest.raises(BadInput) as bad:
        acts.translate(by=school.dpo, at=now(), layer="child", text=text, file="child.cy.md")
    found = bad.value.finding
    assert (found.code, found.file) == ("other-marks", "child.cy.md")
    assert "Pan fyddi di'n 14" in text.splitlines()[found.line - 1]
    assert queries.translations(school.slug, "child") == []


@pytest.mark.parametrize("role", ["teacher", "office"])
def test_only_who_may_print_may_publish_a_translation(town: Town, role):
    acts.publish(by=town.school.dpo, at=now())
    text = translation(town.school.pack, "cy", today())
    with pytest.raises(Refused) as refused:
        acts.translate(by=town.school.someone(role), at=now(), layer="child", text=text)
    assert refused.value.code == "role-not-allowed"


def test_a_translation_in_the_pack_is_published_with_its_original(town: Town, packs):
    school = town.school
    text = translation(school.pack, "cy", today())
    packs.write(f"{BASE}/notice/child.cy.md", text)
    acts.publish(by=school.dpo, at=now())
    assert not queries.translation(school.slug, "child", "cy").stale
    line = ledger.latest(school.ref, acts=["account.publish"])[0]
    assert line.facts["languages"] == ["child.cy"]
    acts.publish(by=school.dpo, at=now())
    assert ledger.latest(school.ref, acts=["account.publish"])[0].facts["languages"] == []

    packs.change(f"{BASE}/notice/child.md", "Ask us for it.", "Ask us.")
    acts.publish(by=school.dpo, at=now())  # its words are of the version before: left out, and stale
    assert queries.translation(school.slug, "child", "cy").stale


def test_a_translation_is_its_own_controllers_alone_and_never_changes(real_town: Town):
    school = real_town.school
    published(school, "cy")
    assert queries.translations(real_town.council.slug, "child") == []
    assert queries.translations("nobody", "child") == []
    assert queries.translation(school.slug, "standard", "cy") is None
    for change in (lambda rows: rows.update(markdown="canary"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), inside(school.ref):
            change(NoticeTranslation.objects.filter(controller=school.ref))
    if connection.vendor == "postgresql":
        with transaction.atomic():
            assert NoticeTranslation.objects.count() == 0
        with inside(real_town.council.ref):
            assert NoticeTranslation.objects.count() == 0
