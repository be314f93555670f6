"""The appropriate policy documents: one for each condition used that needs one.

Data Protection Act 2018, Schedule 1, paragraphs 38 to 41: how the principles of Article 5 are met in relying
on the condition, how long the data is kept and when it is erased. Keeps: promises 59, 60, 63.
"""

from collections.abc import Iterable
from datetime import date

from hornbook.rules.base.dates import add_months, spoken
from hornbook.rules.catalogue.base import categories
from hornbook.rules.law.checklists import checklist
from hornbook.rules.law.dpa_2018_conditions import conditions as in_law
from hornbook.rules.law.timeline import lookup
from hornbook.rules.policy.bases import CONDITIONS
from hornbook.rules.policy.build import special_kinds
from hornbook.rules.policy.floor import effective
from hornbook.rules.policy.periods import end_in_words, listed, number
from hornbook.rules.policy.types import Pack, Purpose

from . import rights, words
from .principles import Principle, all_principles
from .schedule import period
from .tree import Block, Bullets, Cell, Document, Heading, Paragraph, Table

ACT = "Data Protection Act 2018, Schedule 1"


def conditions_used(pack: Pack) -> list[str]:
    """The conditions the pack rests on that need a policy document, in the order of the law."""
    used = {code for purpose in pack.purposes.values() for code in special_uses(pack, purpose).values()}
    return [code for code in CONDITIONS if code in used and CONDITIONS[code].document]


def special_uses(pack: Pack, purpose: Purpose) -> dict[str, str]:
    """The special categories a purpose uses, each with its condition."""
    return {
        category: code
        for category, code in purpose.conditions.items()
        if special_kinds(pack.categories[category])
    }


def policies(pack: Pack, on: date) -> Document:
    """Every policy document the pack needs, one after another."""
    name = pack.controller.get("name", pack.title)
    title = f"Appropriate policy documents: {name}"
    used = conditions_used(pack)
    blocks: list[Block] = [
        Heading(1, title),
        Paragraph(
            f"Printed from the pack {pack.id}, version {pack.version}, as it is true on {spoken(on)} "
            f"({ACT}, paragraphs 38 to 41)."
        ),
        *_review(pack, on),
    ]
    if not used:
        blocks.append(Paragraph("No condition that this controller rests on needs such a document."))
    for code in used:
        blocks += _policy(pack, code, on)
    return Document(title, tuple(blocks))


def _review(pack: Pack, on: date) -> Iterable[Block]:
    looked, months = pack.law_on, effective(pack, "notice_review_months", on).value or 12
    due = add_months(looked, months)
    kept = lookup("policy-document-months", on).number
    late = " That day is past: look at it again now." if due < on else ""
    yield Paragraph(f"Last looked at on {spoken(looked)}. To be looked at again by {spoken(due)}.{late}")
    yield Paragraph(
        f"Each document is kept until {number(kept)} months after the data is last used under its condition, "
        f"and is given to the {rights.regulator(on)} free of charge on request ({ACT}, paragraph 40)."
    )


def _policy(pack: Pack, code: str, on: date) -> list[Block]:
    condition, law = CONDITIONS[code], in_law()[code]
    resting = [p for p in pack.purposes.values() if code in special_uses(pack, p).values()]
    held = words.in_order(
        {each: 0 for p in resting for each, c in special_uses(pack, p).items() if c == code}
    )
    kinds = listed([words.SPECIAL[k] for k in words.SPECIAL if any(k in _kinds(pack, c) for c in held)])
    blocks: list[Block] = [
        Heading(2, f"{law.title} ({condition.cite})"),
        Heading(3, f"What rests on it: {law.text}"),
        Bullets(tuple(f"{p.text} ({words.basis(p.basis)}; {listed(p.laws)})." for p in resting)),
        Paragraph(f"The special categories are: {kinds}."),
    ]
    blocks += _said_besides(code, on)
    principles, kept = checklist("policy-document", on)
    blocks += [
        Heading(3, f"How the principles are met: {law.text}"),
        Table(
            f"How each principle is met ({principles.rule.cite})",
            ("Principle", "How it is met"),
            tuple(
                ((f"{p.name} (Article {p.article})",), _met(pack, p, resting, held, on))
                for p in all_principles()
            ),
        ),
        Heading(3, f"Keeping and erasing: {law.text}"),
        Table(
            f"How long the data is kept, and what then ({kept.rule.cite})",
            ("What", "How long", "What happens then", "Why so long"),
            tuple(_keeping(pack, each, on) for each in held),
        ),
    ]
    return blocks


def _kinds(pack: Pack, category: str) -> frozenset[str]:
    return special_kinds(pack.categories[category])


def _said_besides(code: str, on: date) -> Iterable[Block]:
    law = in_law()[code]
    if law.reason:
        yield Paragraph(f"Whoever relies on it writes down {law.reason}.")
    if law.document_unless:
        to = listed([each.replace("_", " ") for each in sorted(law.document_unless)])
        yield Paragraph(f"A disclosure to a {to} needs no document; this one covers it all the same.")
    if law.rule.review:
        yield Paragraph(
            "Review me: what the law says of this condition follows professional knowledge, not its own text."
        )


def _keeping(pack: Pack, category: str, on: date) -> tuple[Cell, ...]:
    holding = pack.categories[category]
    kept = pack.retention[holding.retention]
    then = f"{end_in_words(kept.actions).capitalize()}."
    return ((holding.wording,), (kept.wording, *period(kept, holding, on)[1:]), (then,), kept.cites)


def _met(pack: Pack, principle: Principle, resting: list[Purpose], held: list[str], on: date) -> Cell:
    """The controls, and what they come to for this condition."""
    here = {
        "lawful": _lawful,
        "purpose": _purposes,
        "no-more": _fields,
        "accurate": _sources,
        "kept": _periods,
        "secure": _openers,
    }[principle.id]
    return (*(f"{each.what}." for each in principle.controls), *here(pack, resting, held))


def _lawful(pack: Pack, resting: list[Purpose], held: list[str]) -> list[str]:
    bases = listed(list(dict.fromkeys(words.basis(p.basis) for p in resting)))
    return [f"Bases used here: {bases}."]


def _purposes(pack: Pack, resting: list[Purpose], held: list[str]) -> list[str]:
    return [f"It is used for {number(len(resting))} purpose{'' if len(resting) == 1 else 's'} and no other."]


def _fields(pack: Pack, resting: list[Purpose], held: list[str]) -> list[str]:
    return [
        f"{categories[each].label}: {listed([words.lower(label) for label in _special_labels(pack, each)])}."
        for each in held
    ]


def _special_labels(pack: Pack, category: str) -> list[str]:
    about, fields = categories[category], pack.categories[category].fields
    return words.labels(about, [f.name for f in about.fields if f.special and f.name in fields])


def _sources(pack: Pack, resting: list[Purpose], held: list[str]) -> list[str]:
    told = dict.fromkeys(source for each in held for source in pack.categories[each].sources)
    return [f"It comes from {listed(list(told))}."]


def _periods(pack: Pack, resting: list[Purpose], held: list[str]) -> list[str]:
    return ["The periods are in the table below; that they are followed is seen on the list of what is due."]


def _openers(pack: Pack, resting: list[Purpose], held: list[str]) -> list[str]:
    may = [
        role.label
        for role in pack.roles.values()
        if any(set(held) & fields.keys() for p, fields in role.reads.items() if p in {r.id for r in resting})
    ]
    return [f"Opened by: {listed(may) or 'nobody'}."]
