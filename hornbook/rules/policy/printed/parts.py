"""The parts of a notice that are made from the pack and from nothing else.

Keeps: promises 24, 50, 53, 56, 58, 59, 65, 72, 117.
"""

from datetime import date

from hornbook.rules.base.dates import spoken
from hornbook.rules.catalogue.base import Category, categories
from hornbook.rules.policy.periods import end_in_words, listed, ordinal
from hornbook.rules.policy.types import Holding, Pack, Purpose, Retention, Route

from . import rights, words
from .tree import Block, Bullets, Cell, Paragraph, Table
from .values import filled

LEVELS = {
    "groups": "We compare groups of pupils, and look at nobody by name.",
    "pseudonymised": "Names are taken out before anybody looks.",
}


def standard(pack: Pack, part: str, on: date) -> list[Block]:
    """A part as grown people read it: whole, with the law beside it."""
    match part:
        case "table: categories":
            return [_categories(pack)]
        case "table: purposes":
            return [_purposes(pack)]
        case "table: recipients":
            return _recipients(pack, on)
        case "table: retention":
            return [_retention(pack)]
        case "rights":
            return rights.rights(pack, on)
        case "complaint":
            return rights.complaint(pack, on)
        case _:
            return _either(pack, part, on)


def child(pack: Pack, part: str, on: date) -> list[Block]:
    """The same part in the pack's words for a child, without the law."""
    match part:
        case "table: categories":
            return [Bullets(tuple(each.child or each.wording for each in _held(pack)))]
        case "table: purposes":
            return [Bullets(tuple(each.child or each.text for each in told(pack)))]
        case "table: recipients":
            return [Bullets(tuple(each.child or each.recipient for each in running(pack, on)))]
        case "table: retention":
            return [Bullets(_kept_for_a_child(pack))]
        case "rights":
            return rights.child_rights(pack, on)
        case "complaint":
            return rights.child_complaint(pack, on)
        case _:
            return _either(pack, part, on)


def _either(pack: Pack, part: str, on: date) -> list[Block]:
    if part == "contacts":
        return [_contacts(pack)]
    if part == "table: notes":
        return [_notes(pack, on)] if pack.notes else []
    raise KeyError(f"no part {part!r} of a notice")


def _held(pack: Pack) -> list[Holding]:
    return [pack.categories[each] for each in words.in_order(pack.categories)]


def told(pack: Pack) -> list[Purpose]:
    """The purposes of the table; what the law gives every controller stands with people's rights."""
    return [purpose for purpose in pack.purposes.values() if not purpose.law_given]


def running(pack: Pack, on: date) -> list[Route]:
    return [route for route in pack.routes.values() if not (route.ends and route.ends < on)]


def _categories(pack: Pack) -> Table:
    rows = []
    for holding in _held(pack):
        special = words.special_of(holding)
        what = (holding.wording, *((f"Special category: {listed(special)}",) if special else ()))
        rows.append((what, asked(categories[holding.id], holding), tuple(holding.sources)))
    return Table(
        "Each kind of information, whether the law asks for it, and its source",
        ("What", "Which details, and whether you must tell us", "From"),
        tuple(rows),
    )


def asked(category: Category, holding: Holding) -> Cell:
    """The fields held, by the law that requires them; then those that may be left blank."""
    by_law: dict[str, list[str]] = {}
    held = [each for each in category.fields if each.name in holding.fields]
    some = not all(each.special for each in held)  # where all are, the category's own mark says it
    for each in held:
        by_law.setdefault(each.law, []).append(each.name)
    said = {law: _run(words.labels(category, names, marked=some)) for law, names in by_law.items()}
    lines = [f"Required ({law}): {labels}" for law, labels in said.items() if law]
    if "" in said:
        lines.append(f"May be left blank: {said['']}")
    return tuple(lines)


def _run(labels: list[str]) -> str:
    return listed([labels[0], *(words.lower(label) for label in labels[1:])])


def _purposes(pack: Pack) -> Table:
    rows = []
    for purpose in told(pack):
        used = words.in_order(dict.fromkeys(purpose.categories))
        why = (purpose.text, *((LEVELS[purpose.level],) if purpose.level in LEVELS else ()))
        law = (words.basis(purpose.basis), *purpose.laws, *words.conditions(pack, purpose))
        what = "; ".join(words.lower(pack.categories[each].wording) for each in used)
        rows.append((why, law, (what[:1].upper() + what[1:],)))
    return Table(
        "Each reason, the law for it, and what we use",
        ("Why", "Which law lets us", "What we use for it"),
        tuple(rows),
    )


def _recipients(pack: Pack, on: date) -> list[Block]:
    rows = [
        (
            (route.recipient,),
            (route.why, words.basis(route.basis), *route.gateways),
            tuple(words.going(pack, route.fields)),
            _when(route, on),
        )
        for route in running(pack, on)
    ]
    head = ("Who", "Why, and which law lets us", "What they are told", "When and how")
    blocks: list[Block] = [Table("Everyone who is told, and what", head, tuple(rows))]
    ended = [route for route in pack.routes.values() if route.ends and route.ends < on]
    if ended:
        over = listed([f"{route.recipient} (until {spoken(route.ends)})" for route in ended if route.ends])
        blocks.append(Paragraph(f"Nothing goes any more to: {over}."))
    return blocks


def _when(route: Route, on: date) -> Cell:
    lines = words.ages(route)
    if route.minimum is not None:
        lines.append(f"If limited, they get only: {words.least(route)}")
    if route.starts and route.starts > on:
        lines.append(f"From {spoken(route.starts)}")
    if route.ends:
        lines.append(f"Until {spoken(route.ends)}")
    if needs := [text for code, text in words.NEEDS.items() if code in route.needs]:
        lines.append(f"Only with {listed(needs)}")
    if route.agreement:
        lines.append(f"Agreement: {words.agreement(route)}")
    if route.country != "GB":
        lines.append(f"Sent abroad: {route.country}")
    lines.append(words.TRAVELS.get(route.travels, f"Sent as {route.travels}"))
    return tuple(lines)


def _kept(pack: Pack) -> list[tuple[Retention, list[Holding]]]:
    by_type: dict[str, list[Holding]] = {}
    for holding in _held(pack):
        by_type.setdefault(holding.retention, []).append(holding)
    return [(pack.retention[each], held) for each, held in by_type.items()]


def _retention(pack: Pack) -> Table:
    by_words: dict[tuple[str, tuple[str, ...]], list[Holding]] = {}
    for kept, held in _kept(pack):
        by_words.setdefault((kept.wording, kept.cites), []).extend(held)
    rows = tuple(
        (tuple(holding.wording for holding in held), (wording,), cites)
        for (wording, cites), held in by_words.items()
    )
    return Table("How long, and why", ("What", "How long", "Why so long"), rows)


def _kept_for_a_child(pack: Pack) -> tuple[str, ...]:
    """A line for each period; whatever is kept for another than most things is named."""
    by_words: dict[str, list[Holding]] = {}
    for kept, held in _kept(pack):
        by_words.setdefault(_for_a_child(kept), []).extend(held)
    most = max(by_words, key=lambda said: len(by_words[said]))
    return tuple(
        said if said == most else f"{'. '.join(each.child or each.wording for each in held)}. {said}"
        for said, held in by_words.items()
    )


def _for_a_child(kept: Retention) -> str:
    if kept.trigger != "birth":
        return kept.wording
    until = f"until you turn {kept.years}"
    if kept.months or kept.days:
        until = f"a while after your {ordinal(kept.years)} birthday"
    return f"We keep it {until}. Then it is {end_in_words(kept.actions)}."


def _contacts(pack: Pack) -> Table:
    rows = tuple(
        ((each.role,), *(((way,) if way else ()) for way in (each.email, each.phone, each.post)))
        for each in pack.contacts.values()
    )
    return Table("How to reach us and others", ("Who", "E-mail", "Telephone", "Post"), rows)


def _notes(pack: Pack, on: date) -> Table:
    rows = tuple(
        ((note.says,), (filled(pack, note.instead, on),), note.cites) for note in pack.notes.values()
    )
    return Table("What it said, and what is true now", ("It said", "What is true now", "Why"), rows)
