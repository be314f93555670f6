"""Pages that say no, or that something is wrong: what, why, and what to do next.

A refusal that would reveal whether somebody exists is the very page of an address that is not there.
"""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from hornbook.rules.base.refused import Refused

LOG = logging.getLogger("hornbook.web")
REVEALING = frozenset({"not-yours", "unknown"})


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page of a refusal; the act itself has already written it in the ledger."""
    if refusal.code in REVEALING:
        return not_found(request)
    return render(request, "refused.html", {"refusal": refusal}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/bad_request.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/not_found.html", status=404)


def fault(request: HttpRequest) -> HttpResponse:
    """Something of ours broke: no request, no table and no session are asked for this page."""
    return HttpResponse(render_to_string("errors/fault.html", using="jinja2"), status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    LOG.warning("form refused: %s", reason)
    return render(request, "errors/form_expired.html", status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/too_many.html", status=429)


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """Too many wrong passwords. Says the same whether or not the address has an account."""
    return render(request, "errors/too_many.html", status=429)
