"""What somebody typed, sealed: under the key of the person a request is about, bound to where it stands."""

from uuid import UUID

from hornbook.stages.keys import ring
from hornbook.stages.ledger.act import note, under_way


def seal(controller: UUID, person: UUID, place: UUID, text: str) -> bytes:
    return ring().one(controller, person).seal(text.encode("utf-8", "surrogatepass"), _at(place))


def opened(controller: UUID, person: UUID, place: UUID, sealed: bytes) -> str:
    return ring().one(controller, person).open(bytes(sealed), _at(place)).decode("utf-8", "surrogatepass")


def into_ledger(controller: UUID, person: UUID, text: str) -> None:
    """The typed reason goes into the entry of the act under way, sealed to that entry."""
    note(reason=seal(controller, person, under_way().ref, text))


def _at(place: UUID) -> bytes:
    return b"rights|" + place.bytes
