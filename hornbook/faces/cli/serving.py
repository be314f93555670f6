"""Serving pages from one process: alone on its data folder, its ledger sealed every minute.

Keeps: promise 119, as far as what was cut off is finished at the next start.
"""

import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from waitress import create_server

from hornbook.rules.base.refused import Refused
from hornbook.stages.keys import backups
from hornbook.stages.parties import queries as parties
from hornbook.stages.retain import acts as retain
from hornbook.stages.retain import queries as ended

from . import preparing
from .sealing import Sealing


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else serves this data folder, and no backup is put back into it, while this lasts."""
    handle = os.open(Path(settings.HOME) / "serving", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                "being-served",
                what="Nothing was done.",
                why="This data folder is being served.",
                next="End hornbook serve first, then try again.",
            ) from None
        yield
    finally:
        os.close(handle)


def tidied() -> Iterator[str]:
    """Finish what was cut off and destroy what has run out; says what it did."""
    at = timezone.now()
    for controller in parties.all_controllers():
        for batch in ended.cut_off(controller.ref):
            done = retain.finish(by=preparing.installer(controller.ref), at=at, batch=batch)
            yield f"Finished a disposal that was cut off: {len(done)} records of {controller.slug}"
    gone = backups.sweep(at)
    if gone:
        yield f"Destroyed {len(gone)} backups of keys that had run out"


def pages(host: str, port: int, threads: int) -> None:
    """Serve until interrupted; the ledger's tail is sealed on the way out."""
    signal.signal(signal.SIGTERM, _ended)
    server = create_server(get_wsgi_application(), host=host, port=port, threads=threads, ident=None)
    sealing = Sealing()
    sealing.start()
    try:
        server.run()
    finally:
        server.close()
        sealing.stop()


def _ended(number: int, frame: object) -> None:
    """What the machine sends when it shuts down: end as at Ctrl+C, with the tail sealed."""
    raise SystemExit(0)
