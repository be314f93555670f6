"""What rights itself holds about a person: that requests were made about them, and how they ended.

After disposal the request stays, without anything that was typed in it: that a right was used and answered
has to be shown for as long as somebody may ask (UK GDPR, Article 5(2)).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from hornbook.rules.base.about import About, Section, abouts
from hornbook.rules.base.dates import spoken
from hornbook.stages.ledger.tenancy import inside, reading

from .kinds import kinds
from .models import Case, View, Withheld
from .states import WORDS, State


def copy(controller: UUID, person: UUID, at: datetime) -> list[Section]:
    with reading(controller):
        rows = [
            {
                "Received": spoken(c.received),
                "What was asked": kinds[c.kind].label,
                "Asked by": c.asked_by.replace("-", " "),
                "How it came": c.came,
                "How it stands": WORDS[State(c.state)],
            }
            for c in Case.objects.filter(controller=controller, person=person).order_by("received", "ref")
        ]
    return [Section("rights", "Requests made about you", rows)]


def forget(controller: UUID, person: UUID, at: datetime) -> Mapping[str, Any]:
    """What was typed goes: it is sealed under a key that is destroyed, and its bytes go too."""
    with inside(controller):
        mine = Case.objects.filter(controller=controller, person=person)
        asked = mine.exclude(words=None).update(words=None)
        views = View.objects.filter(controller=controller, case__in=mine).update(reason=b"")
        kept = Withheld.objects.filter(controller=controller, case__in=mine).update(reason=b"")
    counted = {"what was asked": asked, "reasons": views + kept}
    return {what: n for what, n in counted.items() if n}


abouts.add(
    "rights",
    About(
        "rights",
        copy,
        forget,
        keeps="the requests made about this person: kind, days, outcome and digests of copies, to show that "
        "they were answered, without anything that was typed",
    ),
)
