"""Which promises did this run show kept? --write-evidence puts the answer in hornbook/promises/evidence.toml.

Keeps: promise 268. The promises of a test travel in its reports, so a run spread over processes counts alike.
Only a whole run counts: one that was narrowed, cut short or could not read a test file writes nothing.
What was shown kept before and is named by no test any more fails the run that lost it: see docs/adr/0006.
"""

from collections import defaultdict
from pathlib import Path

import pytest

from hornbook.promises import evidence, register
from hornbook.promises.print import as_matrix

#: Who made which promise and what keeps it: written with the evidence, so that the two never differ.
PAGE = Path(__file__).resolve().parents[1] / "docs/reference/promise-matrix.md"
KEEPS = "keeps"
NARROWED = {"keyword": "-k", "markexpr": "-m", "deselect": "--deselect", "lf": "--lf"}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("promises")
    group.addoption("--write-evidence", action="store_true", help="write which promises this run shows kept")
    group.addoption("--evidence-file", type=Path, default=evidence.FILE, help="where --write-evidence writes")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("write_evidence") or hasattr(config, "workerinput"):
        return
    for option, flag in NARROWED.items():
        if config.getoption(option, default=None):
            raise pytest.UsageError(f"--write-evidence wants the whole run: leave out {flag}.")
    config.pluginmanager.register(Run(config.getoption("evidence_file")), "promise-evidence")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        named = dict.fromkeys(promise for mark in item.iter_markers(KEEPS) for promise in mark.args)
        for promise in named:
            if promise not in register():
                raise pytest.UsageError(
                    f"{item.nodeid} keeps promise {promise!r}, which is not in the register."
                )
            item.user_properties.append((KEEPS, promise))


class Run:
    """What one run has shown so far: for each promise, its tests, and for each test how its cases ended."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.began = evidence.digest_of(evidence.PACKAGE)
        self.passed: dict[str, list[str]] = defaultdict(list)
        self.failed: dict[str, list[str]] = defaultdict(list)
        self.not_whole = ""
        self.said = ""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.not_whole = f"{report.nodeid} could not be read"

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when not in ("setup", "call", "teardown"):
            self.not_whole = f"a process died in {report.nodeid}"
        test = report.nodeid.split("[")[0]
        for promise in (value for name, value in report.user_properties if name == KEEPS):
            if report.failed:
                self.failed[str(promise)].append(test)
            elif report.passed and report.when == "call":
                self.passed[str(promise)].append(test)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if session.shouldstop or session.shouldfail:
            self.not_whole = str(session.shouldstop or session.shouldfail)
        elif exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            self.not_whole = self.not_whole or f"the run ended with status {int(exitstatus)}"
        elif evidence.digest_of(evidence.PACKAGE) != self.began:
            self.not_whole = "the code changed while it was being tested"
        if self.not_whole:
            self.said = f"No evidence written: {self.not_whole}."
            return
        lost = self.lost()
        shown = [self.of(promise) for promise in {*self.passed, *self.failed}]
        self.file.write_text(evidence.as_toml(shown, self.began), encoding="utf-8")
        if self.file == evidence.FILE:
            PAGE.write_text(as_matrix(register(), evidence.read()), encoding="utf-8")
        broken = sum(each.result == "failed" for each in shown)
        self.said = (
            f"Evidence written for {evidence.count(len(shown), 'promise')} (broken: {broken}) in {self.file}"
        )

        if lost:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            self.said += f"\nShown kept before, and by no test now: promise {', '.join(lost)}."

    def lost(self) -> list[str]:
        """What the evidence before this run shows kept and this run does not name at all."""
        before = evidence.read(self.file)
        kept = {each for each, shown in before.items() if shown.result == "passed"}
        return sorted(kept - set(self.passed) - set(self.failed), key=int)

    def of(self, promise: str) -> evidence.Evidence:
        failed = tuple(sorted(set(self.failed[promise])))
        passed = self.passed[promise]
        tests, result = (failed, "failed") if failed else (tuple(sorted(set(passed))), "passed")
        return evidence.Evidence(promise, tests, result, self.began, len(passed))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.write_line(self.said)
