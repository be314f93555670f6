"""What only people can do, owned and shown: who sees to a promise, by when, and the proof that they filed.

Keeps: promise 268. A promise kept by people alone is never shown kept until one of them files proof of it,
and is at risk once its day has passed without. Facts in the ledger are numbers of promises, days and sizes.
"""

import json
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from hornbook.promises import register
from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import Refused
from hornbook.stages.keys import papers
from hornbook.stages.ledger.act import act, note
from hornbook.stages.parties import queries as parties

from .filed import Paper
from .models import Ownership, Proof

RIGHT = "account.print"
FILE_BYTES = 5_000_000
NAME, WORDS = 120, 4000
LONGEST = 120  # months between two looks at a promise


@act("account.own")
def own(
    *,
    by: Actor,
    at: datetime,
    promise: str,
    role: str,
    account: UUID | None = None,
    due_on: date | None = None,
    every_months: int | None = None,
) -> None:
    """Say who sees to this promise, by when proof is due, and how often it is looked at again."""
    parties.require(by, RIGHT, at)
    _known(promise)
    pack, today = parties.pack_of(by.controller), timezone.localtime(at).date()
    if role not in pack.roles:
        known = ", ".join(sorted(pack.roles))
        raise _not("role-unknown", f"The pack has no role {role!r}.", f"Choose from: {known}.")
    if account and account not in {
        a.ref for a, roles in parties.colleagues(by.controller, today) if role in roles
    }:
        raise _not("not-in-role", "That person does not hold this role today.", "Choose somebody who does.")
    if every_months is not None and not 1 <= every_months <= LONGEST:
        raise _not("bad-interval", "That is no number of months.", f"Choose from 1 to {LONGEST}.")
    if every_months and not due_on:
        raise _not("no-day", "What comes round has a first day.", "Name the day by which proof is due first.")
    Ownership.objects.create(
        controller=by.controller,
        promise=promise,
        role=role,
        account=account,
        due_on=due_on,
        every_months=every_months,
        by=by.ref,
        set_at=at,
    )
    due = due_on.isoformat() if due_on else ""
    note(
        people=[account] if account else [],
        facts={"promise": promise, "role": role, "due": due, "every_months": every_months},
    )


@act("account.prove")
def prove(
    *, by: Actor, at: datetime, promise: str, on: date, words: str, name: str = "", content: bytes = b""
) -> UUID:
    """File proof that people keep this promise: what was done, on which day, with a paper if there is one."""
    parties.require(by, RIGHT, at)
    _known(promise)
    if on > timezone.localtime(at).date():
        raise _not("not-yet", "That day has not come.", "File it once it is done.")
    if not words.strip() or len(words) > WORDS:
        raise _not("no-words", "Proof says in words what was done.", f"Write it, in {WORDS} letters at most.")
    if len(content) > FILE_BYTES:
        raise _not(
            "too-large", f"The file is larger than {FILE_BYTES // 1_000_000} MB.", "Bring a smaller one."
        )
    ref = uuid4()
    said = json.dumps({"words": words.strip(), "name": name[-NAME:] if content else ""}, ensure_ascii=False)
    Proof.objects.create(
        controller=by.controller,
        ref=ref,
        promise=promise,
        on=on,
        said=papers.seal_text(by.controller, ref, said),
        file=papers.seal(by.controller, ref, content) if content else None,
        size=len(content),
        by=by.ref,
        filed_at=at,
    )
    note(facts={"promise": promise, "proof": str(ref), "on": on.isoformat(), "size": len(content)})
    return ref


@act("account.open")
def open_paper(*, by: Actor, at: datetime, proof: UUID) -> Paper:
    """The paper that was filed with a proof. It may name colleagues, so opening it leaves a line."""
    parties.require(by, RIGHT, at)
    row = Proof.objects.filter(controller=by.controller, ref=proof, file__isnull=False).first()
    if row is None:
        raise _not("unknown", "No paper was filed under that reference here.", "Look at the promise's page.")
    note(facts={"promise": row.promise, "proof": str(proof)})
    said = json.loads(papers.opened_text(by.controller, proof, row.said))
    return Paper(said["name"], papers.opened(by.controller, proof, row.file))


def _known(promise: str) -> None:
    if promise not in register():
        raise _not("unknown", "There is no promise of that number.", f"Choose from 1 to {len(register())}.")


def _not(code: str, why: str, next: str) -> Refused:
    return Refused(code, what="Nothing was written down.", why=why, next=next)
