"""What sealing costs: the figures behind docs/adr/0003.

    bin/bench sealing [people ...]        9000 and 50000 without an argument

CPU time of this process, on one core. The peer beside each figure is the same without sealing: plain values
in JSON, sorted and searched by SQLite itself.
"""

import json
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from uuid import UUID, uuid4

from bench import town

HOME = town.found()

from django.db import connection  # noqa: E402

from hornbook.stages.hold import acts as record  # noqa: E402
from hornbook.stages.hold import queries as held  # noqa: E402
from hornbook.stages.hold import ranks  # noqa: E402
from hornbook.stages.hold.models import Person, Record, Token  # noqa: E402
from hornbook.stages.hold.slices import Write  # noqa: E402
from hornbook.stages.keys import ring  # noqa: E402
from hornbook.stages.keys.seal import DataKey  # noqa: E402
from hornbook.stages.ledger.tenancy import inside, reading  # noqa: E402
from tests.town import Town, now, today  # noqa: E402

chance = random.Random(1)
SOUNDS = [consonant + vowel for consonant in "bdfghjklmnprst" for vowel in "aeio"]


def name(parts: int) -> str:
    return "".join(chance.choice(SOUNDS) for _ in range(parts)).title()


def cpu(do: Callable[[], object], times: int = 1) -> float:
    """Seconds of CPU for one time."""
    start = time.process_time()
    for _ in range(times):
        do()
    return (time.process_time() - start) / times


def us(seconds: float) -> str:
    return f"{seconds * 1e6:.0f} µs" if seconds < 0.001 else f"{seconds * 1e3:.1f} ms"


def one_record() -> None:
    key = DataKey(bytes(range(32)), uuid4(), uuid4())
    source = [uuid4().hex, 7, "2026-11-23"]
    values = {f"field_{n}": name(4) for n in range(8)}
    content = {"v": values, "s": {"": source}}
    place = held.place("identity", uuid4())
    sealed = key.seal_values(content, place)
    plain = json.dumps(content)
    town.told("one record of eight fields: seal", us(cpu(lambda: key.seal_values(content, place), 20_000)))
    town.told("  open", us(cpu(lambda: key.open_values(sealed, place), 20_000)))
    town.told("  open, unsealed JSON beside it", us(cpu(lambda: json.loads(plain), 20_000)))
    town.told("  size, beside the JSON", f"{len(sealed)} and {len(plain)} bytes")


def filled(school: object, count: int) -> list[UUID]:
    """So many pupils, put in as an import does: in sets, ranked once."""
    controller = school.ref  # type: ignore[attr-defined]
    everyone: list[UUID] = []
    for start in range(0, count, 1000):
        refs = [uuid4() for _ in range(min(1000, count - start))]
        with inside(controller):
            record.create(controller, "pupil", refs, now())
            writes = [w for n, ref in enumerate(refs) for w in _about(ref, start + n)]
            record.put(controller, writes, record.Came(None, now(), today()))
            record.set_facts(controller, {ref: {"on_roll": True} for ref in refs})
        everyone += refs
    with inside(controller):
        ranks.place_all(controller)
    return everyone


def _about(ref: UUID, n: int) -> list[Write]:
    day = f"{chance.randrange(2008, 2020)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
    who = {
        "legal_surname": name(3),
        "legal_forename": name(2),
        "date_of_birth": day,
        "sex": chance.choice("FM"),
    }
    roll = {"establishment": "8869999", "entry_date": "2024-09-02", "year_group": str(n % 14)}
    number = {"upn": f"Z{n:012d}"}
    return [Write(ref, "identity", who), Write(ref, "identifiers", number), Write(ref, "enrolment", roll)]


def many(count: int) -> None:
    school = Town().controller("england-council")
    start = time.process_time()
    people = filled(school, count)
    controller = school.ref
    town.told(
        f"{count:,} pupils put in, found by {_tokens(controller):,} tokens",
        f"{time.process_time() - start:.0f} s",
    )
    fields = {
        c: frozenset(("legal_surname", "legal_forename", "date_of_birth", "year_group"))
        for c in ("identity", "enrolment")
    }

    def page(at: int) -> None:
        refs, _ = held.in_order(controller, on_roll=True, start=at)
        held.slices(controller, refs, dict.fromkeys(refs, fields))

    def search(text: str) -> list[UUID]:
        return held.candidates(controller, text, 100)

    with reading(controller):
        town.told(
            "  a page of 50 in order of names, opened",
            us(cpu(lambda: page(chance.randrange(count - 50)), 40)),
        )
        town.told("  the same by opening all and sorting", us(cpu(lambda: _all_sorted(controller, people))))
        some = [_name_of(controller, p) for p in chance.sample(people, 20)]
        town.told("  search by surname, candidates", us(sum(cpu(lambda t=t: search(t)) for t in some) / 20))
        town.told("  search by three letters", us(sum(cpu(lambda t=t: search(t[:3])) for t in some) / 20))
        town.told(
            "  who is due by a month", us(cpu(lambda: held.due_by(controller, today().replace(day=1)), 20))
        )
        missed = sum(p not in search(t) for t, p in ((_name_of(controller, p), p) for p in people[:200]))
    with inside(controller):
        town.told(
            "  a newcomer's place", us(cpu(lambda: ranks.place(controller, [chance.choice(people)]), 20))
        )
        town.told("  everybody's place anew", us(cpu(lambda: ranks.place_all(controller))))
    town.told("  of 200 not among the first 100 found by surname", str(missed))
    _plain_beside(count)


def _tokens(controller: UUID) -> int:
    with reading(controller):
        return Token.objects.filter(controller=controller).count()


def _name_of(controller: UUID, person: UUID) -> str:
    return str(
        held.records_of(controller, [person], {"identity"})[person]["identity"][0].values["legal_surname"]
    )


def _all_sorted(controller: UUID, people: list[UUID]) -> None:
    keys = {}
    for some in held.chunks(people):
        keys |= {p: ranks.sort_key(r) for p, r in held.records_of(controller, some, {"identity"}).items()}
    sorted(keys, key=lambda p: keys[p])


def _plain_beside(count: int) -> None:
    """What SQLite does with as many plain rows."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE pupil (surname TEXT COLLATE NOCASE, forename TEXT, born TEXT)")
    db.executemany(
        "INSERT INTO pupil VALUES (?, ?, ?)", [(name(3), name(2), "2012-02-03") for _ in range(count)]
    )
    db.execute("CREATE INDEX by_name ON pupil (surname, forename)")
    page = "SELECT * FROM pupil ORDER BY surname, forename LIMIT 50 OFFSET ?"
    town.told(
        "  beside it, plain: a page of 50",
        us(cpu(lambda: db.execute(page, [chance.randrange(count - 50)]).fetchall(), 40)),
    )
    find = "SELECT * FROM pupil WHERE surname LIKE ?"
    town.told(
        "  beside it, plain: search by surname",
        us(cpu(lambda: db.execute(find, [name(3) + "%"]).fetchall(), 40)),
    )


def attendance() -> None:
    """A pupil's marks for one year: sealed by half-term, or each by itself, or each plain."""
    key, pupil = DataKey(bytes(range(32)), uuid4(), (ref := uuid4())), ref
    terms = {f"2025-term-{n}": "/\\" * 31 + "/" for n in range(6)}
    half = {
        t: key.seal_values({"v": {"marks": m}, "s": {}}, held.place("attendance", ref))
        for t, m in terms.items()
    }
    marks = [(t, n, m) for t, row in terms.items() for n, m in enumerate(row)]
    each = [key.seal_values({"v": {"mark": m}, "s": {}}, held.place("attendance", ref)) for _, _, m in marks]
    row = len(pupil.bytes) * 2 + 8  # ref, person and the row's own bookkeeping, at the least
    town.told("one pupil's year, sealed by half-term", f"{sum(len(s) + row for s in half.values()):,} bytes")
    town.told("  sealed mark by mark", f"{sum(len(s) + row for s in each):,} bytes")
    place = held.place("attendance", ref)
    town.told(
        "  opened by half-term", us(cpu(lambda: [key.open_values(s, place) for s in half.values()], 2000))
    )
    town.told("  opened mark by mark", us(cpu(lambda: [key.open_values(s, place) for s in each], 200)))
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE mark (person BLOB, term TEXT, session INT, mark TEXT)")
    db.executemany("INSERT INTO mark VALUES (?, ?, ?, ?)", [(pupil.bytes, *m) for m in marks])
    ask = "SELECT mark FROM mark WHERE person = ?"
    town.told("  read plain, mark by mark", us(cpu(lambda: db.execute(ask, [pupil.bytes]).fetchall(), 2000)))

    def one_more() -> bytes:
        content = key.open_values(half["2025-term-0"], place)
        content["v"]["marks"] += "/"
        return key.seal_values(content, place)

    town.told("  one session's mark added to a sealed half-term", us(cpu(one_more, 5000)))


def main() -> None:
    one_record()
    attendance()
    for count in [int(each) for each in sys.argv[1:]] or [9_000, 50_000]:
        many(count)
    with reading(uuid4()):
        people, records = Person.objects.count(), Record.objects.count()
    size = sum(p.stat().st_size for p in HOME.rglob("hornbook.sqlite3*"))
    keys = sum(p.stat().st_size for p in ring().path.parent.glob("keyring*"))
    town.told(f"{people:,} people with {records:,} records on {connection.vendor}", f"{size / 1e6:.0f} MB")
    town.told("  and their keyring", f"{keys / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
