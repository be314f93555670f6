"""Who may work for us with people's data: UK GDPR, Article 28.

Keeps: promises 11 and 130. Nothing goes to a supplier whose contract lacks a clause, whom nobody has looked
into, or whose agreement has ended or is no longer theirs.
"""

from collections.abc import Collection
from datetime import date

from hornbook.rules.base.dates import spoken

from .cites import ART_28, implements
from .ruling import Ruling, ruled
from .timeline import lookup

#: What each clause of Article 28(3) binds the supplier to.
CLAUSES = {
    "a": "documented instructions, transfers abroad included",
    "b": "confidentiality of everyone who handles it",
    "c": "security",
    "d": "no other supplier without our leave, and on the same terms",
    "e": "help when people exercise their rights",
    "f": "help with security, breaches and impact assessments",
    "g": "deleting or giving back at the end",
    "h": "showing us that it keeps all this, and being looked at",
}


@implements(ART_28)
def may_supply(
    clauses: Collection[str],
    *,
    due_diligence_on: date | None,
    agreement_ends: date | None,
    name_changed: bool,
    on: date,
) -> Ruling:
    """May data go to this supplier on this day? The day the agreement ends is its last.

    >>> may_supply(
    ...     "abcdefg",
    ...     due_diligence_on=date(2026, 1, 5),
    ...     agreement_ends=date(2027, 1, 5),
    ...     name_changed=False,
    ...     on=date(2026, 6, 1),
    ... ).why
    'The contract lacks clause (h): showing us that it keeps all this, and being looked at.'
    """
    absent = [letter for letter in lookup("processor-contract", on).value if letter not in clauses]
    if absent:
        told = "; ".join(f"({letter}): {CLAUSES[letter]}" for letter in absent)
        why = f"The contract lacks clause{'s' if absent[1:] else ''} {told}."
        return ruled("deny", why, "Have the contract completed first.", on=on, by=("processor-contract",))
    if name_changed:
        why = "The supplier's name has changed: who the agreement binds is not certain."
        return _deny(why, "Have the agreement confirmed in the new name first.", on)
    if agreement_ends and agreement_ends < on:
        why = f"The agreement ended on {spoken(agreement_ends)}."
        return _deny(why, "Renew it, or have the data deleted or given back.", on)
    if due_diligence_on and due_diligence_on > on:
        why = f"The supplier is not looked into until {spoken(due_diligence_on)}."
        return _deny(why, "Wait until that is done and written down.", on)
    missing = [
        name
        for name, day in (("due_diligence_on", due_diligence_on), ("agreement_ends", agreement_ends))
        if day is None
    ]
    if missing:
        why = f"It has not been said: {', '.join(missing)}."
        rules = (lookup("processor-guarantees", on), lookup("processor-contract", on))
        return Ruling("hold", why, "Look it up in the supplier's entry.", rules, missing=tuple(missing))
    why = "All eight clauses are there, the supplier was looked into and the agreement runs."
    by = ("processor-guarantees", "processor-contract")
    return ruled("allow", why, "Send only what the service needs.", on=on, by=by)


def _deny(why: str, next: str, on: date) -> Ruling:
    return ruled("deny", why, next, on=on, by=("processor-guarantees", "processor-contract"))
