"""Which bodies are public authorities: Freedom of Information Act 2000, Schedule 1, and DPA 2018, section 7.

Keeps: promise 60, as far as it turns on who may rest on what: two of the lawful bases are closed to a
public authority performing its tasks.
"""

from datetime import date

from .cites import DPA_7, implements
from .timeline import lookup

CONTROLLERS = ("maintained_school", "pru", "academy", "local_authority", "charity")


@implements(DPA_7)
def is_public_authority(controller: str, on: date) -> bool:
    """Was this kind of body a public authority that day? Academies are since 2011.

    >>> is_public_authority("academy", date(2026, 6, 1)), is_public_authority("academy", date(2010, 6, 1))
    (True, False)
    """
    if controller not in CONTROLLERS:
        raise ValueError(f"{controller!r} is no kind of controller; known: {', '.join(CONTROLLERS)}")
    return controller in lookup("public-authorities", on).value
