"""Oakbridge: an alternative provision of about 120 pupils aged 11 to 16, and those who have left it.

Drawn from a seed and a day, so that something is due on that day: records whose time is up, birthdays at
which a choice passes on, clocks that run.
"""

from datetime import date, timedelta
from random import Random

from hornbook.rules.base.dates import add_years
from hornbook.rules.formats.identifiers import upn_letter

from . import marks, needs
from .families import Household, belong, household
from .names import SCHOOLS
from .people import Pupil, School
from .terms import half_terms, school_year, year_group

SEED = 1870  # the year of the first Education Act
CODE = "8869999"  # no school has it, so no number made from it is anybody's
SIZES = {7: 9, 8: 18, 9: 26, 10: 33, 11: 34}
LEAVERS = 14
OLD = ("25-today", "25-held", "25-this-month", "25-this-month-too", "25-next-month", "25-in-spring")


def make(today: date, seed: int = SEED) -> School:
    """The whole school, as values; the same day and seed give the same people."""
    rng = Random(seed)  # noqa: S311  drawn the same way every time, on purpose
    school = School()
    families: list[Household] = []
    for year, size in SIZES.items():
        for n in range(size):
            _add(rng, school, families, _on_roll(rng, year, today, n), today)
    for _ in range(LEAVERS):
        _add(rng, school, families, _leaver(rng, today), today)
    for mark in OLD:
        _add(rng, school, [], _old(rng, mark, today), today)
    on_roll = [p for p in school.pupils if p.left is None]
    school.incidents = needs.incidents(rng, on_roll, today)
    return school


def _add(rng: Random, school: School, families: list[Household], pupil: Pupil, today: date) -> None:
    pupil.key = len(school.pupils) + 1
    family = rng.choice(families) if families and rng.random() < 0.15 else household(rng, school)
    families.append(family)
    belong(rng, pupil, family)
    _numbers_and_roll(rng, pupil, today)
    last_known = pupil.left or today
    needs.schooling(rng, pupil, last_known)
    needs.next_steps(rng, pupil, last_known)
    _registers(rng, pupil, today)
    needs.papers(rng, pupil, last_known)
    school.pupils.append(pupil)


def _on_roll(rng: Random, year: int, today: date, n: int) -> Pupil:
    begins = today.year if today.month >= 9 else today.year - 1
    born = date(begins - year - 5, 9, 1) + timedelta(days=rng.randrange(365))
    mark = ""
    if n == 0 and year_group(_birthday(today, 13, 1), today) == year:
        born, mark = _birthday(today, 13, 1), "turned-13"
    if n == 0 and year_group(_birthday(today, 16, 2), today) == year:
        born, mark = _birthday(today, 16, 2), "turned-16"
    halves = half_terms(add_years(today, -3), today - timedelta(days=14))
    old_enough = [h for h in halves if year_group(born, h.first) >= 7][-15:]
    entered = rng.choice((old_enough or halves[-2:])[: max(1, len(old_enough) - 1)]).first
    return Pupil(0, born, year, entered, mark=mark)


def _birthday(today: date, age: int, days_ago: int) -> date:
    return add_years(today - timedelta(days=days_ago), -age)


def _leaver(rng: Random, today: date) -> Pupil:
    """One who left after Year 11 last summer, or the one before."""
    summer = today.year - (today.month < 9) - rng.choice((0, 0, 1))
    born = date(summer - 16, 9, 1) - timedelta(days=rng.randrange(365))
    last = list(school_year(summer - 1))
    return Pupil(0, born, 11, last[rng.randrange(3)].first, left=last[-1].last)


def _old(rng: Random, mark: str, today: date) -> Pupil:
    """One whose 25th birthday is today, lately or soon: when the record's time is up."""
    late = {
        "25-today": today,
        "25-held": today.replace(day=max(1, today.day - 9)),
        "25-this-month": today.replace(day=max(1, today.day - 4)),
        "25-this-month-too": today.replace(day=max(1, today.day - 15)),
        "25-next-month": today + timedelta(days=26),
        "25-in-spring": today + timedelta(days=130),
    }[mark]
    born = add_years(late, -25)
    last = list(school_year(born.year + (15 if born.month < 9 else 16)))
    return Pupil(0, born, 11, last[rng.randrange(3)].first, left=last[-1].last, mark=mark)


def _numbers_and_roll(rng: Random, pupil: Pupil, today: date) -> None:
    rest = f"{CODE}{pupil.born.year % 100 + 4:02}{pupil.key:03}"[:12]
    pupil.holds("identifiers", upn=upn_letter(f"A{rest}") + rest)
    groups = {7: "Ash", 8: "Birch", 9: "Cedar", 10: "Damson", 11: "Elm"}
    half = "1" if pupil.key % 2 else "2"
    pupil.holds(
        "enrolment",
        establishment=CODE,
        entry_date=pupil.entered.isoformat(),
        leaving_date=pupil.left.isoformat() if pupil.left else None,
        status=rng.choice("CCM") if pupil.left is None else "C",
        year_group=str(pupil.year),
        registration_group=f"{groups[pupil.year]} {half}",
        previous_school=rng.choice(SCHOOLS),
    )


def _registers(rng: Random, pupil: Pupil, today: date) -> None:
    """Every half-term since they came; of those long gone, the last year's."""
    until = pupil.left or today - timedelta(days=1)
    halves = half_terms(pupil.entered, until)
    dual = pupil.records["enrolment"][0]["status"] == "M"
    who = marks.habit(rng, dual)
    days = [day for half in halves for day in half.days(pupil.entered, until)]
    who.suspended = needs.suspended(rng, pupil, days)
    for half in halves:
        those = half.days(pupil.entered, until)
        if those:
            pupil.holds(
                "attendance",
                half_term=half.id,
                establishment=CODE,
                marks=marks.register(rng, who, those, year_group(pupil.born, half.first)),
                last_entry=those[-1].isoformat(),
            )
