"""Keys: `ring()` is this installation's keyring."""

import functools
from pathlib import Path

from .keyring import Keyring


@functools.cache
def _ring(path: Path, where: str) -> Keyring:
    return Keyring(path, where)


def ring() -> Keyring:
    """The keyring of this installation, as settings say."""
    from django.conf import settings

    return _ring(settings.HORNBOOK_KEYRING, settings.HORNBOOK_ROOT)
