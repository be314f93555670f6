"""Lines of the ledger in words: when, who, what, for which reason, about how many."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from hornbook.faces.web import words
from hornbook.faces.web.deeds import words as deed
from hornbook.faces.web.pupils.timeline import by_whom, names_for
from hornbook.rules.policy.types import Pack
from hornbook.stages.keys.signing import public_key
from hornbook.stages.ledger import chain
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger.queries import Line

COLUMNS = [
    {"key": "at", "label": "When", "head": True},
    {"key": "who", "label": "Who"},
    {"key": "what", "label": "What"},
    {"key": "why", "label": "For which reason"},
    {"key": "about", "label": "About", "numeric": True},
]


def rows(
    controller: UUID, lines: Sequence[Line], pack: Pack, *, linked: bool = True
) -> list[dict[str, object]]:
    people = ledger.how_many(controller, [line.id for line in lines])
    names = names_for(line.by for line in lines)
    return [
        {
            "at": (at, reverse("ledger:line", args=[line.id])) if linked else at,
            "who": by_whom(line, pack, names),
            "what": deed(line.act, line.verdict),
            "why": why(line, pack),
            "about": words.plural(people[line.id], "person", "people") if line.id in people else "",
        }
        for line in lines
        for at in [words.moment(line.at)]
    ]


def why(line: Line, pack: Pack) -> str:
    """The reason that was given; of a refusal, why it was refused."""
    if line.verdict == "refused":
        return line.code.replace("-", " ").capitalize()
    if line.route in pack.routes:
        return pack.routes[line.route].recipient
    return pack.purposes[line.purpose].text if line.purpose in pack.purposes else ""


def verified(controller: UUID) -> chain.Report:
    return chain.verify(controller, lambda key_id: public_key(controller, key_id))
