"""Clocks. What a clock was reckoned from stands here, without a name; the days follow from it by law."""

import uuid

from django.db import models

from hornbook.stages.ledger.tenancy import Tenant


class Clock(Tenant):
    """One duty with a last day.

    stage, case  whose it is: the stage and the reference of the case there
    received     the day, or the instant, from which it is reckoned, ISO
    facts        what else decides the day: what was asked and answered when, and whether it was extended
    due          the last day or instant, ISO; empty while nothing can be said
    basis        digest of the law's dates and of the pack that gave the day
    """

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=40)
    stage = models.CharField(max_length=20)
    case = models.UUIDField()
    received = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10)
    due = models.CharField(max_length=40, default="")
    due_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    basis = models.CharField(max_length=64)
    started_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["controller", "stage", "case", "kind"], name="one_clock_a_case")
        ]
        indexes = [models.Index(fields=["controller", "state", "due_on"], name="clock_by_due")]
