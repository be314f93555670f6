"""A school's own table: read as it was meant, with every doubt said; written so that nothing in it runs."""

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hornbook.rules.base.refused import BadInput
from hornbook.rules.formats.base.rows import Limits
from hornbook.rules.formats.tabular import Mapping, look, read, write_csv
from hornbook.rules.formats.tabular.writing import safe
from tests.keeps import keeps

ON = date(2026, 11, 23)
HEAD = "UPN,Legal Surname,Legal Forename,DOB,Sex"
ADA = "Z123456789012,O’Hara-Canary,Zoë,3/2/2012,F"


def table(*lines, head=HEAD, encoding="utf-8", end="\r\n"):
    return (end.join([head, *lines]) + end).encode(encoding)


def taken(data, **how):
    return read("pupils.csv", data, as_of=ON, **how)


def said(reading):
    return {(f.severity, f.code, f.line) for f in reading.findings}


def identity(reading):
    return [dict(d.values) for d in reading.drafts if d.category == "identity"]


def test_a_table_is_read_as_one_row_a_pupil_with_names_as_written():
    reading = taken(table(ADA))
    assert said(reading) == {("warning", "upn-letter", 2)}, "kept as given, and flagged"
    assert {(d.category, d.person, d.line, tuple(sorted(d.values.items()))) for d in reading.drafts} == {
        ("identifiers", "upn:Z123456789012", 2, (("upn", "Z123456789012"),)),
        (
            "identity",
            "upn:Z123456789012",
            2,
            (
                ("date_of_birth", "2012-02-03"),
                ("legal_forename", "Zoë"),
                ("legal_surname", "O’Hara-Canary"),
                ("sex", "F"),
            ),
        ),
    }
    assert (reading.people, reading.rows["pupils.csv"].closes) == (1, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_whatever_saved_it_the_same_is_read(encoding, mark, end):
    data = table(*[ADA] * 3, encoding=encoding, end=end).decode(encoding).replace(",", mark).encode(encoding)
    shown = look("pupils.csv", data)
    assert shown.columns["DOB"] == "identity.date_of_birth"
    assert identity(taken(data))[0]["legal_surname"] == "O’Hara-Canary"


def test_an_older_encoding_is_guessed_and_the_guess_is_said():
    reading = taken(table(ADA, encoding="cp1252"))
    assert identity(reading)[0]["legal_forename"] == "Zoë"
    assert ("warning", "encoding-guessed", None) in said(reading)


@pytest.mark.parametrize(
    "name", ["محمد", "李小龙", "Llŷr", "Đặng", "O'Brien", "=Smith", "Null", "-", "D’Arcy, the"]
)
def test_names_are_kept_as_written_in_any_script(name):
    row = next(csv.reader([ADA]))
    out = io.StringIO()
    csv.writer(out).writerow([row[0], name, *row[2:]])
    assert identity(taken(table(out.getvalue().strip())))[0]["legal_surname"] == name


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("4/5/2012", "2012-05-04"),
        ("04.05.2012", "2012-05-04"),
        ("2012-05-04", "2012-05-04"),
        ("2012/5/4", "2012-05-04"),
        ("4th May 2012", "2012-05-04"),
        ("4-Sep-2012", "2012-09-04"),
        ("29/02/2012", "2012-02-29"),
        ("04/05/2012 00:00", "2012-05-04"),
        ("5/16/2012", None),
        ("29/02/2013", None),
        ("04/05/12", None),
        ("0000-00-00", None),
        ("41000", None),
        ("٣/٢/٢٠١٢", None),
        ("12/11/2031", None),
        ("soon", None),
    ],
)
def test_a_birthday_is_the_day_first_and_never_guessed(written, day):
    reading = taken(table(ADA.replace("3/2/2012", written)))
    assert [i["date_of_birth"] for i in identity(reading)] == ([day] if day else [])
    errors = [(f.line, f.field) for f in reading.findings if f.severity == "error"]
    assert errors == ([] if day else [(2, "DOB")])


@keeps("22")
def test_a_broken_row_is_left_out_with_its_line_and_the_others_are_taken():
    bad_day, short, nobody, blank = ADA.replace("3/2", "31/2"), "Z1,Only", ",,Zoë,,F", ",,,,"
    whole = ADA.replace("Z123456789012", "Z123456789013")
    reading = taken(table(bad_day, short, whole, nobody, blank))
    assert {d.person for d in reading.drafts} == {"upn:Z123456789013"}
    assert {(f.line, f.severity) for f in reading.findings if f.code != "upn-letter"} == {
        (2, "error"),
        (3, "error"),
        (5, "error"),
        (6, "warning"),
    }
    count = reading.rows["pupils.csv"]
    assert (count.read, count.drafted, count.merged, count.set_aside) == (4, 1, 0, 3)


def test_no_finding_shows_the_value_unless_it_is_asked_for():
    reading = taken(table(ADA.replace("3/2/2012", "daycanary")))
    (finding,) = [f for f in reading.findings if f.severity == "error"]
    assert finding.value == "daycanary"
    assert "canary" not in str(finding) + repr(finding)


def test_a_pupil_number_as_given_is_kept_and_two_people_on_one_are_not_one():
    other = "Z123456789012,Sparrow,Jack,1/1/2011,M"
    reading = taken(table(ADA, ADA, other))
    assert len(identity(reading)) >= 1
    assert ("error", "two-people-one-number", 4) in said(reading)
    assert ("warning", "pupil-again", 3) in said(reading)
    assert all("Sparrow" not in d.values.values() for d in reading.drafts)


def test_an_unknown_heading_is_said_and_one_told_is_taken():
    data = table("A1,Canary,Zoë,3/2/2012,F,blue", head=HEAD.replace("UPN", "Nr") + ",Eyes")
    assert {f.field for f in taken(data).findings if f.code == "unknown-heading"} == {"Nr", "Eyes"}
    told = Mapping("ours", {"Nr": "identifiers.upn", "Legal Surname": "identity.legal_surname"})
    assert {d.person for d in taken(data, mapping=told).drafts} == {"upn:A1"}
    with pytest.raises(BadInput) as bad:
        taken(data, mapping=Mapping("ours", {"Nr": "identity.shoe_size"}))
    assert bad.value.finding.code == "no-such-field"


BROKEN = {
    "empty": b"",
    "no-known-heading": b"Eyes,Shoes\r\nblue,42\r\n",
    "heading-twice": b"DOB,Date of Birth\r\n1/1/2012,1/1/2012\r\n",
    "not-csv": b"PK\x03\x04 and the rest of a spreadsheet",
    "too-wide": b"DOB" + b",x" * 2000 + b"\r\n",
    "too-large": b"DOB\r\n" + b"1/1/2012\r\n" * 400,
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_file_is_one_sentence_and_nothing_is_taken(code):
    with pytest.raises(BadInput) as bad:
        taken(BROKEN[code], limits=Limits(packed=4000) if code == "too-large" else Limits(packed=10_000))
    assert (bad.value.finding.code, bad.value.finding.file) == (code, "pupils.csv")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=300).map(lambda t: f"{HEAD}\r\n{t}".encode("utf-8", "replace")),
    )
)
@example(b"sep=;\r\n")
@example(b"sep=,")
@example(b"\xff\xfe")
@example(b'"UPN\r\n')
@example(f'{HEAD}\r\n"unclosed'.encode())
def test_no_bytes_whatever_are_a_fault(data):
    try:
        reading = taken(data)
    except BadInput as bad:
        assert bad.finding.why  # noqa: PT017  either answer is right, and each is looked at
        return
    assert all(count.closes for count in reading.rows.values())


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "＝1+1",
        '=HYPERLINK("x")',
    ],
)
def test_what_opens_like_a_formula_is_written_as_text(text):
    assert safe(text) == f"'{text}"
    rows = csv.reader(io.StringIO(write_csv([{text: text}], [text]).decode("utf-8-sig"), newline=""))
    assert list(rows) == [[f"'{text}"]] * 2


@pytest.mark.parametrize(
    "text", ["+44 1632 960001", "-1.5", "01632 960001", "O’Brien", "a=b", "", "2012-02-03"]
)
def test_numbers_and_names_stay_as_they_are(text):
    assert safe(text) == text


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.text()), max_size=6))
def test_what_is_written_is_read_back_cell_by_cell(rows):
    back = csv.DictReader(io.StringIO(write_csv(rows, list("abc")).decode("utf-8-sig"), newline=""))
    assert [dict(row) for row in back] == [{c: safe(row.get(c, "")) for c in "abc"} for row in rows]


def test_a_cell_for_no_column_is_a_mistake_and_not_dropped():
    with pytest.raises(ValueError, match="no column"):
        write_csv([{"a": "1", "b": "2"}], ["a"])
