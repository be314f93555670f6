"""The first page of a head, a head of service, a governor: what waits for a decision of theirs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hornbook.faces.web.desk import desk, may
from hornbook.faces.web.disposal import review
from hornbook.stages.retain import queries as retain
from hornbook.stages.share import queries as share


@desk("head", purpose="decide", menu="Decisions")
def home(request: HttpRequest) -> HttpResponse:
    waiting = []
    if may(request, "retain.approve"):
        found = retain.batches(request.actor.controller, ["proposed"])
        waiting = review.batches([b for b in found if request.actor.ref not in b["approved_by"]])
    context = {"waiting": waiting, "shares": len(share.log(request.actor.controller))}
    return render(request, "head/home.html", context)
