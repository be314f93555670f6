"""The notice and the record of processing as bytes: HTML, Markdown, tagged PDF, CSV.

Keeps: promises 68, 276. The same pack on the same day gives the same bytes.
"""

from collections.abc import Callable
from datetime import date

from hornbook.rules.base.refused import Refused
from hornbook.rules.formats.tabular import write_csv
from hornbook.rules.policy import printed
from hornbook.rules.policy.types import Pack

NOTICE_FORMS = ("html", "md", "pdf")
RECORD_FORMS = ("html", "md", "csv", "pdf")


def notice(pack: Pack, on: date, *, layer: str = "standard", form: str = "html") -> bytes:
    """One layer of the notice, as a file that needs no other."""
    return _as(printed.notice(pack, on, layer), form, NOTICE_FORMS)


def processing_record(pack: Pack, on: date, *, form: str = "html") -> bytes:
    """The record of processing: seven columns, a row for each type of data."""
    if form == "csv":
        rows = [
            dict(zip(printed.COLUMNS, ["\n".join(cell) for cell in row], strict=True))
            for row in printed.processing_rows(pack, on)
        ]
        return write_csv(rows, printed.COLUMNS)
    return _as(printed.processing(pack, on), form, RECORD_FORMS, wide=True)


def _as(document: printed.Document, form: str, forms: tuple[str, ...], *, wide: bool = False) -> bytes:
    makers: dict[str, Callable[[], bytes]] = {
        "html": lambda: printed.page(document, wide=wide).encode(),
        "md": lambda: printed.markdown(document).encode(),
        "pdf": lambda: _pdf(printed.page(document, wide=wide)),
    }
    if form not in forms:
        raise Refused(
            "no-such-form",
            what="Nothing was printed.",
            why=f"There is no form {form!r} of this.",
            next=f"Choose from: {', '.join(forms)}.",
        )
    return makers[form]()


def _pdf(page: str) -> bytes:
    """Tagged for people who listen to it (PDF/UA-1); it may fetch nothing from anywhere."""
    from weasyprint import HTML  # 40 MB that a web process needs only when somebody prints

    made = HTML(string=page, url_fetcher=_nothing).write_pdf(pdf_variant="pdf/ua-1")
    return bytes(made or b"")


def _nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError(f"a printed page needs no other file, and asked for {url[:60]}")
