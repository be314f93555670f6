"""CPU and queries of the pages people open most, on a council of 9,000 pupils in SQLite.

    bin/bench pages [--pupils 9000] [--requests 200] [--profile list]

Requests go through everything a browser's would, sign-in with its second factor included, but for the socket.
CPU is this process's own, user and system, per request, after a warm-up. No peer stands beside it: no other
system seals each record and writes a line for each look.
"""

import argparse
import cProfile
import io
import pstats
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.test import RequestFactory

from bench import town

TARGETS = {"list": 10.0, "pupil": 15.0}
GROUP = 250
SURNAMES = 700


def main() -> int:
    asked = _arguments()
    home = town.found()
    began = time.perf_counter()
    refs, visitor = _council(asked.pupils)
    size = sum(f.stat().st_size for f in home.rglob("*") if f.is_file()) / 1e6
    print(f"{asked.pupils:,} pupils built in {time.perf_counter() - began:.0f} s, {size:.0f} MB\n")
    pages = _pages(visitor, refs, asked.pupils)
    if asked.profile:
        _profile(pages[asked.profile], asked.requests)
        return 0
    return _table(pages, asked.requests)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench pages", description=__doc__.splitlines()[0])
    parser.add_argument("--pupils", type=int, default=9000)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--profile", metavar="PAGE", help="say where the time of one page goes")
    return parser.parse_args()


def _table(pages: dict[str, Callable[[], Any]], requests: int) -> int:
    print(f"{'page':<22}{'CPU ms':>8}{'median':>8}{'p95':>8}{'queries':>9}{'kB':>6}{'target':>8}")
    late = False
    for name, ask in pages.items():
        mean, median, p95, queries, kb = _time(ask, requests)
        target = TARGETS.get(name)
        late |= target is not None and mean > target
        said = f"{target:.0f}" if target else ""
        print(f"{name:<22}{mean:>8.1f}{median:>8.1f}{p95:>8.1f}{queries:>9}{kb:>6.0f}{said:>8}", flush=True)
    print(f"\nYardstick: sum(range(1000)) took {_yardstick():.0f} µs of this machine's CPU meanwhile.")
    return int(late)


def _yardstick() -> float:
    """A busy or a slow machine shows here; about 10 on a quiet one of today's."""
    before = time.process_time()
    for _ in range(5000):
        sum(range(1000))
    return (time.process_time() - before) / 5000 * 1e6


def _council(count: int) -> tuple[list[Any], Any]:
    """Pupils with what a census tells of them, and a data officer signed in."""
    from tests.desks.people import at_desk, session_of
    from tests.town import Town

    council = Town().council
    draw = random.Random(7)
    refs: list[Any] = []
    for start in range(0, count, GROUP):
        refs += _some(council, draw, start, min(GROUP, count - start))
    return refs, Visitor(session_of(at_desk(council.data_officer)).session_key)


def _some(council: Any, draw: random.Random, start: int, count: int) -> list[Any]:
    from hornbook.stages.use import gate
    from tests.town import now

    by, purpose = council.data_officer, "education-duties"

    def fill() -> list[Any]:
        refs = gate.admit(by=by, purpose=purpose, kind="pupil", count=count, at=now())
        writes = [w for n, ref in enumerate(refs) for w in _pupil(draw, ref, start + n)]
        gate.change(by=by, purpose=purpose, writes=writes, at=now())
        return refs

    return council.act(fill, by=by)


def _pupil(draw: random.Random, ref: Any, n: int) -> Iterator[Any]:
    from hornbook.stages.use.gate import Write

    born = date(2008, 9, 1) + timedelta(days=draw.randrange(4000))
    who = {
        "legal_surname": f"Surname{draw.randrange(SURNAMES):03d}",
        "legal_forename": f"Forename{n:05d}",
        "middle_names": "Of the Bench",
        "date_of_birth": born.isoformat(),
        "sex": draw.choice("FM"),
    }
    school = f"886{2000 + n % 8}"
    yield Write(ref, "identity", who)
    yield Write(ref, "identifiers", {"upn": f"Z{n:012d}", "former_upn": f"Y{n:012d}"})
    yield Write(
        ref,
        "enrolment",
        {"establishment": school, "entry_date": "2024-09-02", "status": "C", "year_group": str(7 + n % 5)},
    )
    yield Write(
        ref,
        "address",
        {"order": "1", "line_1": f"{n} Bench Lane", "line_4": "Benchtown", "postcode": "ZZ1 1ZZ"},
    )
    yield Write(ref, "characteristics", {"ethnicity": "WBRI", "first_language": "ENG", "service_child": "N"})
    yield Write(ref, "sen", {"provision": draw.choice("NKE"), "unit": "false"})
    yield Write(ref, "free_school_meals", {"start_date": "2024-09-02", "country": "ENG"})
    for n, reason in enumerate("IMCTE"):
        yield Write(
            ref,
            "attendance_summary",
            {
                "census": "2025-spring",
                "establishment": school,
                "roll": "on",
                "period": "term",
                "reason": reason,
                "sessions": str(n + 1),
            },
        )


class Visitor:
    """Somebody signed in, straight at the server's door: a WSGI request in, every byte of the answer out."""

    def __init__(self, cookie: str) -> None:
        from hornbook.site.wsgi import application

        self._application = application
        self._cookies = f"sessionid={cookie}"
        page = self.ask("/pupils/find/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        self._cookies += f"; csrftoken={self._csrf}"
        self._token = token[1].decode() if token else ""

    def ask(self, path: str, **form: str) -> bytes:
        form = {"csrfmiddlewaretoken": self._token, **form} if form else {}
        body = urlencode(form).encode()
        asked = RequestFactory(HTTP_COOKIE=self._cookies)
        environ = asked._base_environ(
            PATH_INFO=path.partition("?")[0],
            QUERY_STRING=path.partition("?")[2],
            REQUEST_METHOD="POST" if form else "GET",
            CONTENT_TYPE="application/x-www-form-urlencoded",
            CONTENT_LENGTH=str(len(body)),
            SERVER_NAME="localhost",
            **{"wsgi.input": io.BytesIO(body)},
        )
        answer = self._application(environ, self._begin)
        content = b"".join(answer)
        answer.close()
        return content

    def _begin(self, status: str, headers: list[tuple[str, str]], *_: object) -> None:
        assert status == "200 OK", status
        for name, value in headers:
            if name == "Set-Cookie" and value.strip().startswith("csrftoken="):
                self._csrf = value.strip().split(";")[0].partition("=")[2]


def _pages(visitor: Visitor, refs: list[Any], count: int) -> dict[str, Callable[[], bytes]]:
    draw = random.Random(11)
    last, find = max(1, count // 50), "/pupils/find/"
    return {
        "list": lambda: visitor.ask(f"/pupils/?page={draw.randint(1, last)}"),
        "pupil": lambda: visitor.ask(f"/pupils/{draw.choice(refs)}/"),
        "find by name": lambda: visitor.ask(find, text=f"Surname{draw.randrange(SURNAMES):03d}"),
        "find by UPN": lambda: visitor.ask(find, text=f"Z{draw.randrange(count):012d}"),
        "home": lambda: visitor.ask("/council/"),
    }


def _time(ask: Callable[[], bytes], requests: int) -> tuple[float, float, float, int, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(20):
        ask()
    with CaptureQueriesContext(connection) as asked:
        size = len(ask()) / 1000
    queries = len(asked)
    spent = []
    for _ in range(requests):
        before = time.process_time()
        ask()
        spent.append(1000 * (time.process_time() - before))
    p95 = statistics.quantiles(spent, n=20)[-1]
    return statistics.mean(spent), statistics.median(spent), p95, queries, size


def _profile(ask: Callable[[], Any], requests: int) -> None:
    for _ in range(20):
        ask()
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(requests):
        ask()
    profile.disable()
    stats = pstats.Stats(profile)
    stats.sort_stats("cumulative").print_stats(45)
    stats.sort_stats("tottime").print_stats(35)


if __name__ == "__main__":
    sys.exit(main())
