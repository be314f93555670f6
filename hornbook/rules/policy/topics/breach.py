"""Topic: who is told of a breach?

Keeps: promises 248, 257, 258 and 261.
"""

from hornbook.rules.law.ruling import Ruling
from hornbook.rules.law.uk_gdpr_breaches import RECIPIENTS, SENSITIVE, who_is_told

from .base import Facts, Key, topic
from .kinds import Flag, Number, OneOf, Some


@topic(
    "breach",
    "Who is told of this breach?",
    {
        "encrypted": Key(Flag(), "whether it is encrypted"),
        "key_safe": Key(Flag(), "whether the key is safe"),
        "categories": Key(Some(*SENSITIVE, least=1), "what kinds of data"),
        "people": Key(Number(1, 10**9), "how many people it is about"),
        "recipient": Key(OneOf(*RECIPIENTS), "who has it"),
        "recalled": Key(Flag(), "whether it came back unread", absent=False),
    },
    verdicts=("register_only", "report_ico", "report_ico_and_people"),
    example="""breach encrypted=false 'categories=["safeguarding"]' people=1 recipient=wrong_person""",
)
def breach(facts: Facts) -> Ruling:
    unreadable = facts["encrypted"] and facts["key_safe"]
    if not unreadable and facts.known("categories") == ():
        why = "What kinds of data it is about has not been said."
        return Ruling("hold", why, "Find out, and count it as the worst until then.", missing=("categories",))
    return who_is_told(
        () if unreadable else facts["categories"],
        encrypted=unreadable,
        key_safe=unreadable,
        people=1 if unreadable else facts["people"],
        recipient="unknown" if unreadable else facts["recipient"],
        recalled=False if unreadable else facts["recalled"],
        on=facts.day,
    )
