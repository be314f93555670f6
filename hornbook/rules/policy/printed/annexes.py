"""The annexes of sharing: one for each route, printed from the file that decides what goes along it.

Keeps: promises 65, 124, 125. Data Protection Act 2018, section 121: what an agreement should hold is the
law's list; what the pack cannot say of it is told as missing, so that somebody writes it.
"""

from collections.abc import Callable, Iterable
from datetime import date

from hornbook.rules.base.dates import spoken
from hornbook.rules.catalogue.base import categories
from hornbook.rules.law.checklists import Item, checklist
from hornbook.rules.policy.bases import CONDITIONS
from hornbook.rules.policy.build import special_kinds
from hornbook.rules.policy.periods import listed
from hornbook.rules.policy.types import Pack, Route

from . import words
from .tree import Block, Bullets, Cell, Document, Heading, Paragraph, Table

REVIEW = "Review me: this list follows professional knowledge of the code of practice, not its own text."


def annexes(pack: Pack, on: date) -> Document:
    """Every route that runs or will run, each with what its agreement still lacks."""
    name = pack.controller.get("name", pack.title)
    title = f"Sharing annexes: {name}"
    running = [route for route in pack.routes.values() if not (route.ends and route.ends < on)]
    blocks: list[Block] = [
        Heading(1, title),
        Paragraph(
            f"Printed from the pack {pack.id}, version {pack.version}, as it is true on {spoken(on)}. "
            "What goes, to whom and when is what Hornbook lets go: nothing else is sent."
        ),
    ]
    if any(item.rule.review for item in checklist("agreement-sharing", on)):
        blocks.append(Paragraph(REVIEW))
    for number, route in enumerate(running, 1):
        blocks += [Heading(2, f"Annex {number}: {route.recipient}"), *annex(pack, route, on)]
    return Document(title, tuple(blocks))


def annex(pack: Pack, route: Route, on: date) -> Iterable[Block]:
    yield Paragraph(route.why)
    yield Table(
        f"What is shared with: {route.recipient}",
        ("Question", "Answer"),
        tuple(((question,), answer) for question, answer in _facts(pack, route, on) if answer),
    )
    items = [(item, _said(pack, route, item)) for item in checklist("agreement-sharing", on)]
    yield Heading(3, f"The agreement with: {route.recipient}")
    yield Paragraph(
        f"Agreement: {words.agreement(route)}."
        if route.agreement
        else "No agreement is named for this route."
    )
    yield Table(
        f"What an agreement holds, and what is there: {route.recipient}",
        ("What should be there", "What there is"),
        tuple(((item.rule.what,), said) for item, said in items),
    )
    if missing := [line for _, said in items for line in said if line.startswith("Missing")]:
        yield Paragraph("Not yet agreed, and to be written:")
        yield Bullets(tuple(missing))


def _facts(pack: Pack, route: Route, on: date) -> list[tuple[str, Cell]]:
    purpose = pack.purposes[route.purpose]
    needs = tuple(text for code, text in words.NEEDS.items() if code in route.needs)
    spans = (
        *((f"From {spoken(route.starts)}",) if route.starts else ()),
        *((f"Until {spoken(route.ends)}",) if route.ends else ()),
    )
    return [
        ("Who", (route.recipient,)),
        ("For what purpose", (purpose.text,)),
        ("On what basis", (words.basis(route.basis),)),
        ("By what gateway", route.gateways or ("Consent, asked for each time",)),
        ("Which condition for special categories", tuple(_conditions(pack, route)) or ("None is sent",)),
        ("Which data", tuple(words.going(pack, route.fields))),
        ("At what ages, and who may limit it", tuple(words.ages(route)) or ("At every age",)),
        ("What goes all the same", (f"{words.least(route)}",) if route.minimum is not None else ()),
        ("What must be there first", needs),
        ("How it travels", (words.TRAVELS.get(route.travels, f"Sent as {route.travels}"),)),
        (
            "Where to",
            ("Within the United Kingdom",) if route.country == "GB" else (f"Abroad: {route.country}",),
        ),
        ("When", spans),
    ]


def _conditions(pack: Pack, route: Route) -> Iterable[str]:
    """For what is special among what goes, the condition of the route's own purpose."""
    given = pack.purposes[route.purpose].conditions
    for each in words.in_order(route.fields):
        special = any(f.special and f.name in route.fields[each] for f in categories[each].fields)
        if special and special_kinds(pack.categories[each]) and each in given:
            code = CONDITIONS[given[each]]
            yield f"{categories[each].label}: {code.text} ({code.cite})"


def _said(pack: Pack, route: Route, item: Item) -> Cell:
    """What the pack has of one thing that an agreement holds; the rest is missing, and told so."""
    known: dict[str, Callable[[Pack, Route], Cell]] = {
        "parties": _parties,
        "purpose": _purpose,
        "items": lambda p, r: tuple(words.going(p, r.fields)),
        "basis": lambda p, r: (words.basis(r.basis), *r.gateways, *_conditions(p, r)),
        "rights": _rights,
        "keeping": _keeping,
        "security": _security,
        "review": lambda p, r: ("Missing: when it is reviewed, how it ends, and who signs.",),
    }
    return known[item.id](pack, route) if item.id in known else (f"Missing: {words.lower(item.rule.what)}",)


def _dpo(pack: Pack) -> str:
    found = pack.contacts.get("dpo")
    return f", data protection officer {found.email or found.phone or found.post}" if found else ""


def _parties(pack: Pack, route: Route) -> Cell:
    return (
        f"{pack.controller.get('name', pack.title)}{_dpo(pack)}",
        route.recipient,
        "Missing: the recipient's data protection officer, and other organisations involved.",
    )


def _purpose(pack: Pack, route: Route) -> Cell:
    return (pack.purposes[route.purpose].text, route.why)


def _rights(pack: Pack, route: Route) -> Cell:
    return (
        "We answer people for what we hold, and tell the recipient of what was put right, erased or "
        "restricted (UK GDPR, Article 19)",
        "Missing: who answers for what the recipient holds, and freedom of information requests.",
    )


def _keeping(pack: Pack, route: Route) -> Cell:
    ends = dict.fromkeys(
        pack.retention[pack.categories[c].retention].wording for c in words.in_order(route.fields)
    )
    return (
        *(f"With us: {each}" for each in ends),
        "Missing: how long the recipient keeps it, and how it is deleted there.",
    )


def _security(pack: Pack, route: Route) -> Cell:
    may = [role.label for role in pack.roles.values() if "share.send" in role.acts]
    return (
        words.TRAVELS.get(route.travels, f"Sent as {route.travels}"),
        f"Sent by: {listed(may) or 'nobody'}; each sending is logged",
        "Missing: who may see it there, what happens on a breach, and training.",
    )
