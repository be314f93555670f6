"""Everything that is printed from a pack, as bytes: HTML, Markdown, tagged PDF, CSV; in large print too.

Keeps: promises 66, 68, 71, 276, 281. The same pack on the same day gives the same bytes; only the principles
also tell how the promises stand at that moment.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NoReturn
from uuid import UUID

from hornbook.promises import documents, register
from hornbook.rules.base import pdf
from hornbook.rules.base.refused import Refused
from hornbook.rules.formats.tabular import write_csv
from hornbook.rules.policy import printed
from hornbook.rules.policy.types import Pack

from .promises import Board, board
from .queries import Published, Translated

NOTICE_FORMS = ("html", "md", "pdf")
RECORD_FORMS = ("html", "md", "csv", "pdf")
#: Points: letters on the poster, the largest that leave it one sheet; nobody reads a wall below the least.
LARGEST, LEAST, STEP = 16.0, 9.0, 0.5


@dataclass(frozen=True)
class Asked:
    """What to print: of which pack, day, layer; whose, if anybody's; where everybody reads the notice."""

    pack: Pack
    on: date
    layer: str = "standard"
    controller: UUID | None = None
    address: str = ""


@dataclass(frozen=True)
class Paper:
    """One document that can be printed. wide: it has tables of many columns."""

    title: str
    make: Callable[[Asked], printed.Document]
    wide: bool = False
    layered: bool = False


PAPERS: Mapping[str, Paper] = {
    "notice": Paper("Privacy notice", lambda a: printed.notice(a.pack, a.on, a.layer), layered=True),
    "poster": Paper("Poster", lambda a: printed.poster(a.pack, a.on, a.address)),
    "retention-schedule": Paper(
        "Retention schedule", lambda a: printed.schedule(a.pack, a.on, promised(a.pack)), wide=True
    ),
    "policy-documents": Paper("Appropriate policy documents", lambda a: printed.policies(a.pack, a.on)),
    "sharing-annexes": Paper("Sharing annexes", lambda a: printed.annexes(a.pack, a.on)),
    "glossary": Paper("Glossary", lambda a: printed.glossary(a.pack, a.on)),
    "principles": Paper(
        "The six principles", lambda a: printed.principles(a.pack, a.on, standing(a.controller, a.on))
    ),
    "processing-record": Paper("Record of processing", lambda a: printed.processing(a.pack, a.on), wide=True),
}
#: The promises by which a document says how long things are kept.
KEPT = ("113", "114", "115", "116")


def paper(name: str, asked: Asked, *, form: str = "html", large: bool = False) -> bytes:
    """One document, as a file that needs no other."""
    if name not in PAPERS:
        _refuse(f"There is no document {name!r} to print.", PAPERS)
    kind = PAPERS[name]
    if asked.layer != "standard" and not kind.layered:
        _refuse(f"{kind.title} has no layers: {asked.layer!r} is one of the notice.", ("notice",))
    document = kind.make(asked)
    if name == "poster" and form == "pdf" and not large:
        return _sheet(document)
    return _as(document, form, NOTICE_FORMS, wide=kind.wide, large=large)


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


def document(made: printed.Document, *, form: str, large: bool = False) -> bytes:
    """A document that was made already, such as what changed between two versions."""
    return _as(made, form, NOTICE_FORMS, large=large)


def published(found: Published, *, large: bool = False) -> bytes:
    """A version as it was published, as a PDF."""
    return _kept(whole(found.html, printed.read_back(found.markdown), large=large))


@lru_cache(maxsize=32)
def _kept(page: str) -> bytes:
    """What is published never changes: a page for everybody makes its PDF once."""
    return pdf.drawn([page])


def whole(html: str, document: printed.Document, *, large: bool, above: str = "") -> str:
    """A page of what was published. above: a banner, for a translation of words that hold no longer."""
    inner = printed.fragment(printed.stacked(document)) if large else html
    return printed.whole(above + inner, document.title, document.language, large=large)


def translated(found: Translated, *, form: str, large: bool = False, address: str = "") -> bytes:
    """A translation as it was published, never without a banner once its original has changed."""
    above = printed.banner(found.original, found.newest, address) if found.stale else ""
    if form == "md":
        said = f"⚠ {found.original} ≠ {found.newest} – English: {found.newest} {address}".strip()
        return (f"{said}\n\n{found.markdown}" if above else found.markdown).encode()
    document = printed.read_back(found.markdown, found.language, found.foreign)
    page = whole(found.html, document, large=large, above=above)
    return _kept(page) if form == "pdf" else page.encode()


def promised(pack: Pack) -> tuple[str, ...]:
    """The titles of this controller's own documents that promise how long things are kept."""
    theirs = {s.document for each in KEPT for s in register()[each].sources}
    return tuple(documents()[each].title for each in pack.documents if each in theirs)


def standing(controller: UUID | None, on: date) -> dict[str, list[str]] | None:
    """What the board says of each promise today; nothing for a pack that nobody works by."""
    return _told(board(controller, on, thorough=False)) if controller else None


def _told(shown: Board) -> dict[str, list[str]]:
    return {
        line.promise.id: [
            f"{line.promise.id}: {line.state}. {line.why}"
            + (f" {line.live.sentence}" if line.live and line.live.sentence != line.why else "")
        ]
        for line in shown.lines
    }


def _as(
    document: printed.Document, form: str, forms: tuple[str, ...], *, wide: bool = False, large: bool = False
) -> bytes:
    makers: dict[str, Callable[[], bytes]] = {
        "html": lambda: printed.page(document, wide=wide, large=large).encode(),
        "md": lambda: printed.markdown(document).encode(),
        "pdf": lambda: pdf.drawn([printed.page(document, wide=wide, large=large)]),
    }
    if form not in forms:
        _refuse(f"There is no form {form!r} of this.", forms)
    return makers[form]()


def _refuse(why: str, known: Iterable[str]) -> NoReturn:
    raise Refused(
        "no-such-form", what="Nothing was printed.", why=why, next=f"Choose from: {', '.join(known)}."
    )


def _sheet(document: printed.Document) -> bytes:
    """The poster on one sheet, its letters as large as leave it one."""
    sizes = [LARGEST - STEP * n for n in range(int((LARGEST - LEAST) / STEP) + 1)]
    found = pdf.drawn([printed.sheet(document, size) for size in sizes], sheets=1)
    if not found:
        raise Refused(
            "does-not-fit",
            what="No poster was printed.",
            why=f"Its text does not go on one sheet in letters of {LEAST:g} points.",
            next="Shorten the children's words in the pack.",
        )
    return found
