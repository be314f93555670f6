"""What a pupil's page says, told apart from how it looks: values in words, the five answers, the timeline."""

from datetime import date
from uuid import uuid4

import pytest

from hornbook.faces.web import deeds
from hornbook.faces.web.pupils import answers, shown, timeline
from hornbook.rules.catalogue.base import categories
from hornbook.stages.ledger.act import acts
from hornbook.stages.share import acts as share
from hornbook.stages.use import acts as use
from hornbook.stages.use.gate import Slice, Source
from tests.keeps import keeps
from tests.town import Town, now, today

ON = date(2026, 11, 24)


@pytest.fixture
def school(db):
    return Town().school


def field(name):
    category, _, of = name.partition(".")
    return categories[category].field(of)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("identity.date_of_birth", "2012-02-29", "Wednesday 29 February 2012"),
        ("identity.date_of_birth", "29/2/2012", "29/2/2012"),
        ("identity.sex", "F", "Female (F)"),
        ("identity.sex", "Q", "Q (not a known code)"),
        ("relation.lives_with", "true", "Yes"),
        ("relation.lives_with", "perhaps", "perhaps"),
        ("identity.legal_surname", "<b>O’Brien</b>", "<b>O’Brien</b>"),
    ],
)
def test_a_value_is_said_in_words_and_kept_as_given_where_it_makes_none(name, value, said):
    assert shown.in_words(field(name), value, ON) == said


@keeps("22", "53", "58", "124")
def test_the_answers_are_the_packs(school):
    pack = school.pack
    purposes = [p for p in pack.purposes.values() if "medical" in p.categories]
    assert answers.why(pack, "medical") == tuple(p.text for p in purposes)
    told = " ".join(answers.basis(pack, "medical", ("condition",)))
    assert all(law in told for p in purposes for law in p.laws)
    assert (
        "safeguarding children and people at risk (Data Protection Act 2018, Schedule 1, paragraph 18)"
        in told
    )


@keeps("124", "127")
def test_who_gets_a_field_is_every_open_route_that_carries_it_and_no_other(school):
    pack = school.pack
    for category in pack.categories:
        for name in pack.categories[category].fields:
            told = answers.who(pack, category, (name,), ON)
            carrying = [r for r in pack.routes.values() if name in r.fields.get(category, ())]
            open_now = [r for r in carrying if not r.ends or r.ends >= ON]
            outside = [line for line in told if not line.startswith("Here: ")]
            if carrying:
                assert [line.startswith(r.recipient) for line, r in zip(outside, open_now, strict=True)]
            else:
                assert outside == ["Nobody outside."]


@keeps("113")
def test_until_when_is_the_day_of_the_birthday_that_the_pack_names(school):
    ada = school.pupil(born=date(2012, 2, 29))
    (read,) = use.read(by=school.dpo, at=now(), purpose="rights-and-records", people=[ada.ref])
    (said,) = answers.until(school.pack, read, read.records["identity"][0])
    assert said.startswith("Sunday 1 March 2037. Kept until your 25th birthday")


@keeps("100")
def test_somebody_who_may_not_see_the_birthday_is_not_told_it_by_the_day_of_disposal(school):
    ada = school.pupil(born=date(2012, 2, 29))
    school.teaches(school.teacher, ada)
    (read,) = use.read(by=school.teacher, at=now(), purpose="pupil-learning", people=[ada.ref])
    (said,) = answers.until(school.pack, read, read.records["identity"][0])
    assert said == school.pack.retention["educational-record"].wording
    assert "2037" not in said


@keeps("44", "202")
def test_where_a_value_came_from_is_said_once_however_many_fields_came_so(school):
    by_hand = Source(None, None, date(2026, 5, 3))
    lost = Source(uuid4(), 17, date(2026, 5, 4))
    told = answers.whence(school.pack, "identity", [lost, by_hand, by_hand], {})
    assert told == (
        "Recorded by hand on Sunday 3 May 2026",
        "Brought in a file whose receipt is gone, on Monday 4 May 2026",
        "As our notice says, from: you and your family; schools you went to before",
    )


@keeps("97")
def test_what_is_not_shown_is_named_and_what_is_not_held_is_named_apart(school):
    ada = school.pupil()
    (read,) = use.read(by=school.office, at=now(), purpose="pupil-learning", people=[ada.ref])
    out = dict(answers.left_out(school.pack, read))
    assert categories["medical"].label in out
    assert categories["identity"].label not in out
    none = answers.nothing_held(school.pack, read)
    assert categories["attendance"].label in none
    assert not set(none) & set(out)


def test_a_list_tells_two_of_one_name_apart():
    pupil = Slice(uuid4(), "pupil", True, None, {})
    assert shown.row(pupil, today())["name"] == "No name recorded"


@keeps("99", "137", "200")
def test_the_timeline_is_every_line_about_the_pupil_and_no_other(school):
    ada, ben = school.pupil(age=14), school.pupil(age=14)
    share.send(by=school.office, at=now(), route="youth-support", people=[ada.ref])
    use.read(by=school.dpo, at=now(), purpose="rights-and-records", people=[ada.ref])
    use.read(by=school.dpo, at=now(), purpose="rights-and-records", people=[ben.ref])
    told = timeline.of(school.ref, ada.ref, school.pack)
    newest, sent = told.events[:2]
    assert newest["what"] == "Opened a record"
    assert newest["who"].endswith("data protection officer")
    assert "UK GDPR, Articles 5 and 12 to 22" in newest["text"]
    assert sent["what"] == "Sent to Youth support services"
    assert "Education and Skills Act 2008, section 72" in sent["text"]
    assert "Date of birth" in sent["text"]
    only_sent = timeline.of(school.ref, ada.ref, school.pack, "sent")
    assert [e["what"] for e in only_sent.events] == [sent["what"]]
    assert timeline.of(school.ref, ben.ref, school.pack, "sent").events == []


def test_a_long_timeline_has_older_pages_and_loses_no_line(school, monkeypatch):
    ada = school.pupil()
    for _ in range(7):
        use.read(by=school.dpo, at=now(), purpose="rights-and-records", people=[ada.ref])
    whole = timeline.of(school.ref, ada.ref, school.pack).events
    monkeypatch.setattr(timeline, "PAGE", 4)
    pages, before = [], None
    while True:
        part = timeline.of(school.ref, ada.ref, school.pack, "", before)
        pages += part.events
        before = part.older
        if before is None:
            break
    assert pages == whole


def test_every_act_has_words_on_the_pages():
    unsaid = {name for name in acts if not name.startswith(("town.", "test")) and name not in deeds.DEEDS}
    assert unsaid == set()
