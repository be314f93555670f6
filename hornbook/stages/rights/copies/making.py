"""Making a copy: opened, written out, counted against the record, and only then handed out.

Keeps: promises 102, 196, 197, 200. The files exist in memory alone: what stays here is a receipt with their
digests. They come back to the caller after the ledger has the line; a copy that is not whole comes back to
nobody. Writing out a PDF takes seconds, so it happens between two acts and holds up no one.
"""

import io
import mimetypes
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from hornbook.rules.base.about import Section, abouts
from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.rules.catalogue.base import categories
from hornbook.stages.ledger.act import act, note
from hornbook.stages.parties import queries as parties
from hornbook.stages.rights import cases, entitlement
from hornbook.stages.rights.cases import PURPOSE
from hornbook.stages.rights.models import Case, Receipt
from hornbook.stages.rights.states import State, move
from hornbook.stages.use import gate

from . import certificate as certify
from . import gathering, looked, rendering
from .certificate import Certificate
from .content import Copy, Kept
from .gathering import Gathered
from .keeping_back import decided, why_kept

COPY, PAGE, MACHINE = "copy.pdf", "copy.html", "copy.json"
CERTIFICATE, SIGNED = "certificate.html", "certificate.json"
LEDGER = "ledger"


@dataclass(frozen=True)
class Handed:
    """What is handed out: the files by name, and the receipt that stays."""

    receipt: UUID
    files: Mapping[str, bytes]
    certificate: Certificate

    def zipped(self) -> bytes:
        """All of it as one file."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, mode="w", compression=zipfile.ZIP_DEFLATED) as out:
            for name, content in self.files.items():
                out.writestr(name, content)
        return packed.getvalue()


@dataclass(frozen=True)
class Written:
    """A copy written out and not yet counted."""

    content: Copy
    files: Mapping[str, bytes]
    kept_files: int


def build_copy(*, by: Actor, at: datetime, case: UUID) -> Handed:
    """The copy of a case: page, PDF, JSON, documents and certificate. Refused unless it is whole."""
    written = _write(by, at, case, pdf=True)
    return _hand_out(by=by, at=at, case=case, written=written)


def check_copy(*, by: Actor, at: datetime, case: UUID) -> Certificate:
    """The certificate a copy would get now, also where it would show something missing. Hands out nothing."""
    return _count(by=by, at=at, case=case, written=_write(by, at, case, pdf=False))


def _write(by: Actor, at: datetime, case: UUID, *, pdf: bool) -> Written:
    found, kept_files = _gather(by=by, at=at, case=case)
    if any(categories[c].joint for c in found.person.records):
        found = replace(found, names=_mask(by=by, at=at, case=case))
    content = gathering.build(found, at, cases.day(None, at))
    page = rendering.as_page("copy.html", copy=content)
    files = {PAGE: page, MACHINE: rendering.as_json(content), **content.files}
    if pdf:
        files[COPY] = rendering.as_pdf(page)
    return Written(content, files, kept_files)


@act("rights.gather")
def _gather(*, by: Actor, at: datetime, case: UUID) -> tuple[Gathered, int]:
    """Open all of it, once whoever asked may have it."""
    asked = cases.of(by, "rights.copy", at, case)
    move(asked.state, State.COPIED)
    pack = parties.pack_of(by.controller)
    (person,) = gate.take(by=by, purpose=PURPOSE, people=[asked.person], at=at)
    _may_have(asked, person, at)
    back = decided(list(asked.withheld.filter(lifted_at=None)))
    files, kept_files = _files(by, at, person, lambda ref: bool(why_kept(back, "documents", ref, "file_ref")))
    found = Gathered(
        case=case,
        asker=asked.asker,
        received=asked.received,
        pack=pack,
        person=person,
        contacts=_contacts(by, at, person),
        decided=back,
        stages=(*_stages(asked, at), (LEDGER, (looked.section(by.controller, asked.person, pack),))),
        files=files,
        names={},
    )
    return found, kept_files


def _may_have(asked: Case, person: gate.Slice, at: datetime) -> None:
    view = asked.views.order_by("-id").values_list("may", flat=True).first()
    entitlement.check(
        pack=parties.pack_of(asked.controller),
        asked_by=asked.asked_by,
        asker=asked.asker,
        person=asked.person,
        born=gathering.born(person),
        relations=[r.values for r in person.records.get("relation", ())],
        view=view,
        on=cases.day(None, at),
    )


def _contacts(by: Actor, at: datetime, person: gate.Slice) -> tuple[gate.Slice, ...]:
    """The records of those whom this person's record points at."""
    others = [r.other for records in person.records.values() for r in records if r.other]
    if not others:
        return ()
    people = list(dict.fromkeys(others))
    return gate.take(by=by, purpose=PURPOSE, people=people, at=at, categories=["contacts"])


def _files(
    by: Actor, at: datetime, person: gate.Slice, kept_back: Callable[[UUID], bool]
) -> tuple[dict[UUID, tuple[str, bytes]], int]:
    """The files of the documents that are given, under names that tell nothing; and how many are not."""
    found: dict[UUID, tuple[str, bytes]] = {}
    back = 0
    for record in person.records.get("documents", ()):
        ref = _file_ref(record)
        if ref is None:
            continue
        if kept_back(record.ref):
            back += 1
            continue
        ending = mimetypes.guess_extension(str(record.values.get("media_type", ""))) or ".bin"
        content = gate.file(by=by, purpose=PURPOSE, person=person.person, ref=ref, at=at)
        found[record.ref] = (f"files/document-{len(found) + 1:02d}{ending}", content)
    return found, back


def _file_ref(record: gate.Held) -> UUID | None:
    try:
        return UUID(str(record.values.get("file_ref", "")))
    except ValueError:
        return None  # a paper that was never scanned has a place on a shelf here, and no file


def _stages(asked: Case, at: datetime) -> tuple[tuple[str, tuple[Section, ...]], ...]:
    return tuple(
        (stage, tuple(about.copy(asked.controller, asked.person, at))) for stage, about in abouts.items()
    )


@act("rights.mask")
def _mask(*, by: Actor, at: datetime, case: UUID) -> Mapping[UUID, tuple[str, ...]]:
    """The names of others in what several people were in. An entry of its own: theirs are not the asker's."""
    asked = cases.of(by, "rights.copy", at, case)
    return gate.beside(by=by, purpose=PURPOSE, person=asked.person, at=at)


@act("rights.count")
def _count(*, by: Actor, at: datetime, case: UUID, written: Written) -> Certificate:
    return _certificate(by, at, cases.of(by, "rights.copy", at, case), written)


@act("rights.copy")
def _hand_out(*, by: Actor, at: datetime, case: UUID, written: Written) -> Handed:
    asked = cases.of(by, "rights.copy", at, case)
    made = _certificate(by, at, asked, written)
    if made.missing:
        raise _not_whole(made)
    signed = replace(made, files=certify.digests(written.files)).signed()
    files = {**written.files, **_as_files(signed, written.content)}
    receipt = Receipt.objects.create(
        controller=by.controller,
        ref=uuid4(),
        case=asked,
        files=certify.digests(files),
        certificate=signed.as_json(),
        built_by=by.ref,
        built_at=at,
    )
    cases.moved(asked, move(asked.state, State.COPIED))
    note(facts={"receipt": str(receipt.ref), "files": receipt.files})
    return Handed(receipt.ref, files, signed)


def _certificate(by: Actor, at: datetime, asked: Case, written: Written) -> Certificate:
    """What is held, counted now and from the rows, against what is in the finished files."""
    pack = parties.pack_of(by.controller)
    held = gate.tally(by=by, purpose=PURPOSE, person=asked.person, at=at)
    titles = {c: categories[c].label for c in categories if c in pack.categories}
    copy, page = written.files[MACHINE], written.files[PAGE]
    stages: list[tuple[str, int | None]] = [
        (stage, sum(len(s.rows) for s in sections)) for stage, sections in _stages(asked, at)
    ]
    given = sum(name.startswith("files/") for name in written.files)
    return Certificate(
        case=asked.ref,
        controller=by.controller,
        about=asked.person,
        made_at=at.isoformat(),
        pack=pack.digest,
        rows=certify.rows(held, titles, copy, page, given, written.kept_files),
        stages=certify.stage_rows([*stages, (LEDGER, None)], copy, page),
        files={},
    )


def _as_files(signed: Certificate, content: Copy) -> dict[str, bytes]:
    page = rendering.as_page(
        "certificate.html",
        certificate=signed,
        name=content.name,
        made_at=content.made_at,
        reasons=_reasons(content),
        titles={stage: ", ".join(s.title for s in sections) for stage, sections in content.stages},
    )
    return {CERTIFICATE: page, SIGNED: certify.printed(signed)}


def _reasons(content: Copy) -> list[tuple[str, str, Kept]]:
    """Each thing that is withheld, once: category, what, why."""
    found: dict[tuple[str, str, Kept], None] = {}
    for part in content.parts:
        for entry in part.entries:
            found.update({(part.title, x.label, x.kept): None for x in entry.lines if x.kept})
    return list(found)


def _not_whole(made: Certificate) -> Refused:
    short = {r.category: [r.held.records, r.given.records] for r in made.rows if not r.whole}
    said = "; ".join(f"{name}: held {held}, given {given}" for name, (held, given) in short.items())
    stages = ", ".join(s.stage for s in made.stages if not s.whole)
    return Refused(
        "not-complete",
        what="The copy was not handed out.",
        why=f"Something is held that is neither in it nor withheld for a reason: {said or stages}.",
        next="Make it again; if it says the same, have the pack declare what is held, or report a fault.",
        cites=("UK GDPR, Article 15(1) and (3)",),
        facts={"missing": list(made.missing), "counts": short},
    )
