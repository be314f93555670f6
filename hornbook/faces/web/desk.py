"""Every page says who it is for and to what end; nothing unsaid is reachable.

Three declarations, one on every view:
  @desk("dpo", purpose="…")   somebody signed in with a second factor, with a role at that desk
  @own("why")                 somebody signed in, about their own sign-in
  @public("why")              anybody

A `Refused` raised inside becomes the refusal page. Refusals whose very reason would tell that somebody exists
("not-yours", "unknown") look exactly like a page that is not there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, get_resolver

from hornbook.rules.base.refused import Refused
from hornbook.rules.policy.decide import decide
from hornbook.rules.policy.types import Question

from . import errors
from .desks import DESKS, desks_of

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Declared:
    """What a view said about itself: `kind` is "desk", "own" or "public"; `menu` its name in the menu."""

    kind: str
    purpose: str
    desks: tuple[str, ...] = ()
    menu: str = ""
    act: str = ""


def desk(*desks: str, purpose: str, menu: str = "", act: str = "") -> Callable[[View], View]:
    """A page of one desk, or of several; request.desk and request.purpose are there for the acts.

    act  what the page is for, or several set apart by spaces: who does none of them is not shown the way
    """
    unknown = set(desks) - set(DESKS)
    if unknown or not desks or not purpose:
        raise ValueError(f"a page needs a purpose and desks of {', '.join(DESKS)}; not {sorted(unknown)}")

    def declare(view: View) -> View:
        @wraps(view)
        def seated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            elsewhere = _sign_in_first(request) or _choose_first(request)
            if elsewhere:
                return elsewhere
            mine = desks_of(request.actor.roles)
            request.desk = next((d for d in desks if d in mine), None)
            request.purpose = purpose
            if request.desk is None:
                return errors.refused(request, _not_your_desk(desks))
            if not may(request, act):
                return errors.refused(request, _not_your_work(request, act))
            return _answer(view, request, *args, **kwargs)

        seated.declared = Declared("desk", purpose, desks, menu, act)
        return seated

    return declare


def may(request: HttpRequest, act: str) -> bool:
    """Whether a role held here does this act, or one of several; no act at all is open to the desk."""
    roles = [role for name in request.actor.roles if (role := request.pack.roles.get(name))]
    return not act or any(each in role.acts for role in roles for each in act.split())


def own(why: str, *, before_second_factor: bool = False) -> Callable[[View], View]:
    """A page about one's own sign-in. Only setting up the second factor may come before it."""

    def declare(view: View) -> View:
        @wraps(view)
        def mine(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            elsewhere = _sign_in_first(request, second_factor=not before_second_factor)
            return elsewhere or _answer(view, request, *args, **kwargs)

        mine.declared = Declared("own", why)
        return mine

    return declare


def public(why: str, *, menu: str = "") -> Callable[[View], View]:
    """A page for anybody; `why` says why so. With `menu` it stands at the foot of every page."""

    def declare(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return _answer(view, request, *args, **kwargs)

        opened.declared = Declared("public", why, menu=menu)
        return opened

    return declare


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except Refused as refusal:
        return errors.refused(request, refusal)


def _sign_in_first(request: HttpRequest, *, second_factor: bool = True) -> HttpResponse | None:
    if not request.user.is_authenticated:
        back = request.get_full_path() if request.method == "GET" else "/"
        return redirect_to_login(back)
    if not second_factor or request.second_factor:
        return None
    if is_mfa_enabled(request.user):  # they have one and did not show it: this sign-in is not finished
        logout(request)
        return redirect("account_login")
    return redirect("mfa_activate_totp")


def _choose_first(request: HttpRequest) -> HttpResponse | None:
    return None if request.actor else redirect("choose")


def _not_your_desk(desks: tuple[str, ...]) -> Refused:
    labels = " or ".join(DESKS[d].label for d in desks)
    return Refused(
        "not-your-desk",
        what="Not opened.",
        why=f"This page is for people with a role at this desk: {labels}. You have none here.",
        next="Ask the person who invited you, if your work needs it.",
    )


def _not_your_work(request: HttpRequest, act: str) -> Refused:
    answer = decide(request.pack, Question(act=act.split()[0], on=request.today, roles=request.actor.roles))
    return Refused(answer.code, what="Not opened.", why=answer.why, next=answer.next, cites=answer.cites)


@dataclass(frozen=True)
class Address:
    """One address this installation answers; `declared` is None when its view said nothing about itself."""

    address: str
    name: str
    declared: Declared | None


def addresses(resolver: URLResolver | None = None) -> Iterator[Address]:
    yield from _walk((resolver or get_resolver()).url_patterns, "", "")


def _walk(patterns: list, prefix: str, space: str) -> Iterator[Address]:
    for entry in patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(address, f"{space}{entry.name}", getattr(entry.callback, "declared", None))
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry.url_patterns, address, inner)
