"""Exampleshire: a council, and the census of its schools taken in as its data officer would.

The whole export takes longer than the first page may, so it is taken in beside it, in a process of its own,
a step at a time: what is cut off goes on where it stopped at the next start.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.stages.collect import acts as collect
from hornbook.stages.use import acts as use
from hornbook.stages.use import gate

from . import census
from .filling import fill

CASELOAD = 12
BREATH = 0.3  # seconds between steps, in which whoever signs in gets their turn to write


def load(by: Actor, caseworker: UUID, at: datetime, say: Callable[[str], None]) -> None:
    """Take the census in, and give the caseworker a caseload. A second time changes nothing."""
    files = census.files(timezone.localtime(at).date())
    receipt = collect.receive(by=by, at=at, files=files, format="census-export")
    parent = os.getppid()

    def progress(done: int, of: int) -> None:
        if os.getppid() != parent:
            raise SystemExit("The pages ended; the rest of the census is taken in at the next start.")
        if done == of or done % max(1, of // 5) == 0:
            say(f"Exampleshire: {100 * done // of} % of the census is taken in.")
        time.sleep(BREATH)

    outcome = collect.admit(by=by, at=at, receipt=receipt, progress=progress)
    rows = sum(table.rows.read for table in outcome.tables)
    say(f"Exampleshire: {rows} rows of the census accounted for.")
    _caseload(by, caseworker, at)


def _caseload(by: Actor, caseworker: UUID, at: datetime) -> None:
    found, _ = use.listing(by=by, at=at, purpose="education-duties", start=40, limit=CASELOAD)
    people = [each.person for each in found]
    fill(
        by=by,
        at=at,
        do=lambda: gate.group(
            by=by, kind="caseload", label="Early help, north", people=people, staff=[(caseworker, "case")]
        ),
    )


def beside() -> None:
    """Begin taking the census in, in a process of its own, while the pages are served."""
    subprocess.Popen(  # noqa: S603  the same program, with arguments of ours
        [sys.executable, "-m", "hornbook", "demo", "--data", str(settings.HOME), "--only-census"],
        stdin=subprocess.DEVNULL,
    )
