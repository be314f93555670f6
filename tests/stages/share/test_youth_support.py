"""Youth support, through the real gate: whom it may be told of, what of them, and what the log says went."""

import csv
import hashlib
import io
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from hornbook.packs import SHIPPED
from hornbook.rules.base.dates import add_years, birthday
from hornbook.rules.base.refused import Refused
from hornbook.rules.catalogue.base import categories
from hornbook.rules.policy import packs
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.share import acts as share
from hornbook.stages.share import parcels, queries
from hornbook.stages.use import restrictions
from tests.keeps import keeps
from tests.town import now, today

ROUTE = "youth-support"
THREE = {"legal_surname", "legal_forename", "date_of_birth", "line_1", "postcode"}


def row_of(parcel):
    (row,) = read(parcel.content)
    return row


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def send(school, *pupils, **asked):
    return share.send(by=school.dpo, at=now(), route=ROUTE, people=[p.ref for p in pupils], **asked)


def plan(school, on=None, people=None):
    return share.plan(by=school.dpo, at=now(), route=ROUTE, on=on, people=people)


def at_home(pupil):
    return pupil.holds(
        "address", kind="home", order="1", line_1=f"1 canary{uuid4().hex[:8]}", postcode="ZZ1 1ZZ"
    )


def chose(pupil, by, on, *, limited="true"):
    return pupil.holds("youth_support_choice", decided_on=on.isoformat(), decided_by=by, limited=limited)


def going(school, pupil, on):
    made = plan(school, on, [pupil.ref])
    return made.going[0].decision.fields if made.going else made.staying[0].decision.code


@keeps("163", "164")
@pytest.mark.parametrize("born", [date(2012, 5, 3), date(2012, 2, 29), date(2012, 12, 31), date(2012, 1, 1)])
def test_nobody_goes_before_the_thirteenth_birthday_nor_from_the_twentieth(town, born):
    school = town.school
    ada = school.pupil(born=born)
    first, last = birthday(born, 13), birthday(born, 20)
    day = date.resolution
    assert going(school, ada, first - day) == "too-young"
    assert "identity" in going(school, ada, first)
    assert "identity" in going(school, ada, last - day)
    assert going(school, ada, last) == "too-old"
    assert (first.month, first.day) == ((3, 1) if born.day == 29 else (born.month, born.day))


@keeps("163")
def test_with_a_learning_difficulty_it_goes_on_to_the_twenty_fifth_birthday(town):
    school = town.school
    born = date(2006, 2, 28)
    ada = school.pupil(born=born)
    ada.holds("sen", provision="E")
    assert "identity" in going(school, ada, birthday(born, 25) - date.resolution)
    assert going(school, ada, birthday(born, 25)) == "too-old"


@keeps("165", "166")
def test_a_parents_limit_leaves_name_address_and_date_of_birth_in_the_very_bytes(town):
    school = town.school
    ada = at_home(school.pupil(age=14))
    parent = school.parent_of(ada)
    before = send(school, ada)
    chose(ada, "parent", today())
    after = send(school, ada)

    whole, little = row_of(before), row_of(after)
    assert set(little) == {categories[c].field(f).label for c, f in fields_of(little)}
    assert {f for _, f in fields_of(little)} == THREE
    assert set(whole) > set(little)
    assert parent.canary("contacts").encode() in before.content
    assert [c for c in (*parent.canaries, "Year") if c.encode() in after.content] == []
    assert ada.canary("address").encode() in after.content


def fields_of(row):
    """(category, field) of every column that is not a parent's, by its label."""
    known = {f.label: (c, f.name) for c in ("address", "identity") for f in categories[c].fields}
    return {known[label] for label in row if label in known}


@keeps("165")
def test_from_sixteen_only_the_pupil_sets_or_lifts_it(town):
    school = town.school
    born = date(2010, 2, 3)
    sixteen = birthday(born, 16)
    ada = chose(at_home(school.pupil(born=born)), "parent", date(2025, 9, 1))

    def limited(pupil, on):
        return "sex" not in going(school, pupil, on)["identity"]

    assert limited(ada, sixteen - date.resolution)
    assert limited(ada, sixteen), "it goes on until the pupil answers"
    chose(ada, "parent", sixteen, limited="false")
    assert limited(ada, sixteen), "a parent's word counts no more from that day"
    chose(ada, "pupil", sixteen, limited="false")
    assert not limited(ada, sixteen)

    bea = chose(at_home(school.pupil(born=born)), "parent", sixteen)
    assert not limited(bea, sixteen), "a parent's limit from the birthday on has no effect"
    chose(bea, "pupil", sixteen)
    assert limited(bea, sixteen)


@keeps("165")
def test_asking_for_more_than_a_limit_lets_go_is_refused_and_says_whose_limit(town):
    school = town.school
    ada = chose(school.pupil(age=14), "parent", today())
    with pytest.raises(Refused) as refused:
        send(school, ada, fields=["identity.sex"])
    assert refused.value.code == "limited-by-parent"
    line = ledger.latest(school.ref, verdicts=["refused"])[0]
    assert (line.act, line.route, line.code) == ("share.send", ROUTE, "limited-by-parent")
    assert ledger.people_in(school.ref, line.id) == [ada.ref]
    assert row_of(send(school, ada, fields=["identity.legal_surname"])) == {
        "Legal surname": ada.canary("identity")
    }


def test_a_plan_shows_who_stays_out_and_sends_and_logs_nothing(town):
    school = town.school
    school.pupil(age=14), school.pupil(age=11), school.pupil(age=14, on_roll=False)
    before = sorted(p for p in Path(settings.HOME).rglob("*") if p.is_file())
    made = plan(school)
    assert (len(made.going), made.reasons) == (1, {"too-young": 1})
    assert queries.log(school.ref) == []
    assert ledger.latest(school.ref, acts=["share.send"]) == []
    assert sorted(p for p in Path(settings.HOME).rglob("*") if p.is_file()) == before


def test_one_named_who_may_not_go_keeps_everybody_back(town):
    school = town.school
    ada, young = school.pupil(age=14), school.pupil(age=12)
    with pytest.raises(Refused) as refused:
        send(school, ada, young)
    assert (refused.value.code, refused.value.facts) == ("too-young", {"staying": {"too-young": 1}})
    assert queries.log(school.ref) == []
    line = ledger.latest(school.ref, verdicts=["refused"])[0]
    assert set(ledger.people_in(school.ref, line.id)) == {ada.ref, young.ref}


def test_somebody_named_twice_goes_once(town):
    school = town.school
    ada = school.pupil(age=14)
    assert send(school, ada, ada).people == 1


@keeps("225")
def test_a_pupil_under_restriction_is_not_sent_and_keeps_nobody_else_back(town):
    school = town.school
    ada, bea = school.pupil(age=14), school.pupil(age=14)
    school.act(lambda: restrictions.place(school.ref, ada.ref, case=uuid4(), at=now()))
    with pytest.raises(Refused) as refused:
        send(school, ada)
    assert refused.value.code == "restricted"
    sent = share.send(by=school.dpo, at=now(), route=ROUTE)
    assert [t.person for t in queries.one(school.ref, sent.disclosure)[1]] == [bea.ref]


@keeps("137", "200")
def test_the_log_says_exactly_what_is_in_the_bytes(town):
    school = town.school
    everyone = [at_home(school.pupil(age=14 + n % 3)) for n in range(5)]
    for n in range(2, 7):
        everyone[0].holds("address", kind="home", order=str(n), line_1=f"{n} canary{uuid4().hex[:8]}")
    school.parent_of(everyone[0])
    school.parent_of(everyone[0])
    chose(everyone[1], "parent", today())
    sent = share.send(by=school.dpo, at=now(), route=ROUTE)

    disclosure, told = queries.one(school.ref, sent.disclosure)
    assert disclosure.fingerprint == hashlib.sha256(sent.content).hexdigest()
    assert (disclosure.people_count, sent.people, len(told)) == (5, 5, 5)
    rows = {row["Legal surname"]: row for row in read(sent.content)}
    labels = parcels._labels(school.pack.routes[ROUTE])
    field_of = {parcels._column(labels, c, f, n): f"{c}.{f}" for c, f in labels for n in range(1, 9)}
    surnames = {p.ref: p.canary("identity") for p in everyone}
    for each in told:
        filled = {column for column, value in rows[surnames[each.person]].items() if value}
        assert {field_of[column] for column in filled} == set(each.fields)
    sixth = everyone[0].values["address"][-1]["line_1"]
    assert sixth.encode() in sent.content, "as many homes as there are, and none left out unsaid"
    assert str(today()) not in "".join(t.why for t in told), "the day of a choice goes with the record"


def test_the_same_people_make_the_same_bytes(town):
    school = town.school
    for n in range(8):
        at_home(school.pupil(age=14, legal_surname=f"Canary{7 - n}"))
    first, second = (share.send(by=school.dpo, at=now(), route=ROUTE).content for _ in range(2))
    assert first == second
    assert [r["Legal surname"] for r in read(first)] == [f"Canary{n}" for n in range(8)]


def test_a_value_that_opens_like_a_formula_is_shown_and_not_run(town):
    school = town.school
    ada = school.pupil(age=14, legal_surname="=HYPERLINK(1)", legal_forename="@canary")
    assert {"'=HYPERLINK(1)", "'@canary"} <= set(row_of(send(school, ada)).values())


def test_every_column_of_every_route_has_a_name_of_its_own(town):
    for pack in packs([SHIPPED]):
        for route in town.controller(pack).pack.routes.values():
            labels = parcels._labels(route)
            assert len(set(labels.values())) == len(labels), (pack, route.id)


def test_a_password_alone_sends_nothing(town):
    school = town.school
    ada = school.pupil(age=14)
    weak = school.someone("dpo", second_factor=False)
    with pytest.raises(Refused) as refused:
        share.send(by=weak, at=now(), route=ROUTE, people=[ada.ref])
    assert refused.value.code == "second-factor"


def test_a_pupil_who_turns_thirteen_today_goes_today(town):
    school = town.school
    ada = school.pupil(born=add_years(today(), -13))
    assert send(school, ada).people == 1


@keeps("155", "165", "169")
@pytest.mark.parametrize(
    ("pack", "route"), [("mmap", "kent-choices"), ("england-council", "commissioned-providers")]
)
def test_a_familys_limit_binds_every_route_that_can_be_limited(real_town, pack, route):
    school = real_town.controller(pack)
    ada, bea = (school.pupil(born=add_years(today(), -15)) for _ in range(2))
    for pupil in (ada, bea):
        at_home(pupil)
        pupil.holds("enrolment", establishment="8869999", entry_date="2024-09-02", year_group="11")
    chose(ada, "parent", today())
    sender = next(
        getattr(school, name.replace("-", "_"))
        for name, role in school.pack.roles.items()
        if "share.send" in role.acts
    )

    made = share.plan(by=sender, at=now(), route=route, people=[ada.ref, bea.ref], given=["agreement"])

    went = {c.person: {f for fields in c.decision.fields.values() for f in fields} for c in made.going}
    assert went[ada.ref] & {"year_group", "upn", "establishment"} == set()
    assert went[ada.ref] >= {"legal_surname", "legal_forename", "date_of_birth", "postcode"}
    assert went[bea.ref] & {"year_group", "establishment"}
