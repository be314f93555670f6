"""An act asks, does and writes down, in one transaction; a refusal is written down in one of its own.

    @act("share.send")
    def send(*, by, at, route, pupils): ...

The decorated function is called with keywords only and always gets `by` (an Actor) and `at` (an aware
time, today by the ledger's own clock: the past is only ever an effective date). `key` makes it
idempotent: the same act with the same key by the same person is done once, and answers the same the
second time. When the ledger cannot be written nothing happens, nothing is returned, and the second sink
has a line.
Keeps: promises 99, 102, 137.
"""

import functools
import hashlib
import logging
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection
from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.rules.base.registry import Registry

from . import sink
from .models import DONE, REFUSED, Entry, EntryPerson
from .tenancy import inside

A_CLOCK_MAY_DIFFER = timedelta(hours=1)
CODE = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
NO_CODE = "(not a code)"
#: The database itself does not work: locked, full, read-only, gone. Whatever was asked, no line can follow.
DOWN = (OperationalError, InterfaceError)
log = logging.getLogger(__name__)
R = TypeVar("R")

acts: Registry[Callable[..., Any]] = Registry("act")


@dataclass
class Draft:
    """The entry of the act that is under way."""

    act: str
    by: Actor
    key: str | None
    ref: UUID = field(default_factory=uuid4)
    people: dict[UUID, None] = field(default_factory=dict)
    purpose: str = ""
    route: str = ""
    cites: dict[str, None] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    reason: bytes | None = None


_open: ContextVar[Draft | None] = ContextVar("act under way", default=None)


def under_way() -> Draft:
    """The draft of the act under way. Outside of any act nothing may be read or changed."""
    draft = _open.get()
    if draft is None:
        raise RuntimeError("no act is under way: no ledger, no data")
    return draft


def note(
    *,
    people: Iterable[UUID] = (),
    purpose: str = "",
    route: str = "",
    cites: Iterable[str] = (),
    facts: Mapping[str, Any] | None = None,
    reason: bytes | None = None,
) -> None:
    """Add to the entry of the act under way. Facts are codes, counts and references, never a value."""
    draft = under_way()
    draft.people.update(dict.fromkeys(people))
    draft.purpose = purpose or draft.purpose
    draft.route = route or draft.route
    draft.cites.update(dict.fromkeys(cites))
    draft.facts.update(facts or {})
    draft.reason = reason or draft.reason


def code_of(typed: str) -> str:
    """A code as it was given. What is no code may be anything that somebody typed, a name too: left out."""
    return typed if not typed or CODE.fullmatch(typed) else NO_CODE


def _append(draft: Draft, verdict: str, code: str = "", facts: Mapping[str, Any] | None = None) -> Entry:
    entry = Entry.objects.create(
        ref=draft.ref if verdict == DONE else uuid4(),
        controller=draft.by.controller,
        act=draft.act,
        verdict=verdict,
        by=draft.by.ref,
        roles=" ".join(sorted(draft.by.roles))[:200],
        purpose=code_of(draft.purpose),
        route=code_of(draft.route),
        code=code,
        cites=list(draft.cites),
        facts={**draft.facts, **(facts or {})},
        reason=draft.reason,
        key=draft.key if verdict == DONE else None,
        written_at=timezone.now(),
    )
    _about(entry, draft.people)
    return entry


def _about(entry: Entry, people: Collection[UUID]) -> None:
    """Whom the entry is about, in one statement: a list of fifty people makes no fifty objects first."""
    if not people:
        return
    meta, quoted = EntryPerson._meta, connection.ops.quote_name
    controller, about, person = (meta.get_field(name) for name in ("controller", "entry", "person"))
    names = ", ".join(quoted(each.column) for each in (controller, about, person))
    here = controller.get_db_prep_save(entry.controller, connection)
    rows = [(here, entry.id, person.get_db_prep_save(each, connection)) for each in people]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quoted(meta.db_table)} ({names}) VALUES (%s, %s, %s)", rows)  # noqa: S608


def _unwritable(draft: Draft, fault: DatabaseError) -> Refused:
    line = {
        "act": draft.act,
        "by": draft.by.ref,
        "controller": draft.by.controller,
        "people": [str(p) for p in draft.people],
        "purpose": code_of(draft.purpose),
        "route": code_of(draft.route),
        "at": timezone.now().isoformat(),
        "fault": type(fault).__name__,
    }
    next = "Tell whoever looks after this installation: the second sink holds a line about it."
    try:
        sink.write(line)
    except OSError as worse:
        log.critical("neither ledger nor second sink can be written: %s (%s)", draft.act, worse.strerror)
        next = "Tell whoever looks after this installation at once: the second sink cannot be written either."
    return Refused(
        "ledger-unavailable",
        what="Nothing was done and nothing was released.",
        why="The ledger could not be written, and what is not written down is not done.",
        next=next,
        facts={"fault": type(fault).__name__},
    )


def _kept(result: Any) -> Any:
    """An answer as the ledger can keep it: a reference, a count, a code, or a list of them; never a value."""
    if isinstance(result, UUID):
        return {"ref": str(result)}
    if isinstance(result, list):
        return [_kept(each) for each in result]
    if result is None or isinstance(result, int) or (isinstance(result, str) and CODE.fullmatch(result)):
        return result
    raise TypeError(
        f"an act with a key answers with references, counts or codes, not {type(result).__name__}"
    )


def _given_back(kept: Any) -> Any:
    if isinstance(kept, dict):
        return UUID(kept["ref"])
    return [_given_back(each) for each in kept] if isinstance(kept, list) else kept


def _earlier(draft: Draft) -> Entry | None:
    """The entry that this key has already; somebody else's is nobody's business, so they are told no more."""
    found = Entry.objects.filter(
        controller=draft.by.controller, act=draft.act, key=draft.key, verdict=DONE
    ).first()
    if found is not None and found.by != draft.by.ref:
        raise Refused(
            "key-taken",
            what="Nothing was done.",
            why="This key was used before, by somebody else.",
            next="Send it again under a key of its own.",
        )
    return found


def _today(at: datetime) -> None:
    if abs(at - timezone.now()) > A_CLOCK_MAY_DIFFER:
        raise Refused(
            "not-today",
            what="Nothing was done.",
            why="An act is dated by the ledger's own clock; another day can only be an effective date.",
            next="Leave the time of the act to the clock; give the other day as the date it takes effect.",
        )


def act(name: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    def declare(do: Callable[..., R]) -> Callable[..., R]:
        @functools.wraps(do)
        def run(*, by: Actor, at: datetime, key: str | None = None, **asked: Any) -> R:
            if _open.get() is not None:
                raise RuntimeError(f"{name} was called inside {under_way().act}: acts do not nest")
            # a key comes from a form or a file: its digest tells two apart and says nothing else
            draft = Draft(name, by, hashlib.sha256(key.encode()).hexdigest() if key else None)
            token = _open.set(draft)
            try:
                return _perform(draft, lambda: do(by=by, at=at, **asked), at)
            except Refused as refusal:
                if refusal.code != "ledger-unavailable":
                    _write_refusal(draft, refusal)
                raise
            finally:
                _open.reset(token)

        acts.add(name, run)
        return run

    return declare


def _perform(draft: Draft, do: Callable[[], R], at: datetime) -> R:
    asked = written = False
    try:
        with inside(draft.by.controller):
            _today(at)
            if draft.key and (earlier := _earlier(draft)):
                return _given_back(earlier.facts["result"])  # type: ignore[no-any-return]
            result = do()
            if draft.key:
                draft.facts["result"] = _kept(result)
            asked = True  # from here on, what fails is the writing down
            _append(draft, DONE)
            written = True
        return result
    except IntegrityError as fault:
        if written or not asked:  # a row that the database refuses is our fault, not the ledger's
            raise
        return _done_meanwhile(draft, fault)  # type: ignore[no-any-return]
    except DatabaseError as fault:
        if not asked and not isinstance(fault, DOWN):
            raise
        raise _unwritable(draft, fault) from fault


def _done_meanwhile(draft: Draft, fault: IntegrityError) -> Any:
    """The answer of whoever did the same under the same key while we were at it; else the ledger is ill."""
    if draft.key:
        with inside(draft.by.controller):
            earlier = _earlier(draft)
        if earlier is not None:
            return _given_back(earlier.facts["result"])
    raise _unwritable(draft, fault) from fault


def _write_refusal(draft: Draft, refusal: Refused) -> None:
    draft.cites.update(dict.fromkeys(refusal.cites))
    try:
        with inside(draft.by.controller):
            _append(draft, REFUSED, refusal.code, refusal.facts)
    except DatabaseError as fault:
        _unwritable(draft, fault)
