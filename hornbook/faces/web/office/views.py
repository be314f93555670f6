"""The office's first page: today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hornbook.faces.web.desk import desk, may
from hornbook.stages.use import queries as used

from . import moves


@desk("office", purpose="office-today", menu="Today")
def home(request: HttpRequest) -> HttpResponse:
    joined, left = moves.of(request) if may(request, "use.read") else ([], [])
    counts = used.counts(request.actor, request.today)
    return render(request, "office/home.html", {"counts": counts, "joined": joined, "left": left})
