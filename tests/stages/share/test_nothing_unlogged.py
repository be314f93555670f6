"""Nothing leaves without a line in the log: whoever is chosen, whatever is asked for."""

from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook.rules.base.refused import Refused
from hornbook.stages.share import acts as share
from hornbook.stages.share import queries
from tests.keeps import keeps
from tests.town import now

AGES = (11, 12, 13, 14, 16, 19, 20)
FIELDS = [
    "identity.legal_surname",
    "identity.legal_forename",
    "identity.date_of_birth",
    "address.line_1",
    "identity.upn",
]


@keeps("137", "200")
def test_no_disclosure_is_without_its_log(town):
    school = town.school
    pupils = [school.pupil(age=age) for age in AGES]
    for each in pupils:
        each.holds("address", kind="home", order="1", line_1=f"1 canary{uuid4().hex[:8]}", postcode="ZZ1 1ZZ")
    canary = {each.ref: each.canary("identity") for each in pupils}
    outcomes = set()

    @settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(
        st.none() | st.lists(st.sampled_from(pupils), max_size=3),
        st.sets(st.sampled_from(FIELDS), max_size=3),
    )
    def nothing_unlogged(chosen, fields):
        before = queries.how_many(school.ref)
        people = None if chosen is None else [each.ref for each in chosen]
        try:
            sent = share.send(
                by=school.dpo, at=now(), route="youth-support", people=people, fields=sorted(fields)
            )
        except Refused as refused:
            outcomes.add(refused.code)
            assert queries.how_many(school.ref) == before
            return
        outcomes.add("sent")
        disclosure, told = queries.one(school.ref, sent.disclosure)
        assert queries.how_many(school.ref) == before + 1
        assert {each.person for each in told} == {
            ref for ref, surname in canary.items() if surname.encode() in sent.content
        } or "identity.legal_surname" not in set().union(*(each.fields for each in told))
        assert disclosure.people_count == len(told) == sent.people
        assert all(each.fields for each in told)
        assert all(queries.about(school.ref, each.person)[0].disclosure == sent.disclosure for each in told)

    nothing_unlogged()
    assert "sent" in outcomes
    assert "too-young" in outcomes
