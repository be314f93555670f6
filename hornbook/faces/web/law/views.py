"""Asking the law and the packs: a clock for any case, a text judged, packs side by side. Nothing is kept.

Keeps: promises 19, 57, 210.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hornbook.faces.web.desk import desk, may
from hornbook.rules.law.deadlines import deadlines

from . import check as checking
from . import clock as clocks
from . import compare as comparing

STAFF = ("dpo", "office", "staff", "head", "council", "analyst")
GOVERN = ("dpo", "head", "council")
ANSWERS_FOR_IT = "account.print"


@desk(*STAFF, purpose="ask-the-law", menu="Law")
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "law/home.html", {"governs": may(request, ANSWERS_FOR_IT)})


@desk(*STAFF, purpose="ask-the-law")
def clock(request: HttpRequest) -> HttpResponse:
    """A GET form throughout: an answer has an address, that can be sent to a colleague and printed."""
    kind = request.GET.get("kind", "")
    form = found = None
    if kind in deadlines:
        asked = request.GET if "received" in request.GET else None
        form = clocks.Asked(kind, asked, initial={"received": request.today})
        if form.is_valid():
            try:
                found = form.count()
            except (KeyError, ValueError) as fault:
                form.add_error(None, str(fault.args[0]))
    context = {
        "kinds": clocks.kinds(),
        "kind": kind if form else "",
        "label": clocks.label(kind) if form else "",
        "form": form,
        "found": found,
    }
    return render(request, "law/clock.html", context, status=400 if form and form.errors else 200)


@desk(*GOVERN, purpose="check-a-text", act=ANSWERS_FOR_IT)
def check(request: HttpRequest) -> HttpResponse:
    post = request.method == "POST"
    files = (request.POST, request.FILES) if post else (None, None)
    form = checking.Brought(*files, initial={"on": request.today})
    judged = form.judged(request.pack) if form.is_valid() else None
    wrong = form.is_bound and not judged
    return render(request, "law/check.html", {"form": form, "judged": judged}, status=400 if wrong else 200)


@desk(*GOVERN, purpose="compare-packs", act=ANSWERS_FOR_IT)
def compare(request: HttpRequest) -> HttpResponse:
    there = comparing.known(request)
    columns = comparing.chosen(request, there)
    every = comparing.rows(columns)
    names = [name for name, _ in every]
    part = request.GET.get("part", "")
    if part not in (*names, comparing.EVERY):
        part = names[0] if names else ""
    context = {
        "there": [(name, works) for name, works in there.items()],
        "columns": columns,
        "ids": [each.pack.id for each in columns],
        "parts": [(name, len(some)) for name, some in every],
        "part": part,
        "every": comparing.EVERY,
        "groups": [(name, some) for name, some in every if part in (name, comparing.EVERY)],
        "said": comparing.said,
        "label": comparing.label,
        "most": comparing.MOST,
    }
    return render(request, "law/compare.html", context)
