"""The quarantine: what was brought lies sealed until it is admitted or withdrawn, and is then destroyed.

Sealed under the controller's key for receipts, bound to receipt and place. The files' own names may name a
pupil; they lie in the manifest, sealed, and a file is called by its number. Keeps: promise 110.
"""

import hashlib
import hmac
import os
import shutil
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from hornbook.stages.keys import ring
from hornbook.stages.keys.seal import DataKey

MANIFEST = "manifest"


def folder(controller: UUID) -> Path:
    return Path(settings.HOME) / "quarantine" / controller.hex


def key_of(controller: UUID, receipt: UUID) -> DataKey:
    return DataKey(ring().named(controller, "receipts"), controller, receipt)


def digest(controller: UUID, parts: Sequence[bytes]) -> str:
    """One number for these bytes in this order, which says nothing to whoever lacks the key."""
    mac = hmac.new(ring().named(controller, "receipts"), digestmod=hashlib.sha256)
    for part in parts:
        mac.update(hashlib.sha256(part).digest())
    return mac.hexdigest()


def keep(controller: UUID, receipt: UUID, manifest: dict[str, Any], contents: Sequence[bytes]) -> None:
    """Put files and manifest away, all of them or none."""
    whole = folder(controller) / receipt.hex
    partial = whole.with_suffix(".part")
    partial.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = key_of(controller, receipt)
    for number, content in enumerate(contents):
        _write(partial / str(number), key.seal(content, _place(str(number))))
    _write(partial / MANIFEST, key.seal_values(manifest, _place(MANIFEST)))
    partial.rename(whole)


def manifest(controller: UUID, receipt: UUID) -> dict[str, Any]:
    sealed = (folder(controller) / receipt.hex / MANIFEST).read_bytes()
    return key_of(controller, receipt).open_values(sealed, _place(MANIFEST))


def content(controller: UUID, receipt: UUID, number: int) -> bytes:
    sealed = (folder(controller) / receipt.hex / str(number)).read_bytes()
    return key_of(controller, receipt).open(sealed, _place(str(number)))


def destroy(controller: UUID, receipt: UUID) -> None:
    """Overwrite and remove. What is gone already stays gone."""
    for there in (folder(controller) / receipt.hex, folder(controller) / f"{receipt.hex}.part"):
        _destroy(there)


def sweep(controller: UUID, keep: Collection[UUID], before: datetime) -> int:
    """Destroy what no open receipt claims: a run was cut off. Gives how many there were.

    before  what was put there later is left alone: its receipt may be about to be written
    """
    names = {ref.hex for ref in keep}
    gone = 0
    for there in sorted(folder(controller).glob("*")):
        if there.stem not in names and there.stat().st_mtime < before.timestamp():
            _destroy(there)
            gone += 1
    return gone


def _place(name: str) -> bytes:
    return b"quarantine|" + name.encode()


def _write(path: Path, sealed: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(sealed)
        out.flush()
        os.fsync(out.fileno())


def _destroy(there: Path) -> None:
    if not there.is_dir():
        return
    for path in there.iterdir():
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    shutil.rmtree(there)
