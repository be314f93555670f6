"""The demonstration, from its start to a tour of every page: how soon, how large.

Starts `hornbook demo` in a folder of its own and measures: the time to the first sign-in page; ten people who
sign in at once, with their second factors; a tour of every page that a link leads to, as each role; and how
much memory the web process holds. Its limits: 60 s; 200 MB after the tour; 500 MB with ten sign-ins at once.

    bin/bench demo [--census FOLDER] [--keep]        without a census, the made-up one
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.visitor import Visitor

FIRST_PAGE, AFTER_TOUR, AT_ONCE = 60.0, 200.0, 500.0
TEN = 10


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--census", default="-", help="a folder with a council's export")
    parser.add_argument("--keep", action="store_true", help="leave the data folder there")
    args = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="hornbook-bench-"))
    try:
        return measure(home, args.census)
    finally:
        if not args.keep:
            shutil.rmtree(home, ignore_errors=True)


def measure(home: Path, census: str) -> int:
    with started(home, census) as (web, root, soon):
        print(f"first sign-in page            {soon:6.1f} s")
        logins = json.loads(hornbook(home, census, "demo", "--print-logins", "--json"))
        print(f"memory at rest                {resident(web):6.0f} MB")
        visitors = [Visitor(root) for _ in logins]
        peak, slowest = at_once(web, visitors[:TEN], logins[:TEN])
        print(f"ten sign-ins at once          {peak:6.0f} MB at most, the slowest {slowest:.1f} s")
        for visitor, login in zip(visitors[TEN:], logins[TEN:], strict=True):
            visitor.sign_in(login["email"], login["password"], login["secret"])
        broken = tour(visitors, logins)
        after = resident(web)
        print(f"memory after a tour           {after:6.0f} MB")
    kept = soon < FIRST_PAGE and after < AFTER_TOUR and peak < AT_ONCE and not broken
    print("within its limits" if kept else "NOT within its limits")
    return 0 if kept else 1


def tour(visitors: list[Visitor], logins: list[dict[str, object]]) -> list[str]:
    """Every page as each role: how many, the slowest, and those that broke."""
    broken = []
    for visitor, login in zip(visitors, logins, strict=True):
        found = visitor.tour()
        slow, path = max((took, path) for path, (_, took) in found.items())
        print(f"  {login['email']:<50} {len(found):4} pages, slowest {slow * 1000:5.0f} ms {path[:48]}")
        broken += [
            f"{status} {path} as {login['email']}" for path, (status, _) in found.items() if status >= 500
        ]
    for line in broken:
        print(f"  BROKEN {line}")
    return broken


def at_once(web: int, visitors: list[Visitor], logins: list[dict[str, str]]) -> tuple[float, float]:
    """Everybody signs in at the same moment: the most memory it took, and the slowest of them."""
    took: list[float] = []
    together = threading.Barrier(len(visitors))

    def enter(visitor: Visitor, login: dict[str, str]) -> None:
        together.wait()
        took.append(visitor.sign_in(login["email"], login["password"], login["secret"]))

    left = 30 - time.time() % 30
    if left < 15:  # a code is new every half minute: begin with one that lasts
        time.sleep(left)
    threads = [threading.Thread(target=enter, args=pair) for pair in zip(visitors, logins, strict=True)]
    for thread in threads:
        thread.start()
    peak = 0.0
    while any(thread.is_alive() for thread in threads):
        peak = max(peak, resident(web))
        time.sleep(0.005)
    if len(took) < len(visitors):
        raise RuntimeError("not everybody could sign in")
    return peak, max(took)


def resident(process: int) -> float:
    """What the process holds in memory, in MB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


@contextmanager
def started(home: Path, census: str) -> Iterator[tuple[int, str, float]]:
    """The demonstration, served: its process, its address, and how soon its first page answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begun = time.monotonic()
    with (home / "said").open("w") as said:
        web = subprocess.Popen(
            [sys.executable, "-m", "hornbook", "demo", "--data", str(home / "demo"), "--port", str(port)],
            env={**os.environ, "HORNBOOK_CENSUS": census},
            stdout=said,
            stderr=said,
        )
    try:
        root = f"http://127.0.0.1:{port}"
        while not _answers(root):
            if web.poll() is not None:
                raise RuntimeError(f"the demonstration ended: {(home / 'said').read_text()[-2000:]}")
            time.sleep(0.05)
        yield web.pid, root, time.monotonic() - begun
    finally:
        web.terminate()
        web.wait(timeout=60)


def _answers(root: str) -> bool:
    try:
        return Visitor(root).ask("/account/login/")[0] == 200
    except OSError:
        return False


def hornbook(home: Path, census: str, *argv: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "hornbook", argv[0], "--data", str(home / "demo"), *argv[1:]],
        env={**os.environ, "HORNBOOK_CENSUS": census},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
