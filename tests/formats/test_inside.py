"""What runs confined is tried in the open too: each kind of paragraph, each reason why there is none."""

import io
import logging
import resource
import sys
import zipfile
from collections.abc import Iterator

import pypdf
import pytest
import weasyprint

from hornbook.rules.base import confined
from hornbook.rules.formats.written import docx_inside, pdf_inside
from hornbook.rules.formats.written.docx_inside import paragraphs
from hornbook.rules.formats.written.pdf_inside import pages

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(autouse=True)
def heard_again() -> Iterator[None]:
    """The process that is thrown away says nothing in a log; this one goes on, and is to be heard."""
    yield
    logging.disable(logging.NOTSET)


def word(body: str, prolog: str = "", name: str = "word/document.xml") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr(name, f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return packed.getvalue()


def para(text: str, marks: str = "") -> str:
    return f"<w:p><w:pPr>{marks}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("marks", "kind", "level"),
    [
        ("", "para", 0),
        ('<w:pStyle w:val="Heading2"/>', "heading", 2),
        ('<w:pStyle w:val="heading 3"/>', "heading", 3),
        ('<w:pStyle w:val="Title"/>', "heading", 1),
        ('<w:pStyle w:val="ListBullet"/>', "item", 0),
        ('<w:pStyle w:val="BodyText"/>', "para", 0),
        ("<w:numPr/>", "item", 0),
        ('<w:pStyle w:val="Heading1"/><w:numPr/>', "heading", 1),
        ('<w:outlineLvl w:val="0"/>', "heading", 1),
        ('<w:outlineLvl w:val="8"/>', "heading", 9),
        ('<w:outlineLvl w:val="9"/>', "para", 0),
        ('<w:outlineLvl w:val="x"/>', "para", 0),
    ],
)
def test_a_paragraph_is_what_its_marks_say(marks, kind, level):
    assert paragraphs(word(para("canary", marks) + para("after"))) == [
        (kind, level, "canary"),
        ("para", 0, "after"),
    ]


def test_a_row_of_a_table_is_one_line_and_what_was_deleted_is_none():
    row = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    gone = "<w:p><w:r><w:delText>canary</w:delText><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/></w:r></w:p>"
    empty = "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>"
    told = paragraphs(word(row + gone + empty))
    assert [kind for kind, _, _ in told] == ["row", "para", "row"]
    assert told[0][2].startswith("a |")
    assert (told[1][2], told[2][2]) == ("one two", "")


def test_a_word_file_that_cannot_be_read_says_why(monkeypatch):
    good = word(para("x"))
    assert paragraphs(b"PK\x03\x04 nothing") == "damaged"
    assert paragraphs(word("", name="word/other.xml")) == "damaged"
    assert paragraphs(word("<w:p>")) == "damaged"
    assert paragraphs(word("", prolog="<!DOCTYPE x []>")) == "forbidden"
    locked = bytearray(good)
    for at in (good.index(b"PK\x03\x04") + 6, good.index(b"PK\x01\x02") + 8):
        locked[at] |= 1
    assert paragraphs(bytes(locked)) == "encrypted"
    monkeypatch.setattr(docx_inside, "MOST_BYTES", 100)
    assert paragraphs(good) == "too-large"
    monkeypatch.setattr(docx_inside, "MOST_MEMBERS", 0)
    assert paragraphs(good) == "too-large"


def pdf(html: str, password: str | None = None) -> bytes:
    plain = weasyprint.HTML(string=html).write_pdf()
    if password is None:
        return bytes(plain)
    book, kept = pypdf.PdfWriter(clone_from=io.BytesIO(plain)), io.BytesIO()
    book.encrypt(password, "owner", algorithm="AES-256")
    book.write(kept)
    return kept.getvalue()


def test_a_pdf_gives_the_lines_of_each_page_or_says_why_not(monkeypatch):
    two = pdf("<p>canary one</p><p style='page-break-before: always'>canary two</p>")
    assert pages(two) == [["canary one"], ["canary two"]]
    assert pages(pdf("<p>canary</p>", "")) == [["canary"]]
    assert pages(pdf("<p>canary</p>", "secret")) == "encrypted"
    assert pages(pdf("<p></p>")) == "no-text-layer"
    assert pages(b"%PDF-1.7 nothing") == "damaged"

    def locked(data):
        raise pypdf.errors.FileNotDecryptedError

    monkeypatch.setattr(pdf_inside, "MOST_PAGES", 1)
    assert pages(two) == "too-large"
    monkeypatch.setattr(pypdf, "PdfReader", locked)
    assert pages(two) == "encrypted"


def test_every_door_is_closed_before_the_parser_sees_a_byte(monkeypatch, capsys):
    closed = []
    monkeypatch.setattr(resource, "setrlimit", lambda limit, most: closed.append((limit, most)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(word(para("canary")))))
    confined._answer("hornbook.rules.formats.written.docx_inside:paragraphs", "1000", "7")
    assert capsys.readouterr().out == '[["para", 0, "canary"]]'
    assert dict(closed) == {
        resource.RLIMIT_AS: (1000, 1000),
        resource.RLIMIT_CPU: (7, 7),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NPROC: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NOFILE: (3, 3),
    }


def test_a_file_that_takes_too_long_is_given_up():
    with pytest.raises(confined.Broken, match="too long"):
        confined.confined(
            "hornbook.rules.formats.written.docx_inside:paragraphs", b"", confined.Bounds(seconds=0)
        )
