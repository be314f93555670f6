"""Every act leaves exactly one line of its own, whether it is done or refused."""

from uuid import uuid4

import pytest

from hornbook.rules.base.refused import Refused
from hornbook.stages.ledger.models import Entry
from hornbook.stages.ledger.tenancy import reading
from hornbook.stages.parties import acts as parties
from hornbook.stages.retain import acts as retain
from hornbook.stages.retain import queries as retained
from hornbook.stages.share import acts as share
from hornbook.stages.use import acts as use
from hornbook.stages.use.gate import Write
from tests.keeps import keeps
from tests.town import now, today

WHY = "pupil-learning"


def lines(school, after=0):
    with reading(school.ref):
        rows = Entry.objects.filter(controller=school.ref, id__gt=after).order_by("id")
        return list(rows.values_list("id", "act", "verdict"))


@pytest.fixture
def life(real_town):
    """A school, a pupil there, one who is due, and a proposal to dispose of another."""
    school = real_town.school
    ada, old, other = school.pupil(), school.pupil(age=26, on_roll=False), school.pupil(age=27, on_roll=False)
    assert all((school.dpo, school.head, school.office))
    asked = {"by": school.dpo, "at": now(), "on": today()}
    return school, ada, old, *(retain.propose(people=[p.ref], **asked) for p in (old, other))


def ways(school, ada, old, batch, second):
    dpo, head, office, at = school.dpo, school.head, school.office, now()
    name = [Write(ada.ref, "identity", {"legal_surname": "New"})]
    invited = {"email": "new@school.example.org", "name": "New", "roles": ("office",), "starts": today()}
    yes = {"at": at, "batch": batch}
    return [
        (["use.read"], lambda: use.read(by=office, at=at, purpose=WHY, people=[ada.ref])),
        (["use.find"], lambda: use.find(by=office, at=at, purpose=WHY, text="nobody")),
        (["use.list"], lambda: use.listing(by=office, at=at, purpose=WHY)),
        (["use.change"], lambda: use.change(by=office, at=at, purpose="admissions", writes=name)),
        (["share.plan"], lambda: share.plan(by=dpo, at=at, route="youth-support")),
        (["share.send"], lambda: share.send(by=dpo, at=at, route="youth-support")),
        (["people.invite"], lambda: parties.invite(by=head, at=at, **invited)),
        (["pack.adopt"], lambda: parties.adopt(by=dpo, at=at, pack="mmap")),
        (["pack.adopt"], lambda: parties.adopt(by=dpo, at=at, pack="england-alternative-provision")),
        (["retain.review"], lambda: retained.due(by=dpo, at=at, on=today())),
        (["retain.withdraw"], lambda: retain.withdraw(by=dpo, at=at, batch=second)),
        (["retain.propose"], lambda: retain.propose(by=dpo, at=at, on=today())),
        (["retain.approve"], lambda: retain.approve(by=dpo, **yes)),
        (["retain.approve"], lambda: retain.approve(by=head, **yes)),
        (
            ["retain.begin", "retain.resume", "retain.mean", "retain.dispose", "retain.close"],
            lambda: retain.dispose(by=dpo, **yes),
        ),
        (["retain.tombstones"], lambda: retain.apply_tombstones(by=dpo, at=at)),
        (["retain.tidy"], lambda: retain.tidy(by=dpo, at=at)),
    ]


@keeps("99", "102")
def test_every_act_that_is_done_leaves_one_line(life):
    school = life[0]
    for acts, do in ways(*life):
        last = lines(school)[-1][0]
        do()
        assert [(act, verdict) for _, act, verdict in lines(school, last)] == [(a, "done") for a in acts]


@keeps("99", "102")
def test_every_act_that_is_refused_leaves_one_line(life):
    school, ada, _, batch, _ = life
    nobody, at = school.someone("dpo", second_factor=False), now()
    asked = {"by": nobody, "at": at}
    ways = {
        "use.read": lambda: use.read(purpose=WHY, people=[ada.ref], **asked),
        "use.find": lambda: use.find(purpose=WHY, text="canary", **asked),
        "use.list": lambda: use.listing(purpose=WHY, **asked),
        "use.change": lambda: use.change(
            purpose=WHY, writes=[Write(ada.ref, "identity", {"legal_surname": "New"})], **asked
        ),
        "share.plan": lambda: share.plan(route="youth-support", **asked),
        "share.send": lambda: share.send(route="youth-support", **asked),
        "pack.adopt": lambda: parties.adopt(pack="mmap", **asked),
        "people.invite": lambda: parties.invite(
            email="x@school.example.org", name="X", roles=("office",), starts=today(), **asked
        ),
        "retain.review": lambda: retained.due(on=today(), **asked),
        "retain.propose": lambda: retain.propose(on=today(), **asked),
        "retain.approve": lambda: retain.approve(batch=batch, **asked),
        "retain.withdraw": lambda: retain.withdraw(batch=batch, **asked),
        "retain.begin": lambda: retain.dispose(batch=batch, **asked),
        "retain.resume": lambda: retain.finish(batch=uuid4(), **asked),
    }
    for act, do in ways.items():
        last = lines(school)[-1][0]
        with pytest.raises(Refused) as refused:
            do()
        assert refused.value.code == "second-factor", act
        assert [(a, v) for _, a, v in lines(school, last)] == [(act, "refused")]
