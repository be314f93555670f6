"""A page asks the database as often for sixty pupils as for ten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desks.furnish import pupils
from tests.desks.people import at_desk, client_of
from tests.town import Town

PAGES = ("/pupils/", "/office/", "/disposal/", "/sharing/", "/sharing/youth-support/plan/", "/requests/")

#: How a transaction begins, ends and says for whom it is differs between the databases.
ASIDE = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SELECT set_config")


def queries(client, address, **form):
    answer = client.post(address, form) if form else client.get(address)
    assert answer.status_code == 200, address
    with CaptureQueriesContext(connection) as asked:
        client.post(address, form) if form else client.get(address)
    return sum(not query["sql"].startswith(ASIDE) for query in asked)


@pytest.fixture
def school(db):
    return Town().school


@pytest.fixture
def office(school):
    return client_of(at_desk(school.office))


@pytest.mark.parametrize("address", PAGES)
def test_the_number_of_queries_does_not_grow_with_pupils(address, school, office):
    pupils(school, 10)
    few = queries(office, address)
    pupils(school, 50)
    assert queries(office, address) == few


def test_finding_asks_as_often_for_many_as_for_few(school, office):
    pupils(school, 10)
    few = queries(office, "/pupils/find/", text="Surcanary")
    pupils(school, 50)
    assert queries(office, "/pupils/find/", text="Surcanary") == few


def test_a_teacher_of_many_asks_as_often_as_a_teacher_of_few(school):
    counted = []
    for count in (10, 50):
        someone = school.someone("teacher")
        school.teaches(someone, *pupils(school, count))
        teacher = client_of(at_desk(someone))
        counted.append((queries(teacher, "/pupils/"), queries(teacher, "/staff/")))
    assert counted[0] == counted[1]


def test_the_list_and_the_pupil_page_ask_no_more_than_this(school, office):
    everyone = pupils(school, 60)
    assert queries(office, "/pupils/") <= 14
    assert queries(office, f"/pupils/{everyone[0].ref}/") <= 14


def test_a_pupil_of_a_large_family_asks_as_often_as_one_of_a_small(school, office):
    small, large = school.pupil(), school.with_everything()
    school.parent_of(small)
    for _ in range(4):
        school.parent_of(large)
    assert queries(office, f"/pupils/{large.ref}/") == queries(office, f"/pupils/{small.ref}/")


def test_the_dpo_home_asks_as_often_for_many_pupils_as_for_few(school):
    dpo = client_of(at_desk(school.dpo))
    pupils(school, 10)
    few = queries(dpo, "/dpo/")
    pupils(school, 50)
    assert queries(dpo, "/dpo/") == few
