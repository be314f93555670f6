"""Who was shown which notice, how and when; and which families have not seen the one that holds now."""

import pytest

from hornbook.rules.base.about import abouts
from hornbook.rules.base.refused import BadInput, Refused
from hornbook.stages.account import acts, queries
from hornbook.stages.account.live import live
from hornbook.stages.account.models import NoticeShown
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger.tenancy import inside
from tests.keeps import keeps
from tests.languages import translation
from tests.own_packs import OwnPacks
from tests.town import Town, now, today

BASE = "england-school"


@pytest.fixture
def packs(settings, tmp_path):
    settings.HORNBOOK_PACKS = (tmp_path,)
    return OwnPacks(tmp_path)


def show(school, **said):
    told = {"layer": "standard", "how": "paper", **said}
    return acts.show_notice(by=school.office, at=now(), **told)


def publish_anew(school, packs):
    packs.change(f"{BASE}/notice/standard.md", "and when it goes.", "and when it is gone.")
    packs.change(f"{BASE}/notice/child.md", "Ask us for it.", "Ask us.")
    acts.publish(by=school.dpo, at=now())


@keeps("51")
def test_which_notice_a_family_saw_and_whether_it_is_the_newest(town: Town, packs):
    school = town.school
    ada, ben = school.pupil(), school.pupil()
    acts.publish(by=school.dpo, at=now())
    assert show(school, whom="household", how="meeting", people=[ada.ref]) == 1
    seen = queries.notices_seen(school.dpo, ada.ref)
    assert [(s.layer, s.number, s.whom, s.how, s.newest) for s in seen] == [
        ("standard", 1, "household", "meeting", True)
    ]
    assert queries.notices_seen(school.dpo, ben.ref) == []

    publish_anew(school, packs)
    assert [s.newest for s in queries.notices_seen(school.dpo, ada.ref)] == [False]
    show(school, whom="person", layer="child", people=[ada.ref])
    seen = queries.notices_seen(school.dpo, ada.ref)
    assert [(s.layer, s.number, s.whom, s.newest) for s in seen] == [
        ("child", 2, "person", True),
        ("standard", 1, "household", False),
    ]


@keeps("51")
def test_how_many_families_have_not_seen_the_newest_and_which(town: Town, packs):
    school = town.school
    ada, ben = school.pupil(), school.pupil()
    gone = school.pupil(on_roll=False)
    assert queries.reach(school.ref) is None
    acts.publish(by=school.dpo, at=now())
    show(school, whom="household", people=[ada.ref, gone.ref])
    reach = queries.reach(school.ref)
    assert (reach.newest, reach.families, reach.shown, reach.without) == (1, 2, 1, (ben.ref,))

    publish_anew(school, packs)
    assert set(queries.reach(school.ref).without) == {ada.ref, ben.ref}
    assert show(school, whom="everyone", how="email") == 2
    assert queries.reach(school.ref).without == ()
    cleo = school.pupil()  # who came after it
    assert queries.reach(school.ref).without == (cleo.ref,)
    assert [s.whom for s in queries.notices_seen(school.dpo, ben.ref)] == ["everyone"]
    assert queries.notices_seen(school.dpo, cleo.ref) == []
    assert queries.reach(school.ref, "child").families == 3


@keeps("51")
def test_all_families_of_a_group_are_those_in_it_that_day(town: Town):
    school = town.school
    ada, ben = school.pupil(), school.pupil()
    group = school.teaches(school.teacher, ada)
    acts.publish(by=school.dpo, at=now())
    assert show(school, whom="group", group=group) == 1
    assert queries.reach(school.ref).without == (ben.ref,)
    line = ledger.latest(school.ref, acts=["account.show_notice"])[0]
    facts = {"layer": "standard", "number": 1, "whom": "group", "how": "paper", "families": 1}
    assert line.facts == facts


@keeps("51")
def test_the_board_says_how_many_families_have_not_seen_it(town: Town):
    school = town.school
    look = live["51"].look
    assert look(school.ref, today()).sentence.startswith("No notice is published yet")
    school.pupil()
    acts.publish(by=school.dpo, at=now())
    before = look(school.ref, today())
    assert (before.state, before.count, before.link) == ("at risk", 1, "shown")
    assert before.sentence == "1 of 1 family has not been shown version 1 of the notice."
    show(school, whom="everyone")
    after = look(school.ref, today())
    assert (after.state, after.count) == ("kept", 1)


def test_who_was_shown_is_in_the_ledger_by_reference_and_nobody_by_name(town: Town):
    school = town.school
    ada = school.pupil()
    acts.publish(by=school.dpo, at=now())
    show(school, whom="household", people=[ada.ref])
    line = ledger.latest(school.ref, acts=["account.show_notice"])[0]
    assert ada.canary("identity") not in str(line.facts)
    assert line.id in [each.id for each in ledger.about(school.ref, ada.ref)]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"whom": "household", "people": []}, "nobody-named"),
        ({"whom": "group"}, "nobody-named"),
        ({"whom": "everyone"}, "nobody-named"),
        ({"whom": "everyone", "number": 2}, "nothing-published"),
        ({"whom": "everyone", "language": "cy"}, "nothing-published"),
    ],
)
def test_what_cannot_have_been_shown_is_refused_and_nothing_is_written(town: Town, said, code):
    school = town.school
    acts.publish(by=school.dpo, at=now())
    with pytest.raises(Refused) as refused:
        show(school, **said)
    assert refused.value.code == code
    with inside(school.ref):
        assert NoticeShown.objects.count() == 0


def test_nobody_of_another_controller_is_shown_anything(town: Town):
    school = town.school
    other = town.controller(BASE).pupil()
    mine = school.pupil()
    acts.publish(by=school.dpo, at=now())
    with pytest.raises(Refused) as refused:
        show(school, whom="household", people=[mine.ref, other.ref])
    assert refused.value.code == "nobody-named"
    assert queries.notices_seen(school.dpo, other.ref) == []


@pytest.mark.parametrize("said", [{"whom": "anybody"}, {"whom": "everyone", "how": "pigeon"}])
def test_an_unknown_way_is_one_sentence(town: Town, said):
    acts.publish(by=town.school.dpo, at=now())
    with pytest.raises(BadInput) as bad:
        show(town.school, **said)
    assert bad.value.finding.why.endswith("everyone." if said["whom"] == "anybody" else "website.")


def test_who_may_not_write_it_down_is_refused(town: Town):
    acts.publish(by=town.school.dpo, at=now())
    with pytest.raises(Refused) as refused:
        acts.show_notice(by=town.school.teacher, at=now(), layer="standard", whom="everyone", how="paper")
    assert refused.value.code == "role-not-allowed"


def test_the_notice_in_their_own_language_is_written_down_as_that(town: Town):
    school = town.school
    ada = school.pupil()
    acts.publish(by=school.dpo, at=now())
    text = translation(school.pack, "ar", today())
    acts.translate(by=school.dpo, at=now(), layer="child", text=text)
    show(school, whom="household", layer="child", language="ar", people=[ada.ref])
    assert [(s.language, s.newest) for s in queries.notices_seen(school.dpo, ada.ref)] == [("ar", True)]


@keeps("51")
def test_it_is_told_in_a_copy_and_forgotten_with_the_record(town: Town):
    school = town.school
    ada, ben = school.pupil(), school.pupil()
    acts.publish(by=school.dpo, at=now())
    show(school, whom="household", people=[ada.ref, ben.ref])
    show(school, whom="everyone")
    about = abouts["accounting"]
    (section,) = about.copy(school.ref, ada.ref, now())
    (row,) = section.rows
    assert (row["Who"], row["Notice"], row["How"]) == ("Your family", "standard, version 1", "On paper")
    with inside(school.ref):
        assert about.forget(school.ref, ada.ref, now()) == {"notices shown": 1}
        assert about.forget(school.ref, ada.ref, now()) == {}
        assert set(NoticeShown.objects.values_list("person", flat=True)) == {ben.ref, None}
