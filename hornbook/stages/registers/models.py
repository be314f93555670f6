"""The tables of the registers, one register after the other. None of them names a pupil."""

import uuid

from django.db import models

from hornbook.stages.ledger.tenancy import Tenant


class PurposeChange(Tenant):
    """A purpose on its way into force: as it stood in the pack that day, checked, told, in effect.

    categories    what it had not been used for before
    facts         what the check was told: collected_on, kind, fresh_consent, own_task, …
    answers       what law and pack said, each time they were asked: about which day, verdict, why, cites
    why, decided_why, ended_why   what somebody typed; sealed
    notices       the layers of the notice that tell of it, with their numbers
    effective_on  the first day of use; never before people were told
    """

    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    purpose = models.CharField(max_length=80)
    text = models.TextField()
    basis = models.CharField(max_length=20)
    laws = models.JSONField(default=list)
    level = models.CharField(max_length=20)
    categories = models.JSONField()
    facts = models.JSONField()
    answers = models.JSONField(default=list)
    state = models.CharField(max_length=12)
    why = models.BinaryField()
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_why = models.BinaryField(null=True)
    told_on = models.DateField(null=True)
    told_how = models.CharField(max_length=20, default="")
    notices = models.JSONField(default=dict)
    told_by = models.UUIDField(null=True)
    effective_on = models.DateField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["controller", "state"], name="purpose_by_state")]
