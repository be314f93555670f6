"""Topics about one pupil: a finger or a face, an online service, a picture.

Keeps: promises 82, 83, 86, 91, 93 and 94. Where a pack is named, the stricter of law and pack answers.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from hornbook.rules.law import uk_gdpr_children
from hornbook.rules.law.ages import reached
from hornbook.rules.law.freedoms_2012 import ANSWERS, NOTIFIED, PUPIL, Parent, may_process
from hornbook.rules.law.ruling import Ruling
from hornbook.rules.law.timeline import Rule, lookup
from hornbook.rules.policy.photo import ANSWERS as CONSENTS
from hornbook.rules.policy.photo import decide_photo
from hornbook.rules.policy.types import Decision

from .base import Facts, Key, topic
from .kinds import Day, Flag, OneOf, PackName, Records, Words

BORN = Key(Day(), "the date of birth")
ON = Key(Day(), "the day asked about")
PACK = Key(PackName(), "whose pack")

PARENTS = Records(notified=OneOf(*NOTIFIED), answer=OneOf(*ANSWERS), written=Flag())


def from_pack(decision: Decision, *rules: Rule) -> Ruling:
    return Ruling(decision.verdict, decision.why, decision.next, rules, decision.cites)


@topic(
    "biometrics",
    "May a school use this pupil's fingerprint or face? (This layer only: the impact assessment is apart.)",
    {
        "born": BORN,
        "on": ON,
        "parents": Key(PARENTS, "how each parent was told and what they answered"),
        "pupil": Key(OneOf(*PUPIL), "what the pupil says"),
        "own_consent": Key(OneOf(*ANSWERS), "an adult's own answer", absent="silent"),
    },
    verdicts=("allow", "deny"),
    example="biometrics born=2012-03-01 on=2026-03-01 pupil=agrees "
    """'parents=[{"notified":"written","answer":"yes","written":true}]'""",
)
def biometrics(facts: Facts) -> Ruling:
    """What is missing of the parents' answers matters if the best and the worst they could be differ."""
    born, on = facts["born"], facts["on"]
    pupil = facts.known("pupil") or ("silent" if reached("biometrics", born, on) else facts["pupil"])
    given = facts.known("parents")
    records: Sequence[Mapping[str, Any]] = ({},) if given is None else given
    best, worst = (_biometrics(facts, [Parent(**{**way, **each}) for each in records], pupil) for way in WAYS)
    if best.verdict == worst.verdict:
        return best
    parts = [
        f"parents[{number}].{name}"
        for number, each in enumerate(given or (), 1)
        for name in PARENTS.keys
        if name not in each
    ]
    why = f"It turns on what has not been said: {', '.join(parts) or 'parents'}."
    return Ruling("hold", why, "Find out what is missing.", worst.rules, missing=("parents",))


#: The best that an answer could be, and the worst.
WAYS: tuple[Mapping[str, Any], ...] = (
    {"notified": "written", "answer": "yes", "written": True},
    {"notified": "none", "answer": "no", "written": False},
)


def _biometrics(facts: Facts, parents: Sequence[Parent], pupil: str) -> Ruling:
    on = facts["on"]
    adult = reached("biometrics", facts["born"], on)
    own = facts["own_consent"] if adult else facts.known("own_consent") or "silent"
    found = may_process(facts["born"], on, parents, pupil=pupil, own_consent=own)
    rules = [lookup("biometrics-told-and-asked", on), lookup("age-biometrics", on)]
    if any(parent.notified == "excepted" for parent in parents):
        rules.append(lookup("biometrics-excepted", on))
    more_than_the_act = any(parent.answer == "no" and not parent.written for parent in parents)
    beside = ("promise 93",) if more_than_the_act else ()
    return Ruling(found.verdict, found.why, found.next, tuple(rules), beside)


@topic(
    "online_service",
    "May this child use an online service?",
    {
        "born": BORN,
        "on": ON,
        "basis": Key(OneOf("consent", "public_task", "contract"), "what the service rests on"),
        "kind": Key(OneOf(*uk_gdpr_children.SERVICES), "what kind of service it is"),
        "parent_consent": Key(Flag(), "whether whoever has parental responsibility agreed"),
    },
    verdicts=("allow", "deny", "not_applicable"),
    example="online_service born=2014-09-01 on=2026-09-01 basis=consent kind=ordinary parent_consent=false",
)
def online_service(facts: Facts) -> Ruling:
    return uk_gdpr_children.online_service(
        facts["born"],
        facts["on"],
        basis=facts["basis"],
        kind=facts["kind"],
        parent_consent=facts["parent_consent"],
    )


@topic(
    "photo",
    "May a picture of this pupil be used so?",
    {
        "pack": PACK,
        "born": BORN,
        "on": ON,
        "use": Key(
            Words("website", "identification"),
            "what for: identification and safety take no consent, every other use does",
        ),
        "parent_consent": Key(OneOf(*CONSENTS), "what a parent said"),
        "pupil_consent": Key(OneOf(*CONSENTS), "what the pupil said"),
    },
    verdicts=("allow", "deny"),
    example="photo pack=mmap born=2009-03-01 on=2026-03-01 use=website parent_consent=given "
    "pupil_consent=none",
)
def photo(facts: Facts) -> Ruling:
    on = facts["on"]
    decision = decide_photo(
        facts.pack,
        facts["born"],
        on,
        facts["use"],
        parent=facts["parent_consent"],
        pupil=facts["pupil_consent"],
    )
    age = lookup("age-rights-competence", on)
    governed = (age,) if age.cite in decision.cites else ()
    return from_pack(decision, lookup("image-consent", on), *governed)
