"""The vault: files sealed in chunks under the key of the person they are about.

A chunk knows its file, its number and whether it is the last, so that a cut, swapped or repeated chunk
does not open. A file's own name never reaches the disk. Keeps: promises 42, 110.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from hornbook.stages.keys.seal import CannotOpen, DataKey

CHUNK = 64 * 1024
OVERHEAD = 1 + 12 + 16  # version, nonce, tag
#: A file whose row has not come by then belongs to an act that was rolled back.
STRAY_FOR = timedelta(days=1)


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
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # else the name may be lost while the row that points at it is not
    finally:
        os.close(folder)


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
    path_of(controller, ref).with_suffix(".part").unlink(missing_ok=True)


def kept_before(controller: UUID, at: datetime) -> list[UUID]:
    """The files that have lain here for a day or longer, whole or half written."""
    until = (at - STRAY_FOR).astimezone(UTC).timestamp()
    found = (Path(settings.HOME) / "vault" / controller.hex).glob("*/*")
    return sorted({UUID(hex=path.stem) for path in found if path.stat().st_mtime <= until})
