"""Receipts: what was brought, by whom and when, how far it is admitted, and what was found wrong with it.

No file's name and no value of anybody stands here: names lie sealed in the quarantine and go with it.
What was found is sealed, and keeps its values and sentences until the receipt is settled; from then on it
keeps only which table, which line, which field and what kind of thing. Keeps: promises 44, 110.
"""

import uuid

from django.db import models

from hornbook.stages.ledger.tenancy import Tenant


class Receipt(Tenant):
    """Files brought together.

    format  census-export | csv;  about: which census, "" for a school's own table
    digest  of the bytes and how they are to be read, keyed, so that it tells nobody what was in them
    steps   how many parts they are admitted in; 0 until it begins
    mark    what the parts depend on beside the bytes: when it differs, they are counted from the first again
    counts  what became of rows, people and records so far: see counts.py
    """

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    state = models.CharField(max_length=12)
    format = models.CharField(max_length=20)
    about = models.CharField(max_length=40, default="")
    digest = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    steps = models.IntegerField(default=0)
    mark = models.CharField(max_length=16, default="")
    steps_done = models.IntegerField(default=0)
    brought_by = models.UUIDField()
    brought_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["controller", "ref"], name="receipt_at_home"),
            models.UniqueConstraint(
                fields=["controller", "digest"],
                condition=~models.Q(state="withdrawn"),
                name="one_receipt_for_the_same_bytes",
            ),
        ]
        indexes = [models.Index(fields=["controller", "brought_at"], name="receipt_by_day")]


class Sheet(Tenant):
    """One of the files: a value's source names it. `kind` is the table's own name, "" where it has none."""

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="sheets")
    number = models.IntegerField()
    kind = models.CharField(max_length=60, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["receipt", "number"], name="one_sheet_a_number")]


class Found(Tenant):
    """What was found: in reading the files (step -1), or when a step told people apart. Sealed."""

    controller = models.UUIDField()
    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="found")
    step = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["receipt", "step"], name="found_once_a_step")]
