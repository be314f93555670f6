"""A fault put into a rule is found by that rule's own tests: `bin/prove mutants [part of a path]`.

Every function of rules/law and rules/policy, one fault at a time (bench/prove/mutating.py), against the tests
that call the function, cheapest first, in a process forked for it. What no test finds survives; survivors are
listed in survivors.toml with the reason why each may, and one that is not listed there fails the proof, as
does a share found below 95 in a hundred. Where the fault makes a rule permissive (a no turned into a yes),
the promise of the test that finds it is told: without that rule, that promise is red.
"""

import argparse
import json
import os
import random
import signal
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from types import FrameType, FunctionType
from typing import Any

import pytest
from hypothesis import Phase, settings

from bench.prove import mutating
from bench.prove.mutating import Fault, Key

ROOT = Path(__file__).parents[2]
RULES = ROOT / "hornbook" / "rules"
SURVIVORS = Path(__file__).with_name("survivors.toml")
WORKERS = 2
SHARE = 0.95
MOST_SECONDS = 5.0  # of tests for one fault, as they take when nothing is wrong
PATIENCE = 8  # a child that takes so many times as long, and ten seconds more, is stuck


@dataclass
class Told:
    """How it ended for one fault: found by which test, and the promises of the tests that turned red."""

    fault: Fault
    ended: str  # found | stuck | survived | untested | cannot be
    promises: frozenset[str] = frozenset()


@dataclass
class Proof:
    """A plugin: runs the tests once as they are, noting who calls what, and then once for each fault."""

    faults: list[Fault]
    calls: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    took: dict[str, float] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    keep: Path | None = None
    failed: list[str] = field(default_factory=list)
    caches: list[Any] = field(default_factory=list)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        files = {str(RULES.parent.parent / fault.path) for fault in self.faults}
        seen: set[Any] = set()

        def look(frame: FrameType, event: str, argument: Any) -> None:
            if event == "call" and frame.f_code not in seen:
                seen.add(frame.f_code)

        for cache in self.caches:
            cache.cache_clear()  # what was reckoned for the test before is asked for anew, and seen
        sys.setprofile(look)
        began = time.perf_counter()
        try:
            return (yield)
        finally:
            sys.setprofile(None)
            self.took[item.nodeid] = time.perf_counter() - began
            for code in seen:
                if code.co_filename in files:
                    outer = code.co_qualname.split(".<locals>")[0]
                    self.calls[code.co_filename, outer].add(item.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        self.caches = mutating.caches("hornbook.rules")
        for item, after in zip_longest(session.items, session.items[1:]):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if self.failed:
            return True
        files = {str(ROOT / fault.path) for fault in self.faults}
        live = mutating.live_functions(files)
        print(f"{len(items)} tests, {sum(self.took.values()):.0f} s; {len(self.faults)} faults", flush=True)
        self._all(items, live)
        return True

    def _all(self, items: dict[str, pytest.Item], live: dict[str, dict[Key, list[FunctionType]]]) -> None:
        waiting, running = list(reversed(self.faults)), dict[int, tuple[Fault, int, float]]()
        while waiting or running:
            while waiting and len(running) < WORKERS:
                fault = waiting.pop()
                tests = self._tests(fault)
                if not tests:
                    self._heard(Told(fault, "untested"))
                    continue
                out, into = os.pipe()
                pid = os.fork()
                if not pid:
                    os.close(out)
                    wait = 10 + int(PATIENCE * sum(self.took[name] for name in tests))
                    _child(fault, [items[name] for name in tests], live, into, wait)
                os.close(into)
                running[pid] = (fault, out, time.monotonic())
            if running:
                pid, status = os.wait()
                fault, out, began = running.pop(pid)
                with os.fdopen(out) as pipe:
                    promises = frozenset(pipe.read().split())
                self._heard(Told(fault, _ended(status), promises))
                if len(self.told) % 250 == 0:
                    print(
                        f"  {len(self.told)} of {len(self.faults)}, {time.monotonic() - began:.1f} s",
                        flush=True,
                    )

    def _heard(self, told: Told) -> None:
        """Written down at once, so that a long run that is cut off goes on where it stopped."""
        self.told.append(told)
        if self.keep:
            row = {"fault": told.fault.name, "line": told.fault.line, "ended": told.ended}
            with self.keep.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({**row, "promises": sorted(told.promises)}) + "\n")

    def _tests(self, fault: Fault) -> list[str]:
        """Those that call the function, cheapest first, as many as may be waited for."""
        chosen, seconds = [], 0.0
        found = self.calls.get((str(ROOT / fault.path), fault.function), ())
        for name in sorted(found, key=lambda each: (self.took[each], each)):
            seconds += self.took[name]
            if chosen and seconds > MOST_SECONDS:
                break
            chosen.append(name)
        return chosen


def _ended(status: int) -> str:
    if os.WIFSIGNALED(status):
        return "stuck"
    return {0: "survived", 1: "found", 2: "cannot be"}.get(os.WEXITSTATUS(status), "found")


def _child(
    fault: Fault,
    items: list[pytest.Item],
    live: dict[str, dict[Key, list[FunctionType]]],
    into: int,
    wait: int,
) -> None:
    """Never returns: puts the fault in, runs the tests until one finds it, and says how that ended."""
    signal.alarm(wait)
    path = str(ROOT / fault.path)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    if not mutating.put_in(fault, Path(path), live.get(path, {})):
        os._exit(2)
    for cache in mutating.caches("hornbook.rules"):
        cache.cache_clear()  # a fault is not to be hidden by an answer from before it
    status, promises = 0, set[str]()
    for item in items:
        if _fails(item):
            status = 1
            promises |= {str(each) for mark in item.iter_markers("keeps") for each in mark.args}
            if promises or not fault.permissive:
                break
    os.write(into, " ".join(promises).encode())
    os._exit(status)


def _fails(item: pytest.Item) -> bool:
    from _pytest.runner import runtestprotocol

    try:
        return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))
    except BaseException:
        return True


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    asked.add_argument("part", nargs="*", help="only modules with this in their path")
    asked.add_argument("--every", type=int, default=1, help="one fault in N, chosen by a seed that stays")
    asked.add_argument("--list", action="store_true", help="list the survivors that are not in the file")
    asked.add_argument("--keep", type=Path, help="a file to write down how each ended, and to go on from")
    asked.add_argument("--tests", nargs="+", default=["tests/rules"], help="only these tests (default: all)")
    args = asked.parse_args()
    began = time.perf_counter()
    settings.register_profile(
        "mutants", phases=[Phase.explicit, Phase.generate], database=None, deadline=None, derandomize=True
    )
    chosen = [
        fault
        for path in sorted([*(RULES / "law").rglob("*.py"), *(RULES / "policy").rglob("*.py")])
        for fault in mutating.faults(path, path.relative_to(ROOT).as_posix())
        if not args.part or any(part in fault.path for part in args.part)
    ]
    if args.every > 1:
        chosen = sorted(
            random.Random(1).sample(chosen, len(chosen) // args.every), key=lambda f: (f.path, f.line)
        )
    before = _before(args.keep, chosen)
    proof = Proof([fault for fault in chosen if fault.name not in {each.fault.name for each in before}])
    proof.keep = args.keep
    os.chdir(ROOT)
    pytest.main([*args.tests, "-p", "no:cacheprovider", "--hypothesis-profile", "mutants"], [proof])
    if proof.failed:
        print("These fail with no fault put in:", *proof.failed, sep="\n  ")
        return 1
    proof.told += before
    if len(proof.told) < len(chosen):
        print("It was cut short.")
        return 1
    whole = not args.part and args.every == 1
    return _say(proof.told, whole, args.list, time.perf_counter() - began)


def _before(keep: Path | None, chosen: list[Fault]) -> list[Told]:
    """What an earlier run found out about these same faults."""
    if keep is None or not keep.exists():
        return []
    rows = [json.loads(line) for line in keep.read_text("utf-8").splitlines()]
    heard = {row["fault"]: (row["ended"], frozenset(row["promises"])) for row in rows}
    return [Told(fault, *heard[fault.name]) for fault in chosen if fault.name in heard]


def _say(told: list[Told], whole: bool, listing: bool, seconds: float) -> int:
    known = {
        row["fault"]: row["why"] for row in tomllib.loads(SURVIVORS.read_text("utf-8")).get("survivor", [])
    }
    ended = Counter(each.ended for each in told)
    tried = [each for each in told if each.ended != "cannot be"]
    found = ended["found"] + ended["stuck"]
    lived = [each for each in tried if each.ended in ("survived", "untested")]
    unlisted = [each for each in lived if each.fault.name not in known]
    stale = sorted(set(known) - {each.fault.name for each in lived}) if whole else []
    by_module: dict[str, Counter[str]] = defaultdict(Counter)
    for each in tried:
        by_module[each.fault.path][each.ended] += 1
    for path, counts in sorted(by_module.items()):
        print(f"{path:58} {counts['found'] + counts['stuck']:5} of {counts.total():5}")
    red = [each for each in told if each.fault.permissive and each.ended != "cannot be"]
    ids = sorted({one for each in red for one in each.promises}, key=int)
    share = 100 * found / max(len(tried), 1)
    print(f"found                        {found} of {len(tried)}, {share:.1f} in a hundred")
    print(f"  of which stuck             {ended['stuck']}")
    print(f"could not be put in          {ended['cannot be']}")
    print(f"survived                     {ended['survived']}; no test calls it {ended['untested']}")
    print(f"a no turned into a yes       {sum(each.ended == 'found' for each in red)} of {len(red)} found")
    print(
        f"  by a test of a promise     {sum(bool(each.promises) for each in red)}; promises {', '.join(ids)}"
    )
    print(f"survivors without a reason   {len(unlisted)}; reasons without a survivor {len(stale)}")
    print(f"took                         {seconds / 60:.1f} min")
    if listing:
        for each in sorted(unlisted, key=lambda one: (one.fault.path, one.fault.line)):
            print(
                f"{each.ended:9} {each.fault.path}:{each.fault.line} {each.fault.function}: {each.fault.what}"
            )
    return int(bool(unlisted or stale) or found < SHARE * len(tried))


if __name__ == "__main__":
    sys.exit(main())
