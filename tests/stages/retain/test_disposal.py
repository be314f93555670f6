"""Disposal: when a record is due and why, who must agree, what is cut off and finished, what is certified."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from hornbook.packs import SHIPPED
from hornbook.rules.base.dates import add_years, birthday
from hornbook.rules.base.refused import Refused
from hornbook.rules.policy import packs
from hornbook.rules.policy.retention import due as due_on
from hornbook.stages.keys import backups, ring
from hornbook.stages.keys.keyring import Keyring
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger.tenancy import inside, reading
from hornbook.stages.retain import acts as retain
from hornbook.stages.retain import queries
from hornbook.stages.use import acts as use
from hornbook.stages.use import holds
from tests.keeps import keeps
from tests.leaver import disposed
from tests.town import now, today


@pytest.fixture
def school(real_town):
    school = real_town.school
    assert all((school.dpo, school.head, school.office))
    return school


def old(school, **how):
    return school.pupil(age=26, on_roll=False, **how)


def review(school, on=None):
    return {d.person: d for d in queries.due(by=school.dpo, at=now(), on=on or today())}


def approved(school, *people, on=None):
    batch = retain.propose(by=school.dpo, at=now(), on=on or today(), people=[p.ref for p in people])
    for who in (school.dpo, school.head):
        retain.approve(by=who, at=now(), batch=batch)
    return batch


def refused(code, call, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        call(*args, **kwargs)
    assert refusal.value.code == code
    return refusal.value


def dispose(school, batch):
    return retain.dispose(by=school.dpo, at=now(), batch=batch)


def exists(school, *people):
    person = apps.get_model("hold", "person")
    with reading(school.ref):
        return person.objects.filter(ref__in=[p.ref for p in people]).count()


def place_hold(school, pupil, case):
    why = "A request for a copy is open."
    school.act(lambda: holds.place(school.ref, pupil.ref, stage="rights", case=case, why=why, at=now()))


# When, and why


@keeps("113", "117")
def test_a_record_is_due_on_the_twenty_fifth_birthday_and_not_the_day_before(town):
    school = town.school
    born = date(2001, 2, 28)
    ada = school.pupil(born=born, on_roll=False)
    day = birthday(born, 25)
    assert ada.ref not in review(school, day - timedelta(days=1))
    due = review(school, day)[ada.ref]
    assert (due.on, due.rule, due.actions) == (day, "educational-record", ("destroy",))
    assert "25th birthday" in due.why
    assert "28 February 2026" in due.why
    assert due.cites[0] == "pack:retention.educational-record"


@keeps("114")
def test_a_register_is_kept_its_years_from_the_last_entry_and_the_answer_says_so(town):
    school = town.school
    ada = school.pupil(born=date(2000, 5, 1), on_roll=False)
    ada.holds("attendance", half_term="2021-autumn-1", marks="canary", last_entry="2021-10-20")
    six = date(2027, 10, 20)
    assert ada.ref not in review(school, six - timedelta(days=1))
    due = review(school, six)[ada.ref]
    assert due.on == six
    assert "register" in due.why
    assert any("Registration" in cite for cite in due.cites)


@keeps("117")
def test_what_speaks_against_it_is_said(real_town):
    school = real_town.school
    here = school.pupil(age=26)
    place_hold(school, here, here.ref)
    (due,) = review(school).values()
    assert due.person == here.ref
    assert [c.split(":")[0].split(",")[0] for c in due.conflicts] == [
        "A request for a copy is open.",
        "Still on roll",
        f"Something was recorded on {today():%-d %B %Y}",
    ]


def test_a_contact_is_never_due_by_itself(town):
    school = town.school
    parent = school.parent_of(old(school))
    assert parent.ref not in review(school, today() + timedelta(days=40_000))


@keeps("115")
def test_every_pack_gives_a_day_for_every_record(town):
    for name in packs([SHIPPED]):
        pack = town.controller(name).pack
        for holding in pack.categories.values():
            answer = due_on(pack, holding.retention, born=date(2001, 2, 3))
            assert answer.on is not None or pack.retention[holding.retention].trigger != "birth", holding.id


# Who must agree


@keeps("118")
def test_two_people_agree_each_by_themselves(school):
    ada = old(school)
    batch = retain.propose(by=school.dpo, at=now(), on=today(), people=[ada.ref])
    assert retain.approve(by=school.dpo, at=now(), batch=batch) == 1
    assert retain.approve(by=school.dpo, at=now(), batch=batch) == 1
    refused("two-people", dispose, school, batch)
    refused("role-not-allowed", retain.approve, by=school.office, at=now(), batch=batch)
    assert retain.approve(by=school.head, at=now(), batch=batch) == 2
    (certificate,) = dispose(school, batch)
    says = queries.certificate(school.ref, certificate)
    assert set(says.approved_by) == {str(school.dpo.ref), str(school.head.ref)}
    assert exists(school, ada) == 0


@keeps("118")
def test_an_approval_by_somebody_who_lost_the_role_does_not_count(school):
    ada = old(school)
    batch = approved(school, ada)
    member = apps.get_model("parties", "membership")
    with inside(school.ref):
        member.objects.filter(account=school.head.ref).update(ends=today() - timedelta(days=1))
    assert refused("two-people", dispose, school, batch).facts == {"approvals": 1}
    assert exists(school, ada) == 1


@keeps("118")
def test_an_approval_is_of_exactly_that_set(school):
    ada, bea = old(school), old(school)
    batch = approved(school, ada)
    item = apps.get_model("retain", "item")
    with inside(school.ref):
        item.objects.create(controller=school.ref, batch_id=batch, person=bea.ref, rule="educational-record")
    assert refused("two-people", dispose, school, batch).facts == {"approvals": 0}
    assert exists(school, ada, bea) == 2


def test_a_withdrawn_disposal_goes_nowhere(school):
    ada = old(school)
    batch = approved(school, ada)
    retain.withdraw(by=school.dpo, at=now(), batch=batch)
    refused("wrong-state", dispose, school, batch)
    refused("wrong-state", retain.approve, by=school.head, at=now(), batch=batch)
    assert exists(school, ada) == 1


# What has changed since


@keeps("117")
def test_nobody_on_roll_is_proposed_even_by_name(school):
    here = school.pupil(age=26)
    refused("on-roll", retain.propose, by=school.dpo, at=now(), on=today(), people=[here.ref])
    refused("nothing-due", retain.propose, by=school.dpo, at=now(), on=today())


@keeps("117")
def test_one_proposed_for_a_day_to_come_waits_for_it(school):
    soon = school.pupil(born=add_years(today(), -25) + timedelta(days=20), on_roll=False)
    batch = approved(school, soon, on=today() + timedelta(days=40))
    refused("not-due", dispose, school, batch)
    assert exists(school, soon) == 1


@keeps("117")
def test_a_birthday_corrected_or_a_return_to_the_roll_after_approval_stops_it(school):
    ada, bea = old(school), old(school)
    first, second = approved(school, ada), approved(school, bea)
    school.write(ada.ref, "identity", {"date_of_birth": add_years(today(), -15).isoformat()})
    refused("not-due", dispose, school, first)
    school.write(
        bea.ref,
        "enrolment",
        {"establishment": "8868888", "entry_date": today().isoformat(), "year_group": "14"},
    )
    refused("on-roll", dispose, school, second)
    assert exists(school, ada, bea) == 2


@keeps("123")
def test_a_case_opened_after_approval_stops_it(school):
    ada = old(school)
    batch = approved(school, ada)
    place_hold(school, ada, ada.ref)
    refused("held", dispose, school, batch)
    school.act(lambda: holds.release(school.ref, case=ada.ref, at=now()))
    assert len(dispose(school, batch)) == 1


@keeps("123")
def test_a_case_opened_while_others_go_keeps_that_one_and_the_rest_go_on(school, monkeypatch):
    ada, bea = old(school), old(school)
    batch = approved(school, ada, bea)
    waiting = retain._waiting

    def then_somebody_asks(**asked):
        found = waiting(**asked)
        place_hold(school, ada, ada.ref)
        return found

    monkeypatch.setattr(retain, "_waiting", then_somebody_asks)
    assert len(dispose(school, batch)) == 1
    monkeypatch.undo()
    assert (exists(school, ada), exists(school, bea)) == (1, 0)
    assert len(ring().open(school.ref, [ada.ref])) == 1
    school.act(lambda: holds.release(school.ref, case=ada.ref, at=now()))
    assert len(dispose(school, batch)) == 1
    assert queries.batch(school.ref, batch)["state"] == "disposed"


# Who goes along


@keeps("37", "119")
def test_a_contact_shared_with_a_brother_stays_and_goes_with_the_last_of_them(school):
    ada, ben = old(school), school.pupil(age=15)
    parent = school.parent_of(ada)
    ben.holds("relation", contact_ref=str(parent.ref), relationship="mother")
    disposed(school, [ada.ref])
    assert exists(school, parent, ben) == 2
    (seen,) = use.read(by=school.dpo, at=now(), purpose="rights-and-records", people=[parent.ref])
    assert seen.name == parent.canary("contacts")


@keeps("119")
def test_a_contact_of_two_who_go_together_goes_too(school):
    ada, ben = old(school), old(school)
    parent = school.parent_of(ada)
    ben.holds("relation", contact_ref=str(parent.ref), relationship="mother")
    disposed(school, [ada.ref, ben.ref])
    assert exists(school, ada, ben, parent) == 0
    assert ring().open(school.ref, [ada.ref, ben.ref, parent.ref]) == {}


@keeps("117")
def test_a_sister_who_is_a_pupil_never_goes_along(school):
    ada, bea = old(school), school.pupil(age=15)
    ada.holds("relation", contact_ref=str(bea.ref), relationship="sister")
    disposed(school, [ada.ref])
    assert exists(school, bea) == 1
    assert len(ring().open(school.ref, [bea.ref])) == 1


# Cut off, and finished


CUTS = {
    "before the keys": (Keyring, "destroy"),
    "in the rows": (retain, "_forget"),
    "at the certificate": (retain, "_unreadable_from"),
    "before the rows": (retain, "_confirm"),
    "at the close": (retain, "_close"),
    "at the last sweep": (retain, "_leave_no_trace"),
}


class Cut(BaseException):
    """The machine stops here."""


@keeps("119")
@pytest.mark.parametrize("at", CUTS)
@pytest.mark.parametrize("nth", [1, 2])
def test_what_is_cut_off_anywhere_is_finished_and_certified_once(school, monkeypatch, at, nth):
    people = [old(school), old(school)]
    parent = school.parent_of(people[0])
    batch = approved(school, *people)
    target, name = CUTS[at]
    real, called = getattr(target, name), []

    def stops(*args, **kwargs):
        called.append(1)
        if len(called) == nth:
            raise Cut
        return real(*args, **kwargs)

    monkeypatch.setattr(target, name, stops)
    if nth == 1 or name not in ("_close", "_leave_no_trace"):
        with pytest.raises(Cut):
            dispose(school, batch)
    monkeypatch.undo()
    state = queries.batch(school.ref, batch)["state"]
    assert queries.cut_off(school.ref) == ([batch] if state == "disposing" and at != "at the close" else [])

    dispose(school, batch)

    assert exists(school, *people, parent) == 0
    assert ring().open(school.ref, [p.ref for p in (*people, parent)]) == {}
    assert queries.batch(school.ref, batch)["state"] == "disposed"
    certificates = queries.certificates(school.ref, batch)
    assert {c.person for c in certificates} == {p.ref for p in people}
    assert len(certificates) == 2
    assert sum(c.counts["keys"] for c in certificates) == 3
    assert dispose(school, batch) == [], "done is done"


def test_the_intent_stands_in_the_ledger_before_a_key_is_touched(school, monkeypatch):
    ada = old(school)
    parent = school.parent_of(ada)
    batch = approved(school, ada)
    seen = []

    def look(self, controller, owners, at):
        seen.extend(
            (line.act, set(ledger.people_in(school.ref, line.id)))
            for line in ledger.latest(school.ref, acts=["retain.begin", "retain.mean"])
        )
        raise Cut

    monkeypatch.setattr(Keyring, "destroy", look)
    with pytest.raises(Cut):
        dispose(school, batch)
    assert seen == [("retain.mean", {ada.ref, parent.ref}), ("retain.begin", {ada.ref})]


# Afterwards


@keeps("119")
def test_after_a_restore_whoever_was_disposed_of_goes_again(school):
    ada, bea = old(school), school.pupil()
    person = apps.get_model("hold", "person")
    record = apps.get_model("hold", "record")
    with inside(school.ref):
        row = person.objects.get(ref=ada.ref)
        sealed = list(record.objects.filter(person=ada.ref))
    disposed(school, [ada.ref])
    with inside(school.ref):  # as a backup of yesterday would bring them back
        row.save(force_insert=True)
        record.objects.bulk_create(sealed)
    assert exists(school, ada) == 1
    (returned,) = use.read(by=school.dpo, at=now(), purpose="rights-and-records", people=[ada.ref])
    assert returned.records == {}, "even before, nothing of it opens"
    assert retain.apply_tombstones(by=school.dpo, at=now()) == 1
    assert (exists(school, ada), exists(school, bea)) == (0, 1)
    assert retain.apply_tombstones(by=school.dpo, at=now()) == 0


@keeps("119")
def test_the_certificate_names_the_day_from_which_no_backup_opens_it(school, tmp_path, settings):
    settings.HOME = tmp_path
    (first,) = disposed(school, [old(school).ref])
    assert queries.certificate(school.ref, first).unreadable_from == today(), "no backup, no wait"

    backups.make(now() - timedelta(days=12))
    newest = backups.make(now() - timedelta(days=3))
    (second,) = disposed(school, [old(school).ref])
    says = queries.certificate(school.ref, second)
    assert says.unreadable_from == today() + timedelta(days=28)
    assert says.unreadable_from <= today() + timedelta(days=31)
    assert newest.exists()


@keeps("119")
def test_a_backup_that_ran_out_and_still_lay_there_goes_before_the_key_does(school, tmp_path, settings):
    settings.HOME = tmp_path
    late = backups.make(now() - timedelta(days=29))
    late = late.rename(late.with_name(late.name.replace(late.stem[8:12], "2020")))
    (certificate,) = disposed(school, [old(school).ref])
    assert not late.exists()
    assert queries.certificate(school.ref, certificate).unreadable_from == today()


def test_the_nightly_look_tells_what_it_took_away(school, tmp_path, settings):
    settings.HOME = tmp_path
    assert retain.tidy(by=school.dpo, at=now()) == {"backups": 0, "keys": 0, "files": 0}
    line = ledger.latest(school.ref)[0]
    assert (line.act, line.facts) == ("retain.tidy", {"backups": 0, "keys": 0, "files": 0})


def test_nothing_a_disposal_keeps_tells_a_birthday(school):
    ada = old(school)
    day = birthday(ada.born, 25)
    disposed(school, [ada.ref])
    for table in ("batch", "item", "approval", "certificate"):
        model = apps.get_model("retain", table)
        with reading(school.ref):
            for row in model.objects.all():
                kept = repr({k: v for k, v in vars(row).items() if k != "due_on"})
                assert [
                    d.isoformat() for d in (ada.born, day) if d.isoformat() in kept and d != today()
                ] == []
