"""A request as its page shows it: what happened, what to decide now, and the law and its clock.

Keeps: promises 200, 210, 212.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from hornbook.faces.web import words
from hornbook.faces.web.deeds import DEEDS
from hornbook.faces.web.deeds import words as deed
from hornbook.faces.web.pupils.timeline import by_whom, names_for
from hornbook.rules.catalogue.base import categories
from hornbook.rules.policy.types import Pack
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.rights.kinds import kinds
from hornbook.stages.rights.queries import Case

ASKERS: Mapping[str, str] = {
    "pupil": "the pupil",
    "parent": "a parent or carer",
    "former-pupil": "a former pupil",
    "someone": "somebody else for the pupil",
}
#: What a button says for the step that comes next.
NEXT: Mapping[str, str] = {
    "rights.id_received": "Proof of identity came",
    "rights.clarified": "They said what they seek",
    "rights.decide": "Decide who may have it",
    "rights.copy": "Make the copy",
    "rights.close": "Send it, and close",
}
#: Lines of the machine's own that tell a reader of this page nothing.
UNTOLD = frozenset({"rights.mask", "rights.count", "rights.gather"})


def titles(pack: Pack) -> dict[str, str]:
    return {c: categories[c].label for c in categories if c in pack.categories}


def card(case: Case) -> dict[str, Any]:
    """A request among others, without anybody's name: nobody's record is opened for a list."""
    clock = case.clock
    return {
        "what": f"{case.label}, asked by {ASKERS[case.asked_by]}",
        "href": reverse("requests:case", args=[case.ref]),
        "received": case.received,
        "due": clock.due if clock else None,
        "paused": clock.why if clock and clock.paused else "",
        "why": clock.why if clock else "",
        "cites": clock.cites if clock else (),
        "next": NEXT.get(case.next.act, "Look at it"),
        "how": case.next.sentence,
        "stands": case.stands,
        "ref": str(case.ref)[:8],
    }


def history(request: HttpRequest, case: Case) -> list[dict[str, object]]:
    """What was done in this case, the latest first, with the day ahead on top."""
    rights = [act for act in DEEDS if act.startswith("rights.") and act not in UNTOLD]
    lines = ledger.about(request.actor.controller, case.about, 200, acts=rights)
    mine = [line for line in lines if line.facts.get("case") == str(case.ref)]
    names = names_for(line.by for line in mine)
    ahead = case.clock.due if case.clock and case.closed_on is None else None
    events: list[dict[str, object]] = []
    if ahead:
        events.append({"when": words.day(ahead, request.today), "what": "Answer due", "ahead": True})
    for line in mine:
        who = by_whom(line, request.pack, names)
        events.append({"when": words.moment(line.at), "what": deed(line.act, line.verdict), "who": who})
    events.append({"when": words.day(case.received), "what": "The request came in", "who": ""})
    return events


def law(case: Case) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*kinds[case.kind].cites, *(case.clock.cites if case.clock else ())]))


def certificate(built: Any) -> list[dict[str, object]]:
    """What the certificate of a copy says, category by category."""
    return [
        {
            "title": row["title"],
            "held": row["held"]["records"],
            "given": row["given"]["records"],
            "says": row["says"],
        }
        for row in built.certificate["categories"]
    ]
