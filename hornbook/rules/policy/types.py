"""A policy pack as frozen values, and the one question that everything asks of it.

Keeps: promises 22, 23, 53, 57, 58, 59, 97, 117. A pack reads no clock; whoever asks gives the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

NONE: Mapping[str, Any] = MappingProxyType({})

#: The acts that a role may be given.
ACTS = frozenset(
    {
        "account.print",
        "account.show_notice",
        "collect.admit",
        "collect.receive",
        "diary.recount",
        "pack.adopt",
        "people.invite",
        "retain.approve",
        "retain.dispose",
        "retain.propose",
        "rights.close",
        "rights.copy",
        "rights.open",
        "share.send",
        "use.change",
        "use.find",
        "use.read",
    }
)


@dataclass(frozen=True)
class Contact:
    """A role people can write to; never a named person in a shipped pack."""

    id: str
    role: str
    email: str = ""
    post: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Purpose:
    """Why data may be used: UK GDPR art. 5(1)(b), with one art. 6 basis and the law that names the task.

    conditions       category id -> art. 9 (or 10) condition, for each special category this purpose uses
    level            individual: about this pupil; groups: how groups fare; pseudonymised: never by name
    when_restricted  goes on while processing is restricted, for an important public interest (art. 18(2))
    law_given        every controller has it because the law says so; a notice tells it with people's rights
    """

    id: str
    text: str
    basis: str
    laws: tuple[str, ...]
    categories: tuple[str, ...]
    conditions: Mapping[str, str] = field(default_factory=lambda: NONE)
    child: str = ""
    level: str = "individual"
    when_restricted: bool = False
    law_given: bool = False


@dataclass(frozen=True)
class Holding:
    """A category as this controller declares it: the fields it holds, in its own words, from where."""

    id: str
    wording: str
    fields: frozenset[str]
    retention: str
    sources: tuple[str, ...] = ()
    child: str = ""


@dataclass(frozen=True)
class Retention:
    """How long a type of record is kept and what happens then.

    trigger  birth | entry | leaving | closed
    actions  what the controller may do at the end: destroy, archive, lock
    """

    id: str
    wording: str
    trigger: str
    years: int = 0
    months: int = 0
    days: int = 0
    actions: tuple[str, ...] = ("destroy",)
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Role:
    """What people in a post may do: purpose -> category -> fields, for whom they relate to.

    relations  which relation to the pupil is needed ("any" = everyone of this controller)
    acts       other acts this role may do: "share.send", "retain.approve", "rights.open", ...
    """

    id: str
    label: str
    relations: frozenset[str]
    reads: Mapping[str, Mapping[str, frozenset[str]]]
    changes: Mapping[str, Mapping[str, frozenset[str]]]
    acts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Route:
    """One recipient: who, why, on what basis, which fields, at what ages, by which agreement, how it travels.

    fields          category -> fields that may go in full
    minimum         category -> fields that go when parent or pupil has limited it; None: nobody can limit it
    limit_by        ((0, "parent"), (16, "pupil")): from which age whose limit counts
    below_age_need  the same as below_age, for a person with a learning difficulty or disability
    needs           what the sender must have or say first: necessity, authority, inspection, approval, ...
    """

    id: str
    recipient: str
    why: str
    purpose: str
    basis: str
    gateways: tuple[str, ...]
    fields: Mapping[str, frozenset[str]]
    minimum: Mapping[str, frozenset[str]] | None = None
    limit_by: tuple[tuple[int, str], ...] = ()
    from_age: int | None = None
    below_age: int | None = None
    below_age_need: int | None = None
    year_groups: frozenset[str] = frozenset()
    agreement: str = ""
    needs: frozenset[str] = frozenset()
    travels: str = "csv"
    country: str = "GB"
    starts: date | None = None
    ends: date | None = None
    child: str = ""


@dataclass(frozen=True)
class Note:
    """Where a document says one thing and the law, or this pack, another: printed beside the notice."""

    id: str
    document: str
    says: str
    instead: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pack:
    """All that one controller says about how it works; equal digests, equal behaviour and equal notices."""

    id: str
    title: str
    kind: str  # alternative-provision | school | trust | council
    version: str
    extends: tuple[str, ...]  # nearest first
    documents: tuple[str, ...]  # promise documents this controller stands by: "mmap-notice", ...
    controller: Mapping[str, str]
    contacts: Mapping[str, Contact]
    purposes: Mapping[str, Purpose]
    categories: Mapping[str, Holding]
    retention: Mapping[str, Retention]
    roles: Mapping[str, Role]
    routes: Mapping[str, Route]
    rules: Mapping[str, Any]  # settings with a law floor: sar_months, photo_consent_age, ...
    notice: Mapping[str, str]  # "standard" and "child": the human sentences around the generated tables
    digest: str = ""
    law_on: date = date.min  # the day whose law this pack was checked against
    notes: Mapping[str, Note] = field(default_factory=lambda: NONE)
    translations: Mapping[str, str] = field(default_factory=lambda: NONE)  # "child.cy": the file's text
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Limit:
    """A choice to have only the minimum shared, or, when lifted, to let the rest go again."""

    route: str
    by: str  # parent | pupil
    on: date
    lifted: bool = False


@dataclass(frozen=True)
class Waiting:
    """Why a purpose that the pack names may not be used of something yet, and what has to come first."""

    why: str
    next: str


@dataclass(frozen=True)
class Question:
    """May these roles, standing so to this person, do this with these fields, for this purpose, that day?

    act                  read | find | change | share | or an act id such as "retain.approve"
    relations            how the actor stands to the person: {"teaches"}, {"tutors"}; everyone has "any"
    fields               the fields asked for; empty asks for all that may be had
    restricted           processing is restricted (UK GDPR art. 18): kept, used only by exception
    objected             whoever decides about the data does not want this recipient told (art. 21)
    learning_difficulty  the person has a learning difficulty or disability, which lengthens some routes
    given                what the sender has or has said: the names of a route's `needs`
    waits                the purpose is not in force for this category yet: UK GDPR art. 13(3)
    """

    act: str
    on: date
    roles: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset({"any"})
    purpose: str = ""
    category: str = ""
    fields: frozenset[str] = frozenset()
    route: str = ""
    born: date | None = None
    year_group: str = ""
    limits: tuple[Limit, ...] = ()
    restricted: bool = False
    objected: bool = False
    learning_difficulty: bool = False
    given: frozenset[str] = frozenset()
    waits: Waiting | None = None


@dataclass(frozen=True)
class Decision:
    """allow | deny | hold, with the fields allowed by category, what decides it, and what to do next.

    code is the machine word of a refusal: "not-in-pack", "purpose-undeclared", "recipient-unlisted", ...
    """

    verdict: str
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cites: tuple[str, ...] = ()
    why: str = ""
    next: str = ""
    code: str = ""

    @property
    def allowed(self) -> bool:
        return self.verdict == "allow"
