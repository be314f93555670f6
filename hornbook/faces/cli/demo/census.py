"""A council's census export: the one that is at hand, else one of the same shape about nobody at all.

HORNBOOK_CENSUS names a folder with an export; a hyphen asks for the made-up one. In a checkout the export
that the tests read lies beside the package.
"""

import csv
import io
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import hornbook

from .families import home
from .names import TRADITIONS

SEED, SIZE, GONE = 1902, 300, 8  # the year councils became education authorities
Rows = list[dict[str, object]]


def at_hand() -> Path | None:
    """The folder of an export, if there is one."""
    named = os.environ.get("HORNBOOK_CENSUS", "")
    if named == "-":
        return None
    folder = Path(named) if named else Path(hornbook.__file__).parents[1] / "tests" / "data" / "census"
    return folder if any(folder.glob("*pupilonroll.csv*")) else None


def files(today: date) -> list[tuple[str, bytes]]:
    """Name and content of each table."""
    folder = at_hand()
    if folder is None:
        return list(made_up(today))
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv*"))]


def made_up(today: date) -> Iterator[tuple[str, bytes]]:
    """Ten tables of last autumn's census, the same for the same day."""
    rng = Random(SEED)  # noqa: S311  drawn the same way every time, on purpose
    year = today.year if today >= date(today.year, 10, 15) else today.year - 1
    tables: dict[str, Rows] = {}
    for n in range(SIZE):
        _pupil(rng, tables, n, year, "on")
    for n in range(SIZE, SIZE + GONE):
        _pupil(rng, tables, n, year, "off")
    for name, rows in sorted(tables.items()):
        yield f"{year}_autumn_{name}.csv", _csv(rows)


def _csv(rows: Rows) -> bytes:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _pupil(rng: Random, tables: dict[str, Rows], n: int, year: int, roll: str) -> None:
    key = "pupilonrolltableid" if roll == "on" else "pupilnolongeronrolltableid"
    tied: dict[str, object] = {key: f"{rng.getrandbits(32):08x}-{n:03}", "NativeId": f"SCH{n % 8 + 1}"}
    tradition = rng.choices(TRADITIONS, [t.weight for t in TRADITIONS])[0]
    girl, age = rng.random() < 0.5, 4 + n % 12
    born = date(year - age - 1, 9, 1) + timedelta(days=rng.randrange(365))
    row = {
        **tied,
        "dob": _written(born),
        "surname": rng.choice(tradition.surnames),
        "forename": rng.choice(tradition.girls if girl else tradition.boys),
        "upn": f"{rng.getrandbits(32):08x}-{n:03}",  # kept as given, and flagged: nobody has such a number
        "sex": "F" if girl else "M",
        "entrydate": _written(date(year - 1, 9, 4)),
        "language": tradition.language,
        "termlysessionspossible": 130,
        "termlysessionsauthorised": rng.randrange(12),
        "termlysessionsunauthorised": rng.randrange(6),
    }
    if roll == "on":
        stage = rng.choices("NKE", (80, 15, 5))[0]
        tables.setdefault("pupilonroll", []).append(
            {**row, "enrolstatus": "C", "senprovision": stage, "ncyearactual": age - 4 or "R"}
        )
    else:
        left = {"leavingdate": _written(date(year, 7, 19)), "ncyearleaving": age - 4 or "R"}
        tables.setdefault("pupilnolongeronroll", []).append({**row, **left})
        tables.setdefault("addressesoffroll", []).append({**tied, "postcode": home(rng)["postcode"]})
    _below(rng, tables, tied, year, roll)


def _below(rng: Random, tables: dict[str, Rows], tied: dict[str, object], year: int, roll: str) -> None:
    for period in ("termlysessiondetails", "summerhalfterm2sessiondetails"):
        for reason in rng.sample("ICMOLV", 2):
            tables.setdefault(period + roll + "roll", []).append(
                {**tied, "attendancereason": reason, "sessions": rng.randint(1, 9)}
            )
    if roll == "on" and rng.random() < 0.25:
        meals = {"fsmstartdate": _written(date(year - 1, 10, 1)), "ukcountry": "ENG"}
        tables.setdefault("fsmperiodsonroll", []).append({**tied, **meals})
    if roll == "off" or rng.random() < 0.05:
        suspended = {
            "startdate": _written(date(year, 6, 3)),
            "category": "SUSP",
            "sessions": 4,
            "reason1": "DB",
        }
        tables.setdefault(f"termlyexclusions{roll}roll", []).append({**tied, **suspended})


def _written(day: date) -> str:
    """As such an export writes a day."""
    return f"{day:%Y-%b-%d} 00:00:00"
