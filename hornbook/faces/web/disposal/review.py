"""What is due to be destroyed and what speaks against it; a proposed disposal; a certificate, in words.

Keeps: promises 113-119.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from hornbook.faces.web import reasons, words
from hornbook.faces.web.desk import may
from hornbook.faces.web.pupils.timeline import names_for
from hornbook.stages.retain.queries import Due
from hornbook.stages.use import acts as use

WAITING = ("proposed", "approved", "disposing")
ACTIONS = {"destroy": "Destroy", "archive": "Archive", "lock": "Lock away"}
STATES = {
    "proposed": "waits for approval",
    "approved": "approved by two people",
    "disposing": "under way",
    "disposed": "done",
    "withdrawn": "taken back",
}


def free(due: Sequence[Due]) -> list[Due]:
    """Those that may be proposed; where something asks for a second look, it says so."""
    return [d for d in due if not d.barred]


def held_back(due: Sequence[Due]) -> list[Due]:
    return [d for d in due if d.barred]


def chosen(request: HttpRequest, due: Sequence[Due]) -> list[Due]:
    """Those ticked in the form, as far as they are still due."""
    ticked = set(request.POST.getlist("person"))
    return [d for d in due if str(d.person) in ticked]


def batches(found: Sequence[Mapping[str, Any]]) -> list[dict[str, object]]:
    names = names_for(b["proposed_by"] for b in found)
    return [
        {
            "what": (
                f"{ACTIONS.get(b['action'], b['action'])} {words.plural(len(b['people']), 'record')}",
                reverse("disposal:batch", args=[b["ref"]]),
            ),
            "state": STATES.get(b["state"], b["state"]),
            "proposed": words.moment(b["proposed_at"]),
            "by": names.get(b["proposed_by"], "Somebody whose account is gone"),
            "approvals": f"{len(b['approved_by'])} of 2",
        }
        for b in found
    ]


def people(request: HttpRequest, batch: Mapping[str, Any]) -> list[str]:
    """Those in it by name, as far as this person may know them; who is gone has only a reference left."""
    names: dict[UUID, str] = {}
    if batch["state"] in ("proposed", "approved") and reasons.open_to(request.pack, request.actor.roles):
        why = reasons.chosen(request).id
        asked = {"by": request.actor, "at": request.now, "purpose": why, "people": batch["people"]}
        names = {s.person: s.name for s in use.read(**asked, categories=["identity"])}
    return [names.get(p) or str(p) for p in batch["people"]]


def steps(request: HttpRequest, batch: Mapping[str, Any]) -> dict[str, bool]:
    """What this person may do with it now."""
    state, mine = batch["state"], request.actor.ref in batch["approved_by"]
    waiting = state in ("proposed", "approved")
    return {
        "approve": waiting and len(batch["approved_by"]) < 2 and not mine and may(request, "retain.approve"),
        "dispose": state in ("approved", "disposing") and may(request, "retain.dispose"),
        "withdraw": waiting and may(request, "retain.propose"),
        "mine": mine and state == "proposed",
    }
