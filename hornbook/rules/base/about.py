"""What each stage holds about a person, declared downwards so that no stage need import another.

A stage registers one `About` in its `about.py`. Rights reads every `copy`, disposal calls every `forget`,
and a house test fails when a stage with tables that name a person has not registered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from .registry import Registry


@dataclass(frozen=True)
class Section:
    """Part of a person's copy: one heading, and rows of label -> value, each a plain printable text."""

    category: str
    title: str
    rows: Sequence[Mapping[str, str]]
    withheld: Sequence[tuple[str, str]] = ()  # (what, why) for what is held and not given


@dataclass(frozen=True)
class About:
    """What one stage can tell, and must forget.

    copy    (controller, person, at) -> sections
    forget  (controller, person, at) -> counts by what was removed
    keeps   the sentence that says what this stage keeps of a person after disposal, and why ("" for nothing)
    """

    stage: str
    copy: Callable[[UUID, UUID, datetime], Sequence[Section]]
    forget: Callable[[UUID, UUID, datetime], Mapping[str, Any]]
    keeps: str = ""


abouts: Registry[About] = Registry("stage that holds something about a person")
