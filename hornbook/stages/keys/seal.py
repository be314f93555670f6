"""Sealing: AES-256-GCM under a key of the person's own, bound to where the value stands.

A sealed value is version | nonce | ciphertext and tag. The bound text names controller, person, category
and record, so that a value copied to another place does not open. Keeps: promise 110.
"""

import json
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
NONCE = 12


class CannotOpen(Exception):
    """A sealed value that this key does not open: moved, altered, or sealed under another key."""


class DataKey:
    """The key of one person, or of one joint item. Opens and seals; never shown, never stored."""

    __slots__ = ("_aead", "_bound", "raw")

    def __init__(self, raw: bytes, controller: UUID, owner: UUID) -> None:
        self.raw = raw
        self._aead = AESGCM(raw)
        self._bound = controller.bytes + owner.bytes

    def seal(self, plain: bytes, place: bytes) -> bytes:
        """place  where it stands, e.g. b"address|" + record ref"""
        nonce = secrets.token_bytes(NONCE)
        return VERSION + nonce + self._aead.encrypt(nonce, plain, self._bound + place)

    def open(self, sealed: bytes, place: bytes) -> bytes:
        if sealed[:1] != VERSION:
            raise CannotOpen("unknown version of sealing")
        try:
            return self._aead.decrypt(sealed[1 : NONCE + 1], sealed[NONCE + 1 :], self._bound + place)
        except InvalidTag:
            raise CannotOpen("moved, altered, or sealed under another key") from None

    def seal_values(self, values: Mapping[str, Any], place: bytes) -> bytes:
        plain = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        return self.seal(plain.encode("utf-8", "surrogatepass"), place)

    def open_values(self, sealed: bytes, place: bytes) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.open(bytes(sealed), place).decode("utf-8", "surrogatepass"))
        return found
