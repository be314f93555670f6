"""The ledger's latest lines, one line in full, whether the chain is whole; and everybody's own lines.

Keeps: promises 99, 102.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hornbook.faces.web import deeds
from hornbook.faces.web.addresses import number_in
from hornbook.faces.web.desk import desk
from hornbook.faces.web.desks import DESKS
from hornbook.stages.ledger import chain
from hornbook.stages.ledger import queries as ledger

from . import rows

PAGE = 50
READERS = ("dpo", "council")
VERDICTS = {"": ("done", "refused"), "refused": ("refused",)}


@desk(*READERS, purpose="read-the-ledger", menu="Ledger", act="rights.copy")
def lines(request: HttpRequest) -> HttpResponse:
    verdicts = VERDICTS.get(request.GET.get("show", ""), VERDICTS[""])
    act = request.GET.get("act", "")
    acts = [act] if act in deeds.DEEDS else []
    before = number_in(request, "before")
    controller = request.actor.controller
    found = ledger.latest(controller, acts=acts, verdicts=verdicts, before=before, limit=PAGE + 1)
    context = {
        "columns": rows.COLUMNS,
        "rows": rows.rows(controller, found[:PAGE], request.pack),
        "older": found[PAGE - 1].id if len(found) > PAGE else None,
        "sealed": chain.checkpoint(controller),
        "deeds": deeds.DEEDS,
    }
    return render(request, "ledger/lines.html", context)


@desk(*READERS, purpose="read-the-ledger", act="rights.copy")
def line(request: HttpRequest, number: int) -> HttpResponse:
    found = ledger.one(request.actor.controller, number)
    if found is None:
        raise Http404
    people = ledger.people_in(request.actor.controller, number)
    shown = rows.rows(request.actor.controller, [found], request.pack)[0]
    return render(request, "ledger/line.html", {"line": found, "shown": shown, "people": people})


@desk(*READERS, purpose="check-the-ledger", act="rights.copy")
def check(request: HttpRequest) -> HttpResponse:
    return render(request, "ledger/check.html", {"report": rows.verified(request.actor.controller)})


@desk(*DESKS, purpose="see-ones-own-lines")
def mine(request: HttpRequest) -> HttpResponse:
    """What one did oneself: nobody need take the ledger on trust."""
    before, me = number_in(request, "before"), request.actor
    found = ledger.latest(me.controller, by=me.ref, before=before, limit=PAGE + 1)
    context = {
        "columns": [c for c in rows.COLUMNS if c["key"] != "who"],
        "rows": rows.rows(me.controller, found[:PAGE], request.pack, linked=False),
        "older": found[PAGE - 1].id if len(found) > PAGE else None,
    }
    return render(request, "ledger/mine.html", context)
