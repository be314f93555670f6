"""What was published: the words of each notice, kept as people could read them on the day."""

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
