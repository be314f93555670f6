"""Why something may be kept back from a copy, by code: Data Protection Act 2018, Schedules 2, 3 and 4.

Keeps: promises 213, 214, 215, 217. No code is applied by itself, and none to a whole copy: a person decides,
thing by thing, and the reason stands beside it. What another person's details need is the one exception:
see `copies/contacts.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hornbook.rules.base.refused import Refused

_ACT = "Data Protection Act 2018"


@dataclass(frozen=True)
class Exemption:
    """A reason of the law.

    why           what the person who asked is told, one sentence
    parents_only  it can be held against somebody who asks for a child, never against the child
    """

    code: str
    why: str
    cite: str
    parents_only: bool = False


EXEMPTIONS: Mapping[str, Exemption] = {
    e.code: e
    for e in (
        Exemption(
            "third-party",
            "It is about another person, who has a right to have it kept to themselves.",
            f"{_ACT}, Schedule 2, paragraph 16",
        ),
        Exemption(
            "serious-harm",
            "Giving it would be likely to cause serious harm to somebody's health.",
            f"{_ACT}, Schedule 3, paragraphs 5, 11 and 19",
        ),
        Exemption(
            "risk-of-abuse",
            "Giving it would not be in the child's best interests.",
            f"{_ACT}, Schedule 3, paragraph 21",
            parents_only=True,
        ),
        Exemption(
            "child-wishes",
            "It was given in the expectation that it would not be passed on to whoever asks.",
            f"{_ACT}, Schedule 3, paragraphs 4 and 10",
            parents_only=True,
        ),
        Exemption(
            "court",
            "It was given to a court, which may keep it back.",
            f"{_ACT}, Schedule 3, paragraphs 3, 9 and 18",
        ),
        Exemption(
            "adoption", "The rules on adoption records keep it back.", f"{_ACT}, Schedule 4, paragraph 3"
        ),
        Exemption(
            "parental-order",
            "The rules on parental order records keep it back.",
            f"{_ACT}, Schedule 4, paragraph 5",
        ),
        Exemption(
            "legal-advice", "It is advice from or for our lawyers.", f"{_ACT}, Schedule 2, paragraph 19"
        ),
        Exemption(
            "crime",
            "Giving it would be likely to hinder the prevention or investigation of a crime.",
            f"{_ACT}, Schedule 2, paragraph 2",
        ),
        Exemption(
            "exam-answers",
            "It is what a candidate wrote in an examination.",
            f"{_ACT}, Schedule 2, paragraph 25",
        ),
        Exemption("reference", "It is a reference given in confidence.", f"{_ACT}, Schedule 2, paragraph 24"),
    )
}

#: Why a whole request may be refused: UK GDPR, Article 12(5) and (6), and who may ask for whom.
REFUSALS: Mapping[str, str] = {
    "unfounded": "The request is manifestly unfounded.",
    "excessive": "The request is manifestly excessive.",
    "not-entitled": "Whoever asked may not have this person's data.",
    "not-identified": "We could not make sure who asked.",
}


def exemption(code: str, *, asked_by: str) -> Exemption:
    """The exemption of this code, if it can be held against whoever asked."""
    found = EXEMPTIONS.get(code)
    if found is None:
        raise Refused(
            "exemption-unknown",
            what="Nothing was kept back.",
            why=f"There is no reason {code!r} in law.",
            next=f"Choose one of: {', '.join(sorted(EXEMPTIONS))}.",
        )
    if found.parents_only and asked_by in ("pupil", "former-pupil"):
        raise Refused(
            "not-against-the-pupil",
            what="Nothing was kept back.",
            why="That reason can be held against somebody who asks for a child, not against the child.",
            next="Give it, or choose another reason if it is true.",
            cites=(found.cite,),
        )
    return found
