"""A controller's own papers: what somebody typed or brought about a duty, not about a person.

Sealed under a key of the controller's own, bound to the row where it stands. Keeps: promise 110.
"""

from uuid import UUID

from . import ring
from .seal import DataKey


def _key(controller: UUID) -> DataKey:
    return DataKey(ring().named(controller, "papers"), controller, controller)


def seal(controller: UUID, place: UUID, content: bytes) -> bytes:
    """place  the reference of the row that holds it"""
    return _key(controller).seal(content, b"papers|" + place.bytes)


def opened(controller: UUID, place: UUID, sealed: bytes) -> bytes:
    return _key(controller).open(bytes(sealed), b"papers|" + place.bytes)


def seal_text(controller: UUID, place: UUID, text: str) -> bytes:
    return seal(controller, place, text.encode("utf-8", "surrogatepass"))


def opened_text(controller: UUID, place: UUID, sealed: bytes) -> str:
    return opened(controller, place, sealed).decode("utf-8", "surrogatepass")
