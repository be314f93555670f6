"""Desks that have no work here yet: they say so, and what will stand there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .desk import desk

LATER = {
    "analyst": (
        "Projects, the list of extracts (without anything that tells who somebody is), and results waiting "
        "to be checked by a second person before anything is published.",
        "Until then nothing about pupils can be analysed here, and nobody’s record is open to this desk.",
    ),
    "family": (
        "For each child: what the school holds, why, who has had it, your choices, and your requests with "
        "honest dates.",
        "Until then ask the school office or the data protection officer, in any way you like: they answer "
        "within a month. The privacy notice says how.",
    ),
    "partner": (
        "The samples you were given, for as long as you were given them.",
        "Until then nothing here is open to you, and nothing is sent through this desk.",
    ),
}


@desk("analyst", "family", "partner", purpose="an-empty-desk", menu="Home")
def home(request: HttpRequest) -> HttpResponse:
    later, now = LATER[request.desk]
    return render(request, "waiting.html", {"later": later, "today": now})
