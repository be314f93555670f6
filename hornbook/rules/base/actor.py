"""Who acts: an account signed in for one controller, with the roles it holds there today."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """A person acting for a controller.

    ref            the account's opaque reference, the one the ledger writes
    controller     the controller acted for; an actor belongs to exactly one at a time
    roles          role ids of that controller's pack, e.g. {"teacher"}
    second_factor  whether a second factor was shown in this sign-in
    """

    ref: UUID
    controller: UUID
    roles: frozenset[str]
    second_factor: bool = False
