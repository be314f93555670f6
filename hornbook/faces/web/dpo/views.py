"""The data protection officer's first page: three columns of truth. It opens nobody's record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hornbook.faces.web.desk import desk
from hornbook.faces.web.promises import board as promised
from hornbook.faces.web.requests import page
from hornbook.stages.rights import queries as rights

from . import news

WORST = ("broken", "at risk", "needs a person")
SHOWN = 5


@desk("dpo", purpose="what-needs-me", menu="Home")
def home(request: HttpRequest) -> HttpResponse:
    controller = request.actor.controller
    board = promised.quick(controller, request.today, int(request.now.timestamp()) // 60)
    context = {
        "cards": [page.card(c) for c in rights.open_cases(controller, request.today)],
        "board": board,
        "by_document": promised.by_document(board),
        "worst": [line for state in WORST for line in board.bound if line.state == state][:SHOWN],
        "news": news.of(request),
    }
    return render(request, "dpo/home.html", context)


@desk("dpo", "office", "staff", "head", "council", purpose="something-went-wrong")
def wrong(request: HttpRequest) -> HttpResponse:
    """What to do now, and whom to tell; recording a breach here comes later, and the page says so."""
    return render(request, "dpo/wrong.html", {"contacts": request.pack.contacts})
