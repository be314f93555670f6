"""Which right is there on which basis, and who may ask for a pupil's data: UK GDPR, Articles 12 to 22.

Keeps: promises 206, 207, 224, 226 and 237. Age alone never settles whether a child understands: somebody
judges it, and writes down why. A court order that limits a parent closes every way to that parent.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from .ages import age_rule, reached
from .cites import ART_15, ARTS_15_TO_22, implements
from .ruling import Ruling, ruled
from .timeline import Rule
from .uk_gdpr_bases import bases

REQUESTERS = (
    "pupil",
    "parent_with_responsibility",
    "parent_without_responsibility",
    "former_pupil",
    "solicitor",
)
COMPETENT = ("yes", "no", "not_assessed")
AUTHORITY = ("given", "refused", "none")


@dataclass(frozen=True)
class Right:
    """One right: what to do with a request on each basis (comply, refuse, hold, not_applicable), and why."""

    id: str
    rule: Rule
    on: Mapping[str, str]
    why: Mapping[str, str]

    def answer(self, basis: str) -> tuple[str, str]:
        verdict = self.on.get(basis) or self.on.get("*") or "comply"
        return verdict, self.why.get(basis) or self.why["*"]


@lru_cache(maxsize=1)
def rights() -> Mapping[str, Right]:
    """Every right by its name."""
    rows = tomllib.loads((files(__package__) / "rights.toml").read_text("utf-8"))["right"]
    return MappingProxyType({row["id"]: _right(row) for row in rows})


def _right(row: Mapping[str, object]) -> Right:
    name, on, why = str(row["id"]), row.get("on", {}), row["why"]
    assert isinstance(on, dict)
    assert isinstance(why, dict)
    what = f"The right of {name}, by lawful basis."
    rule = Rule(name, name, what, str(row["cite"]), str(row["confidence"]), date(2018, 5, 25))
    return Right(name, rule, MappingProxyType(on), MappingProxyType(why))


def matrix() -> Mapping[str, Mapping[str, str]]:
    """right -> basis -> verdict, whole: for a notice that tells which rights people have.

    >>> matrix()["objection"]["6(1)(e)"], matrix()["portability"]["6(1)(e)"]
    ('comply', 'not_applicable')
    """
    return {name: {basis: each.answer(basis)[0] for basis in bases()} for name, each in rights().items()}


@implements(ARTS_15_TO_22)
def exercise(right: str, basis: str, *, marketing: bool = False, on: date) -> Ruling:
    """What becomes of a request to exercise a right over data held on this basis?

    >>> exercise("erasure", "6(1)(e)", on=date(2026, 6, 1)).verdict
    'refuse'
    >>> exercise("objection", "6(1)(c)", marketing=True, on=date(2026, 6, 1)).verdict
    'comply'
    """
    asked = rights()[right]
    if right == "objection" and marketing:
        why = "Direct marketing stops for good when somebody says so; nothing is weighed."
        return ruled(
            "comply", why, "Stop, and keep a note so that it stays so.", on=on, by=("objection-to-marketing",)
        )
    verdict, why = asked.answer(basis)
    next = {
        "comply": "Do it within the month, and tell everyone who was sent the data.",
        "refuse": "Say no within the month, why, and where to complain.",
        "hold": "Have the data protection officer weigh it, and write down the reason.",
        "not_applicable": "Say so within the month, and which rights there are.",
    }[verdict]
    by = ("erasure-overridden",) if right == "erasure" and verdict == "refuse" else ()
    also = ruled("", "", on=on, by=by).rules
    return Ruling(verdict, why, next, (asked.rule, *also))


@implements(ART_15)
def may_ask(
    requester: str, born: date, on: date, *, competent: str, authority: str, court_order: bool
) -> Ruling:
    """May this person have a copy of the pupil's data, or must the pupil be asked first?

    >>> may_ask(
    ...     "parent_with_responsibility",
    ...     date(2012, 3, 1),
    ...     date(2026, 3, 1),
    ...     competent="yes",
    ...     authority="none",
    ...     court_order=False,
    ... ).next
    'Ask the pupil privately, and answer the parent once the pupil agrees.'
    """
    if requester not in REQUESTERS or competent not in COMPETENT or authority not in AUTHORITY:
        raise ValueError(f"{requester!r}, {competent!r} or {authority!r} is not known here")
    parent = requester.startswith("parent_")
    if parent and court_order:
        why = "A court order limits what this parent may have."
        next = "Give nothing, tell the data protection officer, and read the order for its words."
        return ruled("deny", why, next, on=on, by=("court-order-limits-parent",))
    if reached("adult", born, on):
        return _about_an_adult(requester, authority, on)
    if requester in ("pupil", "former_pupil"):
        return _by_the_pupil(competent, on)
    if requester == "parent_with_responsibility":
        return _by_a_parent(competent, authority, on)
    return _by_another(parent, competent, authority, on)


def _about_an_adult(requester: str, authority: str, on: date) -> Ruling:
    by: tuple[str, ...] = ("right-of-access", "age-adult")
    if requester in ("pupil", "former_pupil"):
        return ruled(
            "allow",
            "They are an adult and ask for their own data.",
            "Make sure that it is them.",
            on=on,
            by=by,
        )
    by = (*by, "asking-with-authority")
    if authority == "given":
        return ruled(
            "allow", "They are an adult and have given authority.", "Check the authority.", on=on, by=by
        )
    why = "They are an adult: only they, or somebody with their authority, may ask."
    return ruled("deny", why, "Say that the person may ask, or may give authority in writing.", on=on, by=by)


def _by_the_pupil(competent: str, on: date) -> Ruling:
    by = ("right-of-access", "child-asks-for-themselves")
    if competent == "yes":
        return ruled(
            "allow", "The pupil understands the right, which is theirs.", "Answer the pupil.", on=on, by=by
        )
    if competent == "no":
        why = "The pupil was found not to understand the right yet."
        return ruled(
            "deny", why, "Say that whoever has parental responsibility may ask for them.", on=on, by=by
        )
    return _assess(on)


def _by_a_parent(competent: str, authority: str, on: date) -> Ruling:
    by = ("right-of-access", "child-asks-for-themselves")
    if authority == "given":
        return ruled(
            "allow", "The pupil agrees that this parent has it.", "Go through it item by item.", on=on, by=by
        )
    if competent == "no":
        why = "The pupil does not understand the right yet, and the parent acts for them."
        return ruled("allow", why, "Go through it item by item, in the pupil's best interests.", on=on, by=by)
    if competent == "not_assessed":
        return _assess(on)
    if authority == "refused":
        why = "The pupil understands the right and said no."
        return ruled("deny", why, "Tell the parent that the request is the pupil's to make.", on=on, by=by)
    why = "The pupil understands the right, which is theirs, and has not agreed."
    return ruled(
        "deny", why, "Ask the pupil privately, and answer the parent once the pupil agrees.", on=on, by=by
    )


def _by_another(parent: bool, competent: str, authority: str, on: date) -> Ruling:
    """A parent without responsibility, or a solicitor: by authority of a pupil who is able to give it."""
    by = ("right-of-access", "asking-with-authority", "child-asks-for-themselves")
    if authority == "refused":
        return ruled(
            "deny", "The pupil said no.", "Say that the request is the pupil's to make.", on=on, by=by
        )
    if authority == "none":
        who = "This parent has no parental responsibility" if parent else "A solicitor asks for somebody else"
        next = "Ask for the authority of the pupil, or of whoever has parental responsibility."
        return ruled("deny", f"{who}, and no authority was shown.", next, on=on, by=by)
    if competent == "yes":
        return ruled(
            "allow",
            "The pupil understands the right and gave authority.",
            "Check the authority.",
            on=on,
            by=by,
        )
    if competent == "no":
        why = "The pupil does not understand the right yet, so cannot give authority."
        return ruled(
            "deny", why, "Ask for the authority of whoever has parental responsibility.", on=on, by=by
        )
    return _assess(on)


def _assess(on: date) -> Ruling:
    guide = age_rule("rights-competence", on).number
    why = "Nobody has judged yet whether this pupil understands the right."
    next = (
        f"Judge it, and write down who judged, when and why; most do from about {guide}, but age alone never "
        "settles it."
    )
    by = ("child-asks-for-themselves", "age-rights-competence")
    return ruled("hold", why, next, on=on, by=by)
