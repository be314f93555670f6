"""The data protection officer's first page: three columns of truth."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..desk import desk
from . import news


@desk("dpo", purpose="what-needs-me", menu="Home")
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "dpo/home.html", {"news": news.of(request)})


@desk("dpo", "office", "staff", "head", "council", purpose="something-went-wrong")
def wrong(request: HttpRequest) -> HttpResponse:
    """What to do now, and whom to tell; recording a breach here comes later, and the page says so."""
    return render(request, "dpo/wrong.html", {"contacts": request.pack.contacts})
