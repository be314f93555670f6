"""A Hornbook of its own for one measurement: a data folder that goes when the process does."""

import atexit
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path


def found() -> Path:
    """Make a data folder and its tables, before anything else of Hornbook is imported. Gives the folder."""
    home = Path(tempfile.mkdtemp(prefix="hornbook-bench-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "hornbook.site.settings",
        "HORNBOOK_TESTING": "1",
        "HORNBOOK_HOME": str(home),
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    return home


def told(what: str, figure: str) -> None:
    """One line of an answer, as it comes."""
    print(f"{what:<64} {figure:>16}", flush=True)


def ending(sound: bool) -> None:
    """Leave with 0 when all held, and 1 when something did not."""
    sys.exit(0 if sound else 1)


def now() -> datetime:
    return datetime.now(UTC)
