"""The disclosure log: who was told what about whom, when, and under which law. It outlives the record."""

import uuid

from django.db import models

from hornbook.stages.ledger.tenancy import Tenant


class Disclosure(Tenant):
    """One parcel to one recipient.

    fingerprint  SHA-256 of exactly what was sent
    pack         digest of the pack that allowed it
    """

    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    route = models.CharField(max_length=80)
    recipient = models.CharField(max_length=300)
    purpose = models.CharField(max_length=80)
    basis = models.CharField(max_length=40)
    gateways = models.JSONField()
    agreement = models.CharField(max_length=120)
    form = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    people_count = models.IntegerField()
    pack = models.CharField(max_length=64)
    sent_by = models.UUIDField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "ref"], name="disclosure_at_home")]


class Told(Tenant):
    """One person in a disclosure: which fields went, and why no more."""

    controller = models.UUIDField()
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="told")
    person = models.UUIDField()
    fields = models.JSONField()
    why = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["disclosure", "person"], name="told_once")]
        indexes = [models.Index(fields=["controller", "person"], name="told_by_person")]
