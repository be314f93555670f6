"""From a pack's raw tables to frozen values, each checked for its kind and against the catalogue.

Keeps: promises 22, 58, 117. A category or field that the catalogue does not know cannot enter a pack.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import hornbook.rules.catalogue.all  # noqa: F401  (declares the categories)
from hornbook.rules.catalogue.base import Category, categories

from . import periods
from .bases import BASES, CONDITIONS
from .source import Places, Source
from .table import Table
from .types import ACTS, Contact, Holding, Note, Pack, Purpose, Retention, Role, Route

KINDS = frozenset({"alternative-provision", "school", "trust", "council"})
TRIGGERS = frozenset({"birth", "entry", "leaving", "closed"})
ENDS = frozenset({"destroy", "archive", "lock"})
RELATIONS = frozenset({"any", "teaches", "tutors", "supports", "case"})
LEVELS = frozenset({"individual", "groups", "pseudonymised"})
NEEDS = frozenset({"agreement", "necessity", "authority", "inspection", "approval", "emergency"})
DECIDERS = frozenset({"parent", "pupil"})

Fields = Mapping[str, frozenset[str]]


def build(source: Source) -> Pack:
    raw, places = source.raw, source.places
    head = Table("pack", raw["pack"], places)
    holdings = {name: _holding(name, table, places) for name, table in raw["categories"].items()}
    contacts = head.table("contacts")
    notes = head.table("notes")
    law_on = head.day("law_on") or _no_law_day(head)
    pack = Pack(
        id=head.text("id"),
        title=head.text("title"),
        kind=head.one_of("kind", KINDS),
        version=head.text("version"),
        extends=source.extends,
        documents=head.texts("documents"),
        controller=_texts("pack.controller", head.table("controller"), places),
        contacts=_frozen({name: _contact(name, table, places) for name, table in contacts.items()}),
        purposes=_frozen({n: _purpose(n, t, holdings, places) for n, t in raw["purposes"].items()}),
        categories=_frozen(holdings),
        retention=_frozen({n: _retention(n, t, places, law_on) for n, t in raw["retention"].items()}),
        roles=_frozen({name: _role(name, t, holdings, places) for name, t in raw["roles"].items()}),
        routes=_frozen({name: _route(name, t, holdings, places) for name, t in raw["routes"].items()}),
        rules=_frozen(head.table("rules")),
        notice=_frozen(source.notice),
        translations=_frozen(source.translations),
        law_on=law_on,
        notes=_frozen({name: _note(name, table, places) for name, table in notes.items()}),
        places=_frozen(places),
    )
    head.done()
    return pack


def _frozen(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(values))


def _no_law_day(head: Table) -> date:
    head.refuse("law_on", "missing", "A pack says on which day's law it was checked.", "Add law_on = a date.")


def _texts(path: str, values: Mapping[str, Any], places: Places) -> Mapping[str, str]:
    table = Table(path, values, places)
    return _frozen({key: table.text(key, "") for key in values})


def _open(path: str, values: Any, places: Places) -> Table:
    table = Table(path, values if isinstance(values, dict) else {}, places)
    if not isinstance(values, dict):
        parent, _, key = path.rpartition(".")
        Table(parent, {}, places).refuse(key, "not-a-table", "This must be a table of keys and values.")
    return table


def _contact(name: str, values: Any, places: Places) -> Contact:
    table = _open(f"pack.contacts.{name}", values, places)
    built = Contact(
        name, table.text("role"), table.text("email", ""), table.text("post", ""), table.text("phone", "")
    )
    table.done()
    return built


def _note(name: str, values: Any, places: Places) -> Note:
    table = _open(f"pack.notes.{name}", values, places)
    built = Note(
        name, table.text("document"), table.text("says"), table.text("instead"), table.texts("cites")
    )
    table.done()
    return built


def _category(path: str, name: str, places: Places) -> Category:
    if name not in categories:
        known = ", ".join(sorted(categories))
        head, _, key = path.rpartition(".")
        why = f"The catalogue has no category {name!r}."
        Table(head, {}, places).refuse(key, "unknown-category", why, f"Known categories: {known}.", name)
    return categories[name]


def _holding(name: str, values: Mapping[str, Any], places: Places) -> Holding:
    table = Table(f"categories.{name}", values, places)
    category = _category(table.path, name, places)
    listed, left_out = table.raw("fields"), table.texts("all_but", category.field_names)
    if listed == "all":
        fields = category.field_names - set(left_out)
    else:
        table = Table(table.path, values, places)
        fields = frozenset(table.texts("fields", category.field_names))
        table.texts("all_but", frozenset())
    built = Holding(
        id=name,
        wording=table.text("wording"),
        fields=fields,
        retention=table.text("retention"),
        sources=table.texts("sources"),
        child=table.text("child", ""),
    )
    if not fields:
        table.refuse(
            "fields", "no-fields", "A category is held for its fields.", 'Name some, or write "all".'
        )
    table.done()
    return built


def _purpose(name: str, values: Mapping[str, Any], held: Mapping[str, Holding], places: Places) -> Purpose:
    table = Table(f"purposes.{name}", values, places)
    used = table.texts("categories", frozenset(held))
    conditions = Table(table.at("conditions"), table.table("conditions"), places)
    known = frozenset(CONDITIONS)
    given = {key: conditions.one_of(key, known, "") for key in (*used, "*")}
    conditions.done()
    special = {each for each in used if special_kinds(held[each])}
    chosen = {
        each: given[each] or given["*"] for each in used if given[each] or (given["*"] and each in special)
    }
    built = Purpose(
        id=name,
        text=table.text("text"),
        basis=table.one_of("basis", BASES),
        laws=table.texts("laws"),
        categories=used,
        conditions=_frozen(chosen),
        child=table.text("child", ""),
        level=table.one_of("level", LEVELS, "individual"),
        when_restricted=table.flag("when_restricted"),
        law_given=table.flag("law_given"),
    )
    table.done()
    return built


def special_kinds(holding: Holding) -> frozenset[str]:
    """What kinds of special category data the fields held tell of."""
    fields = categories[holding.id].fields
    return frozenset(each.special for each in fields if each.special and each.name in holding.fields)


def _retention(name: str, values: Mapping[str, Any], places: Places, law_on: date) -> Retention:
    table = Table(f"retention.{name}", values, places)
    trigger, actions = table.one_of("trigger", TRIGGERS), table.texts("actions", ENDS)
    lasts = (table.number("years", 0) or 0, table.number("months", 0) or 0, table.number("days", 0) or 0)
    own, whose = table.text("wording", ""), table.text("whose", "your")
    if not actions:
        table.refuse("actions", "missing", "Say what may be done at the end.", "destroy, archive or lock.")
    if own and not periods.says(own, lasts):
        why = f"The notice would say {own!r}, and the record would be kept {periods.span(*lasts)}."
        next = "Say the same, or leave the words out: they are made from the numbers."
        table.refuse("wording", "says-otherwise", why, next)
    years, months, days = lasts
    built = Retention(
        id=name,
        wording=own or periods.in_words(name, trigger, lasts, actions, whose=whose, on=law_on),
        trigger=trigger,
        years=years,
        months=months,
        days=days,
        actions=actions,
        cites=table.texts("cites"),
    )
    table.done()
    return built


def _role(name: str, values: Mapping[str, Any], held: Mapping[str, Holding], places: Places) -> Role:
    table = Table(f"roles.{name}", values, places)
    built = Role(
        id=name,
        label=table.text("label"),
        relations=frozenset(table.texts("relations", RELATIONS)),
        reads=_rights(table, "reads", held),
        changes=_rights(table, "changes", held),
        acts=frozenset(table.texts("acts", ACTS)),
    )
    table.done()
    return built


def _rights(table: Table, key: str, held: Mapping[str, Holding]) -> Mapping[str, Fields]:
    """{"pastoral-care": ["contacts", "medical.care"]} as purpose -> category -> fields."""
    rights: dict[str, Fields] = {}
    for purpose, listed in table.table(key).items():
        fields: dict[str, frozenset[str]] = {}
        for each in listed:
            name, _, only = each.partition(".")
            if name not in held or (only and only not in held[name].fields):
                why = f"The pack holds no {each!r}."
                table.refuse(f"{key}.{purpose}", "unknown-category", why, "Declare it first.", each)
            some = frozenset({only}) if only else held[name].fields
            fields[name] = fields.get(name, frozenset()) | some
        rights[purpose] = _frozen(fields)
    return _frozen(rights)


def _route(name: str, values: Mapping[str, Any], held: Mapping[str, Holding], places: Places) -> Route:
    table = Table(f"routes.{name}", values, places)
    has_minimum = "minimum" in values
    built = Route(
        id=name,
        recipient=table.text("recipient"),
        why=table.text("why"),
        purpose=table.text("purpose"),
        basis=table.one_of("basis", BASES),
        gateways=table.texts("gateways"),
        fields=_route_fields(table, "fields", held),
        minimum=_route_fields(table, "minimum", held) if has_minimum else None,
        limit_by=_limit_by(table),
        from_age=table.number("from_age"),
        below_age=table.number("below_age"),
        below_age_need=table.number("below_age_need"),
        year_groups=frozenset(table.texts("year_groups")),
        agreement=table.text("agreement", ""),
        needs=frozenset(table.texts("needs", NEEDS)),
        travels=table.text("travels", "csv"),
        country=table.text("country", "GB"),
        starts=table.day("starts"),
        ends=table.day("ends"),
        child=table.text("child", ""),
    )
    table.done()
    return built


def _route_fields(table: Table, key: str, held: Mapping[str, Holding]) -> Fields:
    inner = Table(table.at(key), table.table(key), table.places)
    chosen: dict[str, frozenset[str]] = {}
    for name, listed in inner.left().items():
        if name not in held:
            inner.refuse(name, "unknown-category", f"The pack holds no {name!r}.", "Declare it first.")
        fields = held[name].fields if listed == "all" else frozenset(inner.texts(name, held[name].fields))
        if fields:
            chosen[name] = fields
    return _frozen(chosen)


def _limit_by(table: Table) -> tuple[tuple[int, str], ...]:
    listed = table.raw("limit_by") or []
    try:
        steps = tuple((age, who) for age, who in listed)
    except (TypeError, ValueError):
        steps = ((-1, ""),)
    ages = [age for age, _ in steps]
    fine = all(type(age) is int and age >= 0 and who in DECIDERS for age, who in steps)
    if not fine or ages != sorted(set(ages)):
        why = '"limit_by" lists ages and who decides from each, youngest first.'
        table.refuse("limit_by", "bad-limit", why, 'As [[0, "parent"], [16, "pupil"]].')
    return steps
