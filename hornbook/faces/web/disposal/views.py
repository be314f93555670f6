"""What is due and why; proposed after a second look, approved by two people, done, certified.

Keeps: promises 113-119, 123.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hornbook.faces.web.desk import desk
from hornbook.faces.web.pupils.timeline import names_for
from hornbook.rules.catalogue.base import categories
from hornbook.stages.retain import acts as retain
from hornbook.stages.retain import queries as retained

from . import review

DESKS = ("dpo", "office", "head", "council")
ANY = "retain.propose retain.approve retain.dispose"


@desk(*DESKS, purpose="review-disposal", menu="Disposal", act=ANY)
def home(request: HttpRequest) -> HttpResponse:
    found = retained.batches(request.actor.controller)
    waiting = [b for b in found if b["state"] in review.WAITING]
    ended = [b for b in found if b["state"] not in review.WAITING]
    context = {"waiting": review.batches(waiting), "ended": review.batches(ended[:20])}
    return render(request, "disposal/home.html", context)


@desk(*DESKS, purpose="review-disposal", act="retain.propose")
def due(request: HttpRequest) -> HttpResponse:
    """Looking opens names and birthdays, so it writes a line; proposing takes a form and a second look."""
    found = retained.due(by=request.actor, at=request.now, on=request.today)
    picked = review.chosen(request, found)
    if request.method == "POST" and picked and request.POST.get("sure") == "yes":
        people = [d.person for d in picked]
        ref = retain.propose(by=request.actor, at=request.now, on=request.today, people=people)
        messages.success(request, "Proposed. Two people now have to approve it.")
        return redirect("disposal:batch", ref)
    context = {
        "free": review.free(found),
        "held_back": review.held_back(found),
        "picked": picked if request.method == "POST" else [],
        "none_picked": request.method == "POST" and not picked,
    }
    return render(request, "disposal/due.html", context)


@desk(*DESKS, purpose="review-disposal", act=ANY)
def batch(request: HttpRequest, ref: UUID) -> HttpResponse:
    found = retained.batch(request.actor.controller, ref)
    if found is None:
        raise Http404
    names = names_for([found["proposed_by"], *found["approved_by"]])
    context = {
        "batch": found,
        "state": review.STATES[found["state"]],
        "people": review.people(request, found),
        "names": names,
        "approved_by": [names.get(each, "Somebody whose account is gone") for each in found["approved_by"]],
        "steps": review.steps(request, found),
        "certificates": retained.certificates(request.actor.controller, ref),
    }
    return render(request, "disposal/batch.html", context)


@desk(*DESKS, purpose="approve-disposal", act="retain.approve")
def approve(request: HttpRequest, ref: UUID) -> HttpResponse:
    if request.method == "POST" and request.POST.get("sure") == "yes":
        count = retain.approve(by=request.actor, at=request.now, batch=ref)
        said = "Both approvals are there." if count >= 2 else "A second person has to approve it too."
        messages.success(request, f"You approved it. {said}")
    return redirect("disposal:batch", ref)


@desk(*DESKS, purpose="withdraw-disposal", act="retain.propose")
def withdraw(request: HttpRequest, ref: UUID) -> HttpResponse:
    if request.method == "POST":
        retain.withdraw(by=request.actor, at=request.now, batch=ref)
        messages.success(request, "Taken back. Nothing happens to anybody in it.")
    return redirect("disposal:batch", ref)


@desk(*DESKS, purpose="dispose", act="retain.dispose")
def dispose(request: HttpRequest, ref: UUID) -> HttpResponse:
    if request.method == "POST" and request.POST.get("sure") == "yes":
        done = retain.dispose(by=request.actor, at=request.now, batch=ref)
        messages.success(request, f"Done. Certificates written: {len(done)}.")
    return redirect("disposal:batch", ref)


@desk(*DESKS, purpose="read-a-certificate", act=ANY)
def certificate(request: HttpRequest, ref: UUID) -> HttpResponse:
    found = retained.certificate(request.actor.controller, ref)
    if found is None:
        raise Http404
    counts = {categories[k].label if k in categories else k.capitalize(): n for k, n in found.counts.items()}
    rule = request.pack.retention.get(found.rule)
    approved_by = [UUID(each) for each in found.approved_by]
    names = names_for(approved_by)
    context = {
        "found": found,
        "counts": counts,
        "rule": rule,
        "approved_by": [names.get(a) for a in approved_by],
    }
    return render(request, "disposal/certificate.html", context)
