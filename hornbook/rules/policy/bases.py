"""The lawful bases of UK GDPR article 6 and the conditions of articles 9 and 10 that a pack may name.

Keeps: promises 58 to 64. A special category needs a basis and a condition; which condition fits which
use is the law's to say, not the pack's.
"""

from dataclasses import dataclass

BASES = {
    "6(1)(a)": "consent",
    "6(1)(b)": "contract",
    "6(1)(c)": "legal obligation",
    "6(1)(d)": "vital interests",
    "6(1)(e)": "public task",
    "6(1)(ea)": "recognised legitimate interest",
    "6(1)(f)": "legitimate interests",
}

#: These bases are a task or a duty laid down by law, so the law has to be named.
NAMED_LAW = frozenset({"6(1)(c)", "6(1)(e)"})

#: Closing words of article 6(1): not for public authorities in the performance of their tasks.
NOT_FOR_PUBLIC_TASKS = frozenset({"6(1)(ea)", "6(1)(f)"})


@dataclass(frozen=True)
class Condition:
    """One way in which special category data may be used.

    levels    the purpose levels it can serve (see Purpose.level)
    criminal  also serves for data about offences (article 10)
    document  needs an appropriate policy document (DPA 2018, Sch. 1, para. 39)
    kinds     the only kinds of special category it covers; empty for every kind
    """

    text: str
    cite: str
    levels: frozenset[str] = frozenset({"individual", "groups", "pseudonymised"})
    criminal: bool = False
    document: bool = False
    kinds: frozenset[str] = frozenset()


_NOT_ONE_PERSON = frozenset({"groups", "pseudonymised"})
_SCHEDULE = "Data Protection Act 2018, Schedule 1, paragraph"

CONDITIONS = {
    "9(2)(a)": Condition("explicit consent", "UK GDPR, Article 9(2)(a)"),
    "9(2)(b)": Condition(
        "employment, social security and social protection", f"{_SCHEDULE} 1", document=True, criminal=True
    ),
    "9(2)(c)": Condition("vital interests", "UK GDPR, Article 9(2)(c)"),
    "9(2)(f)": Condition("legal claims and courts", "UK GDPR, Article 9(2)(f)", criminal=True),
    "9(2)(h)": Condition("health or social care", f"{_SCHEDULE} 2", criminal=True),
    "9(2)(i)": Condition("public health", f"{_SCHEDULE} 3", criminal=True),
    "9(2)(j)": Condition(
        "archiving, research and statistics", f"{_SCHEDULE} 4", _NOT_ONE_PERSON, criminal=True
    ),
    "sch1-6": Condition("a function given by law", f"{_SCHEDULE} 6", criminal=True, document=True),
    "sch1-8": Condition(
        "review of equality between groups",
        f"{_SCHEDULE} 8",
        _NOT_ONE_PERSON,
        document=True,
        kinds=frozenset({"ethnicity", "religion", "health", "sexual-orientation"}),
    ),
    "sch1-10": Condition(
        "preventing or detecting unlawful acts", f"{_SCHEDULE} 10", criminal=True, document=True
    ),
    "sch1-17": Condition("confidential counselling", f"{_SCHEDULE} 17", criminal=True, document=True),
    "sch1-18": Condition(
        "safeguarding children and people at risk", f"{_SCHEDULE} 18", criminal=True, document=True
    ),
}
