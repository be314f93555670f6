"""By which law who may tell whom what: the gateways through which pupils' data may leave.

Keeps: promises 65, 124 and 138. Data in `gateways.toml`; those made and not begun are there, and are
switched off. Section 507B of the Education Act 1996 is a task of councils, and no gateway: see Education
and Skills Act 2008.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from .timeline import Rule


@dataclass(frozen=True)
class Gateway:
    """One law that lets data go: by whom, to whom, and whether it must."""

    id: str
    by: frozenset[str]
    to: str
    duty: bool
    rule: Rule


@lru_cache(maxsize=1)
def all_gateways() -> tuple[Gateway, ...]:
    """Every gateway, begun or not."""
    rows = tomllib.loads((files(__package__) / "gateways.toml").read_text("utf-8"))["gateway"]
    return tuple(_gateway(row) for row in rows)


def _gateway(row: Mapping[str, object]) -> Gateway:
    each = dict(row)
    by, to, duty = each.pop("by"), str(each.pop("to")), bool(each.pop("duty"))
    assert isinstance(by, list)
    rule = Rule(topic="gateway", **each)  # type: ignore[arg-type]
    return Gateway(rule.id, frozenset(by), to, duty, rule)


def open_gateways(by: str, to: str, on: date) -> tuple[Gateway, ...]:
    """The laws by which a kind of body may tell another on that day; none is an answer too.

    >>> [each.id for each in open_gateways("school", "safeguarding-partners", date(2026, 11, 1))]
    ['safeguarding-cooperation']
    """
    return tuple(each for each in all_gateways() if by in each.by and each.to == to and each.rule.on(on))
