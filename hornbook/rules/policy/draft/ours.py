"""From a notice that Hornbook printed back to the pack it was printed from, as far as a notice tells it.

A notice does not tell everything: who may see what, which purpose a recipient serves, the child's words. That
is taken from the pack that this one extends.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hornbook.rules.base.dates import spoken
from hornbook.rules.policy.periods import ENDS, in_words
from hornbook.rules.policy.printed import words
from hornbook.rules.policy.printed.markdown import plain
from hornbook.rules.policy.printed.parts import LEVELS
from hornbook.rules.policy.printed.rights import law_given
from hornbook.rules.policy.types import Contact, Holding, Pack, Purpose, Route

from .rows import Row, basis, conditions, going, holding, used, with_holdings
from .sheets import From, Sheets, Unread

Tables = Mapping[str, tuple[Row, ...]]
SAFE = re.compile(r"(@|\.)example\.(org|com|net)\b|^01632 960\d{3}$|^0303 123 1113$|\bExample\b")
OFFICES = {
    "dpo": r"protection officer",
    "regulator": r"commission",
    "rights": r"(rights|transparency) (team|contact)$|resilience",
    "council": r"council",
    "office": r"office\b",
}


def fill(sheets: Sheets, found: Tables, base: Pack, on: date, sentences: str) -> None:
    """Everything that the tables say and the base pack does not; `sentences`: the whole notice."""
    held = _categories(sheets, found["categories"], base)
    pack = with_holdings(base, held)
    given = _law_given(sheets, base, sentences)
    chosen = _purposes(sheets, found["purposes"], pack, base, given)
    _routes(sheets, found["recipients"], pack, chosen)
    _retention(sheets, found["retention"], pack, base, on)
    _contacts(sheets, found.get("contacts", ()), base)
    for number, row in enumerate(found.get("notes", ()), 1):
        note = {"document": "earlier-notice", "says": From(row.first(0), row.line), "instead": row.first(1)}
        sheets.pack.setdefault("notes", {})[f"note-{number:02}"] = note | {"cites": list(row.cells[2])}


def _categories(sheets: Sheets, rows: Sequence[Row], base: Pack) -> dict[str, Holding]:
    held: dict[str, Holding] = {}
    for row in rows:
        found = holding(row, base, row.cells[1])
        if found is None:
            sheets.unread.append(
                Unread(row.line, row.first(0), "no category of the catalogue has these details")
            )
            continue
        known = base.categories.get(found.id)
        sources = tuple(row.cells[2])
        table: dict[str, object] = {}
        if known is None or known.wording != found.wording:
            table["wording"] = From(found.wording, row.line)
        if known is None or known.fields != found.fields:
            table |= {"fields": From(sorted(found.fields), row.line), "all_but": []}
        if known is None or known.sources != sources:
            table["sources"] = From(list(sources), row.line)
        retention = known.retention if known else next(iter(base.retention))
        if known is None:
            table["retention"] = retention
        sheets.categories[found.id] = table
        child = known.child if known else ""
        held[found.id] = Holding(found.id, found.wording, found.fields, retention, sources, child)
    sheets.leave_out("categories", [each for each in base.categories if each not in held])
    return held


def _law_given(sheets: Sheets, base: Pack, sentences: str) -> dict[str, Purpose]:
    """The purposes that the notice tells with people's rights, as the law's own, and not in the table."""
    found: dict[str, Purpose] = {}
    for name, purpose in base.purposes.items():
        if plain(law_given(purpose)) in sentences:
            found[name] = replace(purpose, law_given=True)
            if not purpose.law_given:
                sheets.purposes[name] = {"law_given": True}
    return found


def _purposes(
    sheets: Sheets, rows: Sequence[Row], pack: Pack, base: Pack, given: Mapping[str, Purpose]
) -> dict[str, Purpose]:
    by_wording = {each.wording: name for name, each in pack.categories.items()}
    open_ = {name: each for name, each in base.purposes.items() if name not in given}
    chosen = dict(given)
    for row in rows:
        text, *more = row.cells[0]
        level = next((k for k, v in LEVELS.items() if v in more), "individual")
        code, data = basis(row.first(1)), used(row.cells[2], by_wording)
        laws = tuple(line for line in row.cells[1][1:] if not line.startswith("Special category data ("))
        told = conditions(row.cells[1])
        if not code or not data:
            sheets.unread.append(Unread(row.line, text, "its basis or its data could not be read"))
            continue
        said = Purpose("", text, code, laws, data, {c: told[c] for c in data if c in told}, level=level)
        name = _same_purpose(open_, said) or slug(text)
        said = replace(said, id=name)
        chosen[name] = said
        sheets.purposes[name] = _purpose(said, open_.pop(name, None), row.line)
    sheets.leave_out("purposes", list(open_))
    return chosen


def _same_purpose(open_: Mapping[str, Purpose], said: Purpose) -> str:
    """The purpose in these words; else that of these laws whose data is most nearly the same."""
    exact = [name for name, each in open_.items() if each.text == said.text]
    laws = (said.basis, said.laws, said.level)
    alike = [name for name, each in open_.items() if (each.basis, each.laws, each.level) == laws]
    nearest = max(alike, key=lambda name: -len({*open_[name].categories} ^ {*said.categories}), default="")
    return exact[0] if exact else nearest


def _purpose(said: Purpose, known: Purpose | None, line: int) -> dict[str, object]:
    table: dict[str, object] = {}
    if known is None or known.text != said.text:
        table["text"] = From(said.text, line)
    if known is None or known.basis != said.basis:
        table["basis"] = From(said.basis, line)
    if known is None or known.laws != said.laws:
        table["laws"] = From(list(said.laws), line)
    if known is None or known.level != said.level:
        table["level"] = From(said.level, line)
    if known is None or set(said.categories) != set(known.categories):
        table["categories"] = From(list(said.categories), line)
    if dict(said.conditions) != {
        c: v for c, v in (known.conditions if known else {}).items() if c in said.categories
    }:
        table["conditions"] = dict(said.conditions)
    return table


def _routes(sheets: Sheets, rows: Sequence[Row], pack: Pack, purposes: Mapping[str, Purpose]) -> None:
    scored = sorted(
        (
            (_alike(row, route, pack), place, name)
            for place, row in enumerate(rows)
            for name, route in pack.routes.items()
        ),
        key=lambda each: -each[0],
    )
    match: dict[int, str] = {}
    for score, place, name in scored:
        if score >= 3 and place not in match and name not in match.values():
            match[place] = name
    for place, row in enumerate(rows):
        known = pack.routes.get(match.get(place, ""))
        table = _route(sheets, row, known, pack, purposes)
        if table is not None:
            sheets.routes[known.id if known else slug(row.first(0))] = table
    sheets.leave_out("routes", [each for each in pack.routes if each not in match.values()])


def _alike(row: Row, route: Route, pack: Pack) -> int:
    why, code, *gateways = (*row.cells[1], "", "")
    same_data = words.going(pack, _held(route, pack)) == list(row.cells[2])
    return (
        4 * (row.first(0) == route.recipient)
        + 2 * (why == route.why)
        + 2 * (tuple(each for each in gateways if each) == route.gateways)
        + 3 * same_data
        + 2 * (route.travels != "csv" and row.cells[3][-1:] == (words.TRAVELS.get(route.travels),))
        + (basis(code) == route.basis)
    )


def _held(route: Route, pack: Pack) -> dict[str, frozenset[str]]:
    return {c: f & pack.categories[c].fields for c, f in route.fields.items() if c in pack.categories}


def _route(
    sheets: Sheets, row: Row, known: Route | None, pack: Pack, purposes: Mapping[str, Purpose]
) -> dict[str, object] | None:
    why, code, *gateways = row.cells[1] if len(row.cells[1]) > 1 else (row.first(1), "")
    fields = going(row.cells[2], pack, known.fields if known else {})
    if not basis(code) or not fields:
        sheets.unread.append(Unread(row.line, row.first(0), "its basis or what it is told could not be read"))
        return None
    table: dict[str, object] = {}
    told = {"recipient": row.first(0), "why": why, "basis": basis(code), "gateways": list(gateways)}
    for key, value in told.items():
        if known is None or (list if isinstance(value, list) else str)(getattr(known, key)) != value:
            table[key] = From(value, row.line)
    if known is None or known.purpose not in purposes:
        table["purpose"] = _purpose_for(set(fields), basis(code), purposes)
    before = _held(known, pack) if known else {}
    changed = {c: sorted(fields.get(c, ())) for c in {**before, **fields} if fields.get(c) != before.get(c)}
    table |= _when(row, known, pack)
    return table | ({"fields": changed} if changed else {})


def _purpose_for(fields: set[str], code: str, purposes: Mapping[str, Purpose]) -> str:
    """A notice does not say which purpose a recipient serves: the first with that basis and all that data."""
    fits = [name for name, each in purposes.items() if fields <= set(each.categories) and not each.law_given]
    return next((n for n in fits if purposes[n].basis == code), next(iter(fits), next(iter(purposes))))


_AGES = {
    "from_age": r"From your (\d+)\w\w birthday",
    "below_age": r"Until your (\d+)\w\w birthday",
    "below_age_need": r".*until your (\d+)\w\w birthday with",
}


def _when(row: Row, known: Route | None, pack: Pack) -> dict[str, object]:
    """Ages, years, choices, needs, agreement and way, where they are not as the base pack has them."""
    lines = row.cells[3]
    said: dict[str, object] = {}
    for key, pattern in _AGES.items():
        found = next((m for line in lines if (m := re.match(pattern, line))), None)
        said[key] = int(found[1]) if found else None
    years = next(
        (re.findall(r"\d+|[A-Z]\b", m[1]) for line in lines if (m := re.match(r"Years? (.+) only$", line))),
        [],
    )
    said["year_groups"] = sorted(years)
    said["needs"] = sorted(
        code
        for code, text in words.NEEDS.items()
        if any(line.startswith("Only with") and text in line for line in lines)
    )
    said["agreement"] = next(
        (line[11:].replace(" ", "-") for line in lines if line.startswith("Agreement: ")), ""
    )
    said["country"] = next((line[13:] for line in lines if line.startswith("Sent abroad: ")), "GB")
    ways = {text: code for code, text in words.TRAVELS.items()}
    said["travels"] = next((ways.get(line, line.removeprefix("Sent as ")) for line in lines[-1:]), "csv")
    said["limit_by"] = _limit(lines)
    table: dict[str, object] = {
        key: From(v, row.line)
        for key, v in said.items()
        if v not in (None, [], "") and not _has(known, key, v)
    }
    for key, label in (("starts", "From "), ("ends", "Until ")):
        day = next((d for line in lines if (d := _day(line, label))), None)
        if day and (known is None or getattr(known, key) != day):
            table[key] = From(day, row.line)
    minimum = next((line.partition(": ")[2] for line in lines if line.startswith("If limited")), "")
    if minimum and (known is None or words.least(known) != minimum):
        table["minimum"] = _minimum(pack)
    return table


def _has(known: Route | None, key: str, value: object) -> bool:
    if known is None:
        return key in {"country", "travels"} and value in {"GB", "csv"}
    there = getattr(known, key)
    if key == "limit_by":
        return [list(each) for each in there] == value
    return (sorted(there) if isinstance(there, frozenset) else there) == value


def _limit(lines: Sequence[str]) -> list[list[object]]:
    steps: list[list[object]] = []
    for line in lines:
        if found := re.match(r"(A parent|You alone) may limit it(?: from (\d+))?", line):
            steps.append([int(found[2] or 0), "parent" if found[1] == "A parent" else "pupil"])
    return steps


def _minimum(pack: Pack) -> dict[str, list[str]]:
    """Name, address and date of birth: what the law leaves to be told."""
    least: dict[str, tuple[str, ...]] = {
        "identity": ("legal_surname", "legal_forename", "date_of_birth"),
        "address": ("line_1", "line_2", "line_3", "line_4", "line_5", "postcode"),
    }
    return {
        c: [f for f in names if f in pack.categories[c].fields]
        for c, names in least.items()
        if c in pack.categories
    }


def _day(line: str, label: str) -> date | None:
    found = re.fullmatch(rf"{label}(\d{{1,2}} \w+ \d{{4}})", line)
    if not found:
        return None
    number, month, year = found[1].split()
    for candidate in (date(int(year), each, 1) for each in range(1, 13)):
        if f"{candidate:%B}" == month and spoken(candidate.replace(day=int(number))) == found[1]:
            return candidate.replace(day=int(number))
    return None


def _retention(sheets: Sheets, rows: Sequence[Row], pack: Pack, base: Pack, on: date) -> None:
    by_wording = {each.wording: name for name, each in pack.categories.items()}
    said = {by_wording[w]: row for row in rows for w in row.cells[0] if w in by_wording}
    done: dict[str, Row] = {}
    for name, row in said.items():
        kind = pack.categories[name].retention
        if kind in done and done[kind] is not row:
            kind = next((k for k, r in done.items() if r is row), f"{kind}-{row.line}")
            sheets.categories.setdefault(name, {})["retention"] = From(kind, row.line)
        if kind not in done:
            done[kind] = row
            sheets.retention[kind] = _kept(row, kind, base, on)


def _kept(row: Row, kind: str, base: Pack, on: date) -> dict[str, object]:
    known, wording, cites = base.retention.get(kind), row.first(1), tuple(row.cells[2])
    table: dict[str, object] = {}
    if known is None or known.wording != wording:
        years = re.search(r"(\d+)(?:st|nd|rd|th) birthday", wording)
        actions = [code for code, text in ENDS.items() if text in wording]
        lasts = (int(years[1]) if years else (known.years if known else 0), 0, 0)
        trigger = "birth" if years or known is None else known.trigger
        ends = sorted(actions, key=lambda each: wording.index(ENDS[each])) or ["destroy"]
        table = {"trigger": trigger, "years": From(lasts[0], row.line), "actions": From(ends, row.line)}
        whose = "the pupil's" if "the pupil's" in wording else "your"
        if in_words(kind, trigger, lasts, tuple(ends), whose=whose, on=on) == wording:
            table |= {"whose": whose} if whose != "your" else {}
        else:
            table["wording"] = From(wording, row.line)
    if known is None or known.cites != cites:
        table["cites"] = From(list(cites), row.line)
    return table


def _contacts(sheets: Sheets, rows: Sequence[Row], base: Pack) -> None:
    contacts: dict[str, dict[str, object]] = {}
    for row in rows:
        name = _contact(row.first(0), base, contacts)
        known = base.contacts.get(name) or Contact(name, "")
        table: dict[str, object] = {}
        if known.role != row.first(0):
            table["role"] = From(row.first(0), row.line)
        for key, cell in (("email", 1), ("phone", 2), ("post", 3)):
            told = ", ".join(row.cells[cell])
            if told and not SAFE.search(told):
                sheets.unread.append(
                    Unread(row.line, "", f"the {key} of “{row.first(0)}” is not copied: put it in")
                )
            elif told != getattr(known, key):
                table[key] = From(told, row.line)
        contacts[name] = table
    told_of = {name: table for name, table in contacts.items() if table}
    if told_of:
        sheets.pack["contacts"] = told_of
    if rows:
        sheets.leave_out("contacts", [each for each in base.contacts if each not in contacts])


def _contact(role: str, base: Pack, taken: Mapping[str, object]) -> str:
    exact = [name for name, each in base.contacts.items() if each.role == role and name not in taken]
    by_office = [n for n, pattern in OFFICES.items() if re.search(pattern, role, re.I) and n not in taken]
    known = [name for name in by_office if name in base.contacts]
    return (exact or known or by_office or [slug(role)])[0]


def slug(text: str) -> str:
    """
    >>> slug("KentChoices, the careers website")
    'kentchoices-the-careers-website'
    """
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())[:6]) or "unnamed"
