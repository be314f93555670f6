"""Who may be told what: routes, a plan of who would go, sending, and the log of what went.

A plan opens what would go and writes a line; it sends nothing. The file is made once, when somebody has
looked twice, and handed over in the answer: Hornbook keeps its fingerprint, not a copy.
Keeps: promises 124, 127, 137.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hornbook.faces.web.desk import desk
from hornbook.faces.web.pupils.timeline import in_labels, names_for
from hornbook.rules.policy.types import Route
from hornbook.stages.share import acts as share
from hornbook.stages.share import queries as shared

from . import plan as planned

DESKS = ("dpo", "office", "staff", "head", "council")


@desk(*DESKS, purpose="see-who-is-told", menu="Sharing", act="share.send")
def routes(request: HttpRequest) -> HttpResponse:
    log = shared.log(request.actor.controller)
    context = {"routes": planned.routes(request.pack, log, request.today), "sent": planned.sent(log[:20])}
    return render(request, "shares/routes.html", context)


@desk(*DESKS, purpose="see-who-is-told", act="share.send")
def route(request: HttpRequest, route: str) -> HttpResponse:
    one = _route(request, route)
    log = [d for d in shared.log(request.actor.controller) if d.route == route]
    context = {
        "route": one,
        "basis": planned.basis(one),
        "ages": planned.ages(one),
        "needs": planned.needs(one),
        "all_fields": planned.fields(one),
        "minimum": planned.fields(one, one.minimum) if one.minimum is not None else "",
        "standing": planned.standing(one, request.today),
        "sent": planned.sent(log),
    }
    return render(request, "shares/route.html", context)


@desk(*DESKS, purpose="plan-a-share", act="share.send")
def plan(request: HttpRequest, route: str) -> HttpResponse:
    one, given = _route(request, route), request.GET.getlist("given")
    found = share.plan(by=request.actor, at=request.now, route=route, given=given)
    context = {
        "route": one,
        "given": [each for each in given if each in one.needs],
        "needs": planned.needs(one),
        "going": planned.going(found),
        "count": len(found.going),
        "staying": planned.staying(request, found),
    }
    return render(request, "shares/plan.html", context)


@desk(*DESKS, purpose="send", act="share.send")
def send(request: HttpRequest, route: str) -> HttpResponse:
    """Only a form that was looked at twice sends; anything else shows the plan."""
    if request.method != "POST" or request.POST.get("sure") != "yes":
        return plan(request, route)
    given = request.POST.getlist("given")
    parcel = share.send(by=request.actor, at=request.now, route=route, given=given)
    name = f"{request.workplace.slug}-{route}-{request.today:%Y-%m-%d}.csv"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Disclosure": str(parcel.disclosure),
    }
    return HttpResponse(parcel.content, content_type="text/csv; charset=utf-8", headers=headers)


@desk(*DESKS, purpose="read-the-disclosure-log", act="share.send rights.copy")
def parcel(request: HttpRequest, ref: UUID) -> HttpResponse:
    found = shared.one(request.actor.controller, ref)
    if found is None:
        raise Http404
    sent, told = found
    context = {
        "sent": sent,
        "who": names_for([sent.sent_by]).get(sent.sent_by, "Somebody whose account is gone"),
        "told": [(t.person, in_labels(t.fields), t.why) for t in told[: planned.SHOWN]],
        "fields": in_labels(sorted({f for t in told for f in t.fields})),
        "more": max(0, len(told) - planned.SHOWN),
    }
    return render(request, "shares/parcel.html", context)


def _route(request: HttpRequest, route: str) -> Route:
    if route not in request.pack.routes:
        raise Http404
    return request.pack.routes[route]
