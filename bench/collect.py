"""Bringing in a council's census export: ten tables, 129,342 rows, 9,091 people.

Measures the whole of it (reading, telling people apart, sealing, indexing, the ledger) on a fresh data
folder, then a dry run and a second run of the same content under other bytes, which must change nothing.
A data folder in HORNBOOK_HOME is never used: each run makes its own and removes it, and so with a database on
the server that HORNBOOK_DATABASE_URL names.

    bin/bench collect [--profile]
    python -m tests.postgres python -m bench.collect
"""

import argparse
import cProfile
import gzip
import os
import platform
import pstats
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).resolve().parents[1] / "tests/data/census"
DATABASE = "hornbook_bench"
Files = list[tuple[str, bytes]]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--profile", action="store_true", help="print where the time of the first run goes")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hornbook-bench-") as home, _own_database():
        _start(Path(home))
        return measure(Path(home), profile=args.profile)


@contextmanager
def _own_database() -> Iterator[None]:
    server = os.environ.get("HORNBOOK_DATABASE_URL")
    if not server:
        yield
        return
    import psycopg

    os.environ["HORNBOOK_DATABASE_URL"] = f"{server.rpartition('/')[0]}/{DATABASE}"
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {DATABASE}")
        try:
            yield
        finally:
            owner.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def _start(home: Path) -> None:
    os.environ["HORNBOOK_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hornbook.site.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from hornbook.stages.keys import root

    root.make_file(home / "keys" / "root.key")
    call_command("migrate", verbosity=0)


def measure(home: Path, *, profile: bool) -> int:
    from hornbook.stages.collect import acts

    by, now = _data_officer()
    files = [(path.name, path.read_bytes()) for path in sorted(SAMPLE.glob("*.csv.gz"))]
    other_bytes = [(name, gzip.compress(gzip.decompress(data), 1)) for name, data in files]
    first = _receipt(by, now, files)
    looking = cProfile.Profile() if profile else None
    if looking:
        looking.enable()
    admitted, one = _timed(lambda: acts.admit(by=by, at=now(), receipt=first))
    if looking:
        looking.disable()
        pstats.Stats(looking).sort_stats("tottime").print_stats(35)
    dry, two = _timed(lambda: acts.preview(by=by, at=now(), files=other_bytes))
    second = _receipt(by, now, other_bytes)
    again, three = _timed(lambda: acts.admit(by=by, at=now(), receipt=second))
    rows = sum(table.rows.read for table in admitted.tables)
    _print(home, rows, {"first run": one, "dry run, held already": two, "second run": three})
    c = admitted.counts
    print(f"people {c.new:,}, records {c.created:,}, enrolments {c.enrolments:,}")
    unchanged = dry.counts.nothing_new() and again.counts.nothing_new()
    closes = all(table.rows.closes for table in admitted.tables)
    print("the second run changed", "nothing" if unchanged else "SOMETHING")
    print("rows read are rows admitted, merged or set aside:", "yes" if closes else "NO")
    return 0 if unchanged and closes else 1


def _data_officer() -> tuple[Any, Callable[[], Any]]:
    from django.utils import timezone

    from hornbook.rules.base.actor import Actor
    from hornbook.stages.parties import acts as parties

    at = timezone.now
    council = parties.found(slug="bench", name="Bench council", pack="england-council", at=at())
    installer = Actor(parties.INSTALLER, council, frozenset({"installer"}), True)
    account = parties.invite(
        by=installer,
        at=at(),
        email="data-officer@council.example.org",
        name="Data officer",
        roles=("data-officer",),
        starts=timezone.localdate(),
    )
    return Actor(account, council, frozenset({"data-officer"}), True), at


def _receipt(by: Any, now: Callable[[], Any], files: Files) -> Any:
    from hornbook.stages.collect import acts

    return acts.receive(by=by, at=now(), files=files)


def _timed(do: Callable[[], Any]) -> tuple[Any, tuple[float, float]]:
    cpu, wall = time.process_time(), time.monotonic()
    result = do()
    return result, (time.process_time() - cpu, time.monotonic() - wall)


def _print(home: Path, rows: int, runs: dict[str, tuple[float, float]]) -> None:
    print(f"{platform.python_implementation()} {platform.python_version()}, {rows:,} rows in 10 tables")
    print(f"{'':24}{'CPU s':>8}{'wall s':>8}{'rows/s':>9}")
    for name, (cpu, wall) in runs.items():
        print(f"{name:24}{cpu:8.1f}{wall:8.1f}{rows / wall:9,.0f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB, {_database(home)}, keyring {_size(home / 'keys'):,.1f} MB")


def _database(home: Path) -> str:
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"database {_size(home, 'hornbook.sqlite3*'):,.1f} MB (SQLite)"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return f"database {cursor.fetchone()[0] / 1e6:,.1f} MB (PostgreSQL)"


def _size(folder: Path, names: str = "*") -> float:
    return sum(path.stat().st_size for path in folder.glob(names) if path.is_file()) / 1e6


if __name__ == "__main__":
    sys.exit(main())
