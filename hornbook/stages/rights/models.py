"""Requests, what was kept back and by whom, and the receipts of copies. People are references.

What somebody typed is sealed under the key of the person the request is about: it goes when the record goes,
and the request stays, as proof that it was answered.
"""

import uuid

from django.db import models

from hornbook.stages.ledger.tenancy import Tenant


class Case(Tenant):
    """One request.

    asked_by  pupil | parent | former-pupil | someone
    asker     the reference of the one who asks, where we hold a record of them
    came      letter | email | spoken | form | other
    received  the day it reached anybody here
    words     what was asked, as it was said; sealed
    outcome   the code of a refusal; empty otherwise
    """

    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20)
    person = models.UUIDField()
    asked_by = models.CharField(max_length=20)
    asker = models.UUIDField(null=True)
    came = models.CharField(max_length=10)
    received = models.DateField()
    words = models.BinaryField(null=True)
    state = models.CharField(max_length=12)
    outcome = models.CharField(max_length=40, default="")
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "ref"], name="case_at_home")]
        indexes = [
            models.Index(fields=["controller", "person"], name="case_by_person"),
            models.Index(fields=["controller", "state"], name="case_by_state"),
        ]


class View(Tenant):
    """A named person's view of who may have the copy; the last one counts."""

    controller = models.UUIDField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="views")
    may = models.BooleanField()
    because = models.CharField(max_length=40)
    reason = models.BinaryField()
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()


class Withheld(Tenant):
    """Something kept back from one copy: a category, one record of it, or one field.

    code  of `exemptions`; why it applies here is typed by a person, and sealed
    """

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="withheld")
    category = models.CharField(max_length=40)
    record = models.UUIDField(null=True)
    field = models.CharField(max_length=60, default="")
    code = models.CharField(max_length=40)
    reason = models.BinaryField()
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)


class Receipt(Tenant):
    """A copy that was handed out: which files, by their digests, and the certificate. No value, no title."""

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="receipts")
    files = models.JSONField()
    certificate = models.JSONField()
    built_by = models.UUIDField()
    built_at = models.DateTimeField()
