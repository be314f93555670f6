"""Clauses of law by the name a person would write, and which of our rules carry each one out.

`@implements(ART_12A)` records the rule under its clause, so that the clause index (which rule keeps
Article 12A?) is generated and never typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from hornbook.rules.base.registry import Registry

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Cite:
    """One clause: how it is written, what it says in a few words, and where it is published."""

    text: str
    about: str
    where: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Implemented:
    """A rule of ours and the clauses it carries out."""

    rule: str
    cites: tuple[Cite, ...]
    summary: str


implemented: Registry[Implemented] = Registry("rule that carries out a clause")


def implements(*cites: Cite) -> Callable[[F], F]:
    """Record that a function carries out these clauses; the function itself is left as it is."""
    if not cites:
        raise ValueError("name the clause")

    def record(rule: F) -> F:
        name = f"{rule.__module__}.{rule.__qualname__}"
        summary = (rule.__doc__ or "").strip().partition("\n")[0]
        implemented.add(name, Implemented(name, cites, summary))
        return rule

    return record


def clause_index() -> dict[str, tuple[str, ...]]:
    """Clause -> the rules that carry it out, both in alphabetical order."""
    index: dict[str, set[str]] = {}
    for name, entry in implemented.items():
        for cite in entry.cites:
            index.setdefault(cite.text, set()).add(name)
    return {clause: tuple(sorted(index[clause])) for clause in sorted(index)}


UK_GDPR = "legislation.gov.uk/eur/2016/679"
DPA_2018 = "legislation.gov.uk/ukpga/2018/12"
ESA_2008 = "legislation.gov.uk/ukpga/2008/25"

ART_4A = Cite("UK GDPR, Article 4A", "how periods of time are counted", UK_GDPR)
REG_1182_71 = Cite(
    "Regulation 1182/71, Article 3", "the event's own day is left out; a shut last day moves on"
)
ART_8 = Cite("UK GDPR, Article 8", "a child's consent to an online service", UK_GDPR)
ART_12_3 = Cite("UK GDPR, Article 12(3)", "answer without undue delay and within the time limit", UK_GDPR)
ART_12_4 = Cite("UK GDPR, Article 12(4)", "saying no: reasons and where to complain", UK_GDPR)
ART_12_5 = Cite("UK GDPR, Article 12(5)", "when a fee may be charged", UK_GDPR)
ART_12_6 = Cite("UK GDPR, Article 12(6)", "proof of identity where there is reasonable doubt", UK_GDPR)
ART_12A = Cite("UK GDPR, Article 12A", "what the time limit is, and which days do not count", UK_GDPR)
ART_33 = Cite("UK GDPR, Article 33", "telling the regulator of a breach within 72 hours", UK_GDPR)
DPA_164A = Cite("Data Protection Act 2018, section 164A", "complaints to the controller", DPA_2018)
ESA_14 = Cite(
    "Education and Skills Act 2008, section 14", "what a school tells the youth support services", ESA_2008
)
FRA_1969 = Cite("Family Law Reform Act 1969, section 9", "an age is reached at the start of the birthday")
BANKING_1971 = Cite("Banking and Financial Dealings Act 1971, section 1", "bank holidays")
FOI_10 = Cite(
    "Freedom of Information Act 2000, section 10", "a day shut in one part of the UK is shut in all"
)
REG_2024_7 = Cite(
    "School Attendance (Pupil Registration) (England) Regulations 2024, regulation 7",
    "how long register entries are kept",
    "legislation.gov.uk/uksi/2024/208",
)
POFA_26 = Cite(
    "Protection of Freedoms Act 2012, section 26",
    "a child's biometrics need a parent's yes and nobody's no",
    "legislation.gov.uk/ukpga/2012/9/section/26",
)
POFA_27 = Cite(
    "Protection of Freedoms Act 2012, section 27",
    "when a parent need not be told or asked",
    "legislation.gov.uk/ukpga/2012/9/section/27",
)
PUPIL_INDIVIDUAL_2013 = Cite(
    "Education (Information About Individual Pupils) (England) Regulations 2013",
    "what schools send to the council and the Secretary of State",
    "legislation.gov.uk/uksi/2013/2094",
)
ART_6 = Cite("UK GDPR, Article 6", "the lawful bases, and who may not use which", UK_GDPR)
ART_8A = Cite("UK GDPR, Article 8A", "when a new purpose is compatible with the old", UK_GDPR)
ART_9 = Cite("UK GDPR, Article 9", "special categories, and the conditions for using them", UK_GDPR)
ART_15 = Cite("UK GDPR, Article 15", "a copy of the data held about oneself", UK_GDPR)
ARTS_15_TO_22 = Cite("UK GDPR, Articles 15 to 22", "people's rights over their data", UK_GDPR)
ART_28 = Cite("UK GDPR, Article 28", "who may work for us with people's data, and on what contract", UK_GDPR)
ART_34 = Cite("UK GDPR, Article 34", "telling people of a breach", UK_GDPR)
DPA_7 = Cite("Data Protection Act 2018, section 7", "which bodies are public authorities", DPA_2018)
DPA_SCH_1 = Cite("Data Protection Act 2018, Schedule 1", "conditions for special category data", DPA_2018)
DPA_SCH_2 = Cite(
    "Data Protection Act 2018, Schedule 2", "exemptions, and disclosure to authorities", DPA_2018
)
DPA_SCH_3 = Cite(
    "Data Protection Act 2018, Schedule 3", "exemptions for health, social work and education", DPA_2018
)
CA_16LA = Cite(
    "Children Act 2004, section 16LA",
    "the duty to share what may keep a child safe",
    "legislation.gov.uk/ukpga/2026/21",
)
CA_16LC = Cite(
    "Children Act 2004, section 16LC", "one identifier for a child", "legislation.gov.uk/ukpga/2026/21"
)
ART_14_3 = Cite("UK GDPR, Article 14(3)", "when to inform somebody whose data came from others", UK_GDPR)
DPA_205 = Cite("Data Protection Act 2018, section 205(2)", "how the Act's periods are counted", DPA_2018)
DPA_SCH_2_25 = Cite("Data Protection Act 2018, Schedule 2, paragraph 25", "when marks are told", DPA_2018)
DPA_SCH_3_6 = Cite(
    "Data Protection Act 2018, Schedule 3, paragraphs 5(4) and 6(4)", "how long an opinion counts", DPA_2018
)
CHARGES_2018 = Cite(
    "Data Protection (Charges and Information) Regulations 2018, regulation 2",
    "the yearly fee to the regulator",
    "legislation.gov.uk/uksi/2018/480",
)
EA_579 = Cite(
    "Education Act 1996, section 579", "what a school day is", "legislation.gov.uk/ukpga/1996/56/section/579"
)
FOI_2004 = Cite(
    "Freedom of Information (Time for Compliance with Request) Regulations 2004, regulation 3",
    "how long a school has",
    "legislation.gov.uk/uksi/2004/3364",
)
REG_2024_13 = Cite(
    "School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13",
    "what the council is told of a new pupil, and when",
    "legislation.gov.uk/uksi/2024/208",
)
PIR_9 = Cite(
    "Education (Pupil Information) (England) Regulations 2005, regulation 9",
    "the file that goes with a pupil to the next school",
    "legislation.gov.uk/uksi/2005/1437",
)
PIR_2005 = Cite(
    "Education (Pupil Information) (England) Regulations 2005, regulation 5",
    "a parent's right to the educational record",
    "legislation.gov.uk/uksi/2005/1437",
)
