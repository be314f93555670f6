"""May a recipient be told of somebody who said that they do not want it?

Keeps: promise 126. By law an objection stands until the officer finds compelling reasons against it (UK GDPR,
Article 21(1)); a pack with `objection_stops_sharing` promises more, and gives way to safety and law alone.
"""

from .answers import deny, hold
from .types import Decision, Pack, Question, Route

SETTING = "objection_stops_sharing"

#: Where the law makes us tell, or a life is at stake, there is nothing to object to.
BEYOND_OBJECTION = frozenset({"6(1)(c)", "6(1)(d)"})

#: Nothing else keeps the person safe and well, and somebody answers for saying so.
ONLY_WAY_TO_SAFETY = frozenset({"emergency", "approval"})


def objected(pack: Pack, route: Route, question: Question) -> Decision | None:
    """A refusal, or a question for the officer; None where no objection stands in the way."""
    if not question.objected or route.basis in BEYOND_OBJECTION or question.given >= ONLY_WAY_TO_SAFETY:
        return None
    cites = (f"pack:routes.{route.id}", "UK GDPR, Article 21(1)")
    said = (
        f"{route.recipient} may not be told: whoever decides about this data said that they do not want it."
    )
    if pack.rules.get(SETTING):
        next = "Leave this person out, unless nothing else keeps them safe and well and an approver says so."
        return deny("objected", said, next, f"pack:rules.{SETTING}", *cites)
    if "approval" in question.given:
        return None
    next = "Leave this person out, or have the data protection officer record compelling reasons."
    return hold("objected", said, next, *cites)


def in_words(pack: Pack, layer: str) -> str:
    """What the notice promises about objecting to a recipient; nothing where the pack adds nothing."""
    if not pack.rules.get(SETTING):
        return ""
    if layer == "child":
        return "You can say: “Do not tell them.” Then we do not. Only safety or the law can change that."
    return (
        "If you tell us that you do not want your information shared, it is not shared, unless nothing else "
        "keeps you safe and well or the law makes us share it."
    )
