"""Topic: may a table leave the place where data is analysed?

Keeps: promises 182 and 185. Only aggregates leave, never a row about a child, to whomever; and no count so
small that somebody could be picked out, nought among them. What earlier tables give away is looked at when
one is released.
"""

from hornbook.rules.law.ruling import Ruling, ruled

from .base import Facts, Key, topic
from .kinds import Counts, Flag, Number, OneOf


@topic(
    "output_release",
    "May this table leave the place where data is analysed?",
    {
        "counts": Key(Counts(), "the counts in it"),
        "threshold": Key(Number(), "the smallest count that may be shown"),
        "recipient": Key(OneOf("inside", "partner"), "who gets it"),
        "level": Key(OneOf("row", "aggregate"), "rows about children, or aggregates"),
        "dpia_approved": Key(Flag(), "whether the impact assessment is approved"),
    },
    verdicts=("allow", "suppress", "deny"),
    example="output_release counts=12,4,30 threshold=10 recipient=partner level=aggregate dpia_approved=true",
)
def output_release(facts: Facts) -> Ruling:
    day = facts.day
    if facts.known("level") != "row" and not facts["dpia_approved"]:
        why = "The impact assessment is not approved, and nothing leaves without it."
        return ruled("deny", why, "Have it approved first.", on=day, by=("impact-assessment",))
    if facts["level"] == "row":
        why = "Rows about children never leave, neither to a partner nor inside."
        next = "Give aggregates; whoever needs the rows works where they are."
        promised = ("promise 182", "promise 185")
        return ruled("deny", why, next, on=day, by=("only-what-is-needed",), beside=promised)
    small = [count for count in facts["counts"] if count < facts["threshold"]]
    by = ("output-threshold",)
    if small:
        how_many = "One count is" if len(small) == 1 else f"{len(small)} counts are"
        why = f"{how_many} below {facts['threshold']}, so that somebody could be picked out."
        next = "Suppress every count below the threshold under one symbol, and what would give it away."
        return ruled("suppress", why, next, on=day, by=by, beside=("promise 185",))
    why = f"No count is below {facts['threshold']}."
    next = "Have a second person check it against what was released before, and write it into the ledger."
    return ruled("allow", why, next, on=day, by=by, beside=("promise 185",))
