"""Who the people in a file are: nobody is guessed at, however far an earlier run came."""

from uuid import UUID

import pytest

from hornbook.stages.collect import acts
from tests.keeps import keeps
from tests.stages.collect.files import ada, brings, codes, digest, everybody, table
from tests.town import now


def without_number(**also):
    return {**ada(**also), "UPN": ""}


def people(school) -> list[UUID]:
    return sorted(s.person for s in everybody(school))


def test_a_pupil_is_known_again_by_the_number_however_the_name_is_spelt(town):
    school = town.school
    brings(school, table(ada()))
    done = brings(school, table(ada(Surname="Adacanary-Second")))
    assert (done.counts.new, done.counts.known, done.counts.updated) == (0, 1, 1)
    assert len(people(school)) == 1


def test_a_number_in_small_letters_is_the_same_number(town):
    school = town.school
    brings(school, table(ada()))
    done = brings(school, table(ada(UPN=ada()["UPN"].lower())))
    assert (done.counts.new, done.counts.known) == (0, 1)


def test_without_a_number_a_pupil_is_known_by_name_and_birthday_together(town):
    school = town.school
    brings(school, table(ada()))
    done = brings(school, table(without_number(Forename="FORECANARY")))
    assert (done.counts.new, done.counts.known) == (0, 1)
    other = brings(school, table(without_number(DOB="05/05/2012")))
    assert (other.counts.new, other.counts.known) == (1, 0)


def test_a_pupil_brought_without_a_number_gets_it_later_and_stays_one_person(town):
    school = town.school
    brings(school, table(without_number()))
    done = brings(school, table(ada()))
    assert (done.counts.new, done.counts.known) == (0, 1)
    assert everybody(school)[0].one("identifiers")["upn"] == ada()["UPN"]


def test_a_row_without_a_number_joins_the_one_of_its_name_in_the_same_file(town):
    school = town.school
    rows = table(ada(), without_number(**{"Middle Names": "Middle"}))
    done = brings(school, rows)
    assert (done.counts.new, len(people(school))) == (1, 1)
    assert everybody(school)[0].one("identity")["middle_names"] == "Middle"
    again = brings(school, [("a.csv", rows[0][1] + b"\n")])
    assert again.counts.nothing_new()


@keeps("288")
def test_of_two_pupils_with_one_name_and_birthday_a_row_without_number_means_nobody(town):
    school = town.school
    rows = [ada(), ada(UPN="A886999915002")]
    done = brings(school, table(*rows))
    assert done.counts.new == 2
    assert codes(done).count("namesake") == 2
    before = digest(school)

    unclear = brings(school, table(without_number(Sex="M")))
    assert [(f.code, f.line) for f in unclear.findings if f.severity == "error"] == [("whose-unclear", 2)]
    assert (unclear.counts.left_out, unclear.tables[0].rows.set_aside) == (1, 1)
    assert digest(school) == before
    together = brings(school, table(*rows, without_number(Sex="M")))
    assert [(f.code, f.line) for f in together.findings if f.severity == "error"] == [("whose-unclear", 4)]
    assert digest(school) == before


@keeps("288")
def test_two_people_held_with_one_number_are_a_finding_and_neither_is_touched(town):
    school = town.school
    first, second = school.pupil(), school.pupil()
    for pupil in (first, second):
        school.write(pupil.ref, "identifiers", {"upn": "A886999915001"})
    before = digest(school)
    done = brings(school, table(ada()))

    (error,) = (f for f in done.findings if f.severity == "error")
    assert (error.code, error.line) == ("number-held-twice", 2)
    assert done.counts.left_out == 1
    assert digest(school) == before


@keeps("288")
def test_a_number_under_which_somebody_else_is_held_moves_nothing(town):
    school = town.school
    brings(school, table(ada()))
    before = digest(school)
    done = brings(school, table(ada(Surname="Stranger", Forename="Other", DOB="01/01/2010")))
    assert codes(done, "error") == ["number-of-another"]
    assert digest(school) == before


def test_one_number_in_two_spellings_is_taken_once_and_the_other_row_is_named(town):
    school = town.school
    done = brings(school, table(ada(), ada(UPN=ada()["UPN"].lower(), Sex="M")))
    (error,) = (f for f in done.findings if f.severity == "error")
    assert (error.code, error.line) == ("number-spelt-twice", 3)
    assert (done.counts.new, done.tables[0].rows.set_aside) == (1, 1)


def test_a_number_nobody_has_with_no_name_beside_it_makes_nobody(town):
    school = town.school
    done = brings(school, table({"UPN": "A886999915001", "Reg Group": "9A"}))
    assert codes(done, "error") == ["nobody-known"]
    assert people(school) == []


def test_a_number_without_a_letter_or_digit_tells_nobody_apart(town):
    school = town.school
    brings(school, table(ada(UPN="---")))
    done = brings(school, table(ada(UPN="---", Sex="M")))
    assert (done.counts.new, done.counts.known, len(people(school))) == (0, 1, 1)


@pytest.mark.parametrize("step", [1, 2, 7])
def test_who_is_who_does_not_depend_on_the_size_of_the_steps(town, monkeypatch, step):
    """What a cut-off run had brought in is met by the next as held: the answers must be the same."""
    rows = [
        ada(),
        ada(UPN="A886999915002"),
        without_number(),
        ada(UPN="A886999915003", Surname="Third"),
        without_number(Surname="Third"),
        without_number(Surname="Fourth"),
        without_number(Surname="FOURTH"),
    ]
    monkeypatch.setattr("hornbook.stages.collect.plan.STEP", step)
    done = brings(town.school, table(*rows))
    monkeypatch.undo()
    whole = town.controller("england-alternative-provision")
    expected = brings(whole, table(*rows))

    assert done.counts == expected.counts
    assert sorted(codes(done, "error")) == sorted(codes(expected, "error")) == ["whose-unclear"]
    assert digest(town.school) == digest(whole)
    again = acts.preview(by=town.school.writer, at=now(), files=table(*rows))
    assert again.counts.nothing_new()
    assert (again.counts.known, again.counts.left_out) == (expected.counts.new, 1)
