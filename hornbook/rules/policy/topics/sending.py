"""Topics about those who work for us, and authorities who ask.

Keeps: promises 11, 130, 131, 132 and 133.
"""

from hornbook.rules.law.dpa_2018_authorities import ASKED_BY, answer_authority
from hornbook.rules.law.ruling import Ruling
from hornbook.rules.law.uk_gdpr_suppliers import CLAUSES, may_supply

from .base import Facts, Key, topic
from .kinds import Day, Flag, OneOf, Some, Words
from .people import ON


@topic(
    "supplier",
    "May pupils' data go to this supplier?",
    {
        "clauses": Key(Some(*CLAUSES), "which clauses of Article 28(3) the contract has"),
        "due_diligence_on": Key(Day(), "the day on which we looked into the supplier"),
        "agreement_ends": Key(Day(), "the last day of the agreement"),
        "name_changed": Key(Flag(), "whether the supplier's name changed since", absent=False),
        "on": ON,
    },
    verdicts=("allow", "deny"),
    example="supplier clauses=a,b,c,d,e,f,g,h due_diligence_on=2026-01-05 "
    "agreement_ends=2027-01-05 name_changed=false on=2026-06-01",
)
def supplier(facts: Facts) -> Ruling:
    return may_supply(
        facts["clauses"],
        due_diligence_on=facts.known("due_diligence_on"),
        agreement_ends=facts.known("agreement_ends"),
        name_changed=facts["name_changed"],
        on=facts["on"],
    )


@topic(
    "authority_request",
    "May an authority have what it asks for?",
    {
        "from": Key(OneOf(*ASKED_BY), "who asks"),
        "written": Key(Flag(), "whether it was asked in writing"),
        "power": Key(Words(), "the power it rests on"),
        "danger_to_life": Key(Flag(), "whether a life is in danger", absent=False),
        "court_order": Key(Flag(), "whether a court has ordered it", absent=False),
    },
    verdicts=("allow", "deny"),
    example="authority_request from=police written=true "
    '"power=Data Protection Act 2018, Schedule 2, paragraph 2" danger_to_life=false court_order=false',
)
def authority_request(facts: Facts) -> Ruling:
    return answer_authority(
        facts["from"],
        written=facts.known("written"),
        power=facts.known("power") or "",
        danger_to_life=facts["danger_to_life"],
        court_order=facts["court_order"],
        on=facts.day,
    )
