"""What a pupil's copy says of their contacts: who they are to the pupil, and their name; no more.

A contact's telephone, email and address are the contact's own (Data Protection Act 2018, Schedule 2,
paragraph 16). They were given to us to be reached by, not to be passed on; a pupil knows their parents' name
and how they stand to them, but two parents who live apart may have kept an address from one another. So
relation and name are given, the rest is withheld with its code, unless the contact is the one who asks, or
the copy is the contact's own. Where a contact consents, the decision is lifted by giving it on their request.
"""

from uuid import UUID

from .content import Kept
from .keeping_back import kept

SHOWN = frozenset({"name", "title"})


def why_kept(field: str, *, owner: UUID, person: UUID, asker: UUID | None) -> Kept | None:
    if field in SHOWN or owner in (person, asker):
        return None
    return kept("third-party")
