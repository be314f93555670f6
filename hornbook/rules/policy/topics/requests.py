"""Topics about requests: who may ask, for what record, which right, and what is left out of a copy.

Keeps: promises 206, 207, 213 to 216, 219 and 237.
"""

from hornbook.rules.law import dpa_2018_exemptions as exemptions
from hornbook.rules.law import pupil_information_2005 as record
from hornbook.rules.law import uk_gdpr_rights as rights
from hornbook.rules.law.ruling import Ruling
from hornbook.rules.law.uk_gdpr_bases import bases

from .base import Facts, Key, topic
from .kinds import Day, Flag, OneOf
from .people import BORN, ON

_POINTS = {basis: basis.removeprefix("6(1)") for basis in bases()}

#: A lawful basis, also by its point alone: 6(1)(e), (e) or e.
BASIS = OneOf(
    *bases(),
    also={point: basis for basis, point in _POINTS.items()}
    | {point.strip("()"): basis for basis, point in _POINTS.items()},
)


@topic(
    "access_request",
    "May this person have a copy of the pupil's data?",
    {
        "requester": Key(OneOf(*rights.REQUESTERS), "who asks"),
        "born": BORN,
        "on": ON,
        "competent": Key(OneOf(*rights.COMPETENT), "whether the pupil understands the right"),
        "pupil_authority": Key(OneOf(*rights.AUTHORITY), "whether the pupil agrees that they have it"),
        "court_order": Key(Flag(), "whether a court order limits the parent who asks"),
    },
    verdicts=("allow", "deny"),
    example="access_request requester=parent_with_responsibility born=2012-03-01 on=2026-03-01 competent=yes "
    "pupil_authority=none court_order=false",
)
def access_request(facts: Facts) -> Ruling:
    return rights.may_ask(
        facts["requester"],
        facts["born"],
        facts["on"],
        competent=facts["competent"],
        authority=facts["pupil_authority"],
        court_order=facts["court_order"],
    )


@topic(
    "educational_record",
    "May this person see the educational record?",
    {
        "school": Key(OneOf(*record.SCHOOLS), "what kind of school it is"),
        "requester": Key(OneOf(*record.REQUESTERS), "who asks"),
        "pupil_objects": Key(Flag(), "whether the pupil objects, which does not decide it"),
        "court_order": Key(Flag(), "whether a court order limits the parent who asks"),
    },
    verdicts=("allow", "deny", "not_applicable"),
    example="educational_record school=pru requester=parent pupil_objects=true court_order=false",
)
def educational_record(facts: Facts) -> Ruling:
    return record.may_see_educational_record(
        facts["school"], facts["requester"], court_order=facts["court_order"], on=facts.day
    )


@topic(
    "exemption",
    "Is this item left out of a copy of the data, under this code?",
    {
        "code": Key(
            OneOf(*exemptions.CODES, also={code.lower(): code for code in exemptions.CODES}),
            "which exemption",
        ),
        "requester": Key(OneOf(*exemptions.REQUESTERS), "who asks"),
        "on": ON,
        "serious_harm": Key(Flag(), "whether disclosure would be likely to cause serious harm"),
        "opinion_on": Key(Day(), "the day of the health professional's opinion"),
        "known_to_pupil": Key(Flag(), "whether the pupil has seen it or knows it"),
        "best_interests": Key(Flag(), "whether disclosure is in the child's best interests"),
        "processed_by_court": Key(Flag(), "whether a court processes it"),
        "author": Key(OneOf(*exemptions.AUTHORS), "whom it names or comes from"),
        "third_party_consent": Key(Flag(), "whether that person agrees; false: asked, and they refused"),
        "in_confidence": Key(Flag(), "whether it was said in confidence"),
        "part": Key(OneOf(*exemptions.PARTS), "which part of an examination"),
    },
    verdicts=("release", "withhold", "redact", "not_available"),
    example="exemption code=EX-HARM-HEALTH requester=pupil on=2026-06-01 serious_harm=true "
    "opinion_on=2026-03-02",
)
def exemption(facts: Facts) -> Ruling:
    code = facts["code"]
    item = exemptions.Item(
        requester=facts["requester"],
        serious_harm=facts.known("serious_harm"),
        opinion_on=facts.known("opinion_on"),
        known_to_pupil=facts.known("known_to_pupil"),
        best_interests=facts.known("best_interests"),
        processed_by_court=facts.known("processed_by_court"),
        author=facts.known("author"),
        third_party_consent=facts.known("third_party_consent"),
        in_confidence=facts.known("in_confidence"),
        part=facts.known("part"),
    )
    return exemptions.exempt(code, item, facts["on"] if item.opinion_on else facts.day)


@topic(
    "right",
    "What becomes of a request to exercise this right, over data held on this basis?",
    {
        "right": Key(OneOf(*(name for name in rights.rights() if name != "information")), "which right"),
        "basis": Key(BASIS, "the lawful basis of the purpose"),
        "purpose": Key(OneOf("other", "direct_marketing"), "what the data is used for", absent="other"),
    },
    verdicts=("comply", "refuse", "not_applicable"),
    example="right right=erasure basis=6(1)(e) purpose=other",
)
def right(facts: Facts) -> Ruling:
    marketing = facts["right"] == "objection" and facts["purpose"] == "direct_marketing"
    basis = "6(1)(f)" if marketing else facts["basis"]
    return rights.exercise(facts["right"], basis, marketing=marketing, on=facts.day)
