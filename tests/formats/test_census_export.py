"""A council's census export: every row accounted for, whatever is wrong with it. Keeps: 22, 24, 288."""

import gzip
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.rules.base.refused import BadInput
from hornbook.rules.catalogue.base import categories
from hornbook.rules.formats import census_export
from hornbook.rules.formats.base.rows import Limits
from hornbook.rules.formats.census_export.sheet import Sheet
from hornbook.rules.formats.census_export.tables import TABLES, Term, places, plumbing
from hornbook.rules.formats.census_export.telling import Telling
from tests.keeps import keeps

SAMPLE = Path(__file__).parents[1] / "data" / "census"
ON = "2024_autumn_pupilonroll.csv"
OFF = "2024_autumn_pupilnolongeronroll.csv"
TERMLY = "2024_autumn_termlysessiondetailsonroll.csv"
SUMMER = "2024_autumn_summerhalfterm2sessiondetailsonroll.csv"
TERMLY_OFF = "2024_autumn_termlysessiondetailsoffroll.csv"
FSM = "2024_autumn_fsmperiodsonroll.csv"
ADDRESS = "2024_autumn_addressesoffroll.csv"

ON_HEAD = "pupilonrolltableid,NativeId,upn,surname,forename,dob,entrydate,yssa,language"
OFF_HEAD = "pupilnolongeronrolltableid,NativeId,upn,surname,forename,dob,entrydate,leavingdate,language"
ADA = "a1,SCH1,C886999915001,Byron,Ada,2010-Dec-10 00:00:00,2022-Sep-01 00:00:00,Unsought,ENG"
GRACE = "g1,SCH1,Y838999919007,Hopper,Grace,2011-Jan-09 00:00:00,2022-Sep-01 00:00:00,Yes,ENG"
SESSIONS = "pupilonrolltableid,NativeId,sessions,attendancereason"


def table(*lines):
    return "\n".join([*lines, ""]).encode()


def read(**tables):
    """`on`, `off`, `termly` ...: the lines of each table under its own name."""
    names = {"on": ON, "off": OFF, "termly": TERMLY, "summer": SUMMER, "off_termly": TERMLY_OFF, "fsm": FSM}
    names["addresses"] = ADDRESS
    return census_export.read([(names[name], table(*lines)) for name, lines in tables.items()])


def codes(reading, severity="error"):
    return [finding.code for finding in reading.findings if finding.severity == severity]


def of(reading, category):
    return [draft for draft in reading.drafts if draft.category == category]


@cache
def sample():
    return census_export.read([(path.name, path.read_bytes()) for path in sorted(SAMPLE.glob("*.csv.gz"))])


# the council's own sample


@keeps("22", "288")
def test_every_row_of_the_sample_is_accounted_for():
    rows = sample().rows
    assert sum(count.read for count in rows.values()) == 129_342
    assert all(count.closes for count in rows.values())
    assert (rows["pupilonroll"].read, rows["pupilonroll"].drafted) == (9_088, 9_088)
    assert (rows["pupilnolongeronroll"].read, rows["pupilnolongeronroll"].drafted) == (308, 308)
    assert {name: (c.merged, c.set_aside) for name, c in rows.items() if c.merged or c.set_aside} == {
        "fsmperiodsonroll": (247, 58),
        "termlyexclusionsonroll": (4, 0),
    }


def test_the_sample_is_about_9_091_people_with_their_enrolments_apart():
    assert sample().people == 9_091
    assert Counter(d.outcome for d in of(sample(), "enrolment")) == {"admit": 9_396}
    assert Counter(d.outcome for d in of(sample(), "identity")) == {"admit": 9_091, "merge": 305}


def test_every_row_set_aside_in_the_sample_is_named_with_its_line_and_reason():
    for name, count in sample().rows.items():
        told = [e for e in sample().errors if e.file == f"2024_autumn_{name}.csv.gz"]
        assert len({finding.line for finding in told}) == count.set_aside
        assert all(finding.field and finding.why and finding.next for finding in told)


@keeps("24")
def test_wrong_numbers_and_withdrawn_codes_of_the_sample_stay_as_given_and_are_counted_exactly():
    tallies = {(t.file[12:-7], t.code, t.field, t.value): t.count for t in sample().tallies}
    assert tallies["pupilonroll", "upn-format", "upn", ""] == 9_088
    assert tallies["pupilonroll", "uln-format", "uniquelearnernumber", ""] == 9_088
    assert tallies["termlysessiondetailsonroll", "code-not-in-force", "attendancereason", "H"] == 3_775
    assert tallies["pupilonroll", "code-not-in-force", "senprovision", "S"] == 873
    kept = [
        d
        for d in of(sample(), "attendance_summary")
        if d.values["reason"] == "H" and d.table.endswith("sonroll.csv.gz")
    ]
    assert sum(d.values["period"] == "term" for d in kept) == 3_775
    assert len(sample().findings) < 1_000


def test_a_holiday_code_still_held_in_the_summer_before_and_not_in_the_autumn():
    flagged = {t.file[12:-7] for t in sample().tallies if (t.code, t.value) == ("code-not-in-force", "H")}
    assert flagged == {"termlysessiondetailsonroll", "termlysessiondetailsoffroll"}


def test_the_sample_read_twice_or_in_another_order_says_the_same():
    files = [(path.name, path.read_bytes()) for path in sorted(SAMPLE.glob("*.csv.gz"), reverse=True)]
    again = census_export.read(files)
    assert again.drafts == sample().drafts
    assert again.findings == sample().findings
    assert again.rows == sample().rows


def test_no_draft_has_an_empty_value_or_a_field_its_category_lacks():
    for draft in sample().drafts:
        assert draft.values.keys() <= categories[draft.category].field_names
        assert all(draft.values.values())


@keeps("22")
def test_every_column_of_the_sample_has_a_home_or_only_ties_rows_together():
    for path in SAMPLE.glob("*.csv.gz"):
        name = path.name.split("_")[2].removesuffix(".csv.gz")
        header = gzip.decompress(path.read_bytes()).split(b"\n", 1)[0].decode().strip().split(",")
        homeless = [
            c for c in header if c not in places(TABLES[name]) and not plumbing(c) and c != "NativeId"
        ]
        assert homeless == [], name


# what a row becomes


def test_a_pupil_s_row_gives_plain_values_in_the_catalogue_s_words():
    reading = read(on=[ON_HEAD, ADA])
    assert {d.category: dict(d.values) for d in reading.drafts} == {
        "identity": {"legal_surname": "Byron", "legal_forename": "Ada", "date_of_birth": "2010-12-10"},
        "identifiers": {"upn": "C886999915001"},
        "enrolment": {"establishment": "SCH1", "entry_date": "2022-09-01"},
        "youth_support_choice": {"agreement": "UNS", "establishment": "SCH1"},
        "characteristics": {"first_language": "ENG"},
    }
    assert {d.person for d in reading.drafts} == {"upn:C886999915001"}
    assert reading.findings == ()
    assert reading.facts == {"term": "2024-autumn", "reference_day": "2024-10-03"}


@pytest.mark.parametrize(
    ("term", "day"),
    [("autumn", date(2024, 10, 3)), ("spring", date(2024, 1, 18)), ("summer", date(2024, 5, 16))],
)
def test_census_day_is_the_first_thursday_of_october_or_the_third_of_january_or_may(term, day):
    assert Term(2024, term).reference_day == day


def test_counts_know_their_census_school_roll_and_period():
    reading = read(
        on=[ON_HEAD, ADA], termly=[SESSIONS, "a1,SCH1,132.0,I"], summer=[SESSIONS, "a1,SCH1,60.0,H"]
    )
    term, summer = of(reading, "attendance_summary")
    about = {"census": "2024-autumn", "establishment": "SCH1", "roll": "on"}
    assert term.values == about | {"period": "term", "reason": "I", "sessions": "132"}
    assert summer.values == about | {"period": "summer-half-term-2", "reason": "H", "sessions": "60"}
    assert reading.findings == ()


@keeps("22")
def test_a_child_row_meets_the_pupil_of_its_own_roll_only():
    leaver = (
        "a1,SCH2,K940999921113,Turing,Alan,2010-Jun-23 00:00:00,2022-Sep-01 00:00:00,2024-Sep-20 00:00:00,ENG"
    )
    reading = read(
        on=[ON_HEAD, ADA],
        off=[OFF_HEAD, leaver],
        termly=[SESSIONS, "a1,SCH1,10,I"],
        off_termly=[SESSIONS.replace("pupilonroll", "pupilnolongeronroll"), "a1,SCH2,20,I"],
    )
    assert [(d.person, d.values["sessions"]) for d in of(reading, "attendance_summary")] == [
        ("upn:C886999915001", "10"),
        ("upn:K940999921113", "20"),
    ]


def test_a_leaver_who_is_on_another_roll_is_one_person_and_the_roll_is_believed():
    left = (
        "a9,SCH2,C886999915001,Byron,Ada,2010-Dec-10 00:00:00,2021-Sep-01 00:00:00,2022-Jul-20 00:00:00,CYM"
    )
    reading = read(on=[ON_HEAD, ADA], off=[OFF_HEAD, left])
    assert reading.people == 1
    assert [d.values["establishment"] for d in of(reading, "enrolment")] == ["SCH1", "SCH2"]
    assert [(d.outcome, dict(d.values)) for d in of(reading, "characteristics")] == [
        ("admit", {"first_language": "ENG"}),
        ("merge", {}),
    ]
    (found,) = reading.findings
    assert (found.code, found.file, found.line, found.field, found.value) == (
        "said-otherwise",
        OFF,
        2,
        "language",
        "CYM",
    )
    assert reading.rows["pupilnolongeronroll"].drafted == 1


def test_a_row_that_comes_twice_is_merged_and_said():
    reading = read(on=[ON_HEAD, ADA, ADA], termly=[SESSIONS, "a1,SCH1,1,I", "a1,SCH1,1,I"])
    assert [(c.drafted, c.merged) for c in reading.rows.values()] == [(1, 1), (1, 1)]
    assert codes(reading, "warning") == ["row-twice", "row-twice"]


def test_two_addresses_of_a_pupil_are_two_and_the_same_one_twice_is_one():
    left = (
        "a9,SCH2,C886999915001,Byron,Ada,2010-Dec-10 00:00:00,2021-Sep-01 00:00:00,2022-Jul-20 00:00:00,CYM"
    )
    head = "pupilnolongeronrolltableid,NativeId,uniquepropertyreferencenumber,postcode"
    reading = read(
        off=[OFF_HEAD, left],
        addresses=[head, "a9,SCH2,1.0,ME1 1AA", "a9,SCH2,1.0,ME1 1AA", "a9,SCH2,,ME2 2BB"],
    )
    assert [(d.outcome, d.values["order"], d.values["postcode"]) for d in of(reading, "address")] == [
        ("admit", "1", "ME1 1AA"),
        ("merge", "1", "ME1 1AA"),
        ("admit", "2", "ME2 2BB"),
    ]


def test_a_pupil_without_a_number_is_known_by_the_row_and_flagged():
    reading = read(on=[ON_HEAD, ADA.replace("C886999915001", "")])
    assert {d.person for d in reading.drafts} == {"pupilonroll:a1"}
    assert codes(reading, "warning") == ["no-upn"]


@pytest.mark.parametrize(
    "name", ["O’Brien-Smith", "D'Arcy", "Ŵyn ap Llŷr", "محمد", "李小龍", "Zoe\u0301", "Zoé"]
)
def test_names_stay_as_written(name):
    reading = read(on=[ON_HEAD, ADA.replace("Byron", name)])
    assert of(reading, "identity")[0].values["legal_surname"] == name
    assert reading.findings == ()


def test_a_name_that_turns_the_reading_direction_is_kept_and_flagged():
    reading = read(on=[ON_HEAD, ADA.replace("Byron", "By\u202eron")])
    assert of(reading, "identity")[0].values["legal_surname"] == "By\u202eron"
    assert codes(reading, "warning") == ["turning"]


# a broken row is left out, and only it

BROKEN_PUPILS = {
    "column-count": "g1,SCH1,Y838999919007",
    "no-date": GRACE.replace("2022-Sep-01", "2022-Sep-31"),
    "no-birthday": GRACE.replace("2011-Jan", "2031-Jan"),
    "nothing-given": GRACE.replace("2011-Jan-09 00:00:00", ""),
    "nul": GRACE.replace("Grace", "Gr\0ace"),
    "quoting": GRACE.replace("Hopper", '"Hop"per'),
    "two-people-one-number": GRACE.replace("Y838999919007", "C886999915001"),
}


@keeps("288")
@pytest.mark.parametrize(("code", "row"), BROKEN_PUPILS.items())
def test_a_broken_pupil_row_is_left_out_and_the_others_are_read(code, row):
    last = "k1,SCH1,K940999921113,Johnson,Katherine,2010-Aug-26 00:00:00,2022-Sep-01 00:00:00,No,ENG"
    reading = read(on=[ON_HEAD, ADA, row, last], termly=[SESSIONS, "g1,SCH1,1,I"])
    pupils = reading.rows["pupilonroll"]
    assert (pupils.read, pupils.drafted, pupils.set_aside) == (3, 2, 1)
    first, orphan = reading.errors
    assert (first.code, first.file, first.line) == (code, ON, 3)
    assert first.why
    assert first.next
    assert (orphan.code, orphan.file, orphan.line) == ("no-such-pupil", TERMLY, 2)
    assert [d.values["legal_forename"] for d in of(reading, "identity")] == ["Ada", "Katherine"]


def test_bytes_that_are_not_utf_8_spoil_their_own_row_only():
    data = table(ON_HEAD, ADA) + GRACE.replace("Hopper", "H\xe9").encode("latin-1") + b"\n"
    reading = census_export.read([(ON, data)])
    assert codes(reading) == ["not-utf-8"]
    assert [d.values["legal_forename"] for d in of(reading, "identity")] == ["Ada"]


def test_a_child_row_of_an_id_that_two_pupils_share_belongs_to_nobody():
    other = GRACE.replace("g1", "a1")
    reading = read(on=[ON_HEAD, ADA, other], termly=[SESSIONS, "a1,SCH1,1,I"])
    assert codes(reading) == ["whose-unclear"]
    assert of(reading, "attendance_summary") == []


def test_a_shared_id_is_told_apart_by_the_school():
    other = GRACE.replace("g1,SCH1", "a1,SCH2")
    reading = read(on=[ON_HEAD, ADA, other], termly=[SESSIONS, "a1,SCH2,1,I"])
    assert [d.person for d in of(reading, "attendance_summary")] == ["upn:Y838999919007"]


def test_two_counts_of_one_thing_that_differ_are_not_both_believed():
    reading = read(on=[ON_HEAD, ADA], termly=[SESSIONS, "a1,SCH1,1,I", "a1,SCH1,2,I"])
    (wrong,) = reading.errors
    assert (wrong.code, wrong.line, wrong.field) == ("said-otherwise", 3, "sessions")
    assert [d.values["sessions"] for d in of(reading, "attendance_summary")] == ["1"]


def test_many_like_warnings_keep_their_first_lines_and_an_exact_count():
    pupils = [ADA.replace("a1", f"p{n}").replace("C886999915001", f"X{n:04d}") for n in range(50)]
    reading = read(on=[ON_HEAD, *pupils])
    assert len([f for f in reading.findings if f.code == "upn-format"]) == 20
    assert [t.count for t in reading.tallies if t.code == "upn-format"] == [50]


def test_an_unknown_column_is_said_once_and_an_unknown_table_set_aside_whole():
    reading = census_export.read(
        [
            (ON, table(ON_HEAD + ",shoesize", ADA + ",4", GRACE + ",5")),
            ("2024_autumn_classes.csv", table("classestableid,pupils", "1,30", "2,29")),
        ]
    )
    assert [(f.code, f.field) for f in reading.warnings] == [("unknown-column", "shoesize")]
    assert codes(reading) == ["unknown-table"]
    assert reading.rows["2024_autumn_classes.csv"].set_aside == 2


# a broken file changes nothing

GOOD = (ON, table(ON_HEAD, ADA))
PACKED = gzip.compress(table(ON_HEAD, ADA))
BROKEN_FILES = {
    "file-name": [("pupils.csv", GOOD[1])],
    "table-twice": [GOOD, (ON + ".gz", PACKED)],
    "two-terms": [GOOD, (OFF.replace("2024", "2023"), table(OFF_HEAD))],
    "no-pupils": [(TERMLY, table(SESSIONS))],
    "pupils-missing": [GOOD, (ADDRESS, table("pupilnolongeronrolltableid,NativeId,postcode"))],
    "columns-missing": [(ON, table("pupilonrolltableid,NativeId", "a1,SCH1"))],
    "column-twice": [(ON, table(ON_HEAD + ",upn", ADA + ",x"))],
    "empty": [(ON, b"")],
    "cut-off": [(ON + ".gz", PACKED[:-20])],
    "not-gzip": [(ON + ".gz", GOOD[1])],
    "too-large": [(ON + ".gz", gzip.compress(table(ON_HEAD) + b"a" * 10 + b"\n" * 8_000_000))],
    "open-quote": [(ON, table(ON_HEAD, ADA.replace("Byron", '"Byron'), GRACE))],
    "line-too-long": [(ON, table(ON_HEAD, "a" * 1_000_001))],
    "too-wide": [(ON, table(ON_HEAD + "".join(f",c{n}" for n in range(10_000)), ADA))],
}


@keeps("288")
@pytest.mark.parametrize(("code", "files"), BROKEN_FILES.items())
def test_a_broken_file_is_refused_whole_with_its_name_and_reason(code, files):
    with pytest.raises(BadInput) as wrong:
        census_export.read(files)
    found = wrong.value.finding
    assert (found.code, found.severity) == (code, "error")
    assert found.file == files[-1][0]
    assert found.why
    assert found.next


def test_a_table_under_another_s_name_is_refused():
    with pytest.raises(BadInput, match="another table"):
        census_export.read([GOOD, (TERMLY, table(ON_HEAD, ADA))])


def test_a_damaged_packed_file_is_refused():
    damaged = PACKED[:15] + bytes([PACKED[15] ^ 0xFF]) + PACKED[16:]
    with pytest.raises(BadInput) as wrong:
        census_export.read([(ON + ".gz", damaged)])
    assert wrong.value.finding.code in {"not-gzip", "cut-off"}


def test_no_files_at_all_is_refused():
    with pytest.raises(BadInput, match="no table of pupils"):
        census_export.read([])


def test_a_bomb_is_stopped_by_its_ratio_long_before_it_is_unpacked():
    bomb = gzip.compress(table(ON_HEAD) + (b"a" * 100_000 + b"\n") * 3_000)
    with pytest.raises(BadInput) as wrong:
        census_export.read([(ON + ".gz", bomb)])
    assert wrong.value.finding.code == "too-large"


def test_a_file_of_too_many_lines_is_stopped_even_when_they_are_empty():
    with pytest.raises(BadInput) as wrong:
        census_export.read([(ON, table(ON_HEAD) + b"\n" * 101)], limits=Limits(lines=100))
    assert (wrong.value.finding.code, wrong.value.finding.line) == ("too-large", 101)


# whatever the bytes

ANY_NAME = st.sampled_from([ON, OFF, TERMLY, FSM, ADDRESS, ON + ".gz", "x.csv"])
CELL = st.sampled_from(
    ["a1", "SCH1", "C886999915001", "Byron", "2010-Dec-10 00:00:00", '"', "\0", "é", "", "I", "1e9", "\r"]
)
LINES = st.lists(st.lists(CELL, max_size=11).map(",".join), max_size=6).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(ANY_NAME, st.binary(max_size=400)), max_size=3))
def test_any_bytes_are_read_or_refused(files):
    try:
        reading = census_export.read(files)
    except BadInput:
        return
    assert all(count.closes for count in reading.rows.values())


def refused(files):
    """The code with which these files are refused as a whole, as a set of one; empty when they are read."""
    try:
        census_export.read(files)
    except BadInput as wrong:
        return {wrong.finding.code}
    return set()


@settings(max_examples=150, deadline=None)
@given(LINES, LINES)
def test_any_rows_under_a_right_header_are_accounted_for(pupils, sessions):
    files = [(ON, f"{ON_HEAD}\n{ADA}\n{pupils}".encode()), (TERMLY, f"{SESSIONS}\n{sessions}".encode())]
    if refused(files) == {"open-quote"}:
        return
    reading = census_export.read(files)
    assert all(count.closes for count in reading.rows.values())
    assert len(reading.errors) == sum(count.set_aside for count in reading.rows.values())


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60), st.integers(min_value=0, max_value=len(PACKED)))
def test_a_packed_file_spoilt_anywhere_is_read_or_refused(bytes_, at):
    spoilt = PACKED[:at] + bytes_ + PACKED[at + len(bytes_) :]
    try:
        reading = census_export.read([(ON + ".gz", spoilt)])
    except BadInput:
        return
    assert all(count.closes for count in reading.rows.values())


def test_only_a_known_table_can_be_heard():
    with pytest.raises(ValueError, match="only a known table"):
        Telling._opened(None, Sheet("x.csv", None, [], iter(())))  # type: ignore[arg-type]


def test_a_row_without_any_name_or_without_anything_is_left_out():
    nameless = GRACE.replace("Hopper,Grace", ",")
    days = "2010-Aug-26 00:00:00,2022-Sep-01 00:00:00,2023-Jul-21 00:00:00"
    off = f"o1,SCH1,K940999921113,Johnson,Katherine,{days},ENG"
    reading = read(
        on=[ON_HEAD, ADA, nameless],
        off=[OFF_HEAD, off],
        addresses=["pupilnolongeronrolltableid,NativeId,postcode", "o1,SCH1,"],
    )
    assert {(each.code, each.file, each.line) for each in reading.errors} == {
        ("nothing-given", ON, 3),
        ("nothing-given", ADDRESS, 2),
    }
