"""The council's own export: every row accounted for, and a second run that changes nothing."""

import gzip
from collections import Counter

import pytest
from django.db import connection

from hornbook.stages.collect import acts
from tests.keeps import keeps
from tests.stages.collect.files import brings, digest, everybody, one_school, whole_sample
from tests.town import now


def repacked(files):
    """The same content under other bytes."""
    plain = [(n, gzip.decompress(d) if n.endswith(".gz") else d) for n, d in files]
    return [(n.removesuffix(".gz") + ".gz", gzip.compress(d, 1)) for n, d in plain]


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="half a minute; PostgreSQL has one school's worth, below"
)
@keeps("22", "24", "288")
def test_the_whole_export_is_accounted_for_and_a_second_run_changes_nothing(real_town):
    council = real_town.council
    done = brings(council, whole_sample())

    assert sum(t.rows.read for t in done.tables) == 129_342
    assert all(t.rows.closes for t in done.tables)
    assert {
        t.kind: (t.rows.merged, t.rows.set_aside) for t in done.tables if t.rows.admitted < t.rows.read
    } == {
        "fsmperiodsonroll": (247, 58),
        "termlyexclusionsonroll": (4, 0),
    }
    errors = [f for f in done.findings if f.severity == "error"]
    assert len({(f.file, f.line) for f in errors}) == 58
    assert all(f.line and f.field and f.why and f.next for f in errors)
    assert (done.counts.numbers, done.counts.new, done.counts.known) == (9_091, 9_091, 0)
    assert (done.counts.enrolments, done.counts.left_out) == (9_396, 0)

    before = digest(council)
    again = brings(council, repacked(whole_sample()))
    assert again.receipt != done.receipt
    assert (again.counts.new, again.counts.known, again.counts.created, again.counts.updated) == (
        0,
        9_091,
        0,
        0,
    )
    assert again.counts.unchanged == done.counts.created
    assert digest(council) == before


@keeps("22", "288")
def test_one_school_s_rows_are_held_as_the_export_gives_them(real_town):
    council = real_town.council
    done = brings(council, one_school())

    assert all(t.rows.closes for t in done.tables)
    held = everybody(council)
    assert len(held) == done.counts.new == done.counts.numbers
    records = Counter(c for s in held for c, rows in s.records.items() for _ in rows)
    assert sum(records.values()) == done.counts.created
    assert records["enrolment"] == done.counts.enrolments
    rows = {t.kind: t.rows for t in done.tables}
    sessions = ("term", "summerhalfterm2")
    counted = sum(r.admitted for k, r in rows.items() if "sessiondetails" in k and k.startswith(sessions))
    assert records["attendance_summary"] == counted
    assert records["exclusions"] == sum(r.admitted for k, r in rows.items() if "exclusions" in k)


def test_the_same_content_under_other_bytes_changes_nothing_and_says_so(real_town):
    council = real_town.council
    first = brings(council, one_school(at_most=120))
    before = digest(council)
    again = brings(council, repacked(one_school(at_most=120)))

    assert again.receipt != first.receipt
    assert not again.again
    assert again.counts.nothing_new()
    assert again.counts.unchanged == first.counts.created
    assert digest(council) == before


def test_a_table_that_nobody_knows_is_set_aside_and_the_others_go_in(real_town):
    council = real_town.council
    files = [*one_school(at_most=5), ("2024_autumn_shoesizes.csv", b"pupilonrolltableid,size\n1,38\n2,39\n")]
    done = brings(council, files)

    (unknown,) = (t for t in done.tables if t.name == "2024_autumn_shoesizes.csv")
    assert (unknown.rows.read, unknown.rows.set_aside) == (2, 2)
    assert "unknown-table" in [f.code for f in done.findings]
    assert done.counts.new > 0


@keeps("24")
def test_withdrawn_codes_and_wrong_numbers_stay_as_given_and_are_flagged(real_town):
    council = real_town.council
    done = brings(council, one_school(at_most=150))

    held = everybody(council)
    withdrawn = ("2024_autumn_pupilonroll.csv", "senprovision", "S")
    (flagged,) = (t.count for t in done.tallies if (t.file, t.field, t.value) == withdrawn)
    old_stage = [s for s in held if s.one("sen").get("provision") == "S"]
    assert len(old_stage) == flagged > 0
    numbers = [s.one("identifiers")["upn"] for s in held]
    assert sum(t.count for t in done.tallies if t.code == "upn-format") >= len(numbers)
    assert all("-" in number for number in numbers)


def test_schools_in_the_export_become_establishments_of_the_council(real_town):
    from hornbook.stages.parties import queries as parties

    council = real_town.council
    brings(council, one_school(at_most=3))
    assert "SCH4" in parties.establishment_names(council.ref).values()


@keeps("288")
def test_a_dry_run_says_what_a_run_would_do_and_changes_nothing(real_town):
    council = real_town.council
    files = list(one_school(at_most=60))
    before = digest(council)

    told = acts.preview(by=council.writer, at=now(), files=files)
    assert digest(council) == before
    assert everybody(council) == []
    done = brings(council, files)

    assert told.counts == done.counts
    assert (told.findings, told.tallies) == (done.findings, done.tallies)
    assert [t.rows for t in told.tables] == [t.rows for t in done.tables]
    after = acts.preview(by=council.writer, at=now(), files=files)
    assert after.counts.nothing_new()
    assert after.counts.unchanged == done.counts.created
