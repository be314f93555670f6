"""A school with something to see on every page: pupils, a family, a share, a request, disposals."""

import contextlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from hornbook.rules.base.dates import add_years
from hornbook.rules.base.refused import Refused
from hornbook.stages.account import acts as account
from hornbook.stages.account import filing
from hornbook.stages.keys.signing import signing_key
from hornbook.stages.ledger import chain
from hornbook.stages.ledger import queries as ledger
from hornbook.stages.retain import acts as retain
from hornbook.stages.rights import acts as rights
from hornbook.stages.share import acts as share
from hornbook.stages.share import queries as shared
from hornbook.stages.use import acts as use
from tests.languages import translation
from tests.own_packs import OwnPacks
from tests.town import Pupil, School, Town, now, today


@dataclass
class Furnished:
    """What the addresses of the pages are made of."""

    school: School
    ada: Pupil
    refs: dict[str, Any] = field(default_factory=dict)

    def address(self, name: str, *keys: str, query: str = "") -> str:
        """The address of a page; the keys say which references of this school it takes."""
        line = ledger.latest(self.school.ref, limit=1)[0].id
        refs = {"ada": self.ada.ref, "slug": self.school.slug, "line": line, **self.refs}
        return reverse(name, args=[refs.get(key, key) for key in keys]) + query


def pupils(school: School, count: int) -> list[Pupil]:
    return [school.pupil(age=11 + n % 5) for n in range(count)]


def furnish(town: Town, packs: OwnPacks | None = None) -> Furnished:
    """With `packs`, the controller's own, its notice has changed once and speaks two other languages."""
    school = town.school
    ada = school.with_everything(age=14)
    school.parent_of(ada)
    ada.holds("enrolment", establishment="8860001", entry_date="2019-09-02", leaving_date="2024-07-22")
    others = pupils(school, 5)
    school.teaches(school.teacher, ada, *others[:2])
    found = Furnished(school, ada)
    found.refs |= _sent(school, ada)
    found.refs |= _asked(school, ada)
    account.publish(by=school.dpo, at=now())
    if packs is not None:
        translated(school, ada, packs)
    _filed(school)
    found.refs |= _disposed(school)
    with contextlib.suppress(Refused):
        use.read(by=school.teacher, at=now(), purpose="pupil-learning", people=[others[4].ref])
    chain.seal(school.ref, signing_key(school.ref), now())
    return found


def translated(school: School, ada: Pupil, packs: OwnPacks) -> None:
    """The children's notice in Welsh and Arabic, the Arabic stale since; a family who saw the first one."""
    for language in ("cy", "ar"):
        text = translation(school.pack, language, today())
        account.translate(by=school.dpo, at=now(), layer="child", text=text)
    told = {"layer": "child", "whom": "household", "how": "paper", "people": [ada.ref]}
    account.show_notice(by=school.office, at=now(), **told)
    child = f"{school.pack.extends[-1]}/notice/child.md"
    packs.change(child, "This page tells you what, and why.", "Read here what we write, and why.")
    account.publish(by=school.dpo, at=now())
    text = translation(school.pack, "cy", today())
    account.translate(by=school.dpo, at=now(), layer="child", text=text)


def _sent(school: School, ada: Pupil) -> dict[str, UUID]:
    share.send(by=school.office, at=now(), route="youth-support", people=[ada.ref])
    return {"parcel": shared.log(school.ref)[0].ref}


def _asked(school: School, ada: Pupil) -> dict[str, UUID]:
    """A request with something decided, something kept back and a copy made."""
    asked = {"kind": "sar", "about": ada.ref, "asked_by": "pupil", "received": today() - timedelta(days=9)}
    case = rights.open_case(by=school.office, at=now(), came="letter", said="Everything, please.", **asked)
    rights.withhold(
        by=school.dpo,
        at=now(),
        case=case,
        code="serious-harm",
        category="medical",
        reason="As her doctor says.",
    )
    rights.build_copy(by=school.dpo, at=now(), case=case)
    return {"case": case}


def _filed(school: School) -> None:
    """A promise that the head sees to, every quarter, with proof of the last round."""
    told = {
        "promise": "103",
        "role": "head",
        "account": school.head.ref,
        "due_on": today(),
        "every_months": 3,
    }
    filing.own(by=school.dpo, at=now(), **told)
    filing.prove(
        by=school.head,
        at=now(),
        promise="103",
        on=today(),
        words="Walked round after school: every cabinet was locked.",
        name="round.txt",
        content=b"All locked.",
    )


def _disposed(school: School) -> dict[str, UUID]:
    """One disposed of, one proposed, one due and free, one due and still on roll."""
    long_gone = add_years(today(), -26)
    gone, proposed, _free = (
        school.pupil(born=long_gone - timedelta(days=n), on_roll=False) for n in range(3)
    )
    school.pupil(born=long_gone, on_roll=True)
    first = retain.propose(by=school.dpo, at=now(), on=today(), people=[gone.ref])
    for one in (school.dpo, school.head):
        retain.approve(by=one, at=now(), batch=first)
    certificate = retain.dispose(by=school.dpo, at=now(), batch=first)[0]
    second = retain.propose(by=school.office, at=now(), on=today(), people=[proposed.ref])
    return {"batch": second, "disposed": first, "certificate": certificate, "gone": gone.ref}
