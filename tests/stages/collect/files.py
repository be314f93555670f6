"""What the tests bring: a table of pupils, parts of the council's sample; and bringing them in."""

import csv
import gzip
import io
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from uuid import UUID

from hornbook.rules.base.actor import Actor
from hornbook.stages.collect import acts
from hornbook.stages.collect.queries import Outcome
from hornbook.stages.use import gate
from tests.town import School, now

SAMPLE = Path(__file__).resolve().parents[2] / "data/census"
Files = list[tuple[str, bytes]]


def table(*rows: Mapping[str, str], name: str = "pupils.csv") -> Files:
    """A school's own table, with a heading for every key there is."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(dict.fromkeys(k for row in rows for k in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return [(name, out.getvalue().encode())]


def ada(**also: str) -> dict[str, str]:
    """A pupil's row with a right number."""
    return {
        "UPN": "A886999915001",
        "Surname": "Adacanary",
        "Forename": "Forecanary",
        "DOB": "04/05/2012",
        "Sex": "F",
        "Admission Date": "02/09/2024",
        **also,
    }


def whole_sample() -> Files:
    return [(path.name, path.read_bytes()) for path in sorted(SAMPLE.glob("*.csv.gz"))]


@cache
def one_school(code: str = "SCH4", at_most: int | None = None) -> tuple[tuple[str, bytes], ...]:
    """The rows of one school in the council's sample; with `at_most`, of its first so many pupils."""
    found = []
    kept: set[tuple[str, str]] = set()
    for path in sorted(SAMPLE.glob("*.csv.gz"), key=lambda p: "_pupil" not in p.name):
        with io.TextIOWrapper(gzip.open(path), "utf-8", newline="") as lines:
            header, *rows = csv.reader(lines)
        key = next(
            n for n, c in enumerate(header) if c in ("pupilonrolltableid", "pupilnolongeronrolltableid")
        )
        mine = [row for row in rows if row[header.index("NativeId")] == code]
        if "_pupil" in path.name:
            mine = mine[:at_most]
            kept |= {(header[key], row[key]) for row in mine}
        mine = [row for row in mine if (header[key], row[key]) in kept]
        out = io.StringIO()
        csv.writer(out).writerows([header, *mine])
        found.append((path.name.removesuffix(".gz"), out.getvalue().encode()))
    return tuple(found)


def brings(school: School, files: Iterable[tuple[str, bytes]], by: Actor | None = None, **how) -> Outcome:
    """Receive and admit, as whoever writes most there."""
    who = by or school.writer
    receipt = acts.receive(by=who, at=now(), files=list(files), **how)
    return acts.admit(by=who, at=now(), receipt=receipt)


def digest(school: School) -> str:
    return school.act(lambda: gate.digest(by=school.writer))


def everybody(school: School) -> list[gate.Slice]:
    """All pupils of a controller, opened as its writer may see them."""
    return list(
        school.act(
            lambda: gate.listing(
                by=school.writer,
                purpose=school.purpose_to_write("identity"),
                at=now(),
                categories=None,
                on_roll=None,
                limit=10**6,
            )
        )[0]
    )


def one(school: School, person: UUID, *categories: str) -> gate.Slice:
    return school.act(
        lambda: gate.take(
            by=school.writer,
            purpose=school.purpose_to_write(categories[0]),
            people=[person],
            at=now(),
            categories=categories,
        )
    )[0]


def called(school: School, surname: str) -> gate.Slice:
    """The one pupil of this surname."""
    (found,) = (s for s in everybody(school) if s.one("identity").get("legal_surname") == surname)
    return found


def codes(outcome: Outcome, severity: str | None = None) -> list[str]:
    return [f.code for f in outcome.findings if severity in (None, f.severity)]
