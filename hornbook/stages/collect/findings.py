"""What was found, kept with its receipt: sealed, and without values or sentences once that is settled.

A finding may quote a value, and its sentence or the heading of a column may hold a piece of one. They are
there while somebody may still correct the file; afterwards which table, line and field is enough.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from hornbook.rules.base.refused import Finding
from hornbook.rules.formats.base.record import Tally

from . import quarantine
from .models import Found, Receipt
from .plan import Noted

#: Findings about a heading that nobody knows: the heading may be anything, a name included.
ABOUT_HEADINGS = frozenset({"unknown-heading", "unknown-column"})
#: Something of a row that was itself taken in did not go in.
LEAVES_OUT = ABOUT_HEADINGS | {"not-declared", "not-yours-to-write", "contact-missing", "said-otherwise"}


def keep(receipt: Receipt, step: int, noted: Noted) -> None:
    """Seal what a step found. A step that found nothing leaves nothing."""
    if noted.findings or noted.tallies:
        key = quarantine.key_of(receipt.controller, receipt.ref)
        Found.objects.create(
            controller=receipt.controller,
            receipt=receipt,
            step=step,
            sealed=key.seal_values(_told(noted), _place(step)),
        )


def opened(receipt: Receipt) -> Noted:
    """All that was found so far."""
    key = quarantine.key_of(receipt.controller, receipt.ref)
    whole = Noted()
    for step, sealed in receipt.found.order_by("step").values_list("step", "sealed"):
        whole += _heard(key.open_values(sealed, _place(step)))
    return whole


def strip(receipt: Receipt, names: Mapping[str, str]) -> None:
    """Put what may stay in the place of what was kept.

    names  a file's name -> what it is called from now on
    """
    noted = opened(receipt)
    receipt.found.all().delete()
    keep(
        receipt,
        -1,
        Noted(
            tuple(
                Finding(f.severity, f.code, names.get(f.file, ""), f.line, _field(f.code, f.field), "")
                for f in noted.findings
            ),
            tuple(
                Tally(t.severity, t.code, names.get(t.file, ""), _field(t.code, t.field), "", t.count)
                for t in noted.tallies
            ),
        ),
    )


def _field(code: str, field: str) -> str:
    return "" if code in ABOUT_HEADINGS else field


def _place(step: int) -> bytes:
    return b"found|" + str(step).encode()


def _told(noted: Noted) -> dict[str, Any]:
    return {
        "findings": [
            [f.severity, f.code, f.file, f.line, f.field, f.why, f.next, f.value] for f in noted.findings
        ],
        "tallies": [[t.severity, t.code, t.file, t.field, t.value, t.count] for t in noted.tallies],
    }


def _heard(told: Mapping[str, Any]) -> Noted:
    return Noted(
        tuple(Finding(*each) for each in told["findings"]), tuple(Tally(*each) for each in told["tallies"])
    )


def left_something_out(tallies: Iterable[Tally]) -> bool:
    return any(t.severity == "error" or t.code in LEAVES_OUT for t in tallies)
