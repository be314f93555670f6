"""One decision, asked everywhere: the whole answer, allowed and refused, against the shipped packs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.packs import SHIPPED
from hornbook.rules.policy import decide, load
from hornbook.rules.policy.types import ACTS, Decision, Question
from tests.keeps import keeps

ON = date(2026, 11, 24)
AP, MMAP, COUNCIL, KCC = (
    load(name, [SHIPPED]) for name in ("england-alternative-provision", "mmap", "england-council", "kcc")
)


def ask(pack, act, roles=(), **asked):
    return decide(pack, Question(act=act, on=ON, roles=frozenset(roles), **asked))


NAMES = frozenset({"legal_surname", "legal_forename", "preferred_surname", "preferred_forename"})


@keeps("97")
def test_a_teacher_reads_of_those_they_teach_what_teaching_needs():
    answer = ask(
        MMAP,
        "read",
        ["teacher"],
        relations=frozenset({"any", "teaches"}),
        purpose="pupil-learning",
        category="identity",
    )
    assert answer == Decision(
        "allow",
        {"identity": NAMES},
        ("pack:purposes.pupil-learning", "Education Act 1996, section 19", "pack:roles.teacher"),
        "Used for this reason: To teach you and help you learn",
    )


@keeps("59")
def test_the_condition_for_special_category_data_is_cited_with_the_answer():
    answer = ask(
        MMAP,
        "read",
        ["teacher"],
        relations=frozenset({"any", "teaches"}),
        purpose="pastoral-care",
        category="medical",
    )
    assert answer.fields == {"medical": {"care"}}
    assert answer.cites[-1] == "Data Protection Act 2018, Schedule 1, paragraph 18"


REFUSED = {
    "somebody else's pupil": (
        MMAP,
        "read",
        ["teacher"],
        {"purpose": "pupil-learning", "category": "identity"},
        Decision(
            "deny",
            {},
            ("pack:roles.teacher", "UK GDPR, Article 32"),
            "Only people who teach or support this pupil may open the record.",
            "Ask the pupil's tutor, or the office to correct who teaches whom.",
            "not-yours",
        ),
    ),
    "no purpose": (
        MMAP,
        "read",
        ["head"],
        {"category": "identity"},
        Decision(
            "deny",
            {},
            ("pack:purposes", "UK GDPR, Article 5(1)(b)"),
            "No purpose was named, and there must be one of the reasons the notice gives for using data.",
            "Choose a reason from the notice; a new one has to be announced before it is used.",
            "purpose-undeclared",
        ),
    ),
    "a purpose nobody announced": (
        MMAP,
        "read",
        ["head"],
        {"category": "identity", "purpose": "marketing"},
        Decision(
            "deny",
            {},
            ("pack:purposes", "UK GDPR, Article 5(1)(b)"),
            "'marketing' is not one of the reasons the notice gives for using data.",
            "Choose a reason from the notice; a new one has to be announced before it is used.",
            "purpose-undeclared",
        ),
    ),
    "a category the notice does not name": (
        MMAP,
        "change",
        ["head"],
        {"purpose": "pastoral-care", "category": "incidents"},
        Decision(
            "deny",
            {},
            ("pack:categories", "UK GDPR, Articles 5(1)(a) and 13"),
            "The notice does not say that incidents is held, so it cannot be.",
            "Have the pack and the notice changed first, and tell people before you collect it.",
            "not-in-pack",
        ),
    ),
    "a field that is not held": (
        AP,
        "change",
        ["office"],
        {
            "purpose": "pupil-learning",
            "category": "characteristics",
            "fields": frozenset({"nationality", "first_language"}),
        },
        Decision(
            "deny",
            {},
            ("pack:categories.characteristics", "UK GDPR, Article 5(1)(c)"),
            "The notice does not say that this is held under characteristics: nationality.",
            "Leave it out, or have the pack and the notice changed first.",
            "field-not-in-pack",
        ),
    ),
    "a category not used for that purpose": (
        MMAP,
        "read",
        ["head"],
        {"purpose": "moderation", "category": "medical"},
        Decision(
            "deny",
            {},
            ("pack:purposes.moderation", "UK GDPR, Article 5(1)(b) and (c)"),
            "Medical is not used for this reason: To check with other teachers that work is judged fairly",
            "Choose the reason you need it for; if none fits, you do not need it.",
            "not-for-this-purpose",
        ),
    ),
    "a field that the work does not need": (
        MMAP,
        "read",
        ["head"],
        {"purpose": "pastoral-care", "category": "medical", "fields": frozenset({"care", "note"})},
        Decision(
            "deny",
            {},
            (
                "pack:purposes.pastoral-care",
                "Education Act 2002, section 175",
                "Children Act 2004, section 10",
                "pack:roles.head",
                "UK GDPR, Article 25(2)",
            ),
            "Your work does not need this part of the record: note.",
            "Leave it out. Ask the data protection officer if you think it should be.",
            "field-not-allowed",
        ),
    ),
    "a name for a purpose about groups": (
        MMAP,
        "read",
        ["head"],
        {"purpose": "service-quality", "category": "attendance"},
        Decision(
            "deny",
            {},
            ("pack:purposes.service-quality", "UK GDPR, Article 5(1)(c)"),
            "This reason compares groups of pupils, and never looks at one by name.",
            "Use the analysis pages, or choose the reason for which you need this pupil's record.",
            "not-by-name",
        ),
    ),
    "a restricted record": (
        MMAP,
        "read",
        ["head"],
        {"purpose": "pastoral-care", "category": "identity", "restricted": True},
        Decision(
            "deny",
            {},
            ("UK GDPR, Article 18", "pack:purposes.pastoral-care"),
            "Use of this person's data is restricted: it may be kept, and not used for this.",
            "Wait until the restriction is lifted, or ask the data protection officer.",
            "restricted",
        ),
    ),
    "a governor, who sees no pupil": (
        MMAP,
        "read",
        ["governor"],
        {"purpose": "pastoral-care", "category": "identity"},
        Decision(
            "deny",
            {},
            ("pack:roles", "pack:purposes.pastoral-care", "UK GDPR, Articles 25(2) and 32"),
            "Your role here does not use this for this reason.",
            "Ask somebody whose work it is, or the data protection officer.",
            "role-not-allowed",
        ),
    ),
    "an act of somebody else's": (
        MMAP,
        "retain.approve",
        ["teacher"],
        {},
        Decision(
            "deny",
            {},
            ("pack:roles", "UK GDPR, Article 32"),
            "Your role here does not do this.",
            "This is for: Data protection officer, Headteacher.",
            "role-not-allowed",
        ),
    ),
    "an act there is not": (
        MMAP,
        "soup.cook",
        ["head"],
        {},
        Decision(
            "deny", {}, ("pack:roles",), "There is no act 'soup.cook'.", "Choose a known one.", "act-unknown"
        ),
    ),
}


@keeps("22", "57", "97", "225", "269")
@pytest.mark.parametrize(("pack", "act", "roles", "asked", "answer"), REFUSED.values(), ids=REFUSED)
def test_everything_that_is_not_allowed_is_refused_with_what_why_and_next(pack, act, roles, asked, answer):
    assert ask(pack, act, roles, **asked) == answer


@keeps("225")
def test_a_restriction_does_not_stop_what_keeps_a_child_safe():
    asked = {"purpose": "safeguarding", "category": "identity", "restricted": True}
    assert ask(MMAP, "read", ["head"], **asked).allowed


def test_the_same_question_to_change_is_answered_by_what_the_role_may_change():
    near = {"relations": frozenset({"any", "teaches"}), "purpose": "pupil-learning"}
    assert ask(MMAP, "change", ["teacher"], category="attendance", **near).fields == {
        "attendance": MMAP.categories["attendance"].fields
    }
    assert ask(MMAP, "change", ["teacher"], category="identity", **near).code == "role-not-allowed"


def test_finding_pupils_shows_what_reading_them_would():
    asked = {"purpose": "pupil-learning", "category": "identity"}
    assert ask(MMAP, "find", ["office"], **asked) == ask(MMAP, "read", ["office"], **asked)
    assert ask(MMAP, "find", ["governor"], **asked).code == "role-not-allowed"


def test_two_roles_may_together_what_each_may_alone():
    asked = {"purpose": "pastoral-care", "category": "medical", "relations": frozenset({"any", "teaches"})}
    teacher = ask(MMAP, "read", ["teacher"], **asked).fields["medical"]
    head = ask(MMAP, "read", ["head"], **asked).fields["medical"]
    both = ask(MMAP, "read", ["teacher", "head"], **asked)
    assert both.fields["medical"] == teacher | head
    assert {"pack:roles.teacher", "pack:roles.head"} <= set(both.cites)


def test_an_act_that_a_role_may_do_is_allowed():
    assert ask(MMAP, "retain.approve", ["head"]) == Decision(
        "allow", {}, ("pack:roles.head",), "Your role here does this."
    )


def test_only_what_compares_groups_is_for_analysis():
    assert ask(KCC, "analyse", ["analyst"], purpose="analysis", category="attendance_totals").allowed
    assert ask(KCC, "analyse", ["analyst"], purpose="safeguarding", category="sen").code == "not-for-analysis"
    assert ask(KCC, "read", ["analyst"], purpose="analysis", category="sen").code == "not-by-name"


WHO = st.sampled_from(sorted(MMAP.roles))
EVERYTHING = st.sampled_from(sorted(MMAP.purposes)), st.sampled_from(sorted(AP.categories))


@keeps("97", "100")
@given(WHO, *EVERYTHING, st.sets(st.sampled_from(["teaches", "tutors"])))
def test_what_is_allowed_is_always_written_in_the_pack(role, purpose, category, near):
    answer = ask(
        MMAP, "read", [role], purpose=purpose, category=category, relations=frozenset({"any", *near})
    )
    if answer.allowed:
        granted = MMAP.roles[role].reads[purpose]
        assert answer.fields == {category: granted[category]}
        assert category in MMAP.purposes[purpose].categories
        assert MMAP.roles[role].relations & {"any", *near}
    else:
        assert all((answer.why, answer.next, answer.code, answer.cites))
        assert answer.fields == {}


@given(st.sampled_from(sorted(ACTS - {"use.read", "use.find", "use.change"})), WHO)
def test_an_act_is_for_the_roles_that_name_it_and_no_others(act, role):
    answer = ask(MMAP, act, [role])
    assert answer.allowed == (act in MMAP.roles[role].acts)
