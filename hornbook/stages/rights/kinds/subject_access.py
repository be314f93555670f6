"""The right of access: whether anything is held about me, a copy of it, and what goes with it.

UK GDPR, Article 15. Keeps: promises 194, 195, 196. The request counts however it came, in any words and to
anybody here.
"""

from hornbook.rules.law.cites import ART_12_3, ART_12A

from .base import Kind, kinds

kinds.add(
    "sar",
    Kind(
        "sar",
        "Request for a copy of one's own data",
        clock="sar",
        cites=("UK GDPR, Article 15", ART_12_3.text, ART_12A.text),
        copies=True,
        hold="A request for a copy is open: nothing that it may be about is altered or destroyed.",
    ),
)
