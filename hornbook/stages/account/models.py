"""What was published, who was shown it, and what people filed: kept as it stood on the day, never changed."""

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


class NoticeTranslation(Tenant):
    """A published version in another language. It names no person, and never changes.

    number       of this layer in this language
    original     the number of the version it translates; fingerprint: that version's words
    source       the file as the translator gave it
    foreign      the texts of the parts that stand in English
    """

    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    layer = models.CharField(max_length=20)
    language = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    original = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    source = models.TextField()
    title = models.CharField(max_length=300)
    foreign = models.JSONField()
    markdown = models.TextField()
    html = models.TextField()
    by = models.UUIDField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "layer", "language", "number"], name="one_translation_a_number"
            )
        ]


class NoticeShown(Tenant):
    """Somebody was shown a version of the notice: a person, a pupil's household, or all families at once.

    whom    person | household | everyone; `person` is empty for everyone: each pupil known by that moment
    people  how many families that were
    how     paper | email | meeting | portal | website
    """

    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.UUIDField(null=True)
    whom = models.CharField(max_length=12)
    layer = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=20)
    how = models.CharField(max_length=12)
    people = models.PositiveIntegerField(default=1)
    by = models.UUIDField()
    shown_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["controller", "person"], name="shown_to_a_person"),
            models.Index(fields=["controller", "layer", "number"], name="shown_by_version"),
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
