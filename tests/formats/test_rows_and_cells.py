"""The least of a table: its bytes within bounds, its lines, its cells and what cannot be seen in them."""

import gzip
from datetime import date

import pytest

from hornbook.rules.base.confined import Broken
from hornbook.rules.base.refused import BadInput
from hornbook.rules.base.written import Block, Line
from hornbook.rules.formats.base.cells import _Remembered, plain_number
from hornbook.rules.formats.base.rows import Limits, Lines, unpacked
from hornbook.rules.formats.base.text import looks_like_formula, odd_characters
from hornbook.rules.formats.tabular import Mapping, read
from hornbook.rules.formats.tabular.mapping import place
from hornbook.rules.formats.written import office


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("Ada", ""),
        ("Siân\nO’Brien\t", ""),
        ("a\0é", "nul"),
        ("\0", "nul"),
        ("é\u202e", "turning"),
        ("a\x07", "control"),
        ("\ufffd", "not-text"),
        (chr(0xD800), "not-text"),
    ],
)
def test_what_is_odd_about_a_text_is_named(text, odd):
    assert odd_characters(text) == odd


def test_a_formula_is_seen_and_a_number_is_none():
    assert all(looks_like_formula(each) for each in ("=1", "@x", "＝1", "\tx", "-x"))
    assert not any(looks_like_formula(each) for each in ("", "x=1", "+44 20", "-1"))


def refused(file, data, **limits):
    with pytest.raises(BadInput) as bad:
        unpacked(file, data, Limits(**limits)).read()
    return bad.value.finding.code


def test_bytes_out_of_bounds_are_refused_before_they_are_read():
    assert refused("a.csv", b"12345", packed=4) == "too-large"
    assert refused("a.csv", b"12345", unpacked=4) == "too-large"
    assert refused("a.csv.GZ", b"12345") == "not-gzip"
    assert refused("a.csv", gzip.compress(b"0" * 50_000), unpacked=1000) == "too-large"
    assert unpacked("a.csv", gzip.compress(b"12345"), Limits()).read() == b"12345"


def test_lines_out_of_bounds_are_refused_by_their_number():
    for limits, code, line in ((Limits(lines=1), "too-large", 2), (Limits(row=3), "line-too-long", 1)):
        with pytest.raises(BadInput) as bad:
            list(Lines("a.csv", unpacked("a.csv", b"1234\n5\n", Limits()), limits))
        assert (bad.value.finding.code, bad.value.finding.line) == (code, line)


def test_what_is_remembered_of_cells_is_let_go_before_it_fills_the_memory():
    asked = []
    cells = _Remembered(lambda text: asked.append(text) or text)
    for n in range(50_001):
        assert cells[str(n)] == str(n)
    assert len(cells) == 1
    assert cells["0"] == "0"
    assert (len(asked), asked[-1]) == (50_002, "0")


def test_a_row_may_quote_words_that_begin_on_a_later_line():
    block = Block("para", (Line(4, "First words."), Line(5, "Then others.")))
    assert block.quote(13, 17).line == 5
    assert block.quote(0, 5).line == 4
    assert block.quote(500, 510).line == 5


@pytest.mark.parametrize(
    "where", ["identity", "identity.shoes", "shoes.size", "identity.upn.1.2", "address.line_1.0"]
)
def test_a_mapping_names_fields_of_the_catalogue_only(where):
    with pytest.raises(BadInput) as bad:
        place(where, "ours")
    assert where in bad.value.finding.why
    assert place("address.line_1.2", "ours").nth == 2


HEAD = "UPN,Legal Surname,Legal Forename,DOB,Sex"


def school_table(head, *lines):
    return read(
        "p.csv", "\n".join([head, *lines]).encode(), as_of=date(2026, 11, 23), establishment="8860001"
    )


def test_a_row_is_as_wide_as_its_headings_and_says_something():
    found = school_table(HEAD, "Z1,Canary,Ada", "Z1,Canary,Ada,3/2/2012,F,more", ",,,,")
    assert [(each.code, each.line) for each in found.findings if each.severity == "error"][:2] == [
        ("column-count", 2),
        ("column-count", 3),
    ]


def test_a_table_without_a_row_out_of_bounds_or_unknown_is_refused():
    with pytest.raises(BadInput) as large:
        read("p.csv", b"12345", as_of=date(2026, 11, 23), limits=Limits(packed=4))
    assert large.value.finding.code == "too-large"
    assert Mapping


CONTACTS = (
    f"{HEAD},Parent/Carer 1 Name,Parent/Carer 1 Email,Parent/Carer 1 Relationship,Address Line 1,SEN Need 2"
)


def test_what_a_row_says_of_a_contact_stands_by_the_pupil_and_without_a_contact_is_left_out():
    ada = "C886999915001,Byron,Ada,10/12/2010,F,Canary Byron,canary@example.org,Mother,1 canary Road,SLCN"
    grace = "Y838999919007,Hopper,Grace,9/1/2011,F,,,Mother,,"
    found = school_table(CONTACTS, ada, grace)
    by = {(each.person, each.category): dict(each.values) for each in found.drafts}
    contact = "upn:C886999915001/contact:1"
    assert by[contact, "contacts"]["name"] == "Canary Byron"
    assert by["upn:C886999915001", "relation"]["contact_ref"] == contact
    home = by["upn:C886999915001", "address"]
    assert (home["kind"], home["order"], home["told_by"]) == ("home", "1", "8860001")
    assert by["upn:C886999915001", "sen_need"]["rank"] == "2"
    assert ("upn:Y838999919007", "relation") not in by
    assert "contact-missing" in {each.code for each in found.findings}


def test_a_row_that_says_otherwise_of_the_same_pupil_is_flagged_and_the_first_believed():
    first = "C886999915001,Byron,Ada,10/12/2010,F"
    found = school_table(f"{HEAD},First Language", f"{first},ENG", first.replace(",F", ",M") + ",ENG")
    assert "said-otherwise" in {each.code for each in found.findings}
    assert {each.values["sex"] for each in found.drafts if "sex" in each.values} == {"F"}


def test_a_byte_order_mark_is_no_part_of_the_first_line():
    lines = Lines("a.csv", unpacked("a.csv", b"\xef\xbb\xbfone\ntwo\n", Limits()), Limits())
    assert list(lines) == ["one\n", "two\n"]


def test_a_file_whose_reader_breaks_is_refused_with_what_to_do(monkeypatch):
    def breaks(parser, data):
        raise Broken("It took too long to read.")

    monkeypatch.setattr(office, "confined", breaks)
    with pytest.raises(BadInput) as bad:
        office.pdf("a.pdf", b"%PDF")
    assert (bad.value.finding.code, bad.value.finding.why) == ("unreadable", "It took too long to read.")


def test_a_table_without_a_school_says_none_and_a_row_of_spaces_says_nothing():
    found = read(
        "p.csv",
        f"{HEAD},Address Line 1\nC886999915001,Byron,Ada,10/12/2010,F,1 canary Road\n , , , , , \n".encode(),
        as_of=date(2026, 11, 23),
    )
    home = next(dict(each.values) for each in found.drafts if each.category == "address")
    assert (home["kind"], "told_by" in home) == ("home", False)
    entered = school_table(f"{HEAD},Entry Date", "C886999915001,Byron,Ada,10/12/2010,F,1/9/2022")
    assert any(each.values.get("establishment") == "8860001" for each in entered.drafts)


def test_a_row_that_says_something_in_no_column_taken_in_says_nothing():
    found = school_table(f"{HEAD},Shoe Size", "C886999915001,Byron,Ada,10/12/2010,F,4", ",,,,,7")
    assert [(each.code, each.line) for each in found.findings if each.severity == "error"] == [
        ("nothing-given", 3)
    ]


def test_a_number_is_written_plainly_and_what_is_none_is_none():
    given = ("132.0", "7.50", "-0.0", "007", "many", "1.2.3", "")
    assert [plain_number(each) for each in given] == ["132", "7.5", "0", "7", None, None, None]


def test_a_code_nobody_knows_is_kept_and_flagged():
    found = school_table(f"{HEAD},First Language", "C886999915001,Byron,Ada,10/12/2010,F,QQQQ")
    flagged = [each for each in found.findings if each.code == "unknown-code"]
    assert [(each.severity, each.line) for each in flagged] == [("warning", 2)]
    assert "QQQQ" in {value for each in found.drafts for value in each.values.values()}
