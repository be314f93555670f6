"""How long it takes to write, seal and verify the ledger, for a hundred thousand entries.

    bin/bench ledger [entries]

Stands beside nothing: no pupil system publishes a chain. The bar is a million entries verified in 30 s.
"""

import sys
import time
from uuid import UUID, uuid4

from bench import town

town.found()

from django.db import connection  # noqa: E402

from hornbook.stages.keys import root  # noqa: E402
from hornbook.stages.keys.signing import public_key, signing_key  # noqa: E402
from hornbook.stages.ledger import chain  # noqa: E402
from hornbook.stages.ledger.models import Entry, EntryPerson  # noqa: E402
from hornbook.stages.ledger.tenancy import inside  # noqa: E402


def entries(controller: UUID, count: int) -> None:
    """As `use.read` writes them: one person each, the categories and the pack's digest as facts."""
    facts = {"categories": ["enrolment", "identity", "medical"], "pack": "0123456789ab"}
    for start in range(0, count, 5000):
        with inside(controller):
            made = Entry.objects.bulk_create(
                Entry(
                    controller=controller,
                    act="use.read",
                    verdict="done",
                    by=uuid4(),
                    roles="teacher",
                    purpose="pupil-learning",
                    facts=facts,
                    written_at=town.now(),
                )
                for _ in range(min(5000, count - start))
            )
            EntryPerson.objects.bulk_create(
                EntryPerson(controller=controller, entry=e, person=uuid4()) for e in made
            )


def main() -> None:
    from django.conf import settings

    root.make_file(root.Path(str(settings.HORNBOOK_ROOT).removeprefix("file:")))
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    controller = uuid4()
    entries(controller, count)
    start = time.perf_counter()
    chain.seal(controller, signing_key(controller), town.now())
    sealed = time.perf_counter() - start
    start = time.perf_counter()
    report = chain.verify(controller, lambda key: public_key(controller, key))
    verified = time.perf_counter() - start
    town.told(f"{count:,} entries sealed on {connection.vendor}", f"{sealed:.1f} s")
    town.told(f"{count:,} entries verified", f"{verified:.1f} s")
    town.told("so a million are verified in", f"{verified * 1e6 / count:.1f} s")
    town.ending(report.sound and report.sealed == count and verified * 1e6 / count <= 30)


if __name__ == "__main__":
    main()
