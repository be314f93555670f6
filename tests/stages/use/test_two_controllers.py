"""Two controllers on one installation: neither reads, changes, sends or points at the other's.

First at the gate; then with the gate bypassed, at the database itself, for every table there is.
"""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from hornbook.rules.base.refused import Refused
from hornbook.stages.account import acts as account
from hornbook.stages.account import filing
from hornbook.stages.collect import acts as collect
from hornbook.stages.keys.seal import CannotOpen
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger.tenancy import Tenant, inside, reading, tenant
from hornbook.stages.registers.models import PurposeChange
from hornbook.stages.retain import acts as retain
from hornbook.stages.retain import queries as retained
from hornbook.stages.rights import acts as rights
from hornbook.stages.rights.copies.making import build_copy
from hornbook.stages.share import acts as share
from hornbook.stages.share import queries as shared
from hornbook.stages.use import acts as use
from hornbook.stages.use import gate, objections, restrictions
from hornbook.stages.use.gate import Write
from tests.keeps import keeps
from tests.languages import translation
from tests.town import now, today

TENANTS = sorted((m for m in apps.get_models() if issubclass(m, Tenant)), key=lambda m: m._meta.db_table)
POINTERS = [
    (model, field)
    for model in TENANTS
    for field in model._meta.get_fields()
    if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Tenant)
]
ids = [m._meta.db_table for m in TENANTS]
pointer_ids = [f"{m._meta.db_table}.{f.column}" for m, f in POINTERS]
only_postgres = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="row-level security is PostgreSQL's; SQLite has the gate"
)


@pytest.fixture
def two(real_town):
    """Two schools on one pack, each with a pupil and its people; the first pupil has a file and a parent."""
    school, other = real_town.school, real_town.controller("england-alternative-provision")
    ada, bea = school.pupil(), other.pupil()
    assert all((other.dpo, other.office, other.head, school.dpo, school.teacher))  # invited: acts do not nest
    school.parent_of(ada)
    school.teaches(school.teacher, ada)
    ada.file = school.letter_about(ada, b"canary in a letter")
    return school, other, ada, bea


def nothing_here(refusal):
    assert (refusal.value.code, refusal.value.why) == (
        "unknown",
        "There is nobody here with that reference.",
    )


# At the gate


@keeps("1", "97")
@pytest.mark.parametrize("stranger", ["the other's", "nobody's"])
def test_another_controllers_pupil_is_nobody_here(two, stranger):
    school, other, ada, bea = two
    ref = ada.ref if stranger == "the other's" else uuid4()
    dpo, office, head = other.dpo, other.office, other.head
    surname = [Write(ref, "identity", {"legal_surname": "X"})]
    incident = {"category": "incidents", "values": {"kind": "other"}, "at": now()}
    letter = {"values": {"title": "A letter"}, "content": b"x", "at": now()}
    ways = (
        lambda: use.read(by=dpo, at=now(), purpose="rights-and-records", people=[ref]),
        lambda: use.read(by=dpo, at=now(), purpose="rights-and-records", people=[bea.ref, ref]),
        lambda: use.change(by=office, at=now(), purpose="admissions", writes=surname),
        lambda: share.send(by=dpo, at=now(), route="youth-support", people=[ref]),
        lambda: share.plan(by=dpo, at=now(), route="youth-support", people=[ref]),
        lambda: other.act(
            lambda: gate.join(by=head, purpose="pastoral-care", parts={ref: {}, bea.ref: {}}, **incident)
        ),
        lambda: other.act(lambda: gate.keep(by=office, purpose="admissions", person=ref, **letter)),
        lambda: other.act(
            lambda: gate.file(by=dpo, purpose="rights-and-records", person=ref, ref=ada.file, at=now())
        ),
        lambda: other.act(
            lambda: gate.group(by=office, kind="class", label="7A", people=[ref], staff=[(dpo.ref, "tutors")])
        ),
    )
    for way in ways:
        with pytest.raises(Refused) as refused:
            way()
        nothing_here(refused)
    with pytest.raises(Refused) as refused:
        retain.propose(by=dpo, at=now(), on=today(), people=[ref])
    assert refused.value.code == "not-due"
    (seen,) = use.read(by=school.dpo, at=now(), purpose="rights-and-records", people=[ada.ref])
    assert seen.one("identity")["legal_surname"] == ada.canary("identity")


@keeps("1", "97")
def test_another_controllers_file_and_contact_are_nobodys_here(two):
    school, other, ada, bea = two
    file = {"purpose": "rights-and-records", "ref": ada.file, "at": now()}
    assert school.act(lambda: gate.file(by=school.dpo, person=ada.ref, **file)) == b"canary in a letter"
    dpo = other.dpo
    with pytest.raises(Refused) as refused:
        other.act(lambda: gate.file(by=dpo, person=bea.ref, **file))
    assert refused.value.code == "unknown"
    with pytest.raises(Refused) as refused:
        other.write(bea.ref, "relation", {"contact_ref": ada.values["relation"][0]["contact_ref"]})
    nothing_here(refused)


@keeps("1")
def test_a_name_is_found_only_where_it_is_held(two):
    school, other, ada, _ = two
    asked = {"purpose": "rights-and-records", "text": ada.canary("identity")}
    assert [s.person for s in use.find(by=school.dpo, at=now(), **asked)] == [ada.ref]
    assert use.find(by=other.dpo, at=now(), **asked) == ()


@keeps("1", "118")
def test_disposals_certificates_disclosures_and_lines_stay_with_their_controller(two):
    school, other, ada, _ = two
    old = school.pupil(age=26, on_roll=False)
    sent = share.send(by=school.dpo, at=now(), route="youth-support", people=[ada.ref])
    batch = retain.propose(by=school.dpo, at=now(), on=today())
    for who in (school.dpo, school.head):
        retain.approve(by=who, at=now(), batch=batch)
    for call in (
        lambda: retain.approve(by=other.dpo, at=now(), batch=batch),
        lambda: retain.dispose(by=other.dpo, at=now(), batch=batch),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.code == "unknown"
    (certificate,) = retain.dispose(by=school.dpo, at=now(), batch=batch)

    assert retained.certificate(school.ref, certificate).person == old.ref
    assert retained.certificate(other.ref, certificate) is None
    assert retained.certificate(other.ref, old.ref) is None
    assert retained.batch(other.ref, batch) is None
    assert shared.one(other.ref, sent.disclosure) is None
    assert shared.about(other.ref, ada.ref) == []
    assert ledger.about(other.ref, ada.ref) == []
    assert ledger.about(school.ref, ada.ref) != []


@keeps("110")
def test_a_sealed_record_carried_over_to_another_controller_does_not_open(two):
    school, other, ada, bea = two
    record = apps.get_model("hold", "record")
    with inside(school.ref):
        theirs = record.objects.filter(person=ada.ref, category="identity").get().sealed
    with inside(other.ref):
        record.objects.filter(person=bea.ref, category="identity").update(sealed=theirs)
    with pytest.raises(CannotOpen):
        use.read(by=other.dpo, at=now(), purpose="rights-and-records", people=[bea.ref])


def test_inside_one_controllers_transaction_there_is_no_other(two):
    school, other, *_ = two
    for within in (inside, reading):
        with (
            inside(school.ref),
            pytest.raises(RuntimeError, match="one transaction belongs to one"),
            within(other.ref),
        ):
            pass


# The gate bypassed: the database, for every table of every stage


def test_there_are_tables_to_look_at():
    assert len(TENANTS) >= 20
    assert len(POINTERS) >= 12


@keeps("1")
@pytest.mark.parametrize("model", TENANTS, ids=ids)
def test_every_table_has_its_wall(db, model):
    if connection.vendor != "postgresql":
        assert model._meta.get_field("controller").null is False
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (True, True)
        cursor.execute(
            "SELECT cmd, qual, with_check FROM pg_policies WHERE tablename = %s ORDER BY policyname",
            [model._meta.db_table],
        )
        (everything, *looks) = cursor.fetchall()
    mine = "(controller = (NULLIF(current_setting('hornbook.controller'::text, true), ''::text))::uuid)"
    assert everything == ("ALL", mine, mine)
    assert all(cmd == "SELECT" for cmd, *_ in looks), "whatever else is let through may be looked at only"


@keeps("1")
@pytest.mark.parametrize(("model", "field"), POINTERS, ids=pointer_ids)
def test_every_reference_between_tables_is_kept_at_home(db, model, field):
    name = f"{model._meta.db_table}_{field.column}_home"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM pg_constraint WHERE conname = %s", [name])
            assert cursor.fetchone() == (1,)
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{name}%"]
            )
            assert {n for (n,) in cursor.fetchall()} == {f"{name}_i", f"{name}_u"}


@pytest.fixture
def filled(two):
    """Rows of the school in as many tables as one life at school fills."""
    school, _, ada, _ = two
    share.send(by=school.dpo, at=now(), route="youth-support", people=[ada.ref])
    school.pupil(age=26, on_roll=False)
    batch = retain.propose(by=school.dpo, at=now(), on=today())
    for who in (school.dpo, school.head):
        retain.approve(by=who, at=now(), batch=batch)
    retain.dispose(by=school.dpo, at=now(), batch=batch)
    mmap = {"incident_ref": "1", "kind": "other", "account": "canary"}
    school.act(
        lambda: gate.join(
            by=school.head,
            purpose="pastoral-care",
            category="incidents",
            values=mmap,
            parts={ada.ref: {"part": "saw it"}},
            at=now(),
        ),
        by=school.head,
    )
    table = b"UPN,Surname,Forename,DOB\r\nZ999000000001,Newcomer,Nia,2012-02-29\r\nbroken\r\n"
    receipt = collect.receive(by=school.office, at=now(), files=[("pupils.csv", table)])
    collect.admit(by=school.office, at=now(), receipt=receipt)
    _asks_for_a_copy(school, ada)
    _prints_its_notice(school, ada)
    filing.own(by=school.dpo, at=now(), promise="103", role="dpo")
    filing.prove(by=school.dpo, at=now(), promise="103", on=today(), words="Looked at.")
    _names_a_purpose(school)
    school.act(lambda: restrictions.place(school.ref, ada.ref, case=uuid4(), at=now()))
    school.act(lambda: objections.place(school.ref, ada.ref, case=uuid4(), at=now()))
    return two


def _prints_its_notice(school, ada):
    """In English and in Welsh, and a family that was shown it."""
    account.publish(by=school.dpo, at=now())
    welsh = translation(school.pack, "cy", today())
    account.translate(by=school.dpo, at=now(), layer="child", text=welsh)
    told = {"layer": "child", "whom": "household", "how": "paper", "people": [ada.ref]}
    account.show_notice(by=school.office, at=now(), **told)


def _names_a_purpose(school):
    """A change of purpose as it stands once it was proposed."""
    with inside(school.ref):
        PurposeChange.objects.create(
            controller=school.ref,
            purpose="trips",
            text="Trips",
            basis="6(1)(e)",
            level="individual",
            categories=["identity"],
            facts={},
            state="proposed",
            why=b"sealed",
            proposed_by=school.dpo.ref,
            proposed_at=now(),
        )


def _asks_for_a_copy(school, ada):
    who = {"by": school.dpo, "at": now()}
    case = rights.open_case(**who, kind="sar", about=ada.ref, asked_by="pupil", received=today())
    rights.decide(**who, case=case, because="pupil-agrees", reason="She asked herself.")
    rights.withhold(
        **who, case=case, code="serious-harm", category="incidents", reason="The lead advised against it."
    )
    build_copy(**who, case=case)


@only_postgres
@keeps("1")
def test_without_a_tenant_and_with_another_one_no_table_shows_a_row(filled):
    school, other, *_ = filled
    seen, mine = {}, {}
    for model in TENANTS:
        rows = model.objects.filter(controller=school.ref)
        seen[model._meta.db_table] = rows.count()
        with inside(other.ref):
            seen[f"{model._meta.db_table} as other"] = rows.count()
        with inside(school.ref):
            mine[model] = rows.count()
    assert {name: count for name, count in seen.items() if count} == {}
    empty = {m._meta.db_table for m in TENANTS if not mine[m]}
    assert empty <= {"ledger_link", "ledger_block", "parties_establishment"}, "rows there are, for their own"


@only_postgres
@keeps("1")
def test_no_row_is_changed_taken_or_planted_across_the_wall(filled):
    school, other, *_ = filled
    for model in TENANTS:
        with inside(school.ref):
            row = model.objects.filter(controller=school.ref).first()
        if row is None:
            continue
        table = model._meta.db_table
        with inside(other.ref):
            rows = model.objects.filter(pk=row.pk)
            assert rows.update(controller=school.ref) == 0, table
            assert rows.delete()[0] == 0, table
        row.pk = uuid4() if isinstance(model._meta.pk, models.UUIDField) else None
        with pytest.raises(DatabaseError, match="row-level security"), inside(other.ref):
            row.save(force_insert=True)


@only_postgres
def test_the_tenant_ends_with_its_transaction(two):
    school, *_ = two
    person = apps.get_model("hold", "person")
    with inside(school.ref):
        assert person.objects.count() > 0
    assert tenant() is None
    assert person.objects.count() == 0
    with transaction.atomic():
        with inside(school.ref):
            assert person.objects.count() > 0
        assert person.objects.count() == 0, "nor does it outlast its part of a longer one"
        with pytest.raises(ZeroDivisionError), inside(school.ref):
            raise ZeroDivisionError
        assert person.objects.count() == 0


@only_postgres
def test_ones_own_roles_elsewhere_can_be_seen_at_sign_in_and_not_taken_away(two):
    _, other, *_ = two
    officer = other.dpo
    member = apps.get_model("parties", "membership")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('hornbook.account', %s, true)", [str(officer.ref)])
        assert member.objects.filter(account=officer.ref).count() == 1
        assert member.objects.filter(account=officer.ref).delete()[0] == 0
        assert member.objects.filter(account=officer.ref).count() == 1


@keeps("1")
@pytest.mark.parametrize(("model", "field"), POINTERS, ids=pointer_ids)
def test_no_row_points_at_another_controllers(filled, model, field):
    school, other, *_ = filled
    with inside(school.ref):
        theirs = model.objects.filter(controller=school.ref, **{f"{field.name}__isnull": False}).first()
    assert theirs is not None, "a life at school fills this table too"
    theirs.pk = uuid4() if isinstance(model._meta.pk, models.UUIDField) else None
    theirs.controller = other.ref
    for beside in (f for m, f in POINTERS if m is model and f is not field):
        with inside(other.ref):  # so that this reference alone is wrong
            ours = beside.related_model.objects.filter(controller=other.ref).first()
        setattr(theirs, beside.attname, ours and ours.pk)
    with pytest.raises(DatabaseError), inside(other.ref):
        theirs.save(force_insert=True)


@keeps("1")
def test_a_row_cannot_be_moved_to_another_controller_under_its_references(two):
    school, other, ada, _ = two
    record = apps.get_model("hold", "record")
    with pytest.raises(DatabaseError), inside(school.ref):
        record.objects.filter(person=ada.ref).update(controller=other.ref)
