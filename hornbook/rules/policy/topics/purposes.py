"""Topics about why data may be used: lawful basis, special category condition, new purpose.

Keeps: promises 52, 58, 59, 60, 62 and 63.
"""

from hornbook.rules.law import dpa_2018_conditions as special
from hornbook.rules.law import uk_gdpr_bases as bases
from hornbook.rules.law.foi_2000 import CONTROLLERS
from hornbook.rules.law.ruling import Ruling, ruled

from .base import Facts, Key, topic
from .kinds import Day, Flag, OneOf, Words
from .people import ON
from .requests import BASIS

#: Article 9(2)(g) is no condition by itself: the Schedule says which public interests are substantial.
SUBSTANTIAL = "9(2)(g)"


@topic(
    "lawful_basis",
    "May this controller rest a purpose on this basis?",
    {
        "controller": Key(OneOf(*CONTROLLERS), "what kind of controller it is"),
        "task": Key(Flag(), "whether it is the controller's own public task"),
        "basis": Key(BASIS, "the lawful basis"),
        "statute": Key(Words(), "the law that lays the duty or task down"),
        "annex1": Key(OneOf(*bases.recognised_interests()), "which recognised interest it is"),
    },
    verdicts=("accept", "reject"),
    example='lawful_basis controller=pru task=true basis=6(1)(e) "statute=Education Act 1996, s.19"',
)
def lawful_basis(facts: Facts) -> Ruling:
    return bases.lawful_basis(
        facts["controller"],
        facts["basis"],
        task=facts["task"],
        statute=facts.known("statute") or "",
        annex1=facts.known("annex1") or "",
        on=facts.day,
    )


@topic(
    "special_category",
    "May special category data be used so, under this condition?",
    {
        "category": Key(OneOf(*special.CATEGORIES), "what kind of special category"),
        "level": Key(OneOf(*special.LEVELS), "whether it is about one pupil or about groups"),
        "purpose": Key(OneOf(*special.PURPOSES), "what for"),
        "condition": Key(OneOf(*special.conditions(), SUBSTANTIAL), "the condition"),
        "policy_document": Key(Flag(), "whether there is an appropriate policy document"),
        "disclosed_to": Key(OneOf(*special.DISCLOSED_TO), "to whom it is disclosed"),
        "stop_notice_ends": Key(Day(), "the end of the time that a written stop notice gave", absent=None),
        "on": ON,
    },
    verdicts=("accept", "reject", "reject_person"),
    example="special_category category=ethnicity level=individual purpose=support condition=sch1-8 "
    "policy_document=true",
)
def special_category(facts: Facts) -> Ruling:
    condition, ends = facts["condition"], facts["stop_notice_ends"]
    if condition == SUBSTANTIAL:
        why = "Article 9(2)(g) stands only with a paragraph of Schedule 1, Part 2, and none is named."
        return ruled(
            "hold", why, "Name the paragraph, as condition=sch1-6.", on=facts.day, by=("basis-and-condition",)
        )
    return special.special_category(
        condition,
        category=facts["category"],
        level=facts["level"],
        purpose=facts["purpose"],
        policy_document=facts["policy_document"],
        disclosed_to=facts["disclosed_to"],
        stop_notice_ends=ends,
        on=facts["on"] if ends and condition == "sch1-8" else facts.day,
    )


@topic(
    "new_purpose",
    "May data be used for a purpose it was not collected for?",
    {
        "collected_on": Key(OneOf(*bases.COLLECTED_ON), "what it was collected on"),
        "purpose": Key(OneOf(*bases.NEW_PURPOSES), "the new purpose"),
        "fresh_consent": Key(Flag(), "whether people consented to the new purpose"),
        "people_told": Key(Flag(), "whether people have been told of it"),
        "own_basis": Key(BASIS, "the lawful basis of the new purpose"),
    },
    verdicts=("accept", "reject"),
    example="new_purpose collected_on=public_task purpose=statistics fresh_consent=false people_told=true "
    "own_basis=6(1)(e)",
)
def new_purpose(facts: Facts) -> Ruling:
    return bases.new_purpose(
        facts["collected_on"],
        facts["purpose"],
        fresh_consent=facts["fresh_consent"],
        people_told=facts["people_told"],
        own_basis=facts.known("own_basis") or "",
        on=facts.day,
    )
