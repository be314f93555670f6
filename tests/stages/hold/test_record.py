"""The record: what is put in stands there once, knows where it came from, and is found again."""

import unicodedata
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from hornbook.rules.base.refused import Refused
from hornbook.rules.catalogue.base import categories
from hornbook.stages.hold import acts as record
from hornbook.stages.hold import models, queries, ranks
from hornbook.stages.keys import ring
from hornbook.stages.ledger.tenancy import inside, reading
from hornbook.stages.use import acts as use
from hornbook.stages.use import gate
from hornbook.stages.use.gate import Changed, Write
from tests.keeps import keeps
from tests.town import now

ADMISSIONS = "admissions"


def put(school, *writes, receipt=None):
    by, at = school.office, now()
    return school.act(
        lambda: gate.change(by=by, purpose=ADMISSIONS, writes=list(writes), at=at, receipt=receipt)
    )


def held(school, person, *wanted):
    with reading(school.ref):
        return queries.records_of(school.ref, [person], wanted or list(categories))[person]


def rows(school):
    with reading(school.ref):
        found = models.Record.objects.filter(controller=school.ref).order_by("ref")
        return [(r.ref, bytes(r.sealed)) for r in found]


def test_the_same_set_put_twice_changes_nothing_the_second_time(town):
    school = town.school
    pupils = [school.pupil() for _ in range(3)]
    writes = [
        w
        for p in pupils
        for w in (
            Write(p.ref, "identity", {"legal_surname": f"New{p.ref}"}),
            Write(p.ref, "address", {"kind": "home", "order": "1", "line_1": "1 Canary Row"}),
            Write(p.ref, "address", {"kind": "home", "order": "2", "line_1": "2 Canary Row"}),
        )
    ]
    assert put(school, *writes) == Changed(created=6, updated=3)
    before, digest = rows(school), queries_digest(school)
    assert put(school, *writes) == Changed(unchanged=9)
    assert (rows(school), queries_digest(school)) == (before, digest)


def queries_digest(school):
    with reading(school.ref):
        return queries.digest(school.ref)


def test_the_digest_is_the_same_whichever_way_the_state_was_come_by(town):
    one = town.school
    other = town.controller("england-alternative-provision")
    known = {"legal_surname": "Canary", "legal_forename": "Ann", "date_of_birth": "2012-02-03"}
    homes = [{"kind": "home", "order": str(n), "line_1": f"{n} Row"} for n in (1, 2)]
    for school, order in ((one, homes), (other, homes[::-1])):
        (ref,) = school.act(
            lambda s=school: gate.admit(by=s.office, purpose=ADMISSIONS, kind="pupil", count=1, at=now())
        )
        if school is other:
            put(school, Write(ref, "identity", {"legal_surname": "Wrong", "middle_names": "Gone"}))
            put(school, Write(ref, "identity", {"middle_names": ""}))
        put(school, Write(ref, "identity", known), *(Write(ref, "address", h) for h in order))
    assert queries_digest(one) == queries_digest(other)
    put(other, Write(ref, "identity", {"legal_forename": "Anna"}))
    assert queries_digest(one) != queries_digest(other)


def test_a_record_is_found_again_by_what_tells_it_apart(town):
    school = town.school
    ada = school.pupil()
    home = {"kind": "home", "order": "1"}
    put(school, Write(ada.ref, "address", {**home, "line_1": "Old"}))
    put(school, Write(ada.ref, "address", {**home, "line_1": "New", "postcode": "ZZ1 1ZZ"}))
    (only,) = held(school, ada.ref, "address")["address"]
    assert only.values == {**home, "line_1": "New", "postcode": "ZZ1 1ZZ"}
    put(school, Write(ada.ref, "address", home, remove=True))
    assert "address" not in held(school, ada.ref, "address")


@keeps("44", "202")
def test_every_value_knows_the_receipt_and_the_line_it_came_with(town):
    school = town.school
    ada = school.pupil()
    first, second = uuid4(), uuid4()
    put(
        school,
        Write(ada.ref, "characteristics", {"ethnicity": "WBRI", "first_language": "ENG"}, line=7),
        receipt=first,
    )
    put(
        school,
        Write(ada.ref, "characteristics", {"ethnicity": "WBRI", "first_language": "CYM"}, line=9),
        receipt=second,
    )
    (one,) = held(school, ada.ref, "characteristics")["characteristics"]
    came = {f: (s.receipt, s.line) for f, s in one.sources.items()}
    assert came == {"ethnicity": (first, 7), "first_language": (second, 9)}
    put(school, Write(ada.ref, "characteristics", {"ethnicity": ""}))
    (one,) = held(school, ada.ref, "characteristics")["characteristics"]
    assert one.sources.keys() == one.values.keys() == {"first_language"}


@keeps("110")
def test_no_value_stands_in_any_column_of_any_table(real_town):
    school = real_town.school
    ada = school.with_everything()
    parent = school.parent_of(ada)
    school.letter_about(ada, b"a letter", title="titlecanary")
    wanted = [c.lower() for c in (*ada.canaries, *parent.canaries, "titlecanary", ada.born.isoformat())]
    assert len(wanted) > 50
    everything = ""
    for model in apps.get_models():
        with connection.cursor() as cursor, inside(school.ref):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            everything += repr([[bytes(v) if isinstance(v, memoryview) else v for v in r] for r in cursor])
    assert str(ada.ref.hex) in everything.replace("-", ""), "the rows are there"
    assert [c for c in wanted if c in everything.lower()] == []


@pytest.mark.parametrize(
    "typed",
    [
        "O’Hara-Canary",
        "ohara",
        "canary",
        "can",
        "o'hara canary zoe",
        "ZOË",
        "zoe canary",
        "canary zoe",
        "kanary",
        "3 February 2012 ",
        "03/02/2012",
        "2012-02-03",
        "Z123456789012",
        "z123456789012",
    ],
)
def test_a_pupil_is_found_by_word_start_sound_number_and_birthday(town, typed):
    school = town.school
    ada = school.pupil(legal_surname="O’Hara-Canary", legal_forename="Zoë", date_of_birth="2012-02-03")
    put(school, Write(ada.ref, "identifiers", {"upn": "Z123456789012"}))
    school.pupil(legal_surname="Sparrow", legal_forename="Jack", date_of_birth="2011-01-01")
    found = use.find(by=school.office, at=now(), purpose=ADMISSIONS, text=typed)
    if typed.startswith("3 February"):
        assert found == (), "a month in words is no date here, and no name"
    else:
        assert [s.person for s in found] == [ada.ref]


def test_a_name_given_up_finds_nobody_any_more(town):
    school = town.school
    ada = school.pupil(legal_surname="Oldcanary")
    put(school, Write(ada.ref, "identity", {"legal_surname": "Newcanary"}))
    look = {"by": school.office, "at": now(), "purpose": ADMISSIONS}
    assert use.find(text="oldcanary", **look) == ()
    assert [s.person for s in use.find(text="newcanary", **look)] == [ada.ref]


NAMES = [
    "Álvarez",
    "Adams",
    "Åkesson",
    "d'Arcy",
    "Darby",
    "O’Brien",
    "Obrien",
    "Öz",
    "van Dyk",
    "Vandyke",
    "Żak",
    "李",
]


def test_lists_sort_as_names_do_however_they_were_put_in(town):
    school = town.school
    for surname in NAMES[::2] + NAMES[1::2]:
        school.pupil(legal_surname=surname, legal_forename="A")
    page, total = use.listing(by=school.office, at=now(), purpose=ADMISSIONS)

    def letters(name):
        bare = unicodedata.normalize("NFKD", name.casefold())
        return "".join(c for c in bare if c.isalnum())

    shown = [s.one("identity")["legal_surname"] for s in page]
    assert total == len(NAMES)
    assert [letters(n) for n in shown] == sorted(letters(n) for n in NAMES)


def test_a_newcomer_finds_a_place_when_every_gap_is_used_up(town, monkeypatch):
    monkeypatch.setattr(ranks, "GAP", 2)
    school = town.school
    names = [f"N{n:02d}canary" for n in (9, 0, 8, 1, 7, 2, 6, 3, 5, 4)]
    for name in names:
        school.pupil(legal_surname=name)
    page, _ = use.listing(by=school.office, at=now(), purpose=ADMISSIONS)
    assert [s.one("identity")["legal_surname"] for s in page] == sorted(names)


def test_an_incident_is_read_by_each_in_their_own_part_and_stays_for_whoever_is_left(real_town):
    school = real_town.school
    ada, bea, head = school.pupil(), school.pupil(), school.head
    parts = {ada.ref: {"part": "harmed"}, bea.ref: {"part": "saw it"}}
    said = {"incident_ref": "1", "kind": "other", "account": "canary"}
    joint = school.act(
        lambda: gate.join(
            by=head, purpose="pastoral-care", category="incidents", values=said, parts=parts, at=now()
        ),
        head,
    )
    for pupil, part in ((ada, "harmed"), (bea, "saw it")):
        (item,) = held(school, pupil.ref, "incidents")["incidents"]
        assert (item.ref, item.values) == (joint, {**said, "part": part})
    with inside(school.ref):
        gone = record.forget(school.ref, ada.ref)
    assert gone["parts"] == 1
    assert "joint items" not in gone
    (item,) = held(school, bea.ref, "incidents")["incidents"]
    assert item.values["account"] == "canary"
    with inside(school.ref):
        assert record.forget(school.ref, bea.ref)["joint items"] == 1
        assert queries.joint_count(school.ref) == 0


def test_whoever_stands_in_a_group_stands_so_to_its_pupils_and_to_no_others(town):
    school = town.school
    ada, bea = school.pupil(), school.pupil()
    school.teaches(school.teacher, ada)
    school.teaches(school.teacher, ada, relation="tutors")
    with reading(school.ref):
        stands = queries.relations(school.ref, school.teacher.ref, [ada.ref, bea.ref])
        assert queries.people_of(school.ref, school.teacher.ref) == {ada.ref}
    assert stands == {ada.ref: {"any", "teaches", "tutors"}, bea.ref: {"any"}}


def test_a_person_whose_key_is_gone_can_be_written_about_by_nobody(real_town):
    school = real_town.school
    ada = school.pupil()
    ring().destroy(school.ref, [ada.ref], now())
    with pytest.raises(Refused) as refused:
        put(school, Write(ada.ref, "identity", {"legal_surname": "X"}))
    assert refused.value.code == "record-shut"
    (seen,) = use.read(by=school.dpo, at=now(), purpose="rights-and-records", people=[ada.ref])
    assert seen.records == {}


def test_what_an_undone_act_made_is_swept_a_day_later_and_nothing_else_is(real_town):
    school = real_town.school
    ada = school.pupil()
    file = school.letter_about(ada, b"canary")
    by = school.office

    def undone():
        gate.admit(by=by, purpose=ADMISSIONS, kind="pupil", count=1, at=now())
        told = {"title": "A letter"}
        gate.keep(by=by, purpose=ADMISSIONS, person=ada.ref, values=told, content=b"x", at=now())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        school.act(undone)
    owners = set(ring().owners(school.ref))
    assert len(owners) == 2

    def sweep(days):
        with inside(school.ref):
            return record.sweep(school.ref, now() + timedelta(days=days))

    assert sweep(0) == {"keys": 0, "files": 0}
    assert sweep(2) == {"keys": 1, "files": 1}
    assert sweep(3) == {"keys": 0, "files": 0}
    assert ring().owners(school.ref) == [ada.ref]
    look = {"by": school.dpo, "purpose": "rights-and-records", "at": now()}
    assert school.act(lambda: gate.file(person=ada.ref, ref=file, **look)) == b"canary"
