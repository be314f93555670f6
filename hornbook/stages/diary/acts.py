"""Counting again: when a bank holiday is proclaimed late, or the pack changes, open clocks follow.

Keeps: promise 210. A day that moves leaves a line that says from which day to which.
"""

from datetime import datetime

from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.stages.ledger.act import act, note
from hornbook.stages.parties import queries as parties
from hornbook.stages.parties.acts import INSTALLER

from . import clocks
from .kinds import basis
from .models import Clock
from .states import OPEN, State


@act("diary.recount")
def recount(*, by: Actor, at: datetime) -> dict[str, list[str]]:
    """Reckon every open clock again from its facts. Gives those that moved: clock -> [before, now]."""
    if by.ref != INSTALLER:
        parties.require(by, "diary.recount", at)
    pack, today = parties.pack_of(by.controller), timezone.localtime(at).date()
    moved: dict[str, list[str]] = {}
    for clock in Clock.objects.filter(controller=by.controller, state__in=OPEN).order_by("ref"):
        reckoned = clocks.reckon(clock, today)
        due = reckoned.due.isoformat() if reckoned.due else ""
        if due != clock.due:
            moved[str(clock.ref)] = [clock.due, due]
        clock.due, clock.due_on, clock.basis = due, reckoned.due, basis(pack)
        clock.state = State.RUNNING if due else State.PAUSED
        clock.save(update_fields=["due", "due_on", "basis", "state"])
    note(facts={"moved": moved, "pack": pack.digest[:12]})
    return moved
