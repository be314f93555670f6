"""What was published, and what people filed: neither ever changes, and neither names a pupil."""

import uuid

from django.db import models

from hornbook.stages.ledger.tenancy import Tenant


class NoticeVersion(Tenant):
    """One version of one layer of a controller's notice. It names no person, and never changes.

    version      the pack's own name for its state, as 2026.1
    digest       of the pack that printed it
    fingerprint  SHA-256 of the words, as Markdown
    """

    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    layer = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    pack = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    markdown = models.TextField()
    html = models.TextField()
    by = models.UUIDField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["controller", "layer", "number"], name="one_notice_a_number")
        ]


class Ownership(Tenant):
    """Who sees to a promise from a day on; the last row of a promise counts.

    role          as the pack names it
    account       the person, where one is named
    due_on        by when proof of it is to be filed; None: no day is set
    every_months  how often it is looked at again; None: once is enough
    """

    promise = models.CharField(max_length=8)
    role = models.CharField(max_length=60)
    account = models.UUIDField(null=True)
    due_on = models.DateField(null=True)
    every_months = models.PositiveSmallIntegerField(null=True)
    by = models.UUIDField()
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["controller", "promise"], name="owner_by_promise")]


class Proof(Tenant):
    """What people filed to show that they keep a promise. Words and file are sealed (keys/papers).

    on    the day it was done, which may lie before the day of filing
    said  the words and the file's own name
    file  what was brought with it, if anything; size, in bytes, of what was brought
    """

    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    promise = models.CharField(max_length=8)
    on = models.DateField()
    said = models.BinaryField()
    file = models.BinaryField(null=True)
    size = models.PositiveIntegerField(default=0)
    by = models.UUIDField()
    filed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["controller", "promise"], name="proof_by_promise")]
