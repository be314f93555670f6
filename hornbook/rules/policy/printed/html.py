"""A document as HTML: a fragment that the site's own style dresses, or a page that needs nothing else."""

import re
from collections.abc import Iterator
from html import escape

from .large import stacked
from .tree import Block, Bullets, Cell, Document, Heading, Paragraph, Revised, Table, direction

#: Telephone numbers and e-mail addresses, which no language turns round.
LEFT_TO_RIGHT = re.compile(r"\+?\d[\d ]{5,}\d|[\w.+-]+@[\w.-]+\w")
SIZES = {1: "xl", 2: "l", 3: "m", 4: "s"}

#: Enough for a page on its own, on screen and on paper; system fonts only.
STYLE = """\
@page { size: A4; margin: 16mm 15mm; @bottom-right { content: counter(page) " / " counter(pages); } }
@page { @bottom-right { font: 9pt Arial, "Liberation Sans", "DejaVu Sans", sans-serif; } }
@page wide { size: A4 landscape; margin: 12mm; }
body { font: 11pt/1.45 Arial, "Liberation Sans", "DejaVu Sans", sans-serif; color: #0b0c0c; }
body { margin: 2em auto; max-width: 64em; padding: 0 1em; }
h1 { font-size: 1.9em; line-height: 1.15; }
h2 { font-size: 1.4em; margin-top: 1.6em; } h3 { font-size: 1.1em; }
h1, h2, h3, h4 { break-after: avoid; }
table { border-collapse: collapse; width: 100%; margin: .8em 0 1.4em; font-size: .86em; }
caption { text-align: start; font-weight: bold; padding-bottom: .4em; }
th, td { text-align: start; vertical-align: top; padding-block: .35em; padding-inline: 0 .9em; }
th, td { border-bottom: 1px solid #b1b4b6; }
td p, th p { margin: 0 0 .2em; } th p + p { font-weight: normal; }
ins { font-weight: bold; } .banner { border: 3px solid #0b0c0c; padding: .5em 1em; }
.wide { max-width: none; page: wide; }
@media print {
  body { margin: 0; max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.3; }
  .wide { font-size: 7.5pt; } tr { break-inside: avoid; } .wide tr { break-inside: auto; }
}
"""
#: Nothing is smaller than 18 point, on paper as on screen.
LARGE = """\
body, .wide { font-size: 18pt !important; line-height: 1.5; max-width: 36em; page: auto; }
h1 { font-size: 28pt; } h2 { font-size: 24pt; } h3 { font-size: 21pt; } h4 { font-size: 18pt; }
li, p { margin-bottom: .5em; }
@page { margin: 18mm; @bottom-right { font-size: 18pt; } }
"""
#: One sheet for a wall: two columns, letters as large as leave it one sheet.
SHEET = """\
@page {{ size: A4; margin: 11mm; @bottom-right {{ content: none; }} }}
body, .sheet {{ margin: 0; max-width: none; padding: 0; }}
@media print {{ .sheet {{ font-size: {size}pt; line-height: 1.25; }} }}
.sheet h1 {{ margin: 0 0 .3em; font-size: 2.2em; }}
.sheet h2 {{ margin: .7em 0 .15em; font-size: 1.25em; }}
.sheet p, .sheet ul {{ margin: .15em 0; }} .sheet ul {{ padding-inline-start: 1.1em; }}
.sheet main {{ columns: 2; column-gap: 9mm; }} .sheet h1, .sheet h1 + p {{ column-span: all; }}
"""


def fragment(document: Document) -> str:
    """The document inside a page of the site: its headings, paragraphs, lists and tables."""
    return "".join(f"{line}\n" for line in _lines(document))


def page(document: Document, *, wide: bool = False, large: bool = False) -> str:
    """A whole page, which needs no other file; `wide` for tables of many columns, `large` for large print."""
    told = stacked(document) if large else document
    shape = "wide" if wide and not large else ""
    return whole(fragment(told), document.title, document.language, shape=shape, large=large)


def sheet(document: Document, size: float) -> str:
    """A poster, its letters of this many points."""
    style = SHEET.format(size=f"{size:g}")
    return whole(fragment(document), document.title, document.language, shape="sheet", style=style)


def whole(
    inner: str, title: str, language: str, *, shape: str = "", large: bool = False, style: str = ""
) -> str:
    """A page around a fragment that was made before, such as a published one."""
    shaped = f' class="{shape}"' if shape else ""
    more = (LARGE if large else "") + style
    turned = ' dir="rtl"' if direction(language) == "rtl" else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"{turned}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}{more}</style>\n</head>\n"
        f"<body{shaped}>\n<main>\n{inner}</main>\n</body>\n</html>\n"
    )


def banner(original: int, newest: int, address: str = "") -> str:
    """What stands above a translation of words that hold no longer, in numbers that every language reads."""
    english = f"English: {newest}"
    way = f'<a class="govuk-link" href="{escape(address)}">{english}</a>' if address else english
    head = '<p class="govuk-body banner hb-banner" lang="en-GB" dir="ltr">'
    return f"{head}<strong>⚠ {original} ≠ {newest}</strong> {way}</p>\n"


def _lines(document: Document) -> Iterator[str]:
    writer = _Writer(document.foreign, document.direction == "rtl")
    for block in document.blocks:
        yield from writer.block(block)


class _Writer:
    """Blocks one after another, each heading with an anchor of its own."""

    def __init__(self, foreign: frozenset[str], turned: bool) -> None:
        self.taken: dict[str, int] = {}
        self.foreign = foreign
        self.turned = turned

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(level, text):
                size, anchor = SIZES[level], self._anchor(text)
                yield f'<h{level} class="govuk-heading-{size}" id="{anchor}">{self._text(text)}</h{level}>'
            case Paragraph(text):
                yield f'<p class="govuk-body">{self._text(text)}</p>'
            case Bullets(items):
                yield '<ul class="govuk-list govuk-list--bullet">'
                yield from (f"<li>{self._text(item)}</li>" for item in items)
                yield "</ul>"
            case Revised(runs):
                yield f'<p class="govuk-body">{" ".join(_run(kind, text) for kind, text in runs)}</p>'
            case _:
                yield from self._table(block)

    def _text(self, text: str) -> str:
        """Text of another language than the page's says which it is, so that it is read out rightly."""
        plain = escape(text)
        if text in self.foreign:
            return f'<span lang="en-GB" dir="ltr">{plain}</span>'
        return LEFT_TO_RIGHT.sub(r'<bdi dir="ltr">\g<0></bdi>', plain) if self.turned else plain

    def _anchor(self, text: str) -> str:
        plain = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "part"
        self.taken[plain] = self.taken.get(plain, 0) + 1
        return plain if self.taken[plain] == 1 else f"{plain}-{self.taken[plain]}"

    def _table(self, table: Table) -> Iterator[str]:
        yield '<table class="govuk-table">'
        caption = self._text(table.caption)
        yield f'<caption class="govuk-table__caption govuk-table__caption--m">{caption}</caption>'
        heads = "".join(
            f'<th scope="col" class="govuk-table__header">{self._text(each)}</th>' for each in table.head
        )
        yield f'<thead class="govuk-table__head"><tr class="govuk-table__row">{heads}</tr></thead>'
        yield '<tbody class="govuk-table__body">'
        for row in table.rows:
            first = f'<th scope="row" class="govuk-table__header">{self._cell(row[0])}</th>'
            rest = "".join(f'<td class="govuk-table__cell">{self._cell(each)}</td>' for each in row[1:])
            yield f'<tr class="govuk-table__row">{first}{rest}</tr>'
        yield "</tbody>"
        yield "</table>"

    def _cell(self, cell: Cell) -> str:
        if len(cell) < 2:
            return self._text("".join(cell))
        return "".join(f"<p>{self._text(line)}</p>" for line in cell)


def _run(kind: str, text: str) -> str:
    tag = {"gone": "del", "come": "ins"}.get(kind)
    return f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text)
