"""The rights that exist on the bases this controller uses, and no others; and how to complain.

UK GDPR, Articles 12 to 22; Data Protection Act 2018, sections 164A and 165. Which right goes with which basis
is the law's matrix: see RIGHTS. The right to object stands apart from the rest, as Article 21(4) asks.
Keeps: promises 72, 73.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hornbook.rules.base.refused import Refused
from hornbook.rules.law.timeline import in_force, lookup
from hornbook.rules.policy.floor import effective
from hornbook.rules.policy.periods import listed, number
from hornbook.rules.policy.types import Contact, Pack, Purpose

from .tree import Block, Bullets, Heading, Paragraph

ALL: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Right:
    """One right, as everybody and as a child is told of it; `bases`: where it exists, or ALL."""

    id: str
    article: str
    text: str
    child: str
    bases: frozenset[str] = ALL

    @property
    def cite(self) -> str:
        return f"Article{'s' if ' ' in self.article else ''} {self.article}"


RIGHTS = (
    Right("informed", "13 and 14", "Know what we do with your information, and why", "You can ask why."),
    Right(
        "access",
        "15",
        "See what we hold about you, and have a copy",
        "You can ask to see what we know about you.",
    ),
    Right(
        "rectification",
        "16",
        "Have mistakes put right",
        "You can ask us to fix a mistake.",
    ),
    Right(
        "restriction",
        "18",
        "Have us keep your information without using it, for instance while you dispute it",
        "You can ask us to stop using something while we check if it is right.",
    ),
    Right(
        "erasure",
        "17",
        "Have information deleted where we rest on your consent, a contract or an interest of ours",
        "You can ask us to delete some things.",
        frozenset({"6(1)(a)", "6(1)(b)", "6(1)(ea)", "6(1)(f)"}),
    ),
    Right(
        "portability",
        "20",
        "Have what you gave us, on consent or under a contract, in a file for yourself or somebody else",
        "You can ask for some things in a file, to take with you.",
        frozenset({"6(1)(a)", "6(1)(b)"}),
    ),
    Right(
        "withdrawal",
        "7(3)",
        "Take back your consent at any time, as easily as you gave it",
        "If you said yes, you can change your mind.",
        frozenset({"6(1)(a)"}),
    ),
    Right(
        "automated-decisions",
        "22A to 22D",
        "Have a person look at any important decision that a machine took alone",
        "You can ask for a person, and not a computer, to decide.",
    ),
    Right(
        "marketing",
        "21(2)",
        "Stop any direct marketing, always",
        "You can say no to adverts.",
    ),
)
OBJECTION = frozenset({"6(1)(e)", "6(1)(ea)", "6(1)(f)"})


def bases_used(pack: Pack) -> frozenset[str]:
    """The bases of every purpose, and consent where a route rests on it."""
    consent = {route.basis for route in pack.routes.values() if route.basis == "6(1)(a)"}
    return frozenset({purpose.basis for purpose in pack.purposes.values()} | consent)


def existing(pack: Pack) -> list[Right]:
    used = bases_used(pack)
    return [right for right in RIGHTS if not right.bases or right.bases & used]


def objectable(pack: Pack) -> list[Purpose]:
    """The purposes to whose use a person may object."""
    return [purpose for purpose in pack.purposes.values() if purpose.basis in OBJECTION]


def rights(pack: Pack, on: date, level: int = 3) -> list[Block]:
    """The part `{{ rights }}` of the standard layer."""
    blocks: list[Block] = [
        Paragraph("It costs nothing, and you may ask in any way, by word of mouth too. You may:"),
        Bullets(tuple(f"{right.text} ({right.cite})." for right in existing(pack))),
    ]
    if objects := objectable(pack):
        blocks += [
            Heading(level, "You may object"),
            Paragraph(
                "You may object at any time, for reasons of your own, to how we use your information for the "
                "purposes below. We then stop, unless we have compelling reasons in law to go on "
                "(UK GDPR, Article 21)."
            ),
            Bullets(tuple(f"{purpose.text}." for purpose in objects)),
        ]
    return [
        *blocks,
        Heading(level, "How long it takes, and who asks"),
        *_answering(pack, on),
        *_law_given(pack),
    ]


def _answering(pack: Pack, on: date) -> Iterable[Block]:
    plain, longer = (effective(pack, each, on).value for each in ("sar_months", "sar_extended_months"))
    yield Paragraph(
        f"We answer without delay, and within {number(plain)} month{'' if plain == 1 else 's'}. If what you "
        f"ask is complex it may take {number(longer)} months; we tell you so, and why, within the first."
    )
    age = pack.rules.get("sar_presumed_age")
    if age is not None:
        yield Paragraph(
            f"From about {age} you usually decide for yourself who may see your information, and a parent "
            "needs your agreement to ask for it. That is never automatic: we look at each case."
        )
    days = pack.rules.get("educational_record_school_days")
    if days is not None:
        days = effective(pack, "educational_record_school_days", on).value
        yield Paragraph(
            "Parents may see their child's educational record free of charge, within "
            f"{days} school days of asking in writing."
        )


def _law_given(pack: Pack) -> Iterable[Block]:
    for purpose in pack.purposes.values():
        if purpose.law_given:
            yield Paragraph(law_given(purpose))


def law_given(purpose: Purpose) -> str:
    """How the notice tells of a purpose that the law gives, beside people's rights."""
    what = f"{purpose.text[:1].lower()}{purpose.text[1:]}"
    return f"We use your information for this too: {what} ({listed(purpose.laws)})."


def child_rights(pack: Pack, on: date) -> list[Block]:
    """The part `{{ rights }}` of the child layer."""
    can = [right.child for right in existing(pack)]
    if objectable(pack):
        can.append("You can say: “Please stop.” Then we stop, or we tell you why we may not.")
    plain = effective(pack, "sar_months", on).value
    takes = f"We answer in {number(plain)} month{'' if plain == 1 else 's'} or less. It is free."
    age = pack.rules.get("sar_presumed_age")
    yours = f" From about {age}, you mostly choose who can see it." if age is not None else ""
    return [Bullets(tuple(can)), Paragraph(takes + yours)]


def whom(pack: Pack) -> Contact | None:
    """The contact for rights and complaints: the one named for it, else the data protection officer."""
    for each in ("complaints", "rights", "dpo"):
        if each in pack.contacts:
            return pack.contacts[each]
    return next(iter(pack.contacts.values()), None)


def reach(contact: Contact) -> str:
    """How to write to or ring somebody, in one line."""
    ways = ", ".join(each for each in (contact.email, contact.phone) if each)
    return f"{contact.role} ({ways})" if ways else contact.role


def regulator(on: date) -> str:
    try:
        return str(lookup("regulator", on).value)
    except Refused:
        return "regulator"


def complaint(pack: Pack, on: date) -> list[Block]:
    """The part `{{ complaint }}`: to us first or at once to the regulator, as the law stands that day."""
    blocks: list[Block] = []
    here = whom(pack)
    if here is not None and in_force("complaints-to-controller", on):
        days = effective(pack, "complaint_days", on).value
        blocks.append(
            Paragraph(
                f"You may complain to us in any way: {reach(here)}. Within {days} days we tell you that we "
                "have your complaint. We look into it at once, and tell you what came of it "
                "(Data Protection Act 2018, section 164A)."
            )
        )
    there = pack.contacts.get("regulator")
    ring = f" ({there.phone})" if there and there.phone else ""
    cite = lookup("complaint-to-regulator", on).cite
    blocks.append(
        Paragraph(
            f"You may also complain to the {regulator(on)}{ring}, now or later ({cite}), "
            "and you may go to court."
        )
    )
    return blocks


def child_complaint(pack: Pack, on: date) -> list[Block]:
    here, there = whom(pack), pack.contacts.get("regulator")
    lines = []
    if here is not None:
        days = effective(pack, "complaint_days", on).value
        within = f" We write back within {days} days." if in_force("complaints-to-controller", on) else ""
        lines.append(f"You can write to us, or ring us.{within}")
    ring = f": {there.phone}" if there and there.phone else ""
    lines.append(f"There are people outside who check on us. You can ring them too{ring}.")
    return [Paragraph(" ".join(lines))]
