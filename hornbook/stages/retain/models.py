"""Disposal: what was proposed, who approved it, what was destroyed, and who is gone.

A due date is a date of birth in disguise, so no table here holds one: the exact day is worked out from
the sealed record when somebody looks.
"""

import uuid

from django.db import models

from hornbook.stages.ledger.tenancy import Tenant


class Batch(Tenant):
    """A set of people proposed for disposal. `digest` is what an approval approves."""

    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    state = models.CharField(max_length=12)
    action = models.CharField(max_length=12)
    due_on = models.DateField()  # the day for which it was asked what is due
    digest = models.CharField(max_length=64)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "ref"], name="batch_at_home")]


class Item(Tenant):
    """A person in a batch, and whether they are gone."""

    controller = models.UUIDField()
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items")
    person = models.UUIDField()
    rule = models.CharField(max_length=60)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "person"], name="once_in_a_batch")]


class Approval(Tenant):
    """One person's yes, under their own sign-in, to exactly this set."""

    controller = models.UUIDField()
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="approvals")
    account = models.UUIDField()
    digest = models.CharField(max_length=64)
    approved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "account"], name="one_yes_each")]


class Certificate(Tenant):
    """What was destroyed, under which rule, by whose approval: no name, no number, no date of birth.

    unreadable_from  the day from which no backup that we keep can open the record
    """

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="certificates")
    person = models.UUIDField()
    rule = models.CharField(max_length=60)
    cites = models.JSONField()
    counts = models.JSONField()
    approved_by = models.JSONField()
    disposed_at = models.DateTimeField()
    unreadable_from = models.DateField()
    not_reached = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "person"], name="one_certificate_each")]
        indexes = [models.Index(fields=["controller", "person"], name="certificate_by_person")]
