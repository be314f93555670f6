"""What stays anybody's hand: holds, restrictions and objections that a case places on a person's record."""

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


class Restriction(Tenant):
    """While it stands, this person's data is kept and not used (UK GDPR, Article 18)."""

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.UUIDField()
    case = models.UUIDField()
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["controller", "case", "person"], name="one_restriction_a_case")
        ]
        indexes = [models.Index(fields=["controller", "person"], name="restriction_by_person")]


class Objection(Tenant):
    """While it stands, a recipient is not told of this person (UK GDPR, Article 21).

    route  the pack's route; "" for every recipient
    """

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.UUIDField()
    case = models.UUIDField()
    route = models.CharField(max_length=60, blank=True)
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "case", "person", "route"], name="one_objection_a_case"
            )
        ]
        indexes = [models.Index(fields=["controller", "person"], name="objection_by_person")]
