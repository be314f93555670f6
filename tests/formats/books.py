"""Excel workbooks made by hand for a test: sheets of rows, as the Department's workbook has them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Rows = Sequence[Sequence[str | int | None]]


def workbook(sheets: Mapping[str, Rows], *, head: str = "", root: bool = False) -> bytes:
    """An .xlsx of these sheets: texts shared, in line or by formula in turn; None is no cell at all.

    head  what stands before the first sheet's root element, such as a document type
    root  name the sheets' parts from the root of the file, as some writers do
    """
    shared: list[str] = []
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        names, relations = "", ""
        for number, (name, rows) in enumerate(sheets.items(), 1):
            target = f"{'/xl/' if root else ''}worksheets/sheet{number}.xml"
            names += f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
            relations += f'<Relationship Id="rId{number}" Type="worksheet" Target="{target}"/>'
            body = "".join(_row(at, row, shared) for at, row in enumerate(rows, 1))
            sheet = f'{head}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'
            parts.writestr(f"xl/worksheets/sheet{number}.xml", sheet)
        parts.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{names}</sheets></workbook>',
        )
        parts.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
        )
        items = "".join(
            f"<si><r><t>{escape(each[:2])}</t></r><r><t>{escape(each[2:])}</t></r><rPh><t>canary</t></rPh></si>"
            for each in shared
        )
        parts.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{items}</sst>')
    return out.getvalue()


def _row(number: int, row: Sequence[str | int | None], shared: list[str]) -> str:
    cells = "".join(
        _cell(f"{chr(65 + at)}{number}", value, (number + at) % 3, shared)
        for at, value in enumerate(row)
        if value is not None
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: str | int, way: int, shared: list[str]) -> str:
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    if way == 0:
        shared.append(value)
        return f'<c r="{place}" t="s"><v>{len(shared) - 1}</v></c>'
    if way == 1:
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}" t="str"><f>A1</f><v>{escape(value)}</v></c>'
