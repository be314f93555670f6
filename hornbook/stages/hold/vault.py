"""The vault: files sealed in chunks under the key of the person they are about.

A chunk knows its file, its number and whether it is the last, so that a cut, swapped or repeated chunk
does not open. A file's own name never reaches the disk. Keeps: promises 42, 110.
"""

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings

from hornbook.stages.keys.seal import CannotOpen, DataKey

CHUNK = 64 * 1024
OVERHEAD = 1 + 12 + 16  # version, nonce, tag


def path_of(controller: UUID, ref: UUID) -> Path:
    return Path(settings.HOME) / "vault" / controller.hex / ref.hex[:2] / ref.hex


def _place(ref: UUID, number: int, last: bool) -> bytes:
    return b"vault|" + ref.bytes + number.to_bytes(4, "big") + (b"|end" if last else b"|more")


def write(controller: UUID, ref: UUID, key: DataKey, content: bytes) -> None:
    path = path_of(controller, ref)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pieces = [content[i : i + CHUNK] for i in range(0, len(content), CHUNK)] or [b""]
    partial = path.with_suffix(".part")
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        for number, piece in enumerate(pieces):
            out.write(key.seal(piece, _place(ref, number, number == len(pieces) - 1)))
        out.flush()
        os.fsync(out.fileno())
    partial.rename(path)


def read(controller: UUID, ref: UUID, key: DataKey) -> bytes:
    """The whole file. Raises CannotOpen when a chunk is missing, moved or altered."""
    found = []
    with path_of(controller, ref).open("rb") as file:
        sealed = file.read(CHUNK + OVERHEAD)
        number = 0
        while sealed:
            following = file.read(CHUNK + OVERHEAD)
            found.append(key.open(sealed, _place(ref, number, not following)))
            sealed, number = following, number + 1
    if not found:
        raise CannotOpen("the file is empty")
    return b"".join(found)


def remove(controller: UUID, ref: UUID) -> None:
    """Take the file away; one that is gone already stays gone."""
    path_of(controller, ref).unlink(missing_ok=True)
