"""The Department's workbook of code sets: what it lists, what is new in it, and what becomes of that."""

import zipfile
from datetime import date
from io import BytesIO

import pytest

from hornbook.rules.base.confined import Bounds
from hornbook.rules.base.refused import BadInput
from hornbook.rules.formats import codesets
from hornbook.rules.formats.codesets import codeset
from hornbook.rules.formats.codesets import workbook as of_the_department
from hornbook.rules.formats.codesets import workbook_inside as inside
from hornbook.rules.formats.codesets.workbook import as_csv, compared, known_as, read
from tests.formats.books import workbook
from tests.keeps import keeps

SEN = [(each.code, each.label) for each in codeset("sen_type")]
NOT_YET = "ZZ9"


def sheet(*changes: tuple[str, str], without: tuple[str, ...] = ()):
    """The kinds of special educational needs as held, with these labels instead and without these codes."""
    labels = {code: label for code, label in SEN if code not in without} | dict(changes)
    return [
        ["Common basic data set"],
        [],
        ["Pupil SEN Type"],
        ["Code", "Description", "Notes"],
        *([code, label, None] for code, label in labels.items()),
        ["a note on the table above", None],
    ]


def book(rows, **more):
    return workbook({"Contents": [["What is in it"]], "Codesets": rows}, **more)


def difference(data):
    (found,), unknown = compared(read("CBDS.xlsx", data))
    return found, unknown


@pytest.fixture
def at_home(tmp_path):
    """A folder of imported sets, and nothing of it left behind."""
    codesets.look_in(tmp_path)
    yield tmp_path
    codesets.look_in(tmp_path / "none")


@keeps("22", "24")
@pytest.mark.parametrize("root", [False, True])
def test_a_set_is_read_by_its_headings_wherever_they_stand(root):
    (found,) = read("CBDS.xlsx", book(sheet(), root=root))
    assert (found.title, found.sheet) == ("Pupil SEN Type", "Codesets")
    assert dict(found.codes) == dict(SEN)


def test_sets_named_in_a_column_stand_under_one_heading():
    rows = [
        ["CBDS Codeset", "Code", None, "Description"],
        ["SEN provision", "N", None, "No special\n educational need"],
        ["SEN provision", "E", None, "Education, health and care plan"],
        ["Modes of travel", 1, None, "On foot"],
        ["Modes of travel", None, None, "a footnote that is no code"],
    ]
    found = {each.title: dict(each.codes) for each in read("a.xlsx", workbook({"All": rows}))}
    assert found == {
        "SEN provision": {"N": "No special educational need", "E": "Education, health and care plan"},
        "Modes of travel": {"1": "On foot"},
    }


def test_a_table_without_a_title_goes_by_its_sheet():
    (found,) = read("a.xlsx", workbook({"Young carer": [["Code", "Meaning"], ["N", "Not declared"]]}))
    assert found.title == "Young carer"


@keeps("24")
def test_what_is_new_differs_or_is_missing_is_told_apart():
    held = SEN[1][0]
    found, unknown = difference(
        book(sheet((NOT_YET, "Canary"), (held, "Another label"), without=(SEN[2][0],)))
    )
    assert found.name == "sen_type"
    assert dict(found.new) == {NOT_YET: "Canary"}
    assert dict(found.relabelled) == {held: (SEN[1][1], "Another label")}
    assert found.missing == (SEN[2][0],)
    assert (found.doubtful, unknown) == (False, ())
    same, _ = difference(book(sheet()))
    assert not same


def test_a_table_that_is_like_no_set_is_listed_and_not_guessed():
    data = workbook({"Modes of travel": [["Code", "Description"], ["WLK", "On foot"]]})
    changes, (unknown,) = compared(read("a.xlsx", data))
    assert (changes, unknown.title, dict(unknown.codes)) == ((), "Modes of travel", {"WLK": "On foot"})


def test_a_title_that_fits_over_codes_that_do_not_is_doubtful():
    rows = [["SEN type"], ["Code", "Description"], *([f"Q{n}", "canary"] for n in range(9)), ["SPLD", "x"]]
    found, _ = difference(book(rows))
    assert found.doubtful


def test_of_two_tables_of_one_name_the_one_that_shares_more_codes_is_taken():
    other = [["SEN type"], ["Code", "Description"], ["Q1", "canary"]]
    for first, second in ((sheet(), other), (other, sheet())):
        found, _ = difference(workbook({"One": first, "Two": second}))
        assert dict(found.listed.codes) == dict(SEN)


def test_every_set_that_titles_are_known_by_is_there():
    from hornbook.rules.formats.codesets.workbook import _known_by

    assert set(_known_by()) <= set(codesets.codesets())
    assert known_as("Session Attendance Code") == "attendance_codes"


@keeps("22", "24")
def test_an_imported_set_means_on_a_day_what_it_meant_and_the_new_codes_from_theirs(at_home):
    """Its further columns and its days are kept: J goes on being what it was before August 2024."""
    held = codeset("attendance_codes")
    before = {
        day: {each.code: each for each in held.in_force(day)} for day in (date(2024, 7, 1), date(2024, 9, 2))
    }
    rows = [["Attendance codes"], ["Code", "Description"]]
    rows += [
        [each.code, f"{each.label}, newly said"]
        for each in held
        if each.valid_to is None and each.code != "L"
    ]
    rows += [[NOT_YET, "Canary"]]
    found, _ = difference(book(rows))
    (at_home / "attendance_codes.csv").write_text(as_csv(found, date(2026, 9, 1)), "utf-8")
    codesets.look_in(at_home)
    now = codeset("attendance_codes")
    for day, meanings in before.items():
        for code, each in meanings.items():
            again = now.meaning(code, day)
            assert (again.more, again.valid_from, again.valid_to) == (
                each.more,
                each.valid_from,
                each.valid_to,
            )
    assert now.meaning("J", date(2024, 7, 1)).label == held.meaning("J", date(2024, 7, 1)).label
    assert now.meaning("L").note.endswith("not in the workbook any more: give it a last day")
    assert now.meaning("C", date(2026, 1, 1)).label.endswith(", newly said")
    assert now.meaning(NOT_YET, date(2026, 8, 31)) is None
    assert now.meaning(NOT_YET, date(2026, 9, 1)).label == "Canary"


def test_a_set_that_was_changed_by_hand_and_wrongly_is_said_by_its_line(at_home):
    file = at_home / "sex.csv"
    found, _ = difference(book([["Sex"], ["Code", "Description"], ["F", "Female"], ["M", "Male"]]))
    text = as_csv(found, None)
    for wrong, line, field in (
        (text.replace("evidence", "evidenz", 1), 1, "evidence"),
        (text.replace(",,", ",first of May,", 1), 2, "code"),
        (f"{text}X,only a code\n", len(text.splitlines()) + 1, "code"),
    ):
        file.write_text(wrong, "utf-8")
        codesets.look_in(at_home)
        with pytest.raises(BadInput) as refused:
            codeset("sex")
        finding = refused.value.finding
        assert (finding.file, finding.line, finding.field) == (str(file), line, field)


def changed(part: str, old: str, new: str) -> bytes:
    """A good workbook with one of its parts changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book(sheet()))) as good, zipfile.ZipFile(out, "w") as parts:
        for name in good.namelist():
            text = good.read(name).decode()
            assert name != part or old in text
            parts.writestr(name, text.replace(old, new) if name == part else text)
    return out.getvalue()


SHEET = "xl/worksheets/sheet2.xml"
BAD = {
    "no workbook": (b"not a workbook", "damaged"),
    "half a workbook": (changed("xl/workbook.xml", "</workbook>", ""), "damaged"),
    "a sheet that is not there": (changed("xl/_rels/workbook.xml.rels", "sheet2", "sheet9"), "damaged"),
    "a shared text that is not there": (changed(SHEET, 't="s"><v>', 't="s"><v>9'), "damaged"),
    "a column past the last": (changed(SHEET, 'r="A1"', 'r="ZZZ1"'), "too-large"),
    "a document type": (book(sheet(), head='<!DOCTYPE a [<!ENTITY b "canary">]>'), "forbidden"),
    "no codes": (workbook({"One": [["Nothing", "here"]]}), "no-codes"),
}


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD)
def test_what_is_no_workbook_of_codes_is_refused_in_one_sentence(data, code):
    with pytest.raises(BadInput) as refused:
        read("CBDS.xlsx", data)
    assert (refused.value.finding.code, refused.value.finding.file) == (code, "CBDS.xlsx")


def test_a_parser_that_gives_up_is_told_as_such(monkeypatch):
    monkeypatch.setattr(of_the_department, "BOUNDS", Bounds(answer=10))
    with pytest.raises(BadInput) as refused:
        read("CBDS.xlsx", book(sheet()))
    assert refused.value.finding.code == "unreadable"


@pytest.mark.parametrize("bound", ["MOST_MEMBERS", "MOST_BYTES", "MOST_CELLS"])
def test_a_workbook_beyond_its_bounds_is_not_read(monkeypatch, bound):
    data = book(sheet())
    assert [name for name, _ in inside.sheets(data)] == ["Contents", "Codesets"]
    monkeypatch.setattr(inside, bound, 3)
    assert inside.sheets(data) == "too-large"


def test_a_workbook_without_shared_texts_is_read_too():
    out = BytesIO()
    numbers = workbook({"One": [[1, 2], [None, 3]]})
    with zipfile.ZipFile(BytesIO(numbers)) as good, zipfile.ZipFile(out, "w") as parts:
        for name in good.namelist():
            if name != "xl/sharedStrings.xml":
                parts.writestr(name, good.read(name))
    assert inside.sheets(out.getvalue()) == [("One", [["1", "2"], ["", "3"]])]
