"""The board of promises, and one promise with its evidence. It names nobody. Keeps: promise 268."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hornbook.faces.web.desk import desk
from hornbook.promises import documents
from hornbook.promises.register import KINDS
from hornbook.stages.account import promises as account

from . import board

DESKS = ("dpo", "head", "council")


@desk(*DESKS, purpose="see-promises", menu="Promises", act="account.print")
def home(request: HttpRequest) -> HttpResponse:
    found = account.board(request.actor.controller, request.today, thorough=False)
    state, document = request.GET.get("state", ""), request.GET.get("document", "")
    context = {
        "board": found,
        "by_document": board.by_document(found),
        "lines": board.chosen(found, state, document if document in documents() else ""),
        "states": account.STATES,
    }
    return render(request, "promises/home.html", context)


@desk(*DESKS, purpose="see-promises", act="account.print")
def promise(request: HttpRequest, number: str) -> HttpResponse:
    """Slow checks too: somebody wants to know about this one."""
    found = account.board(request.actor.controller, request.today)
    line = next((each for each in found.lines if each.promise.id == number), None)
    if line is None:
        raise Http404
    context = {
        "line": line,
        "fresh": found.fresh,
        "kinds": [KINDS[each] for each in line.promise.kinds],
        "sources": [(documents()[s.document].title, s.lines) for s in line.promise.sources],
        "seen_at": board.seen_at(line.live),
    }
    return render(request, "promises/promise.html", context)
