"""What must be told beside the data itself: UK GDPR, Article 15(1)(a) to (h), from the pack and the law.

Keeps: promises 73, 196, 198-204, 217. Nothing is typed here that the pack or the law's timeline says: change
a recipient there, and the next copy says so.
"""

from collections.abc import Sequence
from datetime import date, datetime

from hornbook.rules.base.dates import spoken
from hornbook.rules.law.timeline import in_force
from hornbook.rules.policy.bases import BASES, CONDITIONS
from hornbook.rules.policy.retention import due
from hornbook.rules.policy.types import Contact, Holding, Pack, Purpose
from hornbook.stages.use.gate import Source

from .content import Told, Use

NOT_GIVEN = (
    "Documents are given as they are kept: nothing in them was taken out but what is listed as withheld."
)


def uses(pack: Pack, category: str) -> tuple[Use, ...]:
    """(a) why it is used, on what basis, by which law."""
    return tuple(_use(p, category) for p in pack.purposes.values() if category in p.categories)


def _use(purpose: Purpose, category: str) -> Use:
    laws = list(purpose.laws)
    if condition := purpose.conditions.get(category):
        laws.append(f"{CONDITIONS[condition].text} ({CONDITIONS[condition].cite})")
    basis = f"{BASES[purpose.basis]} (UK GDPR, Article {purpose.basis})"
    return Use(purpose.text, basis, tuple(laws))


def recipients(pack: Pack, category: str) -> tuple[str, ...]:
    """(c) who may be told it. Who was told stands in the disclosure log, which is in the copy too."""
    return tuple(dict.fromkeys(r.recipient for r in pack.routes.values() if category in r.fields))


def until(pack: Pack, holding: Holding, born: date | None, last_entry: date | None) -> str:
    """(d) how long it is kept: the day, where it can be said."""
    answer = due(pack, holding.retention, born=born, last_register_entry=last_entry)
    if answer.on is None:
        return f"{pack.retention[holding.retention].wording} {answer.why}"
    return answer.why


def source(value: Source | None) -> str:
    """(g) where a value came from: typed in or in a file, and when."""
    if value is None:
        return ""
    if value.receipt is None:
        return f"entered by our staff on {spoken(value.on)}"
    line = f", line {value.line}" if value.line else ""
    return f"came in a file received on {spoken(value.on)}{line}"


def statements(pack: Pack, at: datetime, on: date) -> tuple[Told, ...]:
    """(b), (e), (ea), (f) and (h), and where data may go abroad."""
    return (
        Told(
            "Is anything held about you?",
            ("Yes. What it is, category by category, follows below. Copying it cost you nothing.",),
            "UK GDPR, Article 15(1)",
        ),
        _rights(),
        _complaints(pack, on),
        _machines(pack),
        _abroad(pack),
    )


def _rights() -> Told:
    return Told(
        "What else you may ask",
        (
            "You may ask us to put right what is wrong or not complete.",
            "You may ask us to erase what we have no reason to keep, and to hold back from using it while a "
            "question about it is open.",
            "You may object to how we use it.",
            "You may ask at any time, in any way, and it is free. Asking may mean that a service takes "
            "longer or cannot be given, and then we tell you so.",
        ),
        "UK GDPR, Articles 15(1)(e), 16, 17, 18 and 21",
    )


def _complaints(pack: Pack, on: date) -> Told:
    sentences = []
    if in_force("complaints-to-controller", on):
        sentences.append(
            f"You may complain to us: {_reach(pack.contacts.get('dpo'))}. We tell you within 30 days that we "
            "have it, look into it without delay, and tell you what came of it."
        )
    regulator = pack.controller.get("regulator", "Information Commissioner")
    sentences.append(f"You may complain to the {regulator}: {_reach(pack.contacts.get('regulator'))}.")
    sentences.append("You may also go to court.")
    return Told(
        "If you are not content",
        tuple(sentences),
        "Data Protection Act 2018, sections 164A, 165 and 167; UK GDPR, Article 15(1)(ea) and (f)",
    )


def _reach(contact: Contact | None) -> str:
    if contact is None:
        return "ask the school office for the address"
    parts = [contact.role, contact.email, contact.phone, contact.post]
    return ", ".join(part for part in parts if part)


def _machines(pack: Pack) -> Told:
    no = "No decision about you is taken by a machine alone, and no profile is made of you for one."
    yes = "Some decisions are taken by a machine alone: the privacy notice names them and what follows."
    said = yes if pack.rules.get("automated_decisions") else no
    return Told("Decisions by machine", (said,), "UK GDPR, Article 15(1)(h)")


def _abroad(pack: Pack) -> Told:
    away: Sequence[str] = sorted({r.country for r in pack.routes.values()} - {"GB"})
    said = f"Some of it may go to: {', '.join(away)}." if away else "None of it leaves the United Kingdom."
    return Told("Abroad", (said,), "UK GDPR, Article 15(2)")
