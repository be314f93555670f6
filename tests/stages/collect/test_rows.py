"""A school's own table: what is broken is named and left out, what is odd is kept as given."""

import pytest

from hornbook.rules.base.refused import BadInput
from hornbook.stages.collect import acts, queries
from hornbook.stages.use import gate
from tests.keeps import keeps
from tests.stages.collect.files import ada, brings, called, codes, digest, everybody, one, table
from tests.town import now, today

NAMES = ["O’Brien", "D'Souza", "Ŵyn", "محمد", "王小明", "Nguyễn-Łukasz", "van der Sloot"]


@keeps("22")
def test_names_are_kept_as_written_in_any_script(town):
    rows = [ada(UPN=f"A88699991500{n}", Surname=name, Forename="Siân") for n, name in enumerate(NAMES)]
    done = brings(town.school, table(*rows))

    held = {
        s.one("identity")["legal_surname"]: s.one("identity")["legal_forename"]
        for s in everybody(town.school)
    }
    assert held == dict.fromkeys(NAMES, "Siân")
    assert done.counts.new == len(NAMES)


@keeps("22", "24")
def test_an_invalid_number_and_an_unknown_code_are_kept_as_given_and_flagged(town):
    done = brings(town.school, table(ada(UPN="not a number 1", Sex="Q")))

    held = called(town.school, "Adacanary")
    assert held.one("identifiers")["upn"] == "not a number 1"
    assert held.one("identity")["sex"] == "Q"
    assert {("upn-format", "UPN", 2), ("unknown-code", "Sex", 2)} <= {
        (f.code, f.field, f.line) for f in done.findings
    }
    assert codes(done, "error") == []


@keeps("288")
def test_a_broken_row_is_named_and_left_out_and_goes_in_when_it_is_corrected(town):
    school = town.school
    rows = [
        ada(),
        ada(UPN="A886999915002", Surname="Secondcanary", DOB="30/02/2012"),
        ada(UPN="A886999915003", Surname="Thirdcanary"),
    ]
    done = brings(school, table(*rows))

    (broken,) = (f for f in done.findings if f.severity == "error")
    assert (broken.file, broken.line, broken.field, broken.code) == ("pupils.csv", 3, "DOB", "no-date")
    assert broken.why
    assert broken.next
    assert [(t.rows.read, t.rows.admitted, t.rows.merged, t.rows.set_aside) for t in done.tables] == [
        (3, 2, 0, 1)
    ]
    assert done.left_something_out
    others = {s.one("identity")["legal_surname"]: s for s in everybody(school)}
    assert others.keys() == {"Adacanary", "Thirdcanary"}

    rows[1]["DOB"] = "28/02/2012"
    again = brings(school, table(*rows))
    assert (again.counts.new, again.counts.known, again.counts.updated) == (1, 2, 0)
    after = {s.one("identity")["legal_surname"]: s for s in everybody(school)}
    assert after.keys() == {"Adacanary", "Secondcanary", "Thirdcanary"}
    for name, before in others.items():
        assert after[name].records == before.records
    assert after["Secondcanary"].one("identity")["date_of_birth"] == "2012-02-28"


@keeps("288")
def test_a_corrected_value_changes_that_value_and_nothing_else(town):
    school = town.school
    brings(school, table(ada(), ada(UPN="A886999915002", Surname="Other")))
    before = {s.person: s.records for s in everybody(school)}
    done = brings(school, table(ada(), ada(UPN="A886999915002", Surname="Othercanary")))

    assert (done.counts.created, done.counts.updated, done.counts.new) == (0, 1, 0)
    after = {s.person: s.records for s in everybody(school)}
    (changed,) = (p for p in before if before[p] != after[p])
    assert after[changed]["identity"][0].values["legal_surname"] == "Othercanary"
    assert {c for c in before[changed] if before[changed][c] != after[changed][c]} == {"identity"}


def test_an_empty_cell_takes_nothing_away(town):
    brings(town.school, table(ada(**{"Middle Names": "Middlecanary"})))
    done = brings(town.school, table(ada(**{"Middle Names": ""})))
    assert done.counts.nothing_new()
    assert called(town.school, "Adacanary").one("identity")["middle_names"] == "Middlecanary"


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "empty", None),
        (b"UPN,Surname,Surname\nA,b,c\n", "heading-twice", 1),
        (b"shoe size,hat size\n38,57\n", "no-known-heading", 1),
        (b'UPN,Surname\nA886999915001,"Ada\n', "open-quote", 2),
        (b"%PDF-1.7 not a table", "not-csv", None),
        (b"PK\x03\x04 not a table either", "not-zip", None),
    ],
)
@keeps("288")
def test_a_broken_file_is_named_and_changes_nothing_at_all(town, content, code, line):
    school = town.school
    before = digest(school)
    with pytest.raises(BadInput) as bad:
        acts.receive(by=school.writer, at=now(), files=[("broken.csv", content)])

    finding = bad.value.finding
    assert (finding.code, finding.file, finding.line) == (code, "broken.csv", line)
    assert finding.why
    assert finding.next
    assert digest(school) == before
    assert queries.receipts(school.ref) == []


# what the pack does not declare


@keeps("22", "288")
def test_a_field_outside_the_pack_is_left_out_counted_and_said(town):
    school = town.school  # its pack has no nationality
    declared = school.pack.categories["characteristics"].fields
    assert "nationality" not in declared
    rows = [
        ada(Nationality="GBR", Ethnicity="WBRI"),
        ada(UPN="A886999915002", Surname="B", Nationality="FRA"),
    ]
    done = brings(school, table(*rows))

    left = [f for f in done.findings if f.code == "not-declared"]
    assert [(f.line, f.field) for f in left] == [
        (2, "characteristics.nationality"),
        (3, "characteristics.nationality"),
    ]
    assert [t.count for t in done.tallies if t.code == "not-declared"] == [2]
    assert done.left_something_out
    held = called(school, "Adacanary").one("characteristics")
    assert held == {"ethnicity": "WBRI"}


@keeps("22", "288")
def test_a_table_of_which_nothing_is_declared_is_set_aside_row_by_row(town):
    """A census export brought to a school whose pack has no attendance summaries."""
    school = town.school
    on = "pupilonrolltableid,NativeId,upn,surname,forename,dob,entrydate"
    sessions = "pupilonrolltableid,NativeId,sessions,attendancereason"
    files = [
        (
            "2024_autumn_pupilonroll.csv",
            f"{on}\n1,S,A886999915001,Adacanary,A,2012-05-04,2024-09-02\n".encode(),
        ),
        ("2024_autumn_termlysessiondetailsonroll.csv", f"{sessions}\n1,S,3,C\n1,S,4,I\n".encode()),
    ]
    done = brings(school, files)

    assert "attendance_summary" not in school.pack.categories
    rows = {t.kind: t.rows for t in done.tables}
    assert (rows["pupilonroll"].admitted, rows["pupilonroll"].set_aside) == (1, 0)
    aside = rows["termlysessiondetailsonroll"]
    assert (aside.read, aside.admitted, aside.merged, aside.set_aside) == (2, 0, 0, 2)
    told = {(f.file, f.line) for f in done.findings if f.code == "nothing-left"}
    assert told == {
        ("2024_autumn_termlysessiondetailsonroll.csv", 2),
        ("2024_autumn_termlysessiondetailsonroll.csv", 3),
    }


# where a value came from


@keeps("44", "202")
def test_every_value_names_the_file_and_the_line_it_came_of(town):
    school = town.school
    first = brings(school, table(ada(), ada(UPN="A886999915002", Surname="Second")))
    brings(school, table(ada(), ada(UPN="A886999915002", Surname="Second", **{"Middle Names": "Later"})))

    held = called(school, "Second")
    sources = {
        (c, f): source for c, rows in held.records.items() for r in rows for f, source in r.sources.items()
    }
    assert sources.keys() == {(c, f) for c, rows in held.records.items() for r in rows for f in r.values}
    came = queries.came_from(school.ref, {s.receipt for s in sources.values()})
    assert {s.line for s in sources.values()} == {3}
    earlier = came[sources["identity", "legal_surname"].receipt]
    later = came[sources["identity", "middle_names"].receipt]
    assert earlier.receipt == first.receipt
    assert later.receipt != first.receipt
    assert (earlier.on, earlier.by) == (today(), school.writer.ref)
    assert earlier.line(3).startswith("from the table of pupils, line 3, brought on ")


@keeps("44", "202")
def test_a_census_value_names_its_table_too(town):
    council = town.council
    on = "pupilonrolltableid,NativeId,upn,surname,forename,dob,entrydate"
    sessions = "pupilonrolltableid,NativeId,sessions,attendancereason"
    brings(
        council,
        [
            ("2024_autumn_pupilonroll.csv", f"{on}\n1,S,A,Adacanary,A,2012-05-04,2024-09-02\n".encode()),
            ("2024_autumn_termlysessiondetailsonroll.csv", f"{sessions}\n1,S,3,C\n1,S,4,I\n".encode()),
        ],
    )
    held = called(council, "Adacanary")
    lines = {
        (r.values["reason"], r.sources["sessions"].line): queries.came_from(
            council.ref, [r.sources["sessions"].receipt]
        )[r.sources["sessions"].receipt].file
        for r in held.records["attendance_summary"]
    }
    file = "census export of 2024 autumn, termlysessiondetailsonroll"
    assert lines == {("C", 2): file, ("I", 3): file}


# contacts


MOTHER = {
    "Parent/Carer 1 Name": "Mothercanary O’Brien",
    "Parent/Carer 1 Telephone": "01632 960001",
    "Parent/Carer 1 Relationship": "mother",
    "Parent/Carer 2 Name": "Fathercanary",
    "Parent/Carer 2 Relationship": "father",
}


def contacts(school, surname="Adacanary"):
    """relationship -> (who, what is held of them)"""
    links = called(school, surname).records["relation"]
    return {
        r.values["relationship"]: (r.other, dict(one(school, r.other, "contacts").one("contacts")))
        for r in links
    }


@keeps("37")
def test_contacts_become_people_linked_to_the_pupil_and_are_not_brought_twice(town):
    school = town.school
    done = brings(school, table(ada(**MOTHER)))

    first = contacts(school)
    assert {name: held for name, (_, held) in first.items()} == {
        "mother": {"name": "Mothercanary O’Brien", "telephone": "01632 960001"},
        "father": {"name": "Fathercanary"},
    }
    assert done.counts.contacts == 2
    turned = {"1": "2", "2": "1"}
    swapped = {"".join(turned.get(mark, mark) for mark in heading): v for heading, v in MOTHER.items()}
    again = brings(school, table(ada(**{**swapped, "Parent/Carer 2 Telephone": "01632 960002"})))

    assert (again.counts.contacts, again.counts.new, again.counts.updated) == (0, 0, 1)
    second = contacts(school)
    assert {name: who for name, (who, _) in second.items()} == {name: who for name, (who, _) in first.items()}
    assert second["mother"][1]["telephone"] == "01632 960002"


def test_two_pupils_with_one_mother_s_name_keep_contacts_of_their_own(town):
    school = town.school
    brings(school, table(ada(**MOTHER), ada(UPN="A886999915002", Surname="Second", **MOTHER)))
    assert contacts(school)["mother"][0] != contacts(school, "Second")["mother"][0]


def test_a_new_contact_of_a_known_pupil_is_counted_by_a_dry_run_and_added_by_a_run(town):
    school = town.school
    brings(school, table(ada()))
    told = acts.preview(by=school.writer, at=now(), files=table(ada(**MOTHER)))
    done = brings(school, table(ada(**MOTHER)))
    assert told.counts == done.counts
    assert (done.counts.contacts, done.counts.created) == (2, 4)
    assert brings(school, table(ada(**MOTHER), name="another name.csv")).again


@keeps("53")
def test_values_are_written_for_the_purposes_that_cover_them(town):
    """No one purpose of the office writes both; each is written for one that does."""
    school = town.school
    row = ada(**{"Medical Condition": "canarycondition", "Qualification": "canarycourse"})
    done = brings(school, table(row))
    assert not done.left_something_out

    person = called(school, "Adacanary").person
    for purpose, category, field, canary in (
        ("pastoral-care", "medical", "condition", "canarycondition"),
        ("lawful-sharing", "qualifications", "title", "canarycourse"),
    ):
        held = school.act(
            lambda purpose=purpose, category=category: gate.take(
                by=school.office, purpose=purpose, people=[person], at=now(), categories=[category]
            )
        )[0]
        assert held.records[category][0].values[field] == canary
