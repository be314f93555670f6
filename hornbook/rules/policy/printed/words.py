"""What the pack's codes are called in a sentence: kinds of data, bases, needs, ways of travelling."""

from collections.abc import Iterable, Mapping
from itertools import zip_longest

from hornbook.rules.catalogue.base import Category, categories
from hornbook.rules.policy.bases import BASES, CONDITIONS
from hornbook.rules.policy.periods import listed, ordinal
from hornbook.rules.policy.types import Holding, Pack, Purpose, Route

SPECIAL = {
    "ethnicity": "ethnic origin",
    "religion": "religion or belief",
    "health": "health",
    "sexual-orientation": "sexual orientation",
    "biometric": "biometrics",
    "genetic": "genetics",
    "politics": "political opinions",
    "union": "trade union membership",
    "criminal": "offences",
}
#: With the first line of an address these are simply the address.
LINES = frozenset({"line_2", "line_3", "line_4", "line_5", "postcode"})
SUBJECTS = {"pupil": "Pupils", "contact": "Parents, carers and other contacts", "staff": "Staff"}
NEEDS = {
    "agreement": "a written agreement",
    "necessity": "a note of why it is necessary this time",
    "authority": "a request in writing that names its law",
    "inspection": "an inspection under way",
    "approval": "the data protection officer's approval",
    "emergency": "an emergency, looked at again afterwards",
}
TRAVELS = {
    "csv": "In a file",
    "school-census": "In the school census",
    "common-transfer-file": "In the file that schools send each other",
    "statutory-return": "In the returns that the law sets out",
}


def basis(code: str) -> str:
    """
    >>> basis("6(1)(e)")
    'Public task (UK GDPR, Article 6(1)(e))'
    """
    return f"{BASES[code].capitalize()} (UK GDPR, Article {code})"


def labels(category: Category, fields: Iterable[str], *, marked: bool = False) -> list[str]:
    """What people call these fields, in the catalogue's order; special ones say so where asked."""
    wanted = set(fields)
    if "line_1" in wanted:
        wanted -= LINES
    return [
        ("Address" if each.name == "line_1" else each.label)
        + (f" (special category: {SPECIAL[each.special]})" if marked and each.special else "")
        for each in category.fields
        if each.name in wanted
    ]


def lower(label: str) -> str:
    """A label inside a sentence: its first letter small, unless it is an abbreviation.

    >>> lower("Date of birth"), lower("UPN")
    ('date of birth', 'UPN')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def in_order(held: Mapping[str, object]) -> list[str]:
    """The categories of a mapping in the order of a printed copy."""
    return [each for each in categories if each in held]


def special_of(holding: Holding) -> list[str]:
    kinds = {f.special for f in categories[holding.id].fields if f.special and f.name in holding.fields}
    return [words for code, words in SPECIAL.items() if code in kinds]


def going(pack: Pack, fields: Mapping[str, frozenset[str]]) -> list[str]:
    """What travels, a line a category: everything we hold of it, or which parts."""
    lines = []
    for each in in_order(fields):
        whole = fields[each] >= pack.categories[each].fields
        parts = [lower(label) for label in labels(categories[each], fields[each])]
        lines.append(f"{categories[each].label}: {'all of it' if whole else listed(parts)}")
    return lines


def conditions(pack: Pack, purpose: Purpose) -> list[str]:
    """Each condition a purpose rests its special categories on, with what it covers."""
    covered: dict[str, list[str]] = {}
    for category, code in purpose.conditions.items():
        covered.setdefault(code, []).append(category)
    lines = []
    for code, used in covered.items():
        named = listed([lower(categories[each].label) for each in in_order(dict.fromkeys(used))])
        text = CONDITIONS[code].text
        lines.append(f"Special category data ({named}): {text} ({CONDITIONS[code].cite})")
    return lines


def ages(route: Route) -> list[str]:
    """For whom a route is, and who may limit it."""
    lines = []
    if route.from_age is not None:
        lines.append(f"From your {birthday_words(route.from_age)}")
    if route.below_age is not None:
        more = ""
        if route.below_age_need is not None:
            longer = birthday_words(route.below_age_need)
            more = f"; until your {longer} with a learning difficulty or disability"
        lines.append(f"Until your {birthday_words(route.below_age)}{more}")
    if route.year_groups:
        lines.append(f"{years(route)} only")
    untils = [age for age, _ in route.limit_by[1:]]
    for (age, who), until in zip_longest(route.limit_by, untils):
        when = (f" from {age}" if age else "") + (f" until you are {until}" if until else "")
        lines.append(f"{'A parent' if who == 'parent' else 'You alone'} may limit it{when}")
    return lines


def birthday_words(age: int) -> str:
    return f"{ordinal(age)} birthday"


def years(route: Route) -> str:
    """As a sentence says it: Year 11, or Years 10 and 11."""
    listed_years = sorted(route.year_groups, key=lambda each: (len(each), each))
    return f"Year{'s' if len(listed_years) > 1 else ''} {listed(listed_years)}"


def least(route: Route) -> str:
    """The minimum in words, address lines being an address: name, address and date of birth."""
    found = []
    for each in in_order(route.minimum or {}):
        names = (route.minimum or {})[each]
        if names & {"legal_surname", "legal_forename"}:
            found.append("name")
        if each in ("address", "contacts") and names & {"line_1", "postcode"}:
            found.append("address" if each == "address" else "your parents' address")
        plain = [n for n in names if n not in {"legal_surname", "legal_forename"} and each == "identity"]
        found += [lower(label) for label in labels(categories[each], plain)]
        if each not in ("identity", "address", "contacts"):
            found += [lower(label) for label in labels(categories[each], names)]
    return listed(sorted(found, key=lambda word: {"name": 0, "address": 1}.get(word, 2)))


def agreement(route: Route) -> str:
    return route.agreement.replace("-", " ")
