"""Does a pack agree with itself? What it names is declared; nothing is held, used or sent for nothing.

Keeps: promises 53, 57, 58, 65, 117, 124, 269. UK GDPR Article 5(1)(b), (c) and (e).
"""

from collections.abc import Iterator

from hornbook.rules.base.refused import Finding

from .bases import NAMED_LAW
from .printed.values import notice_problems
from .source import finding_at
from .types import Pack, Purpose, Role, Route


def problems(pack: Pack) -> Iterator[Finding]:
    """All that is wrong, in the order of the files; one is enough to refuse the pack."""
    for holding in pack.categories.values():
        yield from _holding(pack, holding.id, holding.retention)
    for purpose in pack.purposes.values():
        yield from _purpose(pack, purpose)
    for role in pack.roles.values():
        yield from _role(pack, role)
    for route in pack.routes.values():
        yield from _route(pack, route)
    yield from notice_problems(pack)


def _holding(pack: Pack, category: str, retention: str) -> Iterator[Finding]:
    if retention not in pack.retention:
        known = ", ".join(sorted(pack.retention))
        why = f"{category!r} has no retention: there is no type {retention!r} (UK GDPR, Article 5(1)(e))."
        at = f"categories.{category}.retention"
        yield finding_at(pack.places, at, "no-retention", why, f"Known types: {known}.", retention)
    if not any(category in purpose.categories for purpose in pack.purposes.values()):
        why = f"{category!r} is held for no purpose (UK GDPR, Article 5(1)(b))."
        at = f"categories.{category}"
        yield finding_at(
            pack.places, at, "held-for-nothing", why, "Name it under a purpose, or do not hold it."
        )


def _purpose(pack: Pack, purpose: Purpose) -> Iterator[Finding]:
    if purpose.basis in NAMED_LAW and not purpose.laws:
        why = f"{purpose.basis} needs the law that gives the duty or task (UK GDPR, Article 6(3))."
        at = f"purposes.{purpose.id}.laws"
        yield finding_at(pack.places, at, "no-law", why, "Name it under `laws`.")
    if not purpose.categories:
        why = f"{purpose.id!r} uses no category, so nothing could ever be used for it."
        at = f"purposes.{purpose.id}.categories"
        yield finding_at(pack.places, at, "uses-nothing", why, "Name some, or leave the purpose out.")


def _role(pack: Pack, role: Role) -> Iterator[Finding]:
    if (role.reads or role.changes) and not role.relations:
        why = f"{role.id!r} may see records and does not say whose."
        at = f"roles.{role.id}.relations"
        yield finding_at(pack.places, at, "no-relation", why, 'Name relations, or "any".')
    for key, rights in (("reads", role.reads), ("changes", role.changes)):
        for purpose, fields in rights.items():
            at = f"roles.{role.id}.{key}.{purpose}"
            if purpose not in pack.purposes:
                known = ", ".join(sorted(pack.purposes))
                why = f"There is no purpose {purpose!r}."
                yield finding_at(pack.places, at, "unknown-purpose", why, f"Known purposes: {known}.")
                continue
            for category in sorted(fields.keys() - set(pack.purposes[purpose].categories)):
                why = f"{purpose!r} does not use {category!r}, so {role.id!r} cannot for it."
                yield finding_at(
                    pack.places, at, "not-for-this-purpose", why, "Add it to the purpose first.", category
                )


def _route(pack: Pack, route: Route) -> Iterator[Finding]:
    at = f"routes.{route.id}"
    if not route.gateways and route.basis != "6(1)(a)":
        why = f"Nothing in law is named that lets us tell {route.recipient}."
        yield finding_at(pack.places, f"{at}.gateways", "no-gateway", why, "Name it under `gateways`.")
    if not route.fields:
        why = f"{route.recipient} is told nothing."
        yield finding_at(pack.places, f"{at}.fields", "uses-nothing", why, "Name fields, or drop the route.")
    if route.purpose not in pack.purposes:
        known = ", ".join(sorted(pack.purposes))
        why = f"There is no purpose {route.purpose!r}."
        yield finding_at(
            pack.places, f"{at}.purpose", "unknown-purpose", why, f"Known purposes: {known}.", route.purpose
        )
        return
    for category in sorted(route.fields.keys() - set(pack.purposes[route.purpose].categories)):
        why = f"{route.purpose!r} does not use {category!r}, so it cannot be sent for it."
        yield finding_at(pack.places, f"{at}.fields.{category}", "not-for-this-purpose", why, "Leave it out.")
    yield from _minimum(pack, route)
    yield from _spans(pack, route)


def _minimum(pack: Pack, route: Route) -> Iterator[Finding]:
    at = f"routes.{route.id}"
    if (route.minimum is None) != (not route.limit_by):
        why = "`minimum` and `limit_by` go together: what still goes, and who decides."
        key = "limit_by" if route.limit_by else "minimum"
        yield finding_at(pack.places, f"{at}.{key}", "half-a-limit", why, "Give both, or neither.")
    for category, fields in (route.minimum or {}).items():
        more = fields - route.fields.get(category, frozenset())
        if more:
            why = f"The minimum has {category} {', '.join(sorted(more))}, which does not go even in full."
            yield finding_at(pack.places, f"{at}.minimum.{category}", "minimum-too-wide", why, "Narrow it.")


def _spans(pack: Pack, route: Route) -> Iterator[Finding]:
    at = f"routes.{route.id}"
    if route.starts and route.ends and route.ends < route.starts:
        yield finding_at(pack.places, f"{at}.ends", "ends-first", "The route ends before it starts.")
    for key in ("below_age", "below_age_need"):
        until = getattr(route, key)
        if until is not None and until <= (route.from_age or 0):
            why = "The ages leave nobody."
            yield finding_at(pack.places, f"{at}.{key}", "ages-leave-nobody", why, "Widen them.")
