"""What is new since last week: sent, refused, copied, unusual looking-up, the ledger's health, records due.

Each piece of news leads to where it can be looked into. Counts and dates only: nobody's record is opened.
Keeps: promises 99, 102, 113, 137.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse

from hornbook.faces.web import words
from hornbook.faces.web.deeds import LOOKING
from hornbook.faces.web.deeds import words as deed
from hornbook.faces.web.desk import may
from hornbook.faces.web.pupils.timeline import names_for
from hornbook.stages.ledger import chain
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.retain import queries as retain
from hornbook.stages.share import queries as share
from hornbook.stages.use import queries as used

WEEK = timedelta(days=7)
MONTH = timedelta(days=30)

#: Unusual: somebody who opened at least this many people in a day, and this many times their own daily mean.
MANY, TIMES = 20, 4


@dataclass(frozen=True)
class News:
    """state is one of the tags' words; `text` says how we know."""

    what: str
    text: str
    href: str = ""
    state: str = ""


def of(request: HttpRequest) -> list[News]:
    found = [*_waiting(request), *_unusual(request), *_week(request), *_ledger(request)]
    return sorted(found, key=lambda news: news.state != "warning")


def _waiting(request: HttpRequest) -> Iterator[News]:
    """Records whose month has come, and disposals that wait for a yes."""
    due = used.counts(request.actor, request.today)["due"]
    if due and may(request, "retain.propose"):
        yield News(
            f"{words.plural(due, 'record')} due for disposal",
            "The month has come in which the notice says they go.",
            reverse("disposal:due"),
            "warning",
        )
    waiting = retain.batches(request.actor.controller, ["proposed"])
    mine = [b for b in waiting if request.actor.ref not in b["approved_by"]]
    if mine and may(request, "retain.approve"):
        where = (
            reverse("disposal:batch", args=[mine[0]["ref"]]) if len(mine) == 1 else reverse("disposal:home")
        )
        said = words.plural(len(mine), "disposal waits", "disposals wait")
        yield News(f"{said} for your approval", "Two people have to approve.", where, "warning")


def _unusual(request: HttpRequest) -> Iterator[News]:
    """Who opened far more people today than on their own ordinary day."""
    ask = (request.actor.controller, LOOKING)
    today = ledger.looked_up(*ask, request.now - timedelta(days=1), request.now)
    busy = {account: n for account, n in today.items() if n >= MANY}
    if not busy:
        return
    before = ledger.looked_up(*ask, request.now - MONTH, request.now - timedelta(days=1))
    for account, name in names_for(busy).items():
        mean = before.get(account, 0) / 29
        if account in busy and before.get(account) and busy[account] > TIMES * mean:
            many = words.plural(busy[account], "person", "people")
            text = f"{many} since yesterday; about {mean:.0f} on a usual day."
            yield News(f"{name} opened many records", text, reverse("ledger:lines"), "warning")


def _week(request: HttpRequest) -> Iterator[News]:
    done = ledger.since(request.actor.controller, request.now - WEEK)
    for sent in share.log(request.actor.controller, 5):
        if sent.sent_at >= request.now - WEEK:
            about = words.plural(sent.people_count, "pupil")
            where = reverse("shares:parcel", args=[sent.ref])
            yield News(f"Sent to {sent.recipient}", f"About {about}, {words.moment(sent.sent_at)}.", where)
    copies = done.get(("rights.copy", "done"), 0)
    if copies:
        yield News(
            f"{words.plural(copies, 'copy', 'copies')} made for people who asked", "In the last seven days."
        )
    refused = {act: n for (act, verdict), n in done.items() if verdict == "refused"}
    if refused:
        kinds = "; ".join(f"{deed(act).lower()}: {n}" for act, n in sorted(refused.items()))
        where = f"{reverse('ledger:lines')}?show=refused"
        yield News(
            f"{words.plural(sum(refused.values()), 'refusal')} in seven days", f"{kinds}.", where, "refused"
        )


def _ledger(request: HttpRequest) -> Iterator[News]:
    sealed = chain.checkpoint(request.actor.controller)
    if sealed["seq"]:
        text = f"{words.plural(int(str(sealed['seq'])), 'line')} sealed. Check that none was changed."
    else:
        text = "No line is sealed yet; until then a change would not show."
    yield News("The ledger", text, reverse("ledger:check"), "" if sealed["seq"] else "warning")
