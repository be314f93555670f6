"""A page is drawn as PDF by a process of its own: tagged, fetching nothing, knowing nothing of ours."""

import io
import sys

import pypdf
import pytest

from hornbook.rules.base import pdf

PAGE = '<!doctype html><html lang="cy"><title>Canary</title><body><h1>A canary sings</h1>{}</body></html>'
LONG = "<p>A line that takes room.</p>" * 400


def read(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def test_a_page_is_drawn_tagged_in_its_language_and_this_process_stays_small():
    before = "weasyprint" in sys.modules
    book = read(pdf.drawn([PAGE.format("<p>Every morning.</p>")]))
    assert "A canary sings" in book.pages[0].extract_text()
    root = book.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("cy", True)
    assert ("weasyprint" in sys.modules) == before


def test_the_same_page_gives_the_same_bytes():
    assert pdf.drawn([PAGE]) == pdf.drawn([PAGE])


@pytest.mark.parametrize(
    "reference",
    [
        '<link rel="attachment" href="file://{}">',
        '<link rel="stylesheet" href="file://{}">',
        '<img alt="" src="file://{}">',
        '<object data="file://{}"></object>',
        '<img alt="" src="http://127.0.0.1:9/canary.png">',
    ],
)
def test_what_a_page_refers_to_outside_itself_is_left_out(tmp_path, reference):
    secret = tmp_path / "secret.css"
    secret.write_text("body::after { content: 'canary-of-a-file' }")
    book = read(pdf.drawn([PAGE.format(reference.format(secret))]))
    assert book.attachments == {}
    assert book.pages[0].extract_text().strip() == "A canary sings"


def test_of_several_the_first_that_goes_on_one_sheet_is_drawn():
    small, smaller = PAGE.format("<p>Small.</p>"), PAGE.format("<p>Smaller.</p>")
    for draw in (pdf.drawn, pdf.first_on):
        book = read(draw([PAGE.format(LONG), PAGE.format(LONG), small, smaller], 1))
        assert (len(book.pages), "Small." in book.pages[0].extract_text()) == (1, True)
    assert len(read(pdf.first_on([PAGE.format(LONG)], None)).pages) > 1


def test_where_none_goes_on_one_sheet_nothing_is_drawn():
    assert pdf.drawn([PAGE.format(LONG)], sheets=1) == b""
    assert pdf.first_on([PAGE.format(LONG)], 1) == b""


def test_a_page_that_cannot_be_drawn_says_why(monkeypatch):
    with pytest.raises(pdf.NotDrawn, match="IndexError"):
        pdf.drawn([])
    monkeypatch.setattr(pdf, "SECONDS", 0.001)
    with pytest.raises(pdf.NotDrawn, match="longer than"):
        pdf.drawn([PAGE])


def test_no_secret_of_ours_goes_along(monkeypatch):
    asked = []
    run = pdf.subprocess.run
    monkeypatch.setenv("HORNBOOK_DATABASE_URL", "postgres://canary")
    monkeypatch.setattr(pdf.subprocess, "run", lambda *a, **k: asked.append(k["env"]) or run(*a, **k))
    pdf.drawn([PAGE])
    assert asked[0].keys() <= {*pdf._GOES_ALONG, "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LC_ALL"}
