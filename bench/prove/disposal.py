"""After disposal not a byte is left of them: two hundred pupils, every file, every form, every key there is.

    bin/prove disposal [pupils]

With the keys each canary is found before (the positive control), without them none, and after disposal none
with every key that is left, live or by the backup of the data. A leak put there on purpose is caught.
Keeps: promises 110, 113, 119.
"""

import sqlite3
import sys
import time
from pathlib import Path

from bench import town

HOME = town.found()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from hornbook.stages.hold.models import Token  # noqa: E402
from hornbook.stages.keys import backups, ring  # noqa: E402
from hornbook.stages.ledger.tenancy import reading  # noqa: E402
from hornbook.stages.retain import queries  # noqa: E402
from tests import scan  # noqa: E402
from tests.leaver import Leaver, disposed, leaver  # noqa: E402
from tests.town import School, Town, now  # noqa: E402

#: In every canary: one search for it in each form finds any of them.
STEM = [scan.STEM]


def tokens_of(school: School, leavers: list[Leaver], stays: list[bytes]) -> set[bytes]:
    people = [p for each in leavers for p in (each.pupil.ref, each.contact)]
    with reading(school.ref):
        rows = Token.objects.filter(person__in=people).values_list("token", flat=True)
        return {bytes(t) for t in rows} - set(stays)


def data_backup(live: Path) -> Path:
    kept = HOME / "backups" / "data" / "hornbook.sqlite3"
    kept.parent.mkdir(parents=True)
    with sqlite3.connect(live) as source, sqlite3.connect(kept) as copy:
        source.backup(copy)
    return kept


def missing(texts: list[str], plain: bytes) -> int:
    return sum(text.encode() not in plain for text in texts)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    live = Path(settings.DATABASES["default"]["NAME"])
    school = Town().school
    assert all((school.dpo, school.head, school.office))
    stays = school.pupil()
    start = time.perf_counter()
    leavers = [leaver(school, stays) for _ in range(count)]
    texts = [text for each in leavers for text in each.texts]
    typed = [text for each in leavers for text in each.never]
    town.told(f"{count} pupils with a canary in every field", f"{len(texts):,} canaries")
    town.told("made in", f"{time.perf_counter() - start:.0f} s")
    with reading(school.ref):
        staying = [bytes(t) for t in Token.objects.filter(person=stays.ref).values_list("token", flat=True)]
    tokens = tokens_of(school, leavers, staying)
    backup = data_backup(live)
    backups.make(now())

    def opened(database: Path) -> bytes:
        return scan.opened_in(scan.in_file(database), ring(), school.ref)

    bad = 0

    def told(what: str, wrong: int) -> None:
        nonlocal bad
        bad += wrong
        town.told(what, f"{wrong:,}")

    told("before, with the keys: canaries not found (of them all)", missing(texts, opened(live)))
    told("before, without a key: files in which a canary stands", len(scan.found(HOME, STEM)))
    told("before: search tokens not found", len(tokens) - len(scan.holding(live.parent, tokens)))

    start = time.perf_counter()
    certificates = disposed(school, [each.pupil.ref for each in leavers])
    town.told("disposed of in", f"{time.perf_counter() - start:.1f} s")
    told("certificates missing", count - len(certificates))

    start = time.perf_counter()
    told("after, without a key: files in which a canary stands", len(scan.found(HOME, STEM)))
    told("after, with every live key: canaries found", len(texts) - missing(texts, opened(live)))
    told("after, by the data's backup and the live keys", len(texts) - missing(texts, opened(backup)))
    told("after, typed by somebody and kept", len(typed) - missing(typed, opened(live)))
    connection.close()
    pages = [path for path in (live, live.with_name(live.name + "-wal")) if path.exists()]
    told("after: tokens in a page or the log of the live database", _held(pages, tokens))
    size = sum(path.stat().st_size for path in scan.files(HOME))
    town.told(f"{size / 1e6:.0f} MB searched in", f"{time.perf_counter() - start:.0f} s")

    leak = HOME / "leak"
    leak.write_bytes(b"a line of a log: " + leavers[0].texts[0].encode())
    told("a leak on purpose that is not caught", 1 - len(scan.found(HOME, STEM)))
    leak.unlink()
    last = queries.certificate(school.ref, certificates[-1])
    town.told("no backup opens them from", last.unreadable_from.isoformat() if last else "never")
    town.ending(not bad)


def _held(paths: list[Path], tokens: set[bytes]) -> int:
    data = b"".join(path.read_bytes() for path in paths)
    return sum(token in data for token in tokens)


if __name__ == "__main__":
    main()
