"""The first page of somebody who teaches or supports pupils: their own pupils, group by group."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hornbook.faces.web import reasons
from hornbook.faces.web.desk import desk
from hornbook.faces.web.pupils import shown
from hornbook.stages.use import acts as use
from hornbook.stages.use import queries as used


@desk("staff", purpose="my-pupils", menu="My pupils")
def home(request: HttpRequest) -> HttpResponse:
    why, groups = reasons.chosen(request), used.groups(request.actor, own=True)
    mine = []
    for ref, kind, label in groups:
        asked = {"by": request.actor, "at": request.now, "purpose": why.id, "group": ref, "limit": 60}
        pupils, total = use.listing(**asked)
        rows = [shown.row(p, request.today) for p in pupils]
        mine.append({"ref": ref, "label": label, "kind": kind, "rows": rows, "total": total})
    return render(request, "staff/home.html", {"why": why, "groups": mine})
