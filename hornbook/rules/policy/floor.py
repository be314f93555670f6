"""The law's floor under a pack: it may promise more than the law asks, never less.

Keeps: promises 58 to 64, 82, 117, 210, 248. Every number comes from the dated timeline; `effective` gives the
stricter of law and pack for a day and says which of them governs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hornbook.rules.base.refused import Finding, Refused
from hornbook.rules.catalogue.base import categories
from hornbook.rules.law.timeline import lookup

from .bases import BASES, CONDITIONS, NOT_FOR_PUBLIC_TASKS
from .build import special_kinds
from .periods import REGISTERS
from .source import finding_at
from .types import Pack, Purpose


@dataclass(frozen=True)
class Setting:
    """A rule a pack may set. `law` is the timeline's topic; `number` and `cite` stand in where it has none.

    direction  at-most: a smaller number is stricter; at-least: a greater one; "" where the law sets no floor
    not_for    kinds of controller that this law does not bind: there the number is the pack's own promise
    """

    what: str
    kind: type
    direction: str = ""
    law: str = ""
    number: int | None = None
    cite: str = ""
    not_for: frozenset[str] = frozenset()


SETTINGS = {
    "sar_months": Setting("months to answer a request", int, "at-most", "answer-months"),
    "sar_extended_months": Setting(
        "months to answer a complex request", int, "at-most", "answer-months-extended"
    ),
    "sar_presumed_age": Setting("age from which a pupil usually decides about requests", int),
    "educational_record_school_days": Setting(
        "school days to show a parent the educational record",
        int,
        "at-most",
        number=15,
        cite="Education (Pupil Information) (England) Regulations 2005, regulation 5",
        not_for=frozenset({"trust", "council"}),
    ),
    "breach_hours": Setting("hours to tell the regulator of a breach", int, "at-most", "breach-hours"),
    "breach_review_working_days": Setting("working days to the review of a breach", int),
    "breach_outcome_working_days": Setting("working days to tell people what came of a breach", int),
    "complaint_days": Setting(
        "days to acknowledge a complaint", int, "at-most", "complaint-acknowledgement-days"
    ),
    "online_consent_age": Setting(
        "age from which a child consents alone to an online service", int, "at-least", "age-online-consent"
    ),
    "photo_consent_age": Setting(
        "age from which a pupil consents alone to photographs", int, "at-least", "age-rights-competence"
    ),
    "register_years": Setting("years to keep a register entry", int, "at-least", "register-years"),
    "notice_review_months": Setting("months between reviews of the notice", int),
    "objection_stops_sharing": Setting(
        "whether an objection to a recipient stops what is not required", bool
    ),
    "new_purpose_days": Setting(
        "days between telling people of a new purpose and the first use",
        int,
        "at-least",
        number=1,
        cite="UK GDPR, Articles 13(3) and 14(4)",
    ),
    "biometrics": Setting("whether biometric data may be held", bool),
    "automated_decisions": Setting("whether decisions are taken by machine alone", bool),
    "transfers_abroad": Setting("whether data may leave the United Kingdom", bool),
}


@dataclass(frozen=True)
class Effective:
    """The rule that governs on a day: its value, whether law or pack gave it, and the clause or pack key."""

    value: Any
    governs: str
    cite: str


def law_floor(name: str, on: date) -> tuple[int, str] | None:
    """The law's number for a setting that day, and its clause; None where the law is silent."""
    setting = SETTINGS[name]
    if setting.number is not None:
        return setting.number, setting.cite
    if not setting.law:
        return None
    try:
        rule = lookup(setting.law, on)
    except Refused:
        return None
    return rule.number, rule.cite


def effective(pack: Pack, setting: str, on: date) -> Effective:
    """The stricter of law and pack: `effective(pack, "sar_months", on).value`."""
    if setting not in SETTINGS:
        known = ", ".join(sorted(SETTINGS))
        raise KeyError(f"no setting {setting!r}; known: {known}")
    floor, own = _floor_for(pack, setting, on), pack.rules.get(setting)
    if floor is None:
        return Effective(own, "pack", f"pack:rules.{setting}")
    if own is None or not _stricter(SETTINGS[setting], own, floor[0]):
        return Effective(floor[0], "law", floor[1])
    return Effective(own, "pack", f"pack:rules.{setting}")


def _floor_for(pack: Pack, name: str, on: date) -> tuple[int, str] | None:
    """The law's number for this kind of controller."""
    return None if pack.kind in SETTINGS[name].not_for else law_floor(name, on)


def _stricter(setting: Setting, own: int, law: int) -> bool:
    return own < law if setting.direction == "at-most" else own > law


def lint_floor(pack: Pack, on: date) -> tuple[Finding, ...]:
    """Where this pack promises less than the law of that day asks; an "error" stops a pack from loading."""
    return (
        *_lint_rules(pack, on),
        *_lint_registers(pack, on),
        *_lint_bases(pack),
        *_lint_conditions(pack),
        *_lint_abroad(pack),
    )


def _lint_rules(pack: Pack, on: date) -> Iterator[Finding]:
    for name, own in pack.rules.items():
        at = f"pack.rules.{name}"
        setting = SETTINGS.get(name)
        if setting is None:
            known = ", ".join(sorted(SETTINGS))
            yield finding_at(pack.places, at, "unknown-key", f"No rule {name!r}.", f"Known: {known}.")
        elif type(own) is not setting.kind or (isinstance(own, int) and own < 0):
            kind = "true or false" if setting.kind is bool else "a whole number, not below nought"
            yield finding_at(pack.places, at, "wrong-kind", f"{name!r} must be {kind}.")
        elif (
            isinstance(own, int)
            and (floor := _floor_for(pack, name, on))
            and _stricter(setting, floor[0], own)
        ):
            limit = "at most" if setting.direction == "at-most" else "at least"
            why = f"{own} is looser than the law for {setting.what}: {limit} {floor[0]} ({floor[1]})."
            yield finding_at(pack.places, at, "looser-than-law", why, f"Set {limit} {floor[0]}.")


def _lint_registers(pack: Pack, on: date) -> Iterator[Finding]:
    floor = law_floor("register_years", on)
    for holding in pack.categories.values():
        kept = pack.retention.get(holding.retention)
        if floor is None or kept is None or categories[holding.id].retention not in REGISTERS:
            continue
        if kept.trigger != "birth" and kept.years * 12 + kept.months < floor[0] * 12:
            why = f"A register entry is kept {floor[0]} years at least ({floor[1]})."
            yield finding_at(
                pack.places,
                f"retention.{kept.id}.years",
                "looser-than-law",
                why,
                f"Keep {holding.id} longer.",
            )


def _lint_bases(pack: Pack) -> Iterator[Finding]:
    if pack.controller.get("public_authority", "yes") == "no":
        return
    tasks = [(f"purposes.{each.id}.basis", each.basis) for each in pack.purposes.values()]
    tasks += [(f"routes.{each.id}.basis", each.basis) for each in pack.routes.values()]
    for at, basis in tasks:
        if basis in NOT_FOR_PUBLIC_TASKS:
            why = (
                f"A public authority cannot rest its tasks on {BASES[basis]} "
                "(UK GDPR, Article 6(1), closing words)."
            )
            next = "Name the law that gives the task: 6(1)(c) or 6(1)(e)."
            yield finding_at(pack.places, at, "not-for-public-authorities", why, next, basis)


def _lint_conditions(pack: Pack) -> Iterator[Finding]:
    for purpose in pack.purposes.values():
        for category in purpose.categories:
            kinds = special_kinds(pack.categories[category])
            condition = purpose.conditions.get(category, "")
            if kinds and not condition:
                yield _no_condition(pack, purpose, category, kinds)
            elif kinds:
                yield from _misfit(pack, purpose, category, condition, kinds)


def _no_condition(pack: Pack, purpose: Purpose, category: str, kinds: frozenset[str]) -> Finding:
    article = "10" if kinds == {"criminal"} else "9"
    why = (
        f"{purpose.id!r} uses {category!r}, which tells of {', '.join(sorted(kinds))}, "
        f"and names no condition (UK GDPR, Article {article})."
    )
    next = "Name one under `conditions`, or leave the category out."
    return finding_at(pack.places, f"purposes.{purpose.id}.categories", "no-condition", why, next, category)


def _misfit(
    pack: Pack, purpose: Purpose, category: str, name: str, kinds: frozenset[str]
) -> Iterator[Finding]:
    condition = CONDITIONS[name]
    at = f"purposes.{purpose.id}.conditions.{category}"
    if f"purposes.{purpose.id}.conditions.*" in pack.places and at not in pack.places:
        at = f"purposes.{purpose.id}.conditions.*"
    instead = "sch1-6 (a function given by law), sch1-18 (safeguarding), 9(2)(h) (health or social care)"
    if purpose.level not in condition.levels:
        why = (
            f"{condition.text.capitalize()} cannot serve measures or decisions about one person "
            f"({condition.cite}); {purpose.id!r} is about individuals."
        )
        next = f"Use {instead}, or mark the purpose level = groups if it compares groups only."
        yield finding_at(pack.places, at, "condition-not-for-individuals", why, next, name)
    elif condition.kinds and not kinds <= condition.kinds:
        why = f"{condition.text.capitalize()} does not cover {', '.join(sorted(kinds - condition.kinds))}."
        yield finding_at(pack.places, at, "condition-does-not-cover", why, f"Use {instead}.", name)
    elif "criminal" in kinds and not condition.criminal:
        why = f"{condition.text.capitalize()} does not cover data about offences (UK GDPR, Article 10)."
        yield finding_at(pack.places, at, "condition-does-not-cover", why, "Use sch1-6 or sch1-18.", name)
    elif name == "9(2)(b)":
        why = f"{condition.text.capitalize()} law is about staff and benefits: a weak home for pupils' data."
        yield finding_at(
            pack.places, at, "weak-condition", why, f"Consider {instead}.", name, severity="warning"
        )


def _lint_abroad(pack: Pack) -> Iterator[Finding]:
    for route in pack.routes.values():
        if route.country != "GB" and not pack.rules.get("transfers_abroad", False):
            why = f"{route.recipient} is outside the United Kingdom, and this pack sends nothing abroad."
            next = "Take the route out, or set transfers_abroad and record the safeguard."
            yield finding_at(
                pack.places, f"routes.{route.id}.country", "sent-abroad", why, next, route.country
            )
