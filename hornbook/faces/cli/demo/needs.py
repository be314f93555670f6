"""What is known of pupils beside their names: needs, health, help, meals, results, next steps, papers."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from hornbook.rules.base.dates import add_years, age_on, spoken

from .names import COLLEGES, SCHOOLS
from .papers import pdf
from .people import Incident, Pupil

KINDS_OF_NEED = ("SEMH", "SEMH", "SEMH", "SPLD", "MLD", "SLCN", "ASD", "HI", "PD", "OTH")
HELPS = (
    "Short tasks, one instruction at a time, a quiet place to go to.",
    "Warning before any change; a key adult at arrival.",
    "Reading pen and larger print; extra time in tests.",
    "Movement breaks every twenty minutes.",
)
HEALTH = (
    ("Asthma", "Blue inhaler in the office; two puffs, then ring home.", "May need it during sport."),
    ("Epilepsy", "Time the seizure; ring 999 after five minutes.", "Staff must know what to do."),
    ("Type 1 diabetes", "Checks blood sugar before lunch, in private.", "Needs food and time for it."),
    ("Nut allergy", "Two adrenaline pens: one carried, one in the office.", "Food technology and trips."),
    ("ADHD, with medicine", "Takes medicine at 12:30 in the office.", "The school keeps and gives it."),
    ("Hay fever", "Own tablets, taken at home.", "Outdoor lessons in June."),
)
TEAMS = ("Early help", "Children's social work", "Inclusion team", "Educational psychology", "School nursing")
SUBJECTS = ("Reading", "Mathematics")
INCIDENTS = (
    (
        "bullying",
        "Messages in a group chat that told one pupil to stay away.",
        "Talked with each; chat closed.",
    ),
    ("racial", "A racist word was used in the dinner queue.", "Restorative meeting; families were told."),
    ("other", "A window in the workshop was broken during a quarrel.", "Repaired together on Friday."),
    ("bullying", "A bag was taken and hidden three days running.", "Watched at break for two weeks."),
    ("other", "Two pupils left the site at lunch without leave.", "Met at the gate; plan for lunch times."),
)
PARTS = ("harmed", "said to have harmed", "saw it")


def schooling(rng: Random, pupil: Pupil, today: date) -> None:
    """The records that nearly everyone has, and those that some have."""
    _support(rng, pupil, today)
    if rng.random() < 0.45:
        condition, care, reason = rng.choice(HEALTH)
        review = (today + timedelta(days=rng.randint(20, 300))).isoformat()
        pupil.holds("medical", condition=condition, care=care, relevance_reason=reason, review_on=review)
    if rng.random() < 0.55:
        pupil.holds("free_school_meals", start_date=pupil.entered.isoformat(), country="ENG")
    for subject in SUBJECTS:
        on = date(pupil.born.year + (11 if pupil.born.month < 9 else 12), 5, 13)
        result = str(rng.randint(85, 108))
        pupil.holds(
            "assessment", stage="KS2", subject=subject, method="test", result=result, on=on.isoformat()
        )
    if pupil.year >= 10:
        title = "Functional skills English" if rng.random() < 0.5 else "Employability award"
        pupil.holds(
            "qualifications", title=title, awarded_by="Example Awards", level="Level 1", source="this school"
        )
    if rng.random() < 0.35:
        team, from_date = rng.choice(TEAMS), pupil.entered - timedelta(days=rng.randint(0, 200))
        pupil.holds(
            "involvement", team=team, from_date=from_date.isoformat(), source="the council", note=_help(team)
        )


def _help(team: str) -> str:
    return f"{team} meets the family once a half-term; school sends how lessons go."


def _support(rng: Random, pupil: Pupil, today: date) -> None:
    stage = rng.choices("NKE", (20, 52, 28))[0]
    if stage == "N":
        pupil.holds("sen", provision="N")
        return
    review = (today + timedelta(days=rng.randint(-20, 330))).isoformat()
    since = (pupil.entered - timedelta(days=rng.randint(60, 900))).isoformat()
    pupil.holds("sen", provision=stage, since=since, summary=rng.choice(HELPS), review_on=review)
    kinds = list(dict.fromkeys(rng.sample(KINDS_OF_NEED, 2 if stage == "E" else 1)))
    for rank, kind in enumerate(kinds, start=1):
        pupil.holds("sen_need", rank=str(rank), need=kind)


def next_steps(rng: Random, pupil: Pupil, today: date) -> None:
    """The family's choice about youth support, and plans for after Year 11."""
    age = age_on(pupil.born, today)
    if age >= 13 and rng.random() < 0.3:
        decided = max(add_years(pupil.born, 13), pupil.entered)
        limited = rng.random() < 0.5
        pupil.holds(
            "youth_support_choice",
            decided_on=decided.isoformat(),
            decided_by="parent",
            limited=str(limited).lower(),
            agreement="No" if limited else "Yes",
        )
    if pupil.year == 11 and pupil.left is None and rng.random() < 0.7:
        year = f"{today.year if today.month >= 9 else today.year - 1}"
        kind = rng.choice(("plan", "plan", "offer"))
        pupil.holds(
            "destinations", academic_year=year, kind=kind, provider=rng.choice(COLLEGES), source="the pupil"
        )


def suspended(rng: Random, pupil: Pupil, days: Sequence[date]) -> frozenset[date]:
    """A suspension now and then; the days of it, for the register."""
    if rng.random() > 0.18 or len(days) < 20:
        return frozenset()
    start = rng.randrange(len(days) - 5)
    length = rng.choice((1, 2, 3))
    pupil.holds(
        "exclusions",
        start_date=days[start].isoformat(),
        category="SUSP",
        sessions=str(length * 2),
        reason_1=rng.choice(("PP", "VA", "DB", "DM")),
    )
    return frozenset(days[start : start + length])


def papers(rng: Random, pupil: Pupil, today: date) -> None:
    """A letter or a report on file, as a real PDF. It names nobody; its record says whose it is."""
    if rng.random() > 0.35:
        return
    dated = max(pupil.entered, today - timedelta(days=rng.randint(10, 400)))
    title, lines = rng.choice(
        (
            (
                "Letter: how this half-term went",
                ("Dear parent or carer,", "", "Attendance and effort have risen."),
            ),
            ("Plan for support", ("What helps, agreed with the family:", "", *HELPS[:3])),
            ("Report from the last school", (f"From {rng.choice(SCHOOLS)}.", "", "Likes practical work.")),
        )
    )
    content = pdf(title, ("Oakbridge", spoken(dated), "", *lines))
    kind = title.split(":")[0].split(" ")[0].lower()
    values = {"title": title, "kind": kind, "dated": dated.isoformat(), "media_type": "application/pdf"}
    pupil.papers.append(({**values, "received_on": dated.isoformat()}, content))


def incidents(rng: Random, pupils: Sequence[Pupil], today: date, count: int = 16) -> list[Incident]:
    """Things that concerned several pupils at once, each in a part of their own."""
    made = []
    for number in range(1, count + 1):
        kind, account, outcome = rng.choice(INCIDENTS)
        there = rng.sample(list(pupils), rng.choice((2, 3, 4)))
        since = max(p.entered for p in there)
        on = max(since, today - timedelta(days=rng.randint(5, 500)))
        values = {
            "incident_ref": f"OB-{number:03}",
            "happened_on": on.isoformat(),
            "kind": kind,
            "account": account,
            "outcome": outcome,
        }
        made.append(Incident(values, {p.key: {"part": PARTS[min(n, 2)]} for n, p in enumerate(there)}))
    return made
