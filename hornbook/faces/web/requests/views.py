"""Somebody asks for something: written down after a second look, decided, answered with a whole copy.

Keeps: promises 194, 196, 197, 200, 204-212, 217.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hornbook.faces.web import reasons
from hornbook.faces.web.desk import desk, may
from hornbook.faces.web.pupils.timeline import names_for
from hornbook.stages.rights import acts as rights
from hornbook.stages.rights import queries as asked
from hornbook.stages.use import acts as use

from . import forms, page, steps

DESKS = ("dpo", "office", "head", "council")
ACTS = "rights.open rights.copy rights.close"


@desk(*DESKS, purpose="see-requests", menu="Requests", act=ACTS)
def home(request: HttpRequest) -> HttpResponse:
    cases = asked.open_cases(request.actor.controller, request.today)
    return render(request, "requests/home.html", {"cards": [page.card(c) for c in cases]})


@desk(*DESKS, purpose="begin-a-request", act="rights.open")
def begin(request: HttpRequest) -> HttpResponse:
    return render(request, "requests/begin.html", {})


@desk(*DESKS, purpose="begin-a-request", act="rights.open")
def about(request: HttpRequest, ref: UUID) -> HttpResponse:
    """The form, then what it would do, and only then the act."""
    why = reasons.chosen(request)
    pupil, contacts = use.open_page(by=request.actor, at=request.now, purpose=why.id, person=ref)
    first = {"received": request.today}
    form = forms.Asked(request.POST or None, contacts=contacts, initial=first)
    if form.is_valid() and request.POST.get("sure") == "yes":
        return redirect("requests:case", _open(request, ref, form))
    context = {"pupil": pupil, "form": form, "look": form.is_valid() and "again" not in request.POST}
    return render(request, "requests/about.html", context)


def _open(request: HttpRequest, ref: UUID, form: forms.Asked) -> UUID:
    asked_by, asker = form.asker()
    said = {name: form.cleaned_data[name] for name in ("came", "received", "said")}
    opened = {"kind": "sar", "about": ref, "asked_by": asked_by, "asker": asker, **said}
    case = rights.open_case(by=request.actor, at=request.now, **opened)
    messages.success(
        request, "Written down. The clock runs, and the record is held until the request is closed."
    )
    return case


@desk(*DESKS, purpose="answer-a-request", act=ACTS)
def case(request: HttpRequest, ref: UUID) -> HttpResponse:
    return _show(request, _case(request, ref))


@desk(*DESKS, purpose="answer-a-request", act=ACTS)
def step(request: HttpRequest, ref: UUID, step: str) -> HttpResponse:
    """One step of a case: its form is on the case's page, and comes back there with what is wrong in it."""
    found = _case(request, ref)
    if request.method != "POST" or step not in steps.STEPS:
        return redirect("requests:case", ref)
    taken = steps.STEPS[step]
    form = steps.form_of(request, taken, request.POST)
    if not form.is_valid():
        return _show(request, found, wrong=(taken.id, form))
    steps.take(request, taken, ref, form)
    messages.success(request, taken.done)
    return redirect("requests:case", ref)


@desk(*DESKS, purpose="answer-a-request", act="rights.copy")
def lift(request: HttpRequest, ref: UUID, withheld: UUID) -> HttpResponse:
    if request.method == "POST":
        rights.lift(by=request.actor, at=request.now, case=ref, withheld=withheld)
        messages.success(request, "It goes into the copy.")
    return redirect("requests:case", ref)


@desk(*DESKS, purpose="answer-a-request", act="rights.copy")
def copy(request: HttpRequest, ref: UUID) -> HttpResponse:
    """The whole copy as one file, handed over in the answer and kept nowhere."""
    if request.method != "POST":
        return redirect("requests:case", ref)
    handed = rights.build_copy(by=request.actor, at=request.now, case=ref)
    name = f"copy-{str(ref)[:8]}-{request.today:%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(handed.zipped(), content_type="application/zip", headers=headers)


@desk(*DESKS, purpose="answer-a-request", act="rights.copy")
def typed(request: HttpRequest, ref: UUID) -> HttpResponse:
    """What people typed lies sealed; opening it is a look of its own."""
    said = rights.read_words(by=request.actor, at=request.now, case=ref)
    return render(request, "requests/typed.html", {"said": said, "case": _case(request, ref)})


def _case(request: HttpRequest, ref: UUID) -> asked.Case:
    found = asked.case(request.actor.controller, ref, request.today)
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, case: asked.Case, wrong: tuple | None = None) -> HttpResponse:
    why = reasons.chosen(request)
    who = {"by": request.actor, "at": request.now, "purpose": why.id, "people": [case.about]}
    decided_by = [each.by for each in (*case.views, *case.withheld, *case.copies)]
    context = {
        "case": case,
        "name": use.read(**who, categories=["identity"])[0].name,
        "asker": page.ASKERS[case.asked_by],
        "events": page.history(request, case),
        "steps": steps.open_to(request, case),
        "wrong": wrong,
        "law": page.law(case),
        "titles": page.titles(request.pack),
        "certificates": [(built, page.certificate(built)) for built in case.copies],
        "names": names_for(decided_by),
        "copies": may(request, "rights.copy") and case.state in ("received", "asking", "copied"),
    }
    return render(request, "requests/case.html", context, status=400 if wrong else 200)
