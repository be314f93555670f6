"""Inside one controller: every statement on a tenant table runs for exactly one of them.

On PostgreSQL the tenant is a transaction-local setting that row-level security reads, so that a query
that forgot its filter finds nothing. On SQLite the gate alone holds the line.
Keeps: promise 1.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, models, transaction

_tenant: ContextVar[UUID | None] = ContextVar("tenant", default=None)


class Tenant(models.Model):
    """A row that belongs to one controller. `ledger.walls` puts the second wall around its table."""

    controller = models.UUIDField(db_index=True)

    class Meta:
        abstract = True


def tenant() -> UUID | None:
    """The controller whose transaction this is, or None outside of any."""
    return _tenant.get()


def _say(controller: UUID | None) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('hornbook.controller', %s, true)", [str(controller or "")])


@contextmanager
def inside(controller: UUID) -> Iterator[None]:
    """Run for this controller, in one transaction. Inside another controller's it is an error."""
    now = _tenant.get()
    if now == controller:
        with transaction.atomic():
            yield
        return
    if now is not None:
        raise RuntimeError("one transaction belongs to one controller")
    nested = connection.in_atomic_block
    with transaction.atomic():
        _say(controller)
        token = _tenant.set(controller)
        try:
            yield
        finally:
            _tenant.reset(token)
        if nested:
            _say(None)


@contextmanager
def reading(controller: UUID) -> Iterator[None]:
    """As `inside`, for reading only: on SQLite it takes no lock, so that readers do not wait for a writer."""
    if _tenant.get() == controller:
        yield
        return
    if connection.vendor == "postgresql":
        with inside(controller):
            yield
        return
    if _tenant.get() is not None:
        raise RuntimeError("one transaction belongs to one controller")
    token = _tenant.set(controller)
    try:
        yield
    finally:
        _tenant.reset(token)
