"""The demonstration: made twice it is the same people; nobody in it is real; everything in it is in order."""

import json
import shutil
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from hornbook.faces.cli.demo import census, marks, oakbridge, papers
from hornbook.rules.base.dates import age_on, birthday
from hornbook.rules.catalogue.base import categories
from hornbook.rules.formats import census_export
from hornbook.rules.formats.codesets import codeset
from hornbook.rules.formats.identifiers import upn
from tests.desks.people import code_now
from tests.faces.test_cli_installation import Machine
from tests.house.test_words import PEOPLE, phrases
from tests.keeps import keeps

TODAY = date(2026, 11, 24)
DAYS = [TODAY, date(2027, 1, 1), date(2027, 8, 15), date(2028, 2, 29), date(2026, 9, 1)]


@pytest.fixture(scope="module")
def school():
    return oakbridge.make(TODAY)


def every_value(school):
    for pupil in school.pupils:
        for records in pupil.records.values():
            for record in records:
                yield from record.values()
    for contact in school.contacts:
        yield from contact.values.values()


@pytest.mark.parametrize("day", DAYS)
def test_a_school_can_be_drawn_on_any_day(day):
    school = oakbridge.make(day)
    assert sum(p.left is None for p in school.pupils) == 120
    assert age_on(school.marked("25-today").born, day) == 25
    assert all(p.entered <= day for p in school.pupils)
    assert all(p.records["attendance"] for p in school.pupils if p.left is None)


def test_the_same_day_draws_the_same_people_and_another_seed_draws_others(school):
    again, others = oakbridge.make(TODAY), oakbridge.make(TODAY, seed=7)
    assert [(p.records, p.links, p.papers) for p in again.pupils] == [
        (p.records, p.links, p.papers) for p in school.pupils
    ]
    assert [p.one for p in others.pupils] != [p.one for p in school.pupils]


def test_nobody_in_it_is_real(school):
    said = " ".join(dict.fromkeys(every_value(school)))
    assert not any(sha256(phrase.encode()).hexdigest() in PEOPLE for phrase in set(phrases(said)))
    numbers = [p.records["identifiers"][0]["upn"] for p in school.pupils]
    assert len(set(numbers)) == len(numbers)
    assert all(upn(number) == () and number[1:8] == oakbridge.CODE for number in numbers)
    for contact in school.contacts:
        assert contact.values["email"].endswith("@example.org")
        assert contact.values["telephone"].startswith("07700 900")


def test_every_pupil_has_somebody_to_ring_and_somebody_responsible(school):
    for pupil in school.pupils:
        links = [stands for _, stands in pupil.links]
        assert any(stands["emergency"] == "true" for stands in links)
        assert any(stands["parental_responsibility"] == "true" for stands in links)
    assert any(stands.get("court_order") for p in school.pupils for _, stands in p.links)
    assert any(len(p.records["address"]) == 2 for p in school.pupils)
    shared = [contact.key for p in school.pupils for contact, _ in p.links]
    assert len(set(shared)) < len(shared)  # brothers and sisters


def test_every_mark_is_a_code_on_its_day_and_the_codes_changed(school):
    registers = [r for p in school.pupils for r in p.records["attendance"]]
    assert [marks.not_in_force(r["marks"]) for r in registers] == [[] for _ in registers]
    used = {(mark, day < marks.CHANGED) for r in registers for day, mark in marks.sessions(r["marks"])}
    assert {("J", True), ("J1", False)} <= used
    assert all(marks.sessions(r["marks"])[-1][0].isoformat() == r["last_entry"] for r in registers)
    assert max(day for r in registers for day, _ in marks.sessions(r["marks"])) == TODAY - timedelta(days=1)


def test_every_other_code_is_a_code_too(school):
    for pupil in school.pupils:
        for category, records in pupil.records.items():
            for name, value in ((n, v) for record in records for n, v in record.items()):
                field = categories[category].field(name)
                assert not field.codeset or field.kind == "marks" or codeset(field.codeset).known(value), name


def test_something_is_worth_seeing_today(school):
    assert birthday(school.marked("turned-13").born, 13) == TODAY - timedelta(days=1)
    assert birthday(school.marked("turned-16").born, 16) == TODAY - timedelta(days=2)
    due = [p for p in school.pupils if age_on(p.born, TODAY) >= 25]
    assert sorted(p.mark for p in due) == ["25-held", "25-this-month", "25-this-month-too", "25-today"]
    names = {p.one["legal_surname"] for p in school.pupils}
    assert any("'" in name for name in names)
    assert any(not name.isascii() for name in names)
    assert all(len(i.parts) > 1 for i in school.incidents)


def test_a_paper_is_a_file_that_readers_open(tmp_path):
    from pypdf import PdfReader

    (tmp_path / "a.pdf").write_bytes(papers.pdf("Plan (draft)", ["One \\ two", "", "Three"]))
    text = PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert [line for line in text.splitlines() if line.strip()] == ["Plan (draft)", "One \\ two", "Three"]


def test_the_made_up_census_has_the_ten_tables_and_is_read_without_an_error():
    tables = list(census.made_up(TODAY))
    assert len(tables) == 10
    assert tables == list(census.made_up(TODAY))
    found = census_export.read(tables)
    assert found.people == census.SIZE + census.GONE
    assert [f for f in found.findings if f.severity == "error"] == []
    numbers = {d.values["upn"] for d in found.drafts if d.category == "identifiers"}
    assert all(upn(number) for number in numbers)  # none could be anybody's


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Machine:
    machine = Machine(tmp_path_factory.mktemp("demo") / "home")
    done = machine("demo", "--no-serve", "--json")
    assert done.returncode == 0, done.stderr
    machine.logins = json.loads(done.stdout.split("\nCodes change")[0])
    return machine


def test_a_second_start_finds_the_same_people(demo):
    files = {p: p.stat().st_mtime_ns for p in Path(demo.home).glob("vault/**/*") if p.is_file()}
    again = demo("demo", "--print-logins", "--json")
    told = [{**login, "code": ""} for login in json.loads(again.stdout)]
    assert told == [{**login, "code": ""} for login in demo.logins]
    before = demo("ledger", "verify").stdout
    assert demo("demo", "--no-serve").returncode == 0
    assert demo("ledger", "verify").stdout == before
    assert {p: p.stat().st_mtime_ns for p in files} == files


def test_each_role_of_both_packs_has_a_login_and_the_second_factor_stays_on(demo):
    roles = {(login["controller"], *login["roles"]) for login in demo.logins}
    assert ("oakbridge", "dpo") in roles
    assert ("exampleshire", "caseworker") in roles
    office = next(k for k in demo.logins if k["roles"] == ["office"])
    wrong = demo("sign-in", office["email"], "--code", "000000", HORNBOOK_PASSWORD=office["password"])
    assert wrong.returncode == 1
    before = code_now(office["secret"])
    shown = json.loads(demo("demo", "--print-logins", "--json").stdout)
    assert {k["code"] for k in shown if k["email"] == office["email"]} <= {before, code_now(office["secret"])}
    right = demo.signs_in(office["email"], office["password"], office["secret"])
    assert right.returncode == 0
    found = json.loads(demo("find", "--purpose", "admissions", "--json", "llyr").stdout)
    assert {f["name"].split()[0] for f in found} == {"Llŷr"}
    assert json.loads(demo("ledger", "verify", "--json").stdout)[0]["sound"]


@keeps("118", "119")
def test_who_was_disposed_of_does_not_come_back_with_a_backup(demo, tmp_path):
    home = shutil.copytree(demo.home, tmp_path / "home")
    machine = Machine(home)
    assert machine("backup", "--out", tmp_path / "backup").returncode == 0
    batch = None
    for role, *command in (("head", "approve"), ("dpo", "retain", "dispose")):
        login = next(k for k in demo.logins if (k["controller"], k["roles"]) == ("oakbridge", [role]))
        signed = machine.signs_in(login["email"], login["password"], login["secret"])
        assert signed.returncode == 0, signed.stderr
        if batch is None:
            listed = json.loads(machine("retain", "list", "--json").stdout)
            (batch,) = [each["ref"] for each in listed if each["state"] == "proposed"]
        done = machine(*command, batch, "--json")
        assert done.returncode == 0, done.stderr
    gone = {c["person"] for c in json.loads(done.stdout)["certificates"]}
    assert len(gone) == 2
    restored = machine("restore", tmp_path / "backup", "--json")
    assert restored.returncode == 0, restored.stderr
    assert json.loads(restored.stdout)["gone_again"] >= len(gone)
    due = {d["person"] for d in json.loads(machine("retain", "due", "--json").stdout)}
    assert due
    assert not due & gone
    for person in gone:
        assert machine("read", person, "--purpose", "rights-and-records").returncode == 1
    assert machine("doctor").returncode == 0


def test_real_peoples_data_is_never_filled_with_made_up_ones(tmp_path):
    machine = Machine(tmp_path / "home")
    assert machine("init").returncode == 0
    done = machine("demo", "--no-serve")
    assert done.returncode == 1
    assert "is no demonstration" in done.stderr


def test_a_start_that_was_cut_off_is_made_anew(tmp_path):
    machine = Machine(tmp_path / "home")
    started = machine.starts("demo", "--no-serve")
    for line in started.stderr:
        if "controllers" in line:
            started.kill()
            break
    started.communicate()
    done = machine("demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert "120 pupils on roll" in done.stderr


def test_a_census_that_was_cut_off_is_taken_in_at_the_next_start(tmp_path):
    machine = Machine(tmp_path / "home")
    started = machine.starts("demo", "--no-serve")
    for line in started.stderr:
        if "50 % of the census" in line:
            started.kill()
            break
    started.communicate()
    done = machine("demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert "rows of the census accounted for" in done.stderr
    assert "120 pupils on roll" not in done.stderr
    assert machine("demo", "--no-serve").stderr == ""
    (exampleshire, _) = json.loads(machine("ledger", "verify", "--json").stdout)
    assert exampleshire["sound"]
