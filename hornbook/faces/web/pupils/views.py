"""Finding a pupil, the list, the pupil's page, and who has had their data.

What somebody types to find a pupil is sent in a form's body, never in an address: addresses are kept by
browsers and by whatever stands between. Keeps: promises 97, 99, 137.
"""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hornbook.faces.web import reasons
from hornbook.faces.web.addresses import number_in, uuid_in
from hornbook.faces.web.desk import desk, may
from hornbook.faces.web.notices import LAYERS, Shown
from hornbook.stages.account import queries as noticed
from hornbook.stages.collect import queries as collect
from hornbook.stages.retain import queries as retain
from hornbook.stages.use import acts as use
from hornbook.stages.use import queries as used

from . import answers, shown, timeline

DESKS = ("dpo", "office", "staff", "head", "council")
PAGE = 50


@desk(*DESKS, purpose="list-pupils", menu="Pupils", act="use.read")
def listing(request: HttpRequest) -> HttpResponse:
    why, number = reasons.chosen(request), number_in(request, "page") or 1
    groups = used.groups(request.actor)
    pupils, total = use.listing(
        by=request.actor,
        at=request.now,
        purpose=why.id,
        group=uuid_in(request, "group"),
        on_roll=request.GET.get("roll") != "off",
        start=(number - 1) * PAGE,
        limit=PAGE,
    )
    rows = [shown.row(p, request.today) for p in pupils]
    page = Paginator(range(total), PAGE).get_page(number)
    context = {"why": why, "rows": rows, "page": page, "groups": groups}
    return render(request, "pupils/list.html", context)


@desk(*DESKS, purpose="find-a-pupil", menu="Find a pupil", act="use.find")
def find(request: HttpRequest) -> HttpResponse:
    why, text = reasons.chosen(request), request.POST.get("text", "").strip()
    found = None
    if text:
        slices = use.find(by=request.actor, at=request.now, purpose=why.id, text=text[:200])
        found = [shown.row(s, request.today) for s in slices]
    return render(request, "pupils/find.html", {"why": why, "text": text, "found": found})


@desk(*DESKS, purpose="open-a-pupil", act="use.read")
def pupil(request: HttpRequest, ref: UUID) -> HttpResponse:
    why = reasons.chosen(request)
    one, contacts = use.open_page(by=request.actor, at=request.now, purpose=why.id, person=ref)
    came = collect.came_from(request.actor.controller, shown.receipts(one))
    context = {
        "why": why,
        "pupil": one,
        "row": shown.row(one, request.today),
        "blocks": shown.blocks(one, contacts, request.pack, request.today, came),
        "left_out": answers.left_out(request.pack, one),
        "nothing_held": answers.nothing_held(request.pack, one),
        "seen": noticed.notices_seen(request.actor, ref),
        "notices": LAYERS,
        "show_form": Shown(auto_id="shown-%s") if may(request, "account.show_notice") else None,
    }
    return render(request, "pupils/pupil.html", context)


@desk("dpo", "head", "council", purpose="who-has-had-my-data", act="rights.copy")
def who(request: HttpRequest, ref: UUID) -> HttpResponse:
    """A record that is gone has no name to open; its lines and its certificate stay."""
    gone = retain.certificate(request.actor.controller, ref)
    why = reasons.chosen(request)
    name = ""
    if gone is None:
        asked = {"by": request.actor, "at": request.now, "purpose": why.id, "people": [ref]}
        name = use.read(**asked, categories=["identity"])[0].name
    kind = request.GET.get("kind", "")
    told = timeline.of(request.actor.controller, ref, request.pack, kind, number_in(request, "before"))
    context = {"ref": ref, "name": name, "gone": gone, "told": told, "kinds": timeline.KINDS}
    return render(request, "pupils/who.html", context)
