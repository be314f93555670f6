"""What can be seen now about a controller's promises, with counts and days and without names.

Keeps: promise 268.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from hornbook.rules.base.dates import LONDON, spoken
from hornbook.stages.keys import signing
from hornbook.stages.ledger import chain
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.parties import queries as parties
from hornbook.stages.retain import queries as retain
from hornbook.stages.share import queries as share

from . import queries
from .live import LiveEvidence, count, shows

LATELY = timedelta(days=30)


@shows("102", slow=True)
def the_ledger_is_sound(controller: UUID, on: date) -> LiveEvidence:
    """The whole chain walked: nothing edited, deleted or swapped."""
    report = chain.verify(controller, lambda key_id: signing.public_key(controller, key_id))
    sealed = report.last_sealed_at.astimezone(LONDON).date() if report.last_sealed_at else None
    if not report.sound:
        first = report.faults[0]
        sentence = f"{count(len(report.faults), 'fault')} in the ledger; the first at entry {first.entry}."
        return LiveEvidence("broken", sentence, len(report.faults), last=sealed, link="ledger")
    tail = f", {count(report.unsealed, 'newer line')} not sealed yet" if report.unsealed else ""
    sentence = f"The ledger is sound: {count(report.sealed, 'line')} sealed{tail}."
    state = "kept" if report.sealed or not report.unsealed else "at risk"
    return LiveEvidence(state, sentence, report.sealed, last=sealed, link="ledger")


@shows("53", "56", "58", "68")
def the_notice_is_the_pack(controller: UUID, on: date) -> LiveEvidence:
    """The pack in force is the one adopted, and its words are the ones people can read."""
    pack, history = parties.pack_of(controller), parties.pack_history(controller)
    adopted = history[-1] if history else None
    if adopted is None or adopted.digest != pack.digest:
        sentence = "The pack in force is not the one that was adopted: adopt it, or put it back."
        return LiveEvidence("broken", sentence, link="pack")
    day = adopted.adopted_at.astimezone(LONDON).date()
    missing = queries.unpublished(controller, on)
    if missing:
        sentence = f"Adopted on {spoken(day)}; the notice people can read says otherwise, or nothing yet."
        return LiveEvidence("at risk", sentence, len(missing), first=day, link="notice")
    said = queries.last_published(controller)
    last = said.astimezone(LONDON).date() if said else None
    sentence = f"Adopted on {spoken(day)}, and published as it is."
    return LiveEvidence("kept", sentence, len(pack.purposes), day, last, "notice")


@shows("51")
def families_were_shown_the_notice(controller: UUID, on: date) -> LiveEvidence:
    """Told when data is first collected, and again when what was told changes."""
    reach = queries.reach(controller)
    if reach is None:
        sentence = "No notice is published yet, so that nobody can have been shown it."
        return LiveEvidence("at risk", sentence, link="shown")
    many = count(reach.families, "family", "families")
    if reach.without:
        missing = f"{len(reach.without):,} of {many} {'has' if len(reach.without) == 1 else 'have'}"
        sentence = f"{missing} not been shown version {reach.newest} of the notice."
        return LiveEvidence("at risk", sentence, len(reach.without), last=on, link="shown")
    sentence = f"{many} of the pupils on roll, and each was shown version {reach.newest} of the notice."
    return LiveEvidence("kept", sentence, reach.families, last=on, link="shown")


def _since(on: date) -> datetime:
    return datetime.combine(on - LATELY, time.min, LONDON)


@shows("97")
def refusals_are_written_down(controller: UUID, on: date) -> LiveEvidence:
    written = ledger.since(controller, _since(on))
    refused = sum(n for (_, verdict), n in written.items() if verdict == "refused")
    sentence = (
        f"{count(refused, 'request was', 'requests were')} refused in the last 30 days, each written down."
    )
    return LiveEvidence("kept", sentence, refused, on - LATELY, on, "refusals")


@shows("99")
def openings_are_written_down(controller: UUID, on: date) -> LiveEvidence:
    written = ledger.since(controller, _since(on))
    opened = sum(n for (act, verdict), n in written.items() if act.startswith("use.") and verdict == "done")
    sentence = f"{count(opened, 'opening')} or change of records in the last 30 days, each written down."
    return LiveEvidence("kept", sentence, opened, on - LATELY, on, "ledger")


@shows("113", "114", "115")
def nothing_is_kept_past_its_day(controller: UUID, on: date) -> LiveEvidence:
    """By the plain month: the exact day is sealed, so that a month that has ended is what can be seen."""
    late = retain.overdue(controller, on)
    if late:
        sentence = f"{count(late, 'record is', 'records are')} past the month in which they fell due."
        return LiveEvidence("at risk", sentence, late, last=on, link="disposal")
    done = len(retain.certificates(controller))
    sentence = f"No record is past the month in which it fell due; {count(done, 'was', 'were')} disposed of."
    return LiveEvidence("kept", sentence, done, last=on, link="disposal")


@shows("124", "125", "127", "137", "138")
def disclosures_match_the_routes(controller: UUID, on: date) -> LiveEvidence:
    """Each sending in the ledger is in the log, and went along a route, with fields that it carries."""
    pack = parties.pack_of(controller)
    written = ledger.since(controller, datetime.min.replace(tzinfo=LONDON, year=2000))
    sent, logged = written.get(("share.send", "done"), 0), share.how_many(controller)
    strays = 0
    for route, digest, fields in share.carried(controller):
        if digest != pack.digest:  # sent under an earlier pack: its own routes allowed it
            continue
        allowed = pack.routes.get(route)
        may = {f"{c}.{f}" for c, names in allowed.fields.items() for f in names} if allowed else set()
        strays += not fields <= may
    if strays or sent != logged:
        told = f"{sent} in the ledger, {logged} in the disclosure log"
        sentence = f"{count(strays, 'sending')} outside its route; {told}."
        return LiveEvidence("broken", sentence, strays or abs(sent - logged), last=on, link="disclosures")
    sentence = f"{count(logged, 'sending')} logged, each along a route of the notice."
    return LiveEvidence("kept", sentence, logged, last=on, link="disclosures")
