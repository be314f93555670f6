"""The notice is published word for word, read by anybody, and every earlier version stays readable."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from hornbook.rules.base.refused import Refused
from hornbook.rules.policy import printed
from hornbook.stages.account import acts, queries
from hornbook.stages.account.models import NoticeVersion
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger.tenancy import inside, tenant
from tests.keeps import keeps
from tests.own_packs import OwnPacks
from tests.town import Town, now, today


@pytest.fixture
def packs(settings, tmp_path):
    """A pack folder of this installation's own."""
    settings.HORNBOOK_PACKS = (tmp_path,)
    return OwnPacks(tmp_path)


@keeps("68", "71", "73")
def test_what_is_published_is_what_the_pack_prints_and_anybody_can_read_it(town: Town):
    school = town.controller("mmap")
    assert queries.current_notice(school.slug) is None
    assert acts.publish(by=school.dpo, at=now()) == {"standard": 1, "child": 1, "easy-read": 1}

    assert tenant() is None  # nobody is signed in
    for layer in printed.LAYERS:
        shown = queries.current_notice(school.slug, layer)
        document = printed.notice(school.pack, today(), layer)
        assert shown.html == printed.fragment(document)
        assert shown.markdown == printed.markdown(document)
        assert (shown.number, shown.version, shown.pack, shown.digest) == (
            1,
            "2026.1",
            "mmap",
            school.pack.digest,
        )
    assert queries.unpublished(school.ref, today()) == []


def test_the_public_page_says_nothing_about_who_else_is_here(town: Town):
    acts.publish(by=town.school.dpo, at=now())
    assert queries.current_notice("nobody") is None
    assert queries.notice_versions("nobody") == []
    assert queries.notice_version(town.school.slug, "standard", 2) is None
    assert queries.current_notice(town.school.slug, "welsh") is None


def test_a_notice_is_its_own_controllers_alone(town: Town):
    acts.publish(by=town.school.dpo, at=now())
    assert queries.current_notice(town.council.slug) is None
    acts.publish(by=town.council.dpo, at=now())
    shown = [queries.current_notice(each.slug) for each in (town.school, town.council)]
    assert [each.pack for each in shown] == ["england-alternative-provision", "england-council"]


@pytest.mark.parametrize("role", ["teacher", "office"])
def test_only_who_may_print_may_publish_and_the_refusal_is_written_down(town: Town, role):
    with pytest.raises(Refused) as refused:
        acts.publish(by=town.school.someone(role), at=now())
    assert refused.value.code == "role-not-allowed"
    line = ledger.latest(town.school.ref, verdicts=["refused"])[0]
    assert (line.act, line.code) == ("account.publish", "role-not-allowed")
    assert queries.current_notice(town.school.slug) is None


def test_publishing_the_same_words_again_makes_no_new_version(town: Town):
    first = acts.publish(by=town.school.dpo, at=now())
    assert acts.publish(by=town.school.head, at=now()) == first
    assert [v.number for v in queries.notice_versions(town.school.slug)] == [1]
    line = ledger.latest(town.school.ref, acts=["account.publish"])[0]
    assert line.facts == {"pack": town.school.pack.digest, "numbers": first, "new": [], "languages": []}


@keeps("69")
def test_a_changed_notice_is_a_new_version_and_the_difference_can_be_read(town: Town, packs):
    school = town.controller("mmap")
    acts.publish(by=school.dpo, at=now())
    packs.change(
        "england-school/retention.toml",
        '[destinations]\ntrigger = "birth"\nyears = 25',
        '[destinations]\ntrigger = "birth"\nyears = 21',
    )
    assert queries.unpublished(school.ref, today()) == ["standard", "child", "easy-read"]
    assert acts.publish(by=school.dpo, at=now()) == {"standard": 2, "child": 2, "easy-read": 2}

    assert [v.number for v in queries.notice_versions(school.slug)] == [2, 1]
    assert "until your 21st birthday" in queries.current_notice(school.slug).markdown
    assert "until your 21st birthday" not in queries.notice_version(school.slug, "standard", 1).markdown
    (changed,) = queries.difference(school.slug, "standard", 1, 2)
    assert changed.kind == "changed"
    assert changed.after == changed.before.replace("25th", "21st")
    assert queries.difference(school.slug, "child", 1, 2) == [
        queries.Change(
            "added",
            "",
            "- What you want to do after school. We keep it until you turn 21. "
            "Then it is archived or destroyed.",
        )
    ]


def test_a_layer_whose_words_stayed_keeps_its_number(town: Town, packs):
    school = town.controller("mmap")
    acts.publish(by=school.dpo, at=now())
    packs.change("mmap/notice/child.md", "This page tells you what, and why.", "This page tells you.")
    assert acts.publish(by=school.dpo, at=now()) == {"standard": 1, "child": 2, "easy-read": 2}


def test_two_versions_that_were_never_published_cannot_be_compared(town: Town):
    acts.publish(by=town.school.dpo, at=now())
    with pytest.raises(Refused) as refused:
        queries.difference(town.school.slug, "standard", 1, 7)
    assert refused.value.why == "Version 7 of this notice was never published."


def test_differences_are_told_line_by_line():
    before, after = "a\n\nb\n\nc\n", "a\n\nB\n\nB2\n\nc\nd\n"
    assert list(queries.changes(before, after)) == [
        queries.Change("changed", "b", "B"),
        queries.Change("added", "", "B2"),
        queries.Change("added", "", "d"),
    ]
    assert list(queries.changes("a\nb", "b")) == [queries.Change("taken out", "a", "")]
    assert list(queries.changes(before, before)) == []


def test_what_was_published_cannot_be_changed_or_taken_back(real_town: Town):
    school = real_town.school
    acts.publish(by=school.dpo, at=now())
    for change in (
        lambda rows: rows.update(markdown="canary"),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(DatabaseError), inside(school.ref):
            change(NoticeVersion.objects.filter(controller=school.ref))
    assert "canary" not in queries.current_notice(school.slug).markdown


def test_past_the_gate_postgresql_shows_no_other_controllers_notice(real_town: Town):
    if connection.vendor != "postgresql":
        pytest.skip("the second wall is PostgreSQL's")
    acts.publish(by=real_town.school.dpo, at=now())
    with transaction.atomic():
        assert NoticeVersion.objects.count() == 0
    with inside(real_town.council.ref):
        assert NoticeVersion.objects.count() == 0
    with inside(real_town.school.ref):
        assert NoticeVersion.objects.count() == 3


def test_a_notice_cannot_be_published_for_another_day(town: Town):
    with pytest.raises(Refused) as refused:
        acts.publish(by=town.school.dpo, at=now() - timedelta(days=2))
    assert refused.value.code == "not-today"
