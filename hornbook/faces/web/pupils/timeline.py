"""Who has had a pupil's data: one plain line for each time, from the ledger and the disclosure log.

A line says when, who, what, for which reason and under which law. Keeps: promises 99, 102, 137, 200.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from hornbook.faces.web import words
from hornbook.faces.web.deeds import LOOKING
from hornbook.faces.web.deeds import words as deed
from hornbook.rules.catalogue.base import categories
from hornbook.rules.policy.types import Pack
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.ledger.queries import Line
from hornbook.stages.parties import queries as parties
from hornbook.stages.parties.acts import INSTALLER
from hornbook.stages.share import queries as share
from hornbook.stages.share.queries import Sent

PAGE = 50

#: What one may ask to see: id -> (words, the acts, the verdicts)
KINDS: Mapping[str, tuple[str, frozenset[str], tuple[str, ...]]] = {
    "": ("Everything", frozenset(), ()),
    "sent": ("Sent to somebody outside", frozenset({"share.send"}), ("done",)),
    "looked": ("Looked at here", LOOKING, ("done",)),
    "changed": ("Changed", frozenset({"use.change", "collect.admit", "collect.undo"}), ("done",)),
    "refused": ("Refused", frozenset(), ("refused",)),
}


@dataclass(frozen=True)
class Timeline:
    """One page of it; `older` is where the next page begins, None on the last."""

    events: list[dict[str, object]]
    older: int | None


def of(controller: UUID, person: UUID, pack: Pack, kind: str = "", before: int | None = None) -> Timeline:
    _, acts, verdicts = KINDS.get(kind, KINDS[""])
    lines = ledger.about(controller, person, PAGE + 1, before=before, acts=acts, verdicts=verdicts)
    shown = lines[:PAGE]
    sent = {str(s.disclosure): s for s in share.about(controller, person)}
    names = names_for(line.by for line in shown)
    events = [_event(line, sent.get(str(line.facts.get("disclosure"))), pack, names) for line in shown]
    return Timeline(events, shown[-1].id if len(lines) > PAGE else None)


def names_for(accounts: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Colleagues by name; whoever set the installation up has none."""
    known: dict[UUID | None, str] = dict(parties.names_of({a for a in accounts if a}))
    return {**known, INSTALLER: "The installation", None: "Nobody signed in"}


def _event(line: Line, sent: Sent | None, pack: Pack, names: Mapping[UUID | None, str]) -> dict[str, object]:
    return {
        "when": words.moment(line.at),
        "what": f"Sent to {sent.recipient}" if sent else deed(line.act, line.verdict),
        "who": by_whom(line, pack, names),
        "text": what_and_law(sent) if sent else reason_and_law(line, pack),
        "href": reverse("shares:parcel", args=[sent.disclosure]) if sent else "",
    }


def by_whom(line: Line, pack: Pack, names: Mapping[UUID | None, str]) -> str:
    """A colleague and the post they acted in.

    Roles are those held that day; one that the pack has since dropped keeps its bare name.
    """
    posts = [pack.roles[r].label if r in pack.roles else r for r in line.roles.split()]
    name = names.get(line.by, "Somebody whose account is gone")
    return f"{name}, {' and '.join(posts).lower()}" if posts and line.by != INSTALLER else name


def what_and_law(sent: Sent) -> str:
    return f"{in_labels(sent.fields)}. By law: {'; '.join(sent.gateways)}."


def in_labels(fields: Sequence[str]) -> str:
    """ "identity.date_of_birth" as people say it, in the order of the catalogue."""
    wanted = set(fields)
    found = [f.label for c in categories for f in categories[c].fields if f"{c}.{f.name}" in wanted]
    return ", ".join(dict.fromkeys(found))


def reason_and_law(line: Line, pack: Pack) -> str:
    if line.verdict == "refused":
        return f"Why: {line.code.replace('-', ' ')}."
    purpose = pack.purposes.get(line.purpose)
    if purpose is None:
        return ""
    return f"{purpose.text}. By law: {'; '.join(purpose.laws)}."
