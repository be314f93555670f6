"""The key that signs a controller's ledger: Ed25519, its seed in the keyring, its public half beside it."""

from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hornbook.stages.ledger.chain import key_id as id_of

from . import ring


def signing_key(controller: UUID) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(ring().named(controller, "ledger"))


def public_key(controller: UUID, key_id: str) -> Ed25519PublicKey | None:
    """The public key behind this id, None when it is not one of this controller's."""
    key = signing_key(controller).public_key()
    return key if id_of(key) == key_id else None
