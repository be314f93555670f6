"""The tables of the ledger. Nothing here names anybody: people are references, reasons are sealed.

Entries commit with their act. Links and blocks are added later by sealing, so that an entry itself
is written once and never touched again.
"""

import uuid

from django.db import models

from .tenancy import Tenant

DONE, REFUSED = "done", "refused"


class Entry(Tenant):
    """One act, or one refusal."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True)
    act = models.CharField(max_length=60)
    verdict = models.CharField(max_length=10)
    by = models.UUIDField(null=True)
    roles = models.CharField(max_length=200, default="")
    purpose = models.CharField(max_length=80, default="")
    route = models.CharField(max_length=80, default="")
    code = models.CharField(max_length=60, default="")
    cites = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    reason = models.BinaryField(null=True)  # typed by a person: sealed before it comes here
    key = models.CharField(max_length=120, null=True)
    written_at = models.DateTimeField()
    tx = models.BigIntegerField(default=0)  # PostgreSQL's transaction, stamped by the database

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "act", "key"],
                condition=models.Q(verdict=DONE),
                name="one_done_entry_a_key",
            ),
            models.UniqueConstraint(fields=["controller", "id"], name="entry_at_home"),
        ]
        indexes = [
            models.Index(fields=["controller", "act", "id"], name="ledger_by_act"),
            models.Index(fields=["controller", "verdict", "id"], name="ledger_by_verdict"),
        ]


class EntryPerson(Tenant):
    """Whom an entry is about. A reference, so that the entry outlives the record."""

    controller = models.UUIDField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="people", db_index=False)
    person = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="once_in_an_entry")]
        indexes = [models.Index(fields=["controller", "person", "entry"], name="ledger_by_person")]


class Link(Tenant):
    """An entry's place in its controller's chain: digest = SHA-256(digest before | the entry's bytes)."""

    controller = models.UUIDField()
    seq = models.BigIntegerField()
    entry = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["controller", "seq"], name="one_link_a_place"),
            models.UniqueConstraint(fields=["controller", "entry"], name="one_link_an_entry"),
        ]


class Block(Tenant):
    """A signed run of links. `below` is the id under which every entry has its link."""

    controller = models.UUIDField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    below = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)
    key_id = models.CharField(max_length=16)
    signature = models.BinaryField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "first"], name="one_block_a_start")]
