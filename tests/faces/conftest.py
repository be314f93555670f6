"""The command line as people use it: several terminals, each with somebody signed in."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from hornbook.faces.cli import terminal
from hornbook.faces.cli.main import main
from hornbook.rules.base.actor import Actor
from tests.stages.conftest import broken_ledger, real_town  # noqa: F401


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def hornbook(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Run a command: hornbook("find", ..., by=school.dpo) at a terminal where that person is signed in."""

    def run(*argv: object, by: Actor | None = None) -> Answer:
        monkeypatch.setenv("HORNBOOK_TERMINAL", str(by.ref) if by else "nobody's")
        if by is not None:
            terminal.remember(by.ref)
        capsys.readouterr()
        try:
            status = main([str(each) for each in argv])
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Answer(status, *capsys.readouterr())

    return run
