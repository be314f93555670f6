"""The root key: what stands outside the keyring and opens it.

    file:PATH         a file only its owner can read (the weakest place: `doctor` says so)
    passphrase:PATH   derived with Argon2id from the passphrase in PATH, e.g. a systemd credential

Never in the database, in the environment itself, or in a backup.
"""

import os
import secrets
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

SIZE = 32


class RootUnavailable(Exception):
    """The root key cannot be read: nothing can be opened until it can."""


def read(where: str, salt: bytes) -> bytes:
    """The root key, 32 bytes. `salt` is kept in the keyring and only used for a passphrase."""
    kind, _, path = where.partition(":")
    if kind == "file":
        return _from_file(Path(path))
    if kind == "passphrase":
        return _from_passphrase(Path(path), salt)
    raise RootUnavailable(f"no such root key provider: {kind!r}; use file:PATH or passphrase:PATH")


def make_file(path: Path) -> None:
    """Make a new root key file, readable by its owner only. An existing one is left as it is."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as out:
        out.write(secrets.token_bytes(SIZE))


def _from_file(path: Path) -> bytes:
    try:
        root = path.read_bytes()
    except OSError as fault:
        raise RootUnavailable(f"the root key file {path} cannot be read: {fault.strerror}") from fault
    if len(root) != SIZE:
        raise RootUnavailable(f"the root key file {path} is {len(root)} bytes long, not {SIZE}")
    return root


def _from_passphrase(path: Path, salt: bytes) -> bytes:
    try:
        phrase = path.read_bytes().strip()
    except OSError as fault:
        raise RootUnavailable(f"the passphrase file {path} cannot be read: {fault.strerror}") from fault
    if len(phrase) < 16:
        raise RootUnavailable("the passphrase is shorter than 16 characters")
    return hash_secret_raw(
        phrase, salt, time_cost=3, memory_cost=64 * 1024, parallelism=1, hash_len=SIZE, type=Type.ID
    )
