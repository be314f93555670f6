"""The board of promises, and one promise with its evidence and what people filed. Keeps: promise 268."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from hornbook.faces.web.desk import desk
from hornbook.faces.web.pupils.timeline import names_for
from hornbook.promises import documents
from hornbook.promises.register import KINDS
from hornbook.stages.account import filed, filing
from hornbook.stages.account import promises as account
from hornbook.stages.parties import queries as parties

from . import board, forms

DESKS = ("dpo", "head", "council")


@dataclass(frozen=True)
class Step:
    """What can be done about a promise: its name, its form, its act, what was done."""

    label: str
    form: Callable[..., django.Form]
    do: Callable[..., Any]
    done: str


STEPS = {
    "proof": Step("File proof", forms.Proved, filing.prove, "Filed. It counts from now on."),
    "owner": Step("Say who sees to it", forms.Owned, filing.own, "Written down."),
}


@desk(*DESKS, purpose="see-promises", menu="Promises", act=filing.RIGHT)
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


@desk(*DESKS, purpose="see-promises", act=filing.RIGHT)
def promise(request: HttpRequest, number: str) -> HttpResponse:
    """Slow checks too: somebody wants to know about this one."""
    return _show(request, *_found(request, number))


@desk(*DESKS, purpose="file-proof", act=filing.RIGHT)
def step(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """Say who sees to it, or file proof; the form comes back to the promise's page with what is wrong."""
    taken = STEPS.get(step)
    if request.method != "POST" or taken is None:
        return redirect("promises:promise", number)
    found, form = _found(request, number), _form(request, step, request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, *found, wrong=(step, form))
    taken.do(by=request.actor, at=request.now, promise=number, **form.said())
    messages.success(request, taken.done)
    return redirect("promises:promise", number)


@desk(*DESKS, purpose="open-proof", act=filing.RIGHT)
def paper(request: HttpRequest, proof: UUID) -> HttpResponse:
    """The paper as it was brought, handed over to be opened elsewhere: nothing of it runs here."""
    found = filing.open_paper(by=request.actor, at=request.now, proof=proof)
    answer = HttpResponse(found.content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, found.name or "paper")
    return answer


def _found(request: HttpRequest, number: str) -> tuple[account.Line, bool]:
    """The promise as it stands, and whether its evidence is of the code that is running."""
    found = account.board(request.actor.controller, request.today)
    line = next((each for each in found.lines if each.promise.id == number), None)
    if line is None:
        raise Http404
    return line, found.fresh


def _form(request: HttpRequest, step: str, data: object = None, files: object = None) -> django.Form:
    more = {}
    if step == "owner":
        people = parties.colleagues(request.actor.controller, request.today)
        more = {"pack": request.pack, "people": people}
    return STEPS[step].form(data, files, auto_id=f"{step}-%s", initial={"on": request.today}, **more)


def _show(request: HttpRequest, line: account.Line, fresh: bool, wrong: tuple | None = None) -> HttpResponse:
    mine = request.actor.controller
    proofs = filed.proofs_of(mine, line.promise.id)
    role = request.pack.roles.get(line.people.role)
    context = {
        "line": line,
        "fresh": fresh,
        "kinds": [KINDS[each] for each in line.promise.kinds],
        "sources": [(documents()[s.document].title, s.lines) for s in line.promise.sources],
        "seen_at": board.seen_at(line.live),
        "proofs": proofs,
        "role": role.label if role else line.people.role,
        "names": names_for({*(each.by for each in proofs), line.people.account} - {None}),
        "late": line.people.overdue(request.today),
        "steps": [(name, each, _form(request, name)) for name, each in STEPS.items()],
        "wrong": wrong,
    }
    return render(request, "promises/promise.html", context, status=400 if wrong else 200)
