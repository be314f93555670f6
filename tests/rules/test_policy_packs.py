"""The shipped packs say what their documents say; where two documents differ: test_packs_differ."""

import re
from datetime import date

import pytest

from hornbook.packs import SHIPPED
from hornbook.promises import documents
from hornbook.rules.policy import load, packs
from tests.keeps import keeps

SCHOOL, AP, TRUST, COUNCIL = (
    load(f"england-{kind}", [SHIPPED]) for kind in ("school", "alternative-provision", "trust", "council")
)
MMAP, ELA, KCC, AMAT = (load(name, [SHIPPED]) for name in ("mmap", "ela", "kcc", "amat"))
ALL = {pack.id: pack for pack in (SCHOOL, AP, TRUST, COUNCIL, MMAP, ELA, KCC, AMAT)}


def test_these_packs_are_shipped_and_all_of_them_load():
    assert packs([SHIPPED]) == tuple(sorted(ALL))
    assert {pack.id: pack.extends for pack in ALL.values()} == {
        "england-school": (),
        "england-alternative-provision": ("england-school",),
        "england-trust": ("england-school",),
        "england-council": (),
        "mmap": ("england-alternative-provision", "england-school"),
        "ela": ("england-alternative-provision", "england-school"),
        "kcc": ("england-council",),
        "amat": ("england-trust", "england-school"),
    }
    assert {pack.id: pack.documents for pack in ALL.values() if pack.documents} == {
        "mmap": ("mmap-notice", "mmap-policy"),
        "ela": ("ela-notice",),
        "kcc": ("kcc-notice",),
        "amat": ("amat-notice",),
    }
    assert {document.id: document.pack for document in documents().values()} == {
        each: pack.id for pack in ALL.values() for each in pack.documents
    }
    assert {each for pack in ALL.values() for each in pack.documents} <= set(documents())


@keeps("53")
def test_the_school_names_its_thirteen_purposes():
    assert [p.id for p in MMAP.purposes.values() if not p.law_given] == [
        "pupil-learning",
        "progress",
        "moderation",
        "pastoral-care",
        "service-quality",
        "lawful-sharing",
        "next-steps",
        "provision",
        "missing-education",
        "permanent-exclusion",
        "admissions",
        "safeguarding",
        "improvement",
    ]


@keeps("56", "61")
def test_the_council_names_its_twelve_purposes_on_its_two_bases():
    named = [p for p in KCC.purposes.values() if not p.law_given]
    assert [p.id for p in named] == [
        "integrated-working",
        "access-to-advice",
        "commissioning",
        "education-duties",
        "next-steps",
        "provision",
        "service-improvement",
        "safeguarding",
        "holistic-view",
        "evaluation",
        "analysis",
        "service-patterns",
    ]
    assert {p.basis for p in KCC.purposes.values()} == {"6(1)(c)", "6(1)(e)"}


def test_a_purpose_that_the_notice_does_not_name_is_there_only_because_the_law_gives_it():
    for pack in ALL.values():
        unnamed = ["safeguarding"] if pack in (ELA, AMAT) else []
        assert [p.id for p in pack.purposes.values() if p.law_given] == [*unnamed, "rights-and-records"]
        assert set(unnamed) <= set(pack.notes)


def test_what_the_school_holds_is_what_its_notice_or_the_census_names():
    assert sorted(MMAP.categories) == [
        "address",
        "assessment",
        "attendance",
        "characteristics",
        "contacts",
        "destinations",
        "enrolment",
        "exclusions",
        "free_school_meals",
        "identifiers",
        "identity",
        "involvement",
        "medical",
        "qualifications",
        "relation",
        "sen",
        "sen_need",
        "youth_support_choice",
    ]
    assert {"incidents", "documents"} <= set(AP.categories)


def test_what_the_council_holds_has_what_only_its_notice_names():
    assert {"exclusions", "incidents", "involvement"} <= set(KCC.categories)
    assert set(KCC.categories) == set(COUNCIL.categories)


def test_nationality_is_held_where_the_notice_says_so_and_youth_justice_nowhere():
    held = {pack.id: "nationality" in pack.categories["characteristics"].fields for pack in ALL.values()}
    assert held == {
        "england-alternative-provision": False,
        "england-school": False,
        "england-trust": False,
        "england-council": False,
        "mmap": True,
        "ela": True,
        "kcc": True,
        "amat": True,
    }
    for pack in ALL.values():
        assert "involvement" not in pack.categories or (
            "youth_justice" not in pack.categories["involvement"].fields
        )
        for route in pack.routes.values():
            assert not {"nationality", "country_of_birth"} & route.fields.get("characteristics", frozenset())


SOURCES = {
    "mmap": {"you and your family", "schools you went to before", "our staff", "Kent County Council"}
    | {"the Learning Records Service"},
    "ela": {"you and your family", "schools you went to before", "our staff", "Kent County Council"}
    | {"the Learning Records Service"},
    "kcc": {"you and your family", "your school", "Kent County Council's existing records"},
    "amat": {"you and your family", "schools you went to before", "our staff", "other pupils"}
    | {"the Learning Records Service"},
}


@pytest.mark.parametrize("name", SOURCES)
def test_data_comes_from_the_sources_that_the_notice_names_and_no_others(name):
    assert {source for held in ALL[name].categories.values() for source in held.sources} == SOURCES[name]


def test_everyone_the_school_tells_is_in_its_notice_or_its_policy():
    assert sorted(MMAP.routes) == [
        "collaboration-schools",
        "commissioned-providers",
        "dfe-census",
        "emergency-services",
        "fair-access-forum",
        "funding-queries",
        "information-sharing-partners",
        "kent-choices",
        "law-enforcement",
        "local-authority",
        "next-school",
        "send-forum",
        "youth-support",
    ]


def test_everyone_the_council_tells_is_in_its_notice():
    assert sorted(KCC.routes) == [
        "commissioned-providers",
        "council-teams",
        "dfe-returns",
        "fair-access-forum",
        "information-sharing-partners",
        "law-enforcement",
        "moderators",
        "next-school",
        "ofsted",
        "other-departments",
        "reconnect",
        "send-forum",
    ]


@keeps("151")
def test_the_reconnect_programme_ran_from_april_2021_to_august_2022():
    reconnect = KCC.routes["reconnect"]
    assert (reconnect.starts, reconnect.ends) == (date(2021, 4, 1), date(2022, 8, 31))


@keeps("113", "115", "117")
def test_each_controller_keeps_to_the_25th_birthday_and_ends_as_its_notice_says():
    ends = {
        "england-school": ("destroy",),
        "england-alternative-provision": ("destroy",),
        "mmap": ("archive", "destroy"),
        "ela": ("destroy",),
        "england-council": ("destroy",),
        "kcc": ("lock", "destroy"),
    }
    for name, actions in ends.items():
        for kept in ALL[name].retention.values():
            assert (kept.trigger, kept.years, kept.months, kept.days) == ("birth", 25, 0, 0)
            assert kept.actions == actions
    assert MMAP.retention["educational-record"].wording == (
        "Kept until your 25th birthday, then archived or destroyed."
    )
    assert MMAP.retention["attendance-register"].wording == (
        "Kept until your 25th birthday, and six years at least from the last entry, "
        "then archived or destroyed."
    )
    assert KCC.retention["educational-record"].wording == (
        "Kept until your 25th birthday, then locked away from everybody or destroyed."
    )


def test_the_policy_of_the_school_sets_its_ages_and_days():
    rules = dict(MMAP.rules)
    assert rules == {
        "sar_months": 1,
        "sar_extended_months": 3,
        "sar_presumed_age": 12,
        "educational_record_school_days": 15,
        "breach_hours": 72,
        "breach_review_working_days": 5,
        "breach_outcome_working_days": 2,
        "complaint_days": 30,
        "online_consent_age": 13,
        "photo_consent_age": 18,
        "register_years": 6,
        "notice_review_months": 12,
        "new_purpose_days": 1,
        "biometrics": False,
        "automated_decisions": False,
        "transfers_abroad": False,
    }
    assert "educational_record_school_days" not in KCC.rules


def test_the_council_has_a_team_for_rights_beside_its_data_protection_officer():
    assert KCC.contacts["rights"].role == "Information resilience and transparency team"
    officer = KCC.contacts["dpo"]
    assert officer.role == "Data protection officer"
    assert all((officer.email, officer.post))


def test_contacts_are_posts_at_places_that_do_not_exist():
    for pack in ALL.values():
        for contact in pack.contacts.values():
            assert not re.search(r"\b(Mr|Mrs|Ms|Miss|Dr)\b", contact.role)
            assert contact.email == "" or contact.email.endswith("example.org")
            assert contact.phone in {"", "0303 123 1113"} or contact.phone.startswith("01632 960")


def test_where_the_law_and_the_document_differ_a_note_says_so():
    assert set(MMAP.notes) >= {
        "equality-condition",
        "regulation-3",
        "in-writing",
        "review-interval",
        "nationality",
    }
    assert set(KCC.notes) >= {"equality-condition", "youth-justice", "reconnect", "complaints"}
    assert set(ELA.notes) >= {"condition", "no-officer", "regulation-3", "youth-support", "review"}
    assert set(AMAT.notes) >= {"repealed-law", "retention", "regulation-3", "national-pupil-database"}
    for pack in (MMAP, ELA, KCC, AMAT):
        assert {note.document for note in pack.notes.values()} <= set(pack.documents)


@keeps("163", "165", "169")
def test_youth_support_begins_at_13_and_the_choice_passes_at_16():
    for pack in (SCHOOL, AP, TRUST, MMAP, ELA, AMAT):
        route = pack.routes["youth-support"]
        assert (route.from_age, route.below_age, route.below_age_need) == (13, 20, 25)
        assert route.limit_by == ((0, "parent"), (16, "pupil"))
        assert route.minimum == {
            "identity": {"legal_surname", "legal_forename", "date_of_birth"},
            "address": {"line_1", "line_2", "line_3", "line_4", "line_5", "postcode"},
        }
    assert MMAP.routes["youth-support"].year_groups == {"11"}
    for pack in (SCHOOL, AP, TRUST, ELA, AMAT):
        assert pack.routes["youth-support"].year_groups == frozenset()


def test_everyone_the_learning_alliance_tells_is_in_its_notice_or_the_law_says_so():
    assert sorted(ELA.routes) == [
        "commissioned-providers",
        "dfe-census",
        "emergency-services",
        "law-enforcement",
        "local-authority",
        "next-school",
        "post-16",
        "youth-support",
    ]


def test_everyone_the_trust_tells_is_in_its_notice_or_the_law_says_so():
    assert sorted(AMAT.routes) == [
        "dfe-census",
        "emergency-services",
        "law-enforcement",
        "local-authority",
        "next-school",
        "post-16",
        "trust-level",
        "youth-support",
    ]


def test_what_the_learning_alliance_holds_is_what_its_notice_the_register_or_the_census_names():
    assert sorted(ELA.categories) == [
        "address",
        "assessment",
        "attendance",
        "characteristics",
        "contacts",
        "destinations",
        "enrolment",
        "exclusions",
        "free_school_meals",
        "identifiers",
        "identity",
        "medical",
        "qualifications",
        "relation",
        "sen",
        "sen_need",
        "youth_support_choice",
    ]


def test_what_the_trust_holds_is_what_its_notice_the_register_or_the_census_names():
    assert set(AMAT.categories) == set(ELA.categories) - {"destinations"} | {"incidents", "post_16"}


LAW = re.compile(
    r"\{\{.*?\}\}|(Articles?|[Rr]egulations?|[Ss]ections?|the) \d+(\(\w\))*( (and|or) \d+)?( Act)?"
    r"|(May|since|of) \d{4}"
)


def test_a_number_in_a_sentence_of_the_newer_notices_is_a_mark():
    """Numbers of laws and years are names; any other decides something, and is read from what decides."""
    for pack in (TRUST, ELA, AMAT):
        for layer in pack.notice if pack is not TRUST else ("standard",):
            assert re.findall(r"\d+", LAW.sub("", pack.notice[layer])) == [], (pack.id, layer)
        for note in pack.notes.values():
            assert re.findall(r"\d+", LAW.sub("", note.instead)) == [], (pack.id, note.id)
