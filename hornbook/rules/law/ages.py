"""Ages at which the law changes its answer, each with the day it began and where it stands.

Keeps: promises 163 and 165, which turn on 13 and 16. Every age is data (`ages.toml`): Parliament has taken
the power to move one of them, and may take it for others.
"""

from datetime import date

from hornbook.rules.base.dates import age_on, birthday

from .cites import ART_8, FRA_1969, implements
from .clock import Clock, two_days
from .deadline import Given, deadline
from .timeline import Rule, lookup


def age_rule(matter: str, on: date) -> Rule:
    """The rule that sets an age on that day: `age_rule("online-consent", on).number`.

    >>> age_rule("online-consent", date(2026, 6, 1)).number
    13
    """
    return lookup(f"age-{matter}", on)


@implements(FRA_1969)
def reached(matter: str, born: date, on: date) -> bool:
    """Has a person reached the age that the law sets for a matter? Yes from the first moment of the birthday.

    >>> reached("adult", date(2008, 2, 29), date(2026, 2, 28))
    False
    >>> reached("adult", date(2008, 2, 29), date(2026, 3, 1))
    True
    """
    return age_on(born, on) >= age_rule(matter, on).number


def reaches_on(matter: str, born: date, on: date) -> date:
    """The birthday on which a person reaches that age, by the law of the day `on`."""
    return birthday(born, age_rule(matter, on).number)


@implements(ART_8)
def may_consent_online(born: date, on: date) -> bool:
    """May the child consent alone to an online service that rests on consent and is offered to children?"""
    return reached("online-consent", born, on)


@deadline("attains_age", "age")
def attains_age(received: date, given: Given) -> Clock:
    """The day of reaching an age, from the day of birth.

    >>> attains_age(date(2012, 2, 29), Given({"age": "13"})).due
    datetime.date(2025, 3, 1)
    """
    age = given.number("age")
    return two_days(received, birthday(received, age), f"the day of being {age}", (FRA_1969.text,))


@deadline("retain_until_age", "age")
def retain_until_age(received: date, given: Given) -> Clock:
    age = given.number("age")
    why = f"the day of being {age}: the record may go"
    return two_days(received, birthday(received, age), why, ("UK GDPR, Article 5(1)(e)",))
