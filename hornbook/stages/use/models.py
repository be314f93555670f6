"""What stays anybody's hand: holds that an open case places on a person's record."""

import uuid

from django.db import models

from hornbook.stages.ledger.tenancy import Tenant


class CaseHold(Tenant):
    """While it stands, nothing about this person is disposed of.

    stage, case  what placed it: an open request, a disclosure under dispute, an inquiry
    why          a plain sentence without names
    """

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.UUIDField()
    stage = models.CharField(max_length=20)
    case = models.UUIDField()
    why = models.CharField(max_length=200)
    placed_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["controller", "case", "person"], name="one_hold_a_case")
        ]
        indexes = [models.Index(fields=["controller", "person"], name="hold_by_person")]
