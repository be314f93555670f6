"""Which notices a person or their family was shown: told in a copy, forgotten with the record.

Keeps: promise 51.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from hornbook.rules.base.about import About, Section, abouts
from hornbook.rules.base.dates import local_day, spoken
from hornbook.stages.ledger.tenancy import reading

from .models import NoticeShown

WHOM = {"person": "You", "household": "Your family"}
HOW = {
    "paper": "On paper",
    "email": "By e-mail",
    "meeting": "In a meeting",
    "portal": "On the portal",
    "website": "On the website",
}


def copy(controller: UUID, person: UUID, at: datetime) -> list[Section]:
    """What was shown to all families at once names nobody, and is not part of anybody's copy."""
    with reading(controller):
        rows = NoticeShown.objects.filter(controller=controller, person=person).order_by("shown_at")
        told = [
            {
                "Who": WHOM[each.whom],
                "Notice": f"{each.layer}, version {each.number}",
                "Language": each.language,
                "How": HOW[each.how],
                "When": spoken(local_day(each.shown_at)),
            }
            for each in rows
        ]
    return [Section("notices-shown", "Which privacy notices you or your family were shown", told)]


def forget(controller: UUID, person: UUID, at: datetime) -> Mapping[str, Any]:
    gone = NoticeShown.objects.filter(controller=controller, person=person).delete()[0]
    return {"notices shown": gone} if gone else {}


abouts.add("accounting", About("accounting", copy, forget))
