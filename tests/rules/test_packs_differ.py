"""Where the documents differ the packs differ: one sentence a difference."""

import re
from datetime import date, timedelta

import pytest

from hornbook.packs import SHIPPED
from hornbook.rules.base.dates import birthday
from hornbook.rules.base.refused import BadInput
from hornbook.rules.policy import decide, effective, load
from hornbook.rules.policy.printed import markdown, notice
from hornbook.rules.policy.retention import due
from hornbook.rules.policy.types import Limit, Question
from tests.keeps import keeps
from tests.own_packs import OwnPacks

ON = date(2026, 11, 24)
MMAP, ELA, KCC, AMAT = FOUR = [load(name, [SHIPPED]) for name in ("mmap", "ela", "kcc", "amat")]
SCHOOLS = (MMAP, ELA, AMAT)
BORN = date(2010, 5, 4)
THREE_THINGS = {
    "identity": {"legal_surname", "legal_forename", "date_of_birth"},
    "address": {"line_1", "line_2", "line_3", "line_4", "line_5", "postcode"},
}


def told(pack, layer="standard"):
    return markdown(notice(pack, ON, layer)).replace("\\", "")


def read(pack, role, purpose, category, **more):
    return decide(
        pack, Question("read", ON, roles=frozenset({role}), purpose=purpose, category=category, **more)
    )


def send(pack, route, on=ON, born=BORN, roles=("dpo",), **more):
    return decide(pack, Question("share", on, roles=frozenset(roles), route=route, born=born, **more))


def sentence(pack, note):
    return f"| {pack.notes[note].says} |"


# What it is used for


@keeps("54")
def test_the_learning_alliance_has_six_reasons_and_refuses_moderation_and_admissions():
    assert [p.text for p in ELA.purposes.values() if not p.law_given] == [
        "To support your learning",
        "To follow how you are getting on, and report on it",
        "To give you the care and help that is right for you",
        "To judge how good our services are, by comparing how groups of pupils fare",
        "To do what the law says about sharing data",
        "To help you decide what to do once you leave school",
    ]
    for purpose in ("moderation", "admissions"):
        assert read(ELA, "head", purpose, "identity").code == "purpose-undeclared"
        assert read(MMAP, "head", purpose, "identity").code != "purpose-undeclared"


@keeps("55")
def test_the_trust_has_five_reasons_and_helping_to_choose_after_school_is_none_of_them():
    named = [p.id for p in AMAT.purposes.values() if not p.law_given]
    assert named == ["pupil-learning", "progress", "pastoral-care", "service-quality", "lawful-sharing"]
    answer = read(AMAT, "tutor", "next-steps", "identity", relations=frozenset({"any", "tutors"}))
    assert (answer.verdict, answer.code) == ("deny", "purpose-undeclared")
    assert read(ELA, "tutor", "next-steps", "identity", relations=frozenset({"any", "tutors"})).allowed


@keeps("62")
def test_the_alliances_own_condition_is_about_employment_and_no_use_rests_on_it():
    used = {code for p in ELA.purposes.values() for code in p.conditions.values()}
    assert used == {"sch1-6", "sch1-8", "sch1-18"}
    assert sentence(ELA, "condition") in told(ELA)
    assert sentence(ELA, "bases") in told(ELA)
    assert {p.basis for p in ELA.purposes.values()} == {"6(1)(c)", "6(1)(e)"}


@keeps("64")
def test_the_trust_works_on_the_law_in_force_and_names_the_act_that_ended_only_as_what_it_said():
    assert {AMAT.purposes[p].basis for p in ("pupil-learning", "progress", "pastoral-care")} == {"6(1)(e)"}
    (line,) = [each for each in told(AMAT).splitlines() if "1998, beside" in each]
    assert line.startswith(sentence(AMAT, "repealed-law"))
    assert "Data Protection Act 1998" not in told(AMAT).replace(line, "")
    assert "Education Act 1996, section 537A" in AMAT.routes["dfe-census"].gateways


# What is held


@keeps("29")
def test_behaviour_is_held_by_the_trust_alone_of_the_three_schools():
    assert [pack.id for pack in SCHOOLS if "incidents" in pack.categories] == ["amat"]
    asked = {"relations": frozenset({"any", "tutors"})}
    assert read(AMAT, "tutor", "pastoral-care", "incidents", **asked).allowed
    for pack in (MMAP, ELA):
        assert read(pack, "tutor", "pastoral-care", "incidents", **asked).code == "not-in-pack"


@keeps("33")
def test_what_pupils_study_after_sixteen_is_held_by_the_trust_alone_of_the_three_schools():
    assert [pack.id for pack in SCHOOLS if "post_16" in pack.categories] == ["amat"]
    assert read(AMAT, "office", "pupil-learning", "post_16").allowed
    assert read(ELA, "office", "pupil-learning", "post_16").code == "not-in-pack"


@keeps("27")
def test_assessment_is_curriculum_results_for_two_schools_and_more_for_the_trust():
    wordings = {pack.id: "national curriculum" in pack.categories["assessment"].wording for pack in SCHOOLS}
    assert wordings == {"mmap": True, "ela": True, "amat": False}


def test_what_leavers_do_comes_to_the_alliance_from_its_council():
    assert "Kent County Council" in ELA.categories["destinations"].sources
    assert "destinations" not in AMAT.categories


def test_both_say_that_the_learning_records_service_gives_the_learner_number():
    for pack in (ELA, AMAT):
        assert "the Learning Records Service" in pack.categories["identifiers"].sources
        assert "the Learning Records Service gives us your learner number" in told(pack)
    assert sentence(AMAT, "qualifications") in told(AMAT)


# How long


@keeps("113", "114", "115", "116")
def test_four_documents_end_a_record_in_four_ways():
    ends = {pack.id: due(pack, "educational-record", born=BORN).actions for pack in FOUR}
    assert ends == {
        "mmap": ("archive", "destroy"),
        "ela": ("destroy",),
        "kcc": ("lock", "destroy"),
        "amat": ("destroy",),
    }
    assert {due(pack, "educational-record", born=BORN).on for pack in FOUR} == {date(2035, 5, 4)}


@keeps("114")
def test_the_alliance_archives_nothing():
    assert {kept.actions for kept in ELA.retention.values()} == {("destroy",)}
    assert {due(ELA, name, born=BORN).on for name in ELA.retention} == {birthday(BORN, 25)}


@keeps("116")
def test_the_trust_gives_a_figure_and_a_source_where_its_notice_gave_neither():
    for holding in AMAT.categories.values():
        kept = AMAT.retention[holding.retention]
        assert re.search(r"your \d\d\w\w birthday|pupil's \d\d\w\w birthday", kept.wording)
        assert kept.cites
    assert due(AMAT, "sen-record", born=BORN).on == birthday(BORN, 31)
    assert sentence(AMAT, "retention") in told(AMAT)
    assert (
        "- Extra help you get to learn. What you need extra help with. We keep it until you turn 31."
        in told(AMAT, "child")
    )


# Who is told


@keeps("124")
def test_without_consent_the_alliance_tells_whom_both_the_law_and_its_pack_name():
    for route in ELA.routes.values():
        assert route.gateways
        assert route.purpose in ELA.purposes
    assert send(ELA, "fair-access-forum").code == "recipient-unlisted"
    assert "unless both the law and our own rules allow it" in told(ELA)


def test_without_consent_the_trust_tells_whom_the_law_names():
    assert all(route.gateways for route in AMAT.routes.values())
    assert "without your consent unless the law allows it" in told(AMAT)


@keeps("126")
def test_an_objection_at_the_alliance_stops_every_sharing_that_the_law_does_not_require():
    given = {name: ELA.routes[name].needs for name in ELA.routes}
    on = birthday(BORN, 16)
    stopped = {
        name for name in ELA.routes if not send(ELA, name, on, objected=True, given=given[name]).allowed
    }
    assert stopped == {"commissioned-providers", "post-16"}
    assert all(ELA.routes[name].basis == "6(1)(e)" for name in stopped)
    answer = send(ELA, "commissioned-providers", objected=True, given=frozenset({"agreement", "approval"}))
    assert (answer.verdict, answer.code) == ("deny", "objected")
    assert answer.cites == (
        "pack:rules.objection_stops_sharing",
        "pack:routes.commissioned-providers",
        "UK GDPR, Article 21(1)",
    )


@keeps("126")
def test_only_safety_with_an_approver_passes_an_objection_at_the_alliance():
    for given, verdict in (
        ({"agreement"}, "deny"),
        ({"agreement", "emergency"}, "deny"),
        ({"agreement", "approval"}, "deny"),
        ({"agreement", "approval", "emergency"}, "allow"),
    ):
        answer = send(ELA, "commissioned-providers", objected=True, given=frozenset(given))
        assert answer.verdict == verdict
    assert send(ELA, "commissioned-providers", given=frozenset({"agreement"})).allowed


def test_an_objection_elsewhere_waits_for_the_officer_to_weigh_it_as_the_law_says():
    asked = {"objected": True, "given": frozenset({"agreement"})}
    answer = send(MMAP, "commissioned-providers", **asked)
    assert (answer.verdict, answer.code) == ("hold", "objected")
    assert "compelling reasons" in answer.next
    assert answer.cites == ("pack:routes.commissioned-providers", "UK GDPR, Article 21(1)")
    weighed = {**asked, "given": frozenset({"agreement", "approval"})}
    assert send(MMAP, "commissioned-providers", **weighed).allowed
    assert send(MMAP, "dfe-census", objected=True).allowed


@keeps("126")
def test_the_promise_about_objecting_and_what_the_engine_does_change_together(tmp_path):
    said = "If you tell us that you do not want your information shared, it is not shared"
    assert said in told(ELA)
    assert "You can say: “Do not tell them.”" in told(ELA, "child")
    packs = OwnPacks(tmp_path)
    packs.change("ela/pack.toml", "objection_stops_sharing = true", "objection_stops_sharing = false")
    with pytest.raises(BadInput) as refused:
        packs.load("ela")
    assert (refused.value.finding.code, refused.value.finding.field) == ("unknown-mark", "objection")
    for layer in ("standard", "child"):
        packs.change(f"ela/notice/{layer}.md", "{{ objection }}\n", "")
    changed = packs.load("ela")
    assert said not in told(changed)
    asked = {"objected": True, "given": frozenset({"agreement", "approval"})}
    assert send(changed, "commissioned-providers", **asked).allowed


@keeps("163")
def test_youth_support_hears_of_a_pupil_on_the_thirteenth_birthday_at_both_and_of_year_11_at_the_third():
    on = birthday(BORN, 13)
    for pack in (ELA, AMAT):
        assert send(pack, "youth-support", on - timedelta(days=1)).code == "too-young"
        assert send(pack, "youth-support", on).allowed
    assert send(MMAP, "youth-support", birthday(BORN, 14), year_group="9").code == "not-this-year-group"


@keeps("164")
def test_youth_support_hears_of_parents_and_their_telephone_from_the_alliance_alone():
    fields = {p.id: send(p, "youth-support", birthday(BORN, 15), year_group="11").fields for p in SCHOOLS}
    assert fields["ela"]["contacts"] >= {"name", "line_1", "postcode", "telephone", "other_telephone"}
    assert [name for name, going in fields.items() if "contacts" in going or "relation" in going] == ["ela"]


@keeps("165")
@pytest.mark.parametrize("route", ["youth-support", "post-16"])
@pytest.mark.parametrize("pack", [ELA, AMAT], ids=["ela", "amat"])
def test_limited_by_whoever_decides_three_things_go_and_nothing_about_parents(pack, route):
    sixteen = birthday(BORN, 16)
    for by, made in (("parent", sixteen - timedelta(days=1)), ("pupil", sixteen)):
        answer = send(pack, route, sixteen, limits=(Limit(route, by, made),), given=pack.routes[route].needs)
        assert (answer.verdict, answer.fields) == ("allow", THREE_THINGS)
    late = send(
        pack, route, sixteen, limits=(Limit(route, "parent", sixteen),), given=pack.routes[route].needs
    )
    assert late.fields == pack.routes[route].fields


@keeps("166")
@pytest.mark.parametrize("pack", [ELA, AMAT], ids=["ela", "amat"])
def test_from_sixteen_a_list_of_its_own_goes_under_an_agreement_until_20_or_25(pack):
    given = frozenset({"agreement"})
    for age, learning, code in (
        (16, False, ""),
        (19, False, ""),
        (20, False, "too-old"),
        (20, True, ""),
        (24, True, ""),
        (25, True, "too-old"),
    ):
        asked = {"given": given, "learning_difficulty": learning}
        assert send(pack, "post-16", birthday(BORN, age), **asked).code == code
    assert send(pack, "post-16", birthday(BORN, 16) - timedelta(days=1), given=given).code == "too-young"
    assert send(pack, "post-16", birthday(BORN, 16)).code == "needs-more"
    assert pack.routes["post-16"].fields != pack.routes["youth-support"].fields
    assert [each.id for each in FOUR if "post-16" in each.routes] == ["ela", "amat"]


@keeps("167")
def test_both_name_the_services_that_youth_support_gives_with_what_it_hears():
    for pack in (ELA, AMAT):
        for words in ("youth support", "careers", "education", "training"):
            assert words in pack.routes["youth-support"].why
            assert words in pack.routes["post-16"].why


@keeps("159", "160", "161")
def test_schools_of_a_council_send_the_census_under_regulation_4_and_a_trust_under_5():
    numbers = {
        pack.id: re.search(r"regulation (\w+)", pack.routes["dfe-census"].gateways[1])[1] for pack in SCHOOLS
    }
    assert numbers == {"mmap": "4", "ela": "4", "amat": "5"}
    assert not [law for law in AMAT.routes["local-authority"].gateways if "Individual Pupils" in law]
    for pack in SCHOOLS:
        assert sentence(pack, "regulation-3") in told(pack)


@keeps("143")
def test_each_tells_its_own_council():
    councils = {pack.id: pack.controller["council"] for pack in SCHOOLS}
    assert councils == {
        "mmap": "Kent County Council",
        "ela": "Kent County Council",
        "amat": "Cheshire East Council",
    }
    for pack in SCHOOLS:
        assert pack.controller["council"] in pack.routes["local-authority"].recipient
        assert pack.controller["council"] in pack.routes["youth-support"].recipient
    assert "Kent" not in told(AMAT)


@keeps("144")
def test_those_who_work_for_the_council_hear_from_two_schools_and_not_from_the_trust():
    assert [p.id for p in SCHOOLS if "commissioned-providers" in p.routes] == ["mmap", "ela"]
    assert send(AMAT, "commissioned-providers").code == "recipient-unlisted"


def test_the_record_goes_to_a_school_or_college_and_from_the_trust_to_a_school():
    named = {pack.id: "college" in pack.routes["next-school"].recipient for pack in SCHOOLS}
    assert named == {"mmap": True, "ela": True, "amat": False}
    assert {pack.routes["next-school"].travels for pack in SCHOOLS} == {"common-transfer-file"}


def test_the_trust_above_its_schools_is_listed_like_any_other_recipient():
    assert [pack.id for pack in FOUR if "trust-level" in pack.routes] == ["amat"]
    assert send(AMAT, "trust-level").code == "needs-more"
    answer = send(AMAT, "trust-level", given=frozenset({"necessity"}))
    assert answer.allowed
    assert not set(answer.fields) & {"medical", "contacts", "incidents", "address"}
    assert AMAT.routes["trust-level"].recipient in told(AMAT)
    assert AMAT.roles["trustee"].reads == {}


@keeps("152")
def test_the_national_pupil_database_is_the_departments_and_no_recipient_by_itself():
    assert not [r for r in AMAT.routes.values() if "National Pupil Database" in r.recipient]
    assert sentence(AMAT, "national-pupil-database") in told(AMAT)


# Machines, borders, places


@keeps("74", "75")
def test_the_trust_answers_no_to_machines_and_no_to_going_abroad_under_headings_of_their_own():
    lines = told(AMAT).splitlines()
    assert lines[lines.index("## Will a machine decide about me?") + 2] == (
        "No decision about you is taken by a machine alone."
    )
    assert lines[lines.index("## Will my information go abroad?") + 2] == (
        "Nothing is sent outside the United Kingdom."
    )


@keeps("75")
def test_a_recipient_abroad_stops_the_trusts_pack(tmp_path):
    packs = OwnPacks(tmp_path)
    packs.change("amat/routes/post-16.toml", 'agreement = "post', 'country = "FR"\nagreement = "post')
    with pytest.raises(BadInput) as refused:
        packs.load("amat")
    found = refused.value.finding
    assert (found.code, found.file) == ("sent-abroad", "amat/routes/post-16.toml")
    assert found.line == packs.line_of("amat/routes/post-16.toml", "country")


def test_each_says_where_the_records_lie():
    assert "on guarded servers in our buildings" in told(AMAT)
    assert "on computers, and some of it on paper" in told(ELA)


# Whom to ask


def test_the_trusts_officer_is_reached_by_e_mail_or_through_the_website():
    assert (
        AMAT.contacts["dpo"].role == "Data protection officer, by e-mail or through the form on our website"
    )
    assert AMAT.contacts["dpo"].email


@keeps("8")
def test_the_alliance_names_one_contact_for_everything_and_the_pack_adds_the_officer_it_must_have():
    assert ELA.contacts["rights"].role == "Privacy and rights contact"
    assert ELA.contacts["dpo"].email
    assert sentence(ELA, "no-officer") in told(ELA)
    assert "complain to us in any way: Privacy and rights contact" in told(ELA)


def test_parents_and_pupils_may_ask_the_alliance_and_the_pupils_own_say_comes_first():
    assert sentence(ELA, "access") in told(ELA)
    assert "From about 12 a parent usually needs the pupil's agreement." in told(ELA)


@keeps("220")
def test_the_educational_record_is_a_right_in_15_school_days_at_the_alliance_and_a_promise_at_the_trust():
    days = {pack.id: effective(pack, "educational_record_school_days", ON) for pack in SCHOOLS}
    assert (days["ela"].value, days["amat"].value, days["amat"].governs) == (15, None, "pack")
    assert "within 15 school days of asking in writing" in told(ELA)
    assert "school days" not in told(AMAT)
    assert "No law gives that at an academy; we promise it" in told(AMAT)


def test_a_trust_may_promise_the_educational_record_in_its_own_time_and_a_school_no_later_than_the_law(
    tmp_path,
):
    packs = OwnPacks(tmp_path)
    packs.change("amat/pack.toml", "[rules]\n", "[rules]\neducational_record_school_days = 20\n")
    assert effective(packs.load("amat"), "educational_record_school_days", ON).value == 20
    packs.change("ela/pack.toml", "[rules]\n", "[rules]\neducational_record_school_days = 20\n")
    with pytest.raises(BadInput) as refused:
        packs.load("ela")
    assert refused.value.finding.code == "looser-than-law"


def test_whoever_asks_the_trust_learns_how_their_data_was_shared():
    assert "You may ask how your information was shared, and we show you each time it was." in told(AMAT)


def test_the_alliance_sends_people_to_the_councils_team_for_what_the_council_passes_on():
    assert "what the council passes on" in ELA.contacts["council"].role


@keeps("70")
def test_the_review_that_stood_empty_at_the_alliance_is_filled():
    lines = told(ELA).splitlines()
    assert lines[lines.index("## When we look at this notice again") + 2] == (
        "We look at this notice again at least once a year."
    )
    assert sentence(ELA, "review") in told(ELA)


def test_a_concern_may_go_to_either_of_them_first_or_straight_to_the_regulator():
    for pack in (ELA, AMAT):
        assert "You may complain to us in any way" in told(pack)
        assert "You may also complain to the Information Commissioner" in told(pack)
        assert ", now or later (" in told(pack)


@keeps("188")
def test_both_explain_the_national_pupil_database():
    for pack in (ELA, AMAT):
        assert "### The national pupil database" in told(pack)


def test_both_tell_that_compensation_may_be_claimed():
    for pack in (ELA, AMAT):
        assert "you may claim compensation" in told(pack)
