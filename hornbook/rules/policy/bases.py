"""The lawful bases of UK GDPR article 6 and the conditions of articles 9 and 10 that a pack may name.

Keeps: promises 58 to 64. A special category needs a basis and a condition; which condition fits which
use is the law's to say, not the pack's: all of it is read from rules/law.
"""

from dataclasses import dataclass

from hornbook.rules.law import dpa_2018_conditions as law
from hornbook.rules.law.timeline import lookup, stated_on
from hornbook.rules.law.uk_gdpr_bases import bases

BASES = {basis.id: basis.text for basis in bases().values()}

#: These bases are a task or a duty laid down by law, so the law has to be named.
NAMED_LAW = frozenset(basis.id for basis in bases().values() if basis.named_law)

#: Closing words of article 6(1): not for public authorities in the performance of their tasks.
NOT_FOR_PUBLIC_TASKS = frozenset(lookup("closed-to-public-tasks", stated_on()).value)


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


#: The conditions that a pack may name: those a school or council uses without a special reason.
MAY_NAME = (
    "9(2)(a)",
    "9(2)(b)",
    "9(2)(c)",
    "9(2)(f)",
    "9(2)(h)",
    "9(2)(i)",
    "9(2)(j)",
    "sch1-6",
    "sch1-8",
    "sch1-10",
    "sch1-17",
    "sch1-18",
)

#: A pack says for each purpose whom it is about; the law knows one person, and more.
LEVELS = {
    "individual": frozenset({"individual"}),
    "group": frozenset({"groups", "pseudonymised"}),
}


def _for_packs(each: law.Condition) -> Condition:
    levels = frozenset().union(*(LEVELS[level] for level in each.levels or law.LEVELS))
    kinds = frozenset(kind.replace("_", "-") for kind in each.kinds)
    return Condition(each.text, each.rule.cite, levels, each.criminal, each.document, kinds)


CONDITIONS = {name: _for_packs(law.conditions()[name]) for name in MAY_NAME}
