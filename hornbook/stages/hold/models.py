"""The record. Values are sealed under the person's own key; what stands plain here is listed in ADR 4.

One table holds every category: a record is sealed as a whole, so that its columns would be the same in
each, and a pupil's page is one query. What a category is stands in rules/catalogue.
"""

import uuid

from django.db import models

from hornbook.stages.ledger.tenancy import Tenant

PUPIL, CONTACT = "pupil", "contact"


class Person(Tenant):
    """Somebody we hold a record about, known everywhere else by `ref`.

    rank       place in the alphabet among this controller's people of one kind, so lists sort unopened
    due_month  first day of the month in which the record falls due for disposal; the day itself is sealed
    """

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=10)
    rank = models.BigIntegerField(null=True)
    on_roll = models.BooleanField(default=False)
    due_month = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "ref"], name="person_at_home")]
        indexes = [
            models.Index(fields=["controller", "kind", "on_roll", "rank", "ref"], name="person_in_order"),
            models.Index(fields=["controller", "kind", "rank", "ref"], name="everybody_in_order"),
            models.Index(fields=["controller", "due_month"], name="person_by_due"),
        ]


class Dated(Tenant):
    """By which periods of the pack the due months of this controller's people were reckoned."""

    controller = models.UUIDField(unique=True)
    periods = models.CharField(max_length=64)


class Record(Tenant):
    """One record of one category about one person, sealed whole.

    other     the other person it points at (a pupil's contact), so that forgetting one finds the link
    filed_under  the start of the period a record is filed under (attendance: its half-term, 2026-autumn-1)
    """

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="records", db_index=False)
    category = models.CharField(max_length=40)
    other = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="pointed_at")
    filed_under = models.CharField(max_length=20, default="")
    sealed = models.BinaryField()
    recorded_at = models.DateTimeField()

    class Meta:
        # ref first: SQLite would walk an index that begins with the controller for every person asked for
        constraints = [models.UniqueConstraint(fields=["ref", "controller"], name="record_at_home")]
        indexes = [models.Index(fields=["person", "category", "filed_under"], name="record_of_person")]


class Token(Tenant):
    """A blind index entry: this person can be found by this token."""

    controller = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    token = models.BinaryField(max_length=16)

    class Meta:
        # token first, for the reason given in Record
        indexes = [models.Index(fields=["token", "controller"], name="token_lookup")]


class Joint(Tenant):
    """Something that concerns several people, such as an incident: sealed under a key of its own."""

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    category = models.CharField(max_length=40)
    sealed = models.BinaryField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "ref"], name="joint_at_home")]


class Part(Tenant):
    """One person's part in a joint item: their role and the item's key, both sealed under their own key."""

    controller = models.UUIDField()
    joint = models.ForeignKey(Joint, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["joint", "person"], name="one_part_each")]


class Group(Tenant):
    """A class, tutor group or caseload: who teaches or supports whom."""

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["controller", "ref"], name="group_at_home"),
            models.UniqueConstraint(fields=["controller", "kind", "label"], name="one_group_a_label"),
        ]


class GroupMember(Tenant):
    controller = models.UUIDField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="once_in_a_group")]


class GroupStaff(Tenant):
    """An account that stands to a group's pupils as `relation`: teaches, tutors, supports, case-holds."""

    controller = models.UUIDField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="staff")
    account = models.UUIDField()
    relation = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "account", "relation"], name="one_relation_each")
        ]
        indexes = [models.Index(fields=["controller", "account"], name="staff_by_account")]


class Kept(Tenant):
    """A file in the vault: sealed in chunks under the person's key; its name and kind are in `documents`."""

    controller = models.UUIDField()
    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    size = models.BigIntegerField()
    made_at = models.DateTimeField()
