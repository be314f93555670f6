"""New purposes: what the pack names and nobody was told of, and the way of each into force.

Keeps: promise 52.
"""

from uuid import UUID

from django import forms as django
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hornbook.faces.web.desk import desk
from hornbook.faces.web.pupils.timeline import names_for
from hornbook.stages.account import queries as noticed
from hornbook.stages.account import telling
from hornbook.stages.registers.purposes import acts, queries
from hornbook.stages.registers.purposes.queries import Change

from . import forms, page

DESKS = ("dpo", "head", "council")


@desk(*DESKS, purpose="see-purposes", menu="Purposes", act=acts.RIGHT)
def home(request: HttpRequest) -> HttpResponse:
    mine = request.actor.controller
    found = queries.changes(mine, request.today)
    new = queries.unproposed(mine, request.pack, request.today)
    context = {
        "unproposed": [(request.pack.purposes[name], page.labels(cats)) for name, cats in new.items()],
        "changes": [(each, page.labels(each.categories)) for each in found],
        "in_force": len(request.pack.purposes) - len(queries.waiting(mine, request.pack, request.today)),
        "older": queries.first_told(mine) is None,
    }
    return render(request, "purposes/home.html", context)


@desk(*DESKS, purpose="propose-a-purpose", act=acts.RIGHT)
def propose(request: HttpRequest, purpose: str) -> HttpResponse:
    """The facts that the check has to know; it is asked when the proposal is written down."""
    new = queries.unproposed(request.actor.controller, request.pack, request.today).get(purpose)
    if not new:
        raise Http404
    named = request.pack.purposes[purpose]
    sensitive = page.sensitive(request.pack, new)
    form = forms.Proposed(request.POST or None, purpose=named, sensitive=sensitive)
    if form.is_valid():
        said = form.cleaned_data
        ref = acts.propose(by=request.actor, at=request.now, purpose=purpose, **said)
        messages.success(request, "Proposed, and checked. Now the data protection officer decides.")
        return redirect("purposes:change", ref)
    context = {
        "named": named,
        "form": form,
        "categories": page.labels(new),
        "basis": page.basis(named.basis),
        "level": page.LEVELS[named.level],
    }
    return render(request, "purposes/propose.html", context, status=400 if form.is_bound else 200)


@desk(*DESKS, purpose="see-purposes", act=acts.RIGHT)
def change(request: HttpRequest, ref: UUID) -> HttpResponse:
    return _show(request, _change(request, ref))


@desk(*DESKS, purpose="decide-a-purpose", act=acts.RIGHT)
def step(request: HttpRequest, ref: UUID, step: str) -> HttpResponse:
    """One step: its form stands on the page of the change, and comes back there with what is wrong in it."""
    found, taken = _change(request, ref), page.STEPS.get(step)
    if request.method != "POST" or taken is None:
        return redirect("purposes:change", ref)
    form = _form(request, taken, request.POST)
    if not form.is_valid():
        return _show(request, found, wrong=(taken.id, form))
    taken.do(by=request.actor, at=request.now, change=ref, **form.cleaned_data)
    messages.success(request, taken.done)
    return redirect("purposes:change", ref)


def _form(request: HttpRequest, step: page.Step, data: object = None) -> django.Form:
    return step.form(data, auto_id=f"{step.id}-%s", initial={"on": request.today, "how": "notice"})


def _change(request: HttpRequest, ref: UUID) -> Change:
    found = queries.change(request.actor.controller, ref, request.today)
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, change: Change, wrong: tuple | None = None) -> HttpResponse:
    context = {
        "change": change,
        "typed": queries.typed(request.actor.controller, change.ref),
        "answers": page.answers(change),
        "categories": page.labels(change.categories),
        "basis": page.basis(change.basis),
        "level": page.LEVELS[change.level],
        "steps": [(each, _form(request, each)) for each in page.open_to(change)],
        "wrong": wrong,
        "names": names_for(page.people_in(change)),
        "earliest": page.earliest(request.pack, request.today),
        "ways": telling.WAYS,
        "unpublished": noticed.unpublished(request.actor.controller, request.today),
    }
    return render(request, "purposes/change.html", context, status=400 if wrong else 200)
