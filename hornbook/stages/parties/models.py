"""Controllers and the people who sign in for them."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from hornbook.stages.ledger.tenancy import Tenant


class Controller(models.Model):
    """A school, trust or council that is the controller of its pupils' data. Keeps: promise 1."""

    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    pack = models.CharField(max_length=80)
    made_at = models.DateTimeField()


class Establishment(Tenant):
    """A school or site inside a controller: its own for a school, each of its schools for a council."""

    ref = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=40)  # LAEstab, or the code the sender uses
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["controller", "code"], name="one_establishment_a_code")
        ]


class Accounts(BaseUserManager):
    def create_user(self, email: str, name: str, password: str | None = None) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), name=name)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, email: str) -> "Account":
        return self.get(email=email.lower())


class Account(AbstractBaseUser):
    """Someone who signs in. The ledger knows them by `ref` only."""

    ref = models.UUIDField(unique=True, default=uuid.uuid4)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = Accounts()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Membership(Tenant):
    """A role somebody holds at a controller, from a day until a day."""

    account = models.UUIDField(db_index=True)
    role = models.CharField(max_length=60)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "account", "role", "starts"], name="one_role_at_a_time"
            )
        ]


class PackSeen(Tenant):
    """The pack a controller works by, each time it changed: when, by whom, and its digest.

    purposes  what it named its purposes for that day (rules/policy/in_force); None where nobody wrote it down
    """

    pack = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    by = models.UUIDField(null=True)
    adopted_at = models.DateTimeField()
    purposes = models.JSONField(null=True)
