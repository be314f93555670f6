"""The pages that belong to no desk: the front door, choosing where one works, and the pulse."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from . import menu
from .desk import own, public
from .middleware import choose as remember


@public("The front door: says what this is and where to sign in.")
def front(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and not request.second_factor:
        return redirect("mfa_activate_totp")
    if request.user.is_authenticated and not request.actor:
        return redirect("choose")
    home = menu.home(request.actor.roles) if request.actor else None
    return redirect(home) if home else render(request, "front.html")


@own("Somebody with a role at several controllers says for which one they work now.")
def choose(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and remember(request, request.POST.get("workplace", "")):
        return redirect("front")
    wrong = request.method == "POST"
    return render(request, "choose.html", {"wrong": wrong}, status=400 if wrong else 200)


@public("Says that the web process answers; tells nothing about anybody.")
def health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")
