"""A notice is read from whatever it was written in, or refused with one sentence. Keeps: 19."""

import io
import textwrap
import zipfile
from pathlib import Path
from time import monotonic

import pypdf
import pytest
import weasyprint

from hornbook.rules.base import confined as limits
from hornbook.rules.base.refused import BadInput
from hornbook.rules.formats.written import read
from hornbook.rules.policy.lint import lint
from tests.rules.lint.texts import TODAY, sound, stands

WRONG = (
    sound()
    .replace("- Ethnic group", "- Ethnic group, nationality and country of birth")
    .replace(
        "Nothing is sent outside the United Kingdom.", "Nothing is sent outside the European Economic Area."
    )
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _kind(line: str) -> str:
    if line.startswith("- "):
        return "item"
    return "para" if line.endswith((".", ":")) else "heading"


def as_html(text: str) -> bytes:
    tags = {"item": "li", "para": "p", "heading": "h2"}
    lines = [line for line in text.split("\n") if line]
    body = "\n".join(
        f"<{tags[_kind(line)]}>{line.removeprefix('- ')}</{tags[_kind(line)]}>" for line in lines
    )
    head = "<head><title>x</title><script>no()</script></head>"
    return f"<!doctype html><html>{head}<body>{body}</body></html>".encode()


def as_docx(text: str, prolog: str = "") -> bytes:
    marks = {
        "item": '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
        "para": "",
        "heading": '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>',
    }
    lines = [line for line in text.split("\n") if line]
    body = "".join(
        f"<w:p>{marks[_kind(line)]}<w:r><w:t>{line.removeprefix('- ')}</w:t></w:r>"
        "<w:r><w:delText>gone</w:delText></w:r></w:p>"
        for line in lines
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(
            "word/document.xml", f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
    return packed.getvalue()


def as_pdf(text: str) -> bytes:
    pdf: bytes = weasyprint.HTML(string=as_html(text).decode()).write_pdf()
    return pdf


MAKERS = {
    "html": as_html,
    "docx": as_docx,
    "pdf": as_pdf,
    "md": lambda text: text.encode(),
    "txt": str.encode,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_the_same_text_gets_the_same_remarks_whatever_it_was_written_in(kind: str):
    assert lint(read(f"a.{kind}", MAKERS[kind](sound())), TODAY) == ()
    written = read(f"a.{kind}", MAKERS[kind](WRONG))
    remarks = lint(written, TODAY)
    assert [each.code for each in remarks] == ["not-collected-any-more", "eea-border"]
    assert all(stands(written, each) for each in remarks)


def test_lines_are_counted_as_in_the_file():
    html = as_html(WRONG)
    assert [each.line for each in lint(read("a.txt", WRONG.encode()), TODAY)] == [13, 35]
    assert all(
        each.quote.split()[0].encode() in html.split(b"\n")[each.line - 1]
        for each in lint(read("a.html", html), TODAY)
    )


def test_a_text_broken_by_hand_into_lines_is_read_as_its_paragraphs():
    long = "We keep what we know about you in a safe place and look at it only when we need it for our work. "
    broken = textwrap.fill(long * 8, width=78)
    written = read("a.txt", f"Privacy notice\n\n{broken}\n".encode())
    assert [block.kind for block in written.blocks] == ["heading", "para"]


def test_accents_and_old_encodings_are_read():
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        written = read("a.txt", "Privacy notice\n\nThe school’s café.".encode(encoding))
        assert written.blocks[1].words == "The school's café."


def _locked() -> bytes:
    book, out = pypdf.PdfWriter(clone_from=io.BytesIO(as_pdf("A notice."))), io.BytesIO()
    book.encrypt("secret", algorithm="AES-256")
    book.write(out)
    return out.getvalue()


def _pictures() -> bytes:
    book, out = pypdf.PdfWriter(), io.BytesIO()
    book.add_blank_page(200, 200)
    book.write(out)
    return out.getvalue()


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"<a>" + b" " * 60_000_000 + b"</a>")
    return packed.getvalue()


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
REFUSED = [
    ("a.rtf", b"hello", "unknown-kind"),
    ("notice", b"hello", "unknown-kind"),
    ("a.txt", b"", "no-text"),
    ("a.txt", b"\n \n", "no-text"),
    ("a.txt", b"ab\x00c", "not-text"),
    ("a.txt", b"%PDF-1.7", "wrong-kind"),
    ("a.txt", b"PK\x03\x04", "wrong-kind"),
    ("a.docx", b"\xd0\xcf\x11\xe0rest", "wrong-kind"),
    ("a.docx", b"PK\x03\x04 no zip", "damaged"),
    ("a.docx", as_docx("A notice.", LAUGHS), "forbidden"),
    ("a.docx", _bomb(), "too-large"),
    ("a.pdf", b"%PDF-1.7 and no more", "damaged"),
    ("a.pdf", as_pdf("A notice.")[:700], "damaged"),
    ("a.pdf", _locked(), "encrypted"),
    ("a.pdf", _pictures(), "no-text-layer"),
    ("a.txt", b"x" * 20_001, "line-too-long"),
    ("a.txt", b"x\n" * 5_001, "too-large"),
    ("a.txt", b" " * 20_000_001, "too-large"),
]


@pytest.mark.parametrize(
    ("file", "data", "code"), REFUSED, ids=[f"{f} {c} {n}" for n, (f, _, c) in enumerate(REFUSED)]
)
def test_what_cannot_be_read_is_refused_with_one_sentence(file: str, data: bytes, code: str):
    with pytest.raises(BadInput) as refused:
        read(file, data)
    assert (refused.value.finding.code, refused.value.finding.file) == (code, file)
    assert refused.value.finding.why.endswith(".")


LARGEST = {
    "items": "- we share with the\n" * 4900,
    "one long line": "we share consent contact must " * 660,
    "names": "Ada Byron School of the " * 800,
    "brackets": "[" * 19_999,
}


@pytest.mark.parametrize("text", LARGEST.values(), ids=LARGEST)
def test_the_largest_text_that_is_read_is_judged_while_one_waits(text: str):
    began = monotonic()
    assert lint(read("a.txt", f"Privacy notice\n\n{text}\n\nThe end.".encode()), TODAY)
    assert monotonic() - began < 20


@pytest.mark.parametrize(
    "name", ["opens_a_file", "writes_a_file", "calls_out", "starts_another", "takes_memory"]
)
def test_a_confined_parser_reaches_nothing(name: str, tmp_path: Path):
    with pytest.raises(limits.Broken):
        limits.confined(f"tests.formats.confined_tries:{name}", str(tmp_path / "x").encode())
    assert list(tmp_path.iterdir()) == []


def test_a_confined_parser_has_so_much_time_and_no_more():
    with pytest.raises(limits.Broken):
        limits.confined("tests.formats.confined_tries:never_ends", b"", limits.Bounds(seconds=1))


def test_and_may_answer_so_much_and_no_more():
    with pytest.raises(limits.Broken, match="far more"):
        limits.confined("tests.formats.confined_tries:tells_too_much", b"", limits.Bounds(answer=1000))
    assert limits.confined("tests.formats.confined_tries:shouts", b"ada") == "ADA"
