"""Sealing the ledger without a person: after each acting command, and every minute while pages are served.

What is sealed can no longer be changed unseen; what is not yet sealed is the tail that `ledger verify` names.
"""

import logging
import threading
from datetime import datetime

from django.db import DatabaseError, connection
from django.utils import timezone

from hornbook.stages.keys.root import RootUnavailable
from hornbook.stages.keys.signing import signing_key
from hornbook.stages.ledger import chain
from hornbook.stages.parties import queries as parties

EVERY = 60.0  # seconds
LOG = logging.getLogger("hornbook.sealing")


def seal_all(at: datetime) -> int:
    """Seal what is settled in every controller's ledger. Gives how many entries."""
    return sum(chain.seal(c.ref, signing_key(c.ref), at) for c in parties.all_controllers())


def after_an_act() -> None:
    """Seal now. A ledger that cannot be sealed at the moment is sealed the next time; the act stands."""
    try:
        seal_all(timezone.now())
    except (DatabaseError, RootUnavailable) as fault:
        LOG.warning("the ledger was not sealed just now (%s); it will be next time", type(fault).__name__)


class Sealing(threading.Thread):
    """Seals every minute until stopped, and once more when stopped."""

    def __init__(self, every: float = EVERY) -> None:
        super().__init__(name="sealing", daemon=True)
        self._every = every
        self._stopped = threading.Event()

    def run(self) -> None:
        while True:
            ended = self._stopped.wait(self._every)
            after_an_act()
            if ended:
                break
        connection.close()

    def stop(self) -> None:
        self._stopped.set()
        self.join(timeout=30)
