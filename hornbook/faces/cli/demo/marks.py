"""Attendance marks as a register of such a school shows them, each code on a day on which it was in force.

Written one day a line, morning and afternoon: `2026-09-07 / \\`. The codes changed on 19 August 2024: what an
interview, a holiday with leave or a closed site is called depends on the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from hornbook.rules.formats.codesets import codeset

CHANGED = date(2024, 8, 19)
CLOSED_EVERY = 173  # days; the boiler, the snow: everybody stays at home


@dataclass
class Habit:
    """How a pupil comes to school: chances, drawn once for each."""

    away: float
    late: float
    dual: bool
    suspended: frozenset[date] = frozenset()
    ill: int = field(default=0)


def habit(rng: Random, dual: bool) -> Habit:
    return Habit(away=rng.choice((0.02, 0.04, 0.06, 0.09, 0.14, 0.22)), late=rng.uniform(0, 0.12), dual=dual)


def register(rng: Random, who: Habit, days: Sequence[date], year: int) -> str:
    """The marks of these days, in the form above."""
    return "\n".join(" ".join((day.isoformat(), *_day(rng, who, day, year))) for day in days)


def sessions(marks: str) -> list[tuple[date, str]]:
    """Each session of a register: its day and its mark."""
    lines = (line.split() for line in marks.splitlines())
    return [(date.fromisoformat(day), mark) for day, *two in lines for mark in two]


def _day(rng: Random, who: Habit, day: date, year: int) -> tuple[str, str]:
    if day in who.suspended:
        return "E", "E"
    if who.dual and day.weekday() in (3, 4):
        return "D", "D"
    if who.ill:
        who.ill -= 1
        return "I", "I"
    if day.toordinal() % CLOSED_EVERY == 0:
        return _closed(day), _closed(day)
    if rng.random() < who.away:
        return _absent(rng, who, day, year)
    if rng.random() < 0.02:
        out = rng.choice("VPB" if year < 10 else "VPBW")
        return out, out
    morning = "L" if rng.random() < who.late else "U" if rng.random() < who.late / 3 else "/"
    return morning, "M" if rng.random() < 0.01 else "\\"


def _absent(rng: Random, who: Habit, day: date, year: int) -> tuple[str, str]:
    kind = rng.choice("IIIIOOONGMCHJS")
    if kind == "I":
        who.ill = rng.choice((0, 0, 1, 2))
    if kind == "H":
        kind = "H" if day < CHANGED else "C"
    if kind == "J":
        kind = ("J" if day < CHANGED else "J1") if year == 11 else "O"
    if kind == "S":
        kind = "S" if year == 11 and day.month in (5, 6) else "N"
    return (kind, "\\") if rng.random() < 0.2 else (kind, kind)


def _closed(day: date) -> str:
    return "Y" if day < CHANGED else "Y4"


def not_in_force(marks: str) -> list[tuple[date, str]]:
    """The marks that were no code on their day: there should be none."""
    codes = codeset("attendance_codes")
    return [(day, mark) for day, mark in sessions(marks) if not codes.known(mark, day)]
