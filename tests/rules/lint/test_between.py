"""What two documents of one controller say differently, quoted from the one asked about. Keeps: 19, 121."""

from dataclasses import replace

import pytest

from hornbook.packs import SHIPPED
from hornbook.rules.base.written import Written
from hornbook.rules.formats.written import read
from hornbook.rules.policy import load
from hornbook.rules.policy.lint import lint
from tests.rules.lint.texts import SEEDS, TODAY, sound, stands

POLICY = sound("sound-policy.md")


def told(one: Written, other: object) -> list[tuple[int, str]]:
    remarks = lint(one, TODAY, other)  # type: ignore[arg-type]
    assert all(stands(one, each) for each in remarks)
    return [(each.line, each.code) for each in remarks]


def notice(*changes: tuple[str, str]) -> Written:
    text = sound()
    for instead, by in changes:
        assert instead in text
        text = text.replace(instead, by)
    return read("notice.txt", text.encode())


def policy(*changes: tuple[str, str]) -> Written:
    text = POLICY
    for instead, by in changes:
        assert instead in text
        text = text.replace(instead, by)
    return read("policy.md", text.encode())


CCTV = ("- Attendance and absence", "- Attendance and absence\n- Pictures from CCTV")


def test_a_notice_has_to_tell_what_the_policy_speaks_of():
    assert told(notice(), policy()) == [(7, "policy-topic-missing-from-notice")]
    assert told(notice(CCTV), policy()) == []


def test_asked_about_the_policy_it_quotes_the_policy():
    assert told(policy(), notice()) == [(34, "policy-topic-missing-from-notice")]


@pytest.mark.parametrize(
    ("in_notice", "in_policy", "expected"),
    [
        (
            ("until your 25th birthday", "until your 21st birthday"),
            "We keep records until the age of 25.",
            [(39, "retention-conflict")],
        ),
        (
            ("until your 25th birthday", "until your 25th birthday"),
            "We keep records until the age of 25.",
            [],
        ),
        (
            ("We review this notice every year.", "We review this notice every two years."),
            "",
            [(3, "review-interval-conflict")],
        ),
        (
            ("- put your photograph", "- put your photograph, from 16 with your own consent,"),
            "Pupils aged 18 and over consent to photographs themselves.",
            [(21, "age-conflict")],
        ),
        (
            ("Decisions\n", "We report a breach within 48 hours.\n\nDecisions\n"),
            "A breach is reported within 72 hours.",
            [(41, "clock-conflict")],
        ),
        (("dpo@school.example.org", "d.p.o@school.example.org"), "", [(5, "contact-mismatch")]),
        (("dpo@school.example.org", "officer@school.example.org"), "", [(5, "contact-mismatch")]),
        (
            (
                "Write to office@school.example.org.",
                "Please contact Ada Byron to exercise any of your rights.",
            ),
            "",
            [(65, "contact-mismatch")],
        ),
    ],
)
def test_one_thing_said_in_two_ways(in_notice: tuple[str, str], in_policy: str, expected: list):
    other = policy(("Cameras watch the gate", f"{in_policy} Cameras watch the gate"))
    assert told(notice(CCTV, in_notice), other) == [
        (line + 1 if line > 12 else line, code) for line, code in expected
    ]


def test_regulation_4_here_and_5_there():
    cite = (
        "Nothing is sent outside the United Kingdom. We tell it under regulation {} of the "
        "Education (Information About Individual Pupils) (England) Regulations 2013."
    )
    four = notice(("Nothing is sent outside the United Kingdom.", cite.format(4)))
    five = notice(("Nothing is sent outside the United Kingdom.", cite.format(5)))
    assert told(four, five) == [(35, "regulation-mismatch")]
    assert told(four, four) == []


def test_a_notice_is_held_against_the_pack_that_decides():
    pack = load("england-alternative-provision", [SHIPPED])
    own = replace(
        pack, contacts={**pack.contacts, "dpo": replace(pack.contacts["dpo"], email="dpo@school.example.org")}
    )
    assert told(notice(), own) == []
    shorter = notice(("until your 25th birthday", "until your 21st birthday"))
    assert told(shorter, own) == [(39, "retention-conflict")]
    other = replace(
        pack,
        contacts={**pack.contacts, "dpo": replace(pack.contacts["dpo"], email="else@school.example.org")},
    )
    assert told(notice(), other) == [(5, "contact-mismatch")]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the published documents do not lie beside this tree")
def test_the_published_notice_and_policy_of_one_school():
    first, second = (
        read(name, (SEEDS / name).read_bytes())
        for name in ("000_f4b14118c29291d9.txt", "002_291c04f887dbed99.txt")
    )
    alone = [(each.line, each.code) for each in lint(first, TODAY)]
    beside = told(first, second)
    for each in alone:
        beside.remove(each)
    assert beside == [(11, "policy-topic-missing-from-notice")] * 3 + [(151, "contact-mismatch")]
