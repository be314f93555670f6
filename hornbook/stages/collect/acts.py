"""Receiving files, looking at what they would do, admitting them part by part, withdrawing them.

`receive` checks and keeps them sealed; `preview` says what would change and writes nothing; `admit` takes
in some hundred people a step, each step one transaction and one line of the ledger. What is cut off goes on
where it stopped, for a step is whole or was never there: keys made for a step that was cut off belong to
nobody and open nothing. The same bytes brought twice have one receipt, and the same content changes nothing.
Keeps: promises 22, 24, 44, 97, 99, 288.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.rules.formats import tabular
from hornbook.rules.formats.base.record import Reading
from hornbook.stages.ledger.act import act, note
from hornbook.stages.parties import acts as establishments
from hornbook.stages.parties import queries as parties
from hornbook.stages.use import gate

from . import findings, quarantine, queries
from .counts import Counts
from .models import Receipt, Sheet
from .opening import Named
from .plan import Noted, Plan, plan
from .queries import Outcome, Table, errors_first
from .reading import CENSUS, Bundle, bundle, read
from .states import OPEN, State, move
from .taking import Part, take_in, weigh

Progress = Callable[[int, int], None]
LEFT_ALONE = timedelta(days=1)


def receive(
    *,
    by: Actor,
    at: datetime,
    files: Iterable[Named],
    format: str = "auto",
    mapping: tabular.Mapping | None = None,
    establishment: str = "",
) -> UUID:
    """Check files and put them into the quarantine. Gives their receipt; the same bytes have it already.

    A file that is broken as a whole is BadInput, and nothing of it is kept.
    """
    brought = _bundle(by, at, files, format, mapping, establishment)
    mark = quarantine.digest(by.controller, _parts(brought, establishment))
    known = queries.by_digest(by.controller, mark)
    checked = read(brought) if known is None and _may(by, "collect.receive", at) else None
    return _receive(by=by, at=at, brought=brought, mark=mark, checked=checked)


def _bundle(
    by: Actor,
    at: datetime,
    files: Iterable[Named],
    format: str,
    mapping: tabular.Mapping | None,
    establishment: str,
) -> Bundle:
    return bundle(
        files,
        as_of=timezone.localtime(at).date(),
        format=format,
        mapping=mapping,
        establishment=establishment or parties.only_establishment(by.controller),
    )


def _parts(brought: Bundle, establishment: str) -> list[bytes]:
    """What makes two bundles the same: their bytes, and what was said of how to read them.

    establishment  as it was given; what we filled in ourselves may be another tomorrow
    """
    told = repr((brought.format, brought.manifest()["mapping"], establishment)).encode()
    named = brought.files if brought.format == CENSUS else tuple(("", data) for _, data in brought.files)
    return [told, *(part for name, data in sorted(named) for part in (name.casefold().encode(), data))]


def _may(by: Actor, act_id: str, at: datetime) -> bool:
    """Whether to begin the work that comes before an act; the act itself asks again, and writes a no down."""
    try:
        parties.require(by, act_id, at)
    except Refused:
        return False
    return True


@act("collect.receive")
def _receive(*, by: Actor, at: datetime, brought: Bundle, mark: str, checked: Reading | None) -> UUID:
    parties.require(by, "collect.receive", at)
    known = queries.by_digest(by.controller, mark)
    if known is not None:
        note(facts={"receipt": str(known), "again": True})
        return known
    if checked is None:
        raise _gone()
    _sweep(by, at)
    made = Receipt.objects.create(
        controller=by.controller,
        ref=uuid4(),
        state=State.RECEIVED,
        format=brought.format,
        about=checked.facts.get("term", ""),
        digest=mark,
        brought_by=by.ref,
        brought_at=at,
    )
    Sheet.objects.bulk_create(
        Sheet(controller=by.controller, ref=uuid4(), receipt=made, number=n, kind=brought.kind(n))
        for n in range(len(brought.files))
    )
    quarantine.keep(by.controller, made.ref, brought.manifest(), [data for _, data in brought.files])
    rows = sum(count.read for count in checked.rows.values())
    note(facts={"receipt": str(made.ref), "format": brought.format, "rows": rows, "people": checked.people})
    return made.ref


def _sweep(by: Actor, at: datetime) -> None:
    open_ = Receipt.objects.filter(controller=by.controller, state__in=OPEN).values_list("ref", flat=True)
    quarantine.sweep(by.controller, set(open_), before=at - LEFT_ALONE)


def preview(
    *,
    by: Actor,
    at: datetime,
    files: Iterable[Named] = (),
    receipt: UUID | None = None,
    format: str = "auto",
    mapping: tabular.Mapping | None = None,
    establishment: str = "",
    progress: Progress | None = None,
) -> Outcome:
    """What these files, or those of this receipt, would change.

    Nothing is kept and nothing is written, but a line in the ledger, and one for each part compared.
    """
    _look(by=by, at=at)
    if receipt is not None:
        brought = _kept(by, receipt)
    else:
        brought = _bundle(by, at, files, format, mapping, establishment)
    made = _planned(by, at, brought)
    counts, noted = made.counts, made.noted
    for n in range(made.steps):
        part = _weigh(by=by, at=at, made=made, n=n)
        counts = (counts + part.counts).without(part.moved)
        noted += part.noted
        if progress:
            progress(n + 1, made.steps)
    return _outcome(made, counts, noted, receipt=None, state="dry run")


@act("collect.preview")
def _look(*, by: Actor, at: datetime) -> None:
    parties.require(by, "collect.receive", at)


@act("collect.weigh")
def _weigh(*, by: Actor, at: datetime, made: Plan, n: int) -> Part:
    parties.require(by, "collect.receive", at)
    return weigh(by=by, at=at, plan=made, people=made.step(n))


def _planned(by: Actor, at: datetime, brought: Bundle) -> Plan:
    return plan(brought, parties.pack_of(by.controller), by, timezone.localtime(at).date())


def _kept(by: Actor, receipt: UUID) -> Bundle:
    """The bundle in the quarantine."""
    found = queries.receipt(by.controller, receipt)
    if found is None:
        raise _unknown()
    if found.state not in OPEN:
        raise _gone()
    manifest = quarantine.manifest(by.controller, receipt)
    contents = (quarantine.content(by.controller, receipt, n) for n in range(len(manifest["names"])))
    return Bundle.of(manifest, contents)


def _outcome(made: Plan, counts: Counts, noted: Noted, receipt: UUID | None, state: str) -> Outcome:
    tables = tuple(
        Table(n, name, made.bundle.kind(n), counts.rows[n]) for n, name in enumerate(made.bundle.names)
    )
    return Outcome(
        receipt,
        state,
        made.bundle.format,
        made.reading.facts.get("term", ""),
        tables,
        counts,
        errors_first(noted.findings),
        noted.tallies,
    )


def admit(*, by: Actor, at: datetime, receipt: UUID, progress: Progress | None = None) -> Outcome:
    """Take a receipt into the record, or go on where an earlier run was cut off.

    Admitted already, it changes nothing, and the outcome says so.
    """
    found = queries.receipt(by.controller, receipt)
    if found is not None and found.state == State.ADMITTED:
        return _again(by=by, at=at, receipt=receipt)
    if found is None or found.state not in OPEN or not _may(by, "collect.admit", at):
        _begin(by=by, at=at, receipt=receipt, made=None)
    made = _planned(by, at, _kept(by, receipt))
    done = _begin(by=by, at=at, receipt=receipt, made=made)
    for n in range(done, made.steps):
        _admit(by=by, at=at, receipt=receipt, made=made, n=n, key=f"{receipt}:{made.mark}:{n}")
        if progress:
            progress(n + 1, made.steps)
    result = _settle(by=by, at=at, receipt=receipt, made=made)
    quarantine.destroy(by.controller, receipt)
    return result


def _one(by: Actor, receipt: UUID) -> Receipt:
    """The receipt, and no step of another of this controller's until this transaction ends (PostgreSQL)."""
    open_ = Receipt.objects.filter(controller=by.controller, state=State.ADMITTING).order_by("ref")
    list(open_.select_for_update().values_list("ref", flat=True))
    found = Receipt.objects.filter(controller=by.controller, ref=receipt).first()
    if found is None:
        raise _unknown()
    return found


@act("collect.again")
def _again(*, by: Actor, at: datetime, receipt: UUID) -> Outcome:
    parties.require(by, "collect.admit", at)
    quarantine.destroy(by.controller, receipt)
    note(facts={"receipt": str(receipt), "again": True})
    before = queries.outcome(by.controller, receipt)
    if before is None:
        raise _unknown()
    c = before.counts
    same = Counts(
        rows=c.rows,
        numbers=c.numbers,
        enrolments=c.enrolments,
        known=c.new + c.known,
        left_out=c.left_out,
        unchanged=c.created + c.updated + c.unchanged,
    )
    return Outcome(
        receipt,
        before.state,
        before.format,
        before.about,
        before.tables,
        same,
        before.findings,
        before.tallies,
        again=True,
    )


@act("collect.begin")
def _begin(*, by: Actor, at: datetime, receipt: UUID, made: Plan | None) -> int:
    """Begin, or go on. Gives how many steps are done."""
    parties.require(by, "collect.admit", at)
    found = _one(by, receipt)
    if found.state != State.ADMITTING:
        found.state = move(found.state, State.ADMITTING)
    if made is None:
        raise _gone()
    if found.mark != made.mark:
        _from_the_first(found, made)
    note(facts={"receipt": str(receipt), "done": found.steps_done, "of": found.steps})
    return found.steps_done


def _from_the_first(found: Receipt, made: Plan) -> None:
    """Count the steps from the first: it begins, or the pack or the actor's role changed since it began."""
    found.mark, found.steps, found.steps_done = made.mark, made.steps, 0
    found.counts = made.counts.as_json()
    found.save(update_fields=["state", "mark", "steps", "steps_done", "counts"])
    found.found.all().delete()
    findings.keep(found, -1, made.noted)
    if found.format == CENSUS:
        places = (d.values for d in made.reading.drafts if d.category == "enrolment")
        codes = sorted({each["establishment"] for each in places if each.get("establishment")})
        establishments.establishments(found.controller, dict(zip(codes, codes, strict=True)))


@act("collect.admit")
def _admit(*, by: Actor, at: datetime, receipt: UUID, made: Plan, n: int) -> int:
    """One step: these people, whole, or not at all. Gives how many steps are done."""
    parties.require(by, "collect.admit", at)
    found = _one(by, receipt)
    if (found.state, found.mark, found.steps_done) != (State.ADMITTING, made.mark, n):
        raise Refused(
            "wrong-step",
            what="Nothing was taken in.",
            why="This receipt is further on, or was withdrawn: somebody else has it under way.",
            next="Look at the receipt, and run the same command again if it is not finished.",
        )
    numbers = queries.sheets(by.controller, receipt)
    by_table = {name: numbers[i] for i, name in enumerate(made.bundle.names)}
    part = take_in(by=by, at=at, plan=made, people=made.step(n), sheets=by_table)
    found.counts = (Counts.of(found.counts) + part.counts).without(part.moved).as_json()
    found.steps_done = n + 1
    found.save(update_fields=["counts", "steps_done"])
    findings.keep(found, n, part.noted)
    note(facts={"receipt": str(receipt), "step": n + 1, "of": made.steps})
    return n + 1


@act("collect.settle")
def _settle(*, by: Actor, at: datetime, receipt: UUID, made: Plan) -> Outcome:
    """Everybody's place in the alphabet; what was found is told once more, and stripped of values."""
    parties.require(by, "collect.admit", at)
    found = _one(by, receipt)
    if (found.mark, found.steps_done) != (made.mark, made.steps):
        raise Refused(
            "wrong-step",
            what="The receipt was not closed.",
            why=f"{found.steps_done} of its {found.steps} steps are done, or somebody else has it under way.",
            next="Run the same command again.",
        )
    counts = Counts.of(found.counts)
    if not counts.nothing_new():
        gate.settle(by=by)
    found.state = move(found.state, State.ADMITTED)
    found.settled_at = at
    found.save(update_fields=["state", "settled_at"])
    noted = findings.opened(found)
    names = {name: queries.called(n, made.bundle.kind(n)) for n, name in enumerate(made.bundle.names)}
    findings.strip(found, names)
    told = {name: getattr(counts, name) for name in Counts.PLAIN}
    note(facts={"receipt": str(receipt), "state": found.state, **told})
    return _outcome(made, counts, noted, receipt, found.state)


@act("collect.withdraw")
def withdraw(*, by: Actor, at: datetime, receipt: UUID) -> None:
    """Take files back and destroy them. What is in already stays, and says where it came from."""
    parties.require(by, "collect.receive", at)
    found = _one(by, receipt)
    found.state = move(found.state, State.WITHDRAWN)
    found.settled_at = at
    found.save(update_fields=["state", "settled_at"])
    found.found.all().delete()
    quarantine.destroy(by.controller, receipt)
    note(facts={"receipt": str(receipt), "state": found.state, "done": found.steps_done})


def _unknown() -> Refused:
    return Refused(
        "unknown",
        what="Nothing was done.",
        why="There is no receipt with that reference here.",
        next="Bring the file: hornbook collect PATH.",
    )


def _gone() -> Refused:
    return Refused(
        "not-in-quarantine",
        what="Nothing was done.",
        why="The files of this receipt are not in the quarantine any more.",
        next="Bring them again.",
    )
