"""Whether a promise is kept, and how we know: the record that the test run leaves behind.

Keeps: promise 268. A promise is kept only while a passing test names it and the code is the code tested;
what only people can do waits for a person, and what has no test says so.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from hornbook.promises.register import Promise, bad, checked, entries, tables

PACKAGE = Path(__file__).resolve().parents[1]
FILE = Path(__file__).with_name("evidence.toml")
HEAD = "# Written by the test run (--write-evidence), not by hand. The digest is that of the code tested.\n"

State = Literal["kept", "not reached", "broken", "needs a person"]
STATES: tuple[State, ...] = ("kept", "not reached", "broken", "needs a person")


@dataclass(frozen=True)
class Evidence:
    """The tests that name a promise, how they ended, and the code they ran on.

    tests   the passing tests; where any failed, the failing ones
    result  passed | failed
    digest  of the package's sources at that run
    passed  how many passing cases there were
    """

    promise: str
    tests: tuple[str, ...]
    result: str
    digest: str
    passed: int = 0


@dataclass(frozen=True)
class Standing:
    """The state of a promise and the reason, one sentence."""

    state: State
    why: str


def digest_of(package: Path) -> str:
    """One digest over every .py and .toml of the package, by path, without the evidence itself."""
    whole = sha256()
    for path in sorted(package.rglob("*"), key=lambda p: p.relative_to(package).as_posix()):
        name = path.relative_to(package).as_posix()
        if path.suffix in (".py", ".toml") and name != "promises/evidence.toml":
            whole.update(f"{name}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


@cache
def digest() -> str:
    """The digest of the code that is running: read once, since running code does not change."""
    return digest_of(PACKAGE)


def read(file: Path = FILE) -> Mapping[str, Evidence]:
    """The evidence by promise id. No file is no evidence; a file that cannot be read is BadInput."""
    if not file.exists():
        return MappingProxyType({})
    table = tables(file)
    taken = table.get("digest")
    if not isinstance(taken, str):
        raise bad(file, "digest", "The evidence does not say which code was tested.", code="missing-field")
    found: dict[str, Evidence] = {}
    wanted = {"id": str, "tests": list, "result": str, "passed": int}
    for entry in entries(file, {"promise": table.get("promise", [])}, "promise"):
        checked(file, "promise", entry, wanted)
        if entry["result"] not in ("passed", "failed"):
            raise bad(file, f"promise {entry['id']}.result", "A result is passed or failed.")
        if entry["id"] in found:
            raise bad(file, f"promise {entry['id']}", "This promise is listed twice.", code="twice")
        found[entry["id"]] = evidence_of(entry, taken)
    return MappingProxyType(found)


def evidence_of(entry: Mapping[str, Any], taken: str) -> Evidence:
    return Evidence(entry["id"], tuple(entry["tests"]), entry["result"], taken, entry["passed"])


def as_toml(evidence: Iterable[Evidence], taken: str) -> str:
    """The file's text: the same evidence gives the same bytes, whatever the order of the tests."""
    parts = [HEAD, f"digest = {json.dumps(taken)}\n"]
    for each in sorted(evidence, key=lambda e: int(e.promise)):
        tests = "".join(f"    {json.dumps(test)},\n" for test in sorted(each.tests))
        parts.append(
            f'\n[[promise]]\nid = "{each.promise}"\nresult = "{each.result}"\npassed = {each.passed}\n'
            f"tests = [\n{tests}]\n"
        )
    return "".join(parts)


def standing(promise: Promise, evidence: Evidence | None, *, by_people: bool = False) -> Standing:
    """How a promise stands today. `by_people`: somebody has filed the proof that only people can give."""
    if evidence and evidence.result == "failed":
        return Standing("broken", f"{count(len(evidence.tests), 'test')} that should show it did not pass.")
    if evidence and evidence.digest != digest():
        return Standing("broken", "The evidence is older than the code: run the tests again.")
    if not (evidence and evidence.passed and evidence.tests) and promise.reached:
        return Standing("broken", "It was reached before, and no test shows it any more.")
    if "A" in promise.kinds and not by_people:
        return Standing("needs a person", "People do this, and nobody has filed proof of it yet.")
    if not (evidence and evidence.passed and evidence.tests):
        return Standing("not reached", "No test shows it yet.")
    return Standing("kept", f"{count(len(evidence.tests), 'test')} passed on the code that is running.")


def state(promise: Promise, evidence: Evidence | None, *, by_people: bool = False) -> State:
    return standing(promise, evidence, by_people=by_people).state


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
