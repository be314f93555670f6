"""Households: who lives with whom, in how many homes, who has parental responsibility and who has not."""

from dataclasses import dataclass, field
from random import Random

from .names import GROWN_UPS, OWN_LETTERS, STREETS, TOWNS, TRADITIONS, Tradition
from .people import Contact, Pupil, School, Values

KINDS = ("together", "together", "together", "alone", "alone", "alone", "apart", "apart", "kin", "foster")
COURT = "By order of the family court: no contact with the pupil and no information about where they live."


@dataclass
class Household:
    """A family before its children are at school: a name, a home, and the grown-ups around them."""

    tradition: Tradition
    surname: str
    home: Values
    other_home: Values | None = None
    grown_ups: list[tuple[Contact, Values]] = field(default_factory=list)


def household(rng: Random, school: School) -> Household:
    tradition = rng.choices(TRADITIONS, [t.weight for t in TRADITIONS])[0]
    made = Household(tradition, rng.choice(tradition.surnames), home(rng))
    kind = rng.choice(KINDS)
    if kind in ("together", "alone", "apart"):
        made.grown_ups.append((_adult(rng, school, made, made.home), _stands("mother", 1, lives=True)))
    if kind == "together":
        made.grown_ups.append((_adult(rng, school, made, made.home), _stands("father", 2, lives=True)))
    if kind == "apart":
        _father_elsewhere(rng, school, made)
    if kind == "kin":
        made.grown_ups.append((_adult(rng, school, made, made.home), _stands("grandmother", 1, lives=True)))
        mother = _adult(rng, school, made, home(rng))
        made.grown_ups.append((mother, _stands("mother", 2, lives=False)))
    if kind == "foster":
        carer = _stands("foster carer", 1, lives=True, responsible=False)
        made.grown_ups.append((_adult(rng, school, made, made.home, own_name=True), carer))
        worker = _stands("social worker", 2, lives=False, responsible=True)
        made.grown_ups.append((_adult(rng, school, made, None, own_name=True), worker))
    return made


def _father_elsewhere(rng: Random, school: School, made: Household) -> None:
    """Parents who live apart: the children have two homes, or a court has kept one parent away."""
    away = home(rng)
    barred = rng.random() < 0.3
    stands = _stands("father", 2, lives=False, responsible=not barred)
    if barred:
        stands |= {"court_order": COURT, "emergency": "false"}
    else:
        made.other_home = away
    made.grown_ups.append((_adult(rng, school, made, away), stands))


def _stands(relationship: str, priority: int, *, lives: bool, responsible: bool = True) -> Values:
    return {
        "relationship": relationship,
        "parental_responsibility": str(responsible).lower(),
        "priority": str(priority),
        "lives_with": str(lives).lower(),
        "emergency": "true",
    }


def home(rng: Random) -> Values:
    town, area = rng.choice(TOWNS)
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return {
        "line_1": f"{rng.randint(1, 180)} {rng.choice(STREETS)}",
        "line_4": town,
        "line_5": "Exampleshire",
        "postcode": f"{area} {rng.randint(1, 9)}{rng.choice(letters)}{rng.choice(letters)}",
    }


def _adult(
    rng: Random, school: School, made: Household, where: Values | None, *, own_name: bool = False
) -> Contact:
    key = len(school.contacts) + 1
    names = (
        GROWN_UPS
        if own_name or made.tradition.ethnicity == "WBRI"
        else made.tradition.girls + made.tradition.boys
    )
    surname = rng.choice(TRADITIONS[0].surnames) if own_name else made.surname
    values = {
        "name": f"{rng.choice(names)} {surname}",
        "telephone": f"07700 900{key % 1000:03}",
        "email": f"contact{key}@example.org",
        **(where or {}),
    }
    if made.tradition.language not in ("ENG", "CYM") and rng.random() < 0.5:
        values["language"] = made.tradition.language
    contact = Contact(key, values)
    school.contacts.append(contact)
    return contact


def belong(rng: Random, pupil: Pupil, family: Household) -> None:
    """Give a pupil their name, addresses, background and grown-ups."""
    girl = rng.random() < 0.4
    forename = rng.choice(family.tradition.girls if girl else family.tradition.boys)
    surname, preferred = family.surname, {}
    if forename in OWN_LETTERS and rng.random() < 0.6:
        forename, surname, *known_as = OWN_LETTERS[forename]
        preferred = {"preferred_forename": known_as[0], "preferred_surname": known_as[1]}
    elif rng.random() < 0.06:
        preferred = {"preferred_forename": rng.choice(("Alex", "Bo", "Charlie", "Jo", "Sam"))}
    pupil.holds(
        "identity",
        legal_surname=surname,
        legal_forename=forename,
        date_of_birth=pupil.born.isoformat(),
        sex="F" if girl else "M",
        **preferred,
    )
    pupil.holds("address", kind="home", order="1", **family.home)
    if family.other_home:
        pupil.holds("address", kind="second home", order="2", **family.other_home)
    pupil.holds(
        "characteristics",
        ethnicity=family.tradition.ethnicity,
        ethnicity_told_by="parent",
        first_language=family.tradition.language,
        service_child="N",
    )
    pupil.links += [(contact, dict(stands)) for contact, stands in family.grown_ups]
