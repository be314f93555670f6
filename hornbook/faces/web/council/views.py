"""The council's first page: for whoever governs information, what is new; for the others, their pupils."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hornbook.faces.web.desk import desk, may
from hornbook.faces.web.dpo import news
from hornbook.stages.use import queries as used


@desk("council", purpose="council-today", menu="Today")
def home(request: HttpRequest) -> HttpResponse:
    governs = may(request, "rights.copy")
    context = {
        "counts": used.counts(request.actor, request.today),
        "news": news.of(request) if governs else [],
        "groups": used.groups(request.actor, own=True),
        "governs": governs,
    }
    return render(request, "council/home.html", context)
