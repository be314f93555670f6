"""A document as HTML: a fragment that the site's own style dresses, or a page that needs nothing else."""

import re
from collections.abc import Iterator
from html import escape

from .tree import Block, Bullets, Cell, Document, Heading, Paragraph, Table

SIZES = {1: "xl", 2: "l", 3: "m", 4: "s"}

#: Enough for a page on its own, on screen and on paper; system fonts only.
STYLE = """\
@page { size: A4; margin: 16mm 15mm; @bottom-right { content: counter(page) " / " counter(pages); } }
@page wide { size: A4 landscape; margin: 12mm; }
body { font: 11pt/1.45 Arial, "Liberation Sans", "DejaVu Sans", sans-serif; color: #0b0c0c; }
body { margin: 2em auto; max-width: 64em; padding: 0 1em; }
h1 { font-size: 1.9em; line-height: 1.15; }
h2 { font-size: 1.4em; margin-top: 1.6em; } h3 { font-size: 1.1em; }
h1, h2, h3, h4 { break-after: avoid; }
table { border-collapse: collapse; width: 100%; margin: .8em 0 1.4em; font-size: .86em; }
caption { text-align: left; font-weight: bold; padding-bottom: .4em; }
th, td { text-align: left; vertical-align: top; padding: .35em .9em .35em 0; }
th, td { border-bottom: 1px solid #b1b4b6; }
td p, th p { margin: 0 0 .2em; } th p + p { font-weight: normal; }
.wide { max-width: none; page: wide; }
@media print {
  body { margin: 0; max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.3; }
  .wide { font-size: 7.5pt; } tr { break-inside: avoid; } .wide tr { break-inside: auto; }
}
"""


def fragment(document: Document) -> str:
    """The document inside a page of the site: its headings, paragraphs, lists and tables."""
    return "".join(f"{line}\n" for line in _lines(document))


def page(document: Document, *, wide: bool = False) -> str:
    """A whole page, which needs no other file; `wide` for tables of many columns."""
    shape = ' class="wide"' if wide else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{STYLE}</style>\n</head>\n"
        f"<body{shape}>\n<main>\n{fragment(document)}</main>\n</body>\n</html>\n"
    )


def _lines(document: Document) -> Iterator[str]:
    taken: dict[str, int] = {}
    for block in document.blocks:
        yield from _block(block, taken)


def _block(block: Block, taken: dict[str, int]) -> Iterator[str]:
    match block:
        case Heading(level, text):
            size, anchor = SIZES[level], _anchor(text, taken)
            yield f'<h{level} class="govuk-heading-{size}" id="{anchor}">{escape(text)}</h{level}>'
        case Paragraph(text):
            yield f'<p class="govuk-body">{escape(text)}</p>'
        case Bullets(items):
            yield '<ul class="govuk-list govuk-list--bullet">'
            yield from (f"<li>{escape(item)}</li>" for item in items)
            yield "</ul>"
        case _:
            yield from _table(block)


def _anchor(text: str, taken: dict[str, int]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "part"
    taken[plain] = taken.get(plain, 0) + 1
    return plain if taken[plain] == 1 else f"{plain}-{taken[plain]}"


def _table(table: Table) -> Iterator[str]:
    yield '<table class="govuk-table">'
    yield f'<caption class="govuk-table__caption govuk-table__caption--m">{escape(table.caption)}</caption>'
    heads = "".join(f'<th scope="col" class="govuk-table__header">{escape(each)}</th>' for each in table.head)
    yield f'<thead class="govuk-table__head"><tr class="govuk-table__row">{heads}</tr></thead>'
    yield '<tbody class="govuk-table__body">'
    for row in table.rows:
        first = f'<th scope="row" class="govuk-table__header">{_cell(row[0])}</th>'
        rest = "".join(f'<td class="govuk-table__cell">{_cell(each)}</td>' for each in row[1:])
        yield f'<tr class="govuk-table__row">{first}{rest}</tr>'
    yield "</tbody>"
    yield "</table>"


def _cell(cell: Cell) -> str:
    if len(cell) < 2:
        return escape("".join(cell))
    return "".join(f"<p>{escape(line)}</p>" for line in cell)
