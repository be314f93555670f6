"""Through the door with a file: a paper about a pupil, sealed in the vault, named by its record in documents.

Keeps: promises 4, 97, 99, 110.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from hornbook.rules.base.actor import Actor
from hornbook.stages.hold import acts as record
from hornbook.stages.hold.slices import Write
from hornbook.stages.ledger.act import note, under_way
from hornbook.stages.parties.queries import pack_of
from hornbook.stages.use import restrictions

from .asking import Asked, day_of, known_only, refused, relations_of, second_factor
from .changing import change

DOCUMENTS = "documents"


def keep(
    *,
    by: Actor,
    purpose: str,
    person: UUID,
    values: Mapping[str, Any],
    content: bytes,
    at: datetime,
    receipt: UUID | None = None,
) -> UUID:
    """Keep a file about a person; `values` says what it is (title, kind, dated, …). Gives the file's number.

    The right to write its record is asked first: what may not be recorded is not put into the vault.
    """
    under_way()
    note(people=[person], purpose=purpose)
    second_factor(by)
    pack = pack_of(by.controller)
    standing = relations_of(pack, by, [person])[person]
    fields = frozenset({*values, "file_ref", "size"})
    answer = Asked(by, pack, "change", purpose, day_of(at))(standing, DOCUMENTS, fields)
    if not answer.allowed:
        raise refused("The file was not kept.", answer)
    known_only(by, [person])
    ref = record.keep_file(by.controller, person, content, at)
    told = {**values, "file_ref": str(ref), "size": str(len(content))}
    change(by=by, purpose=purpose, writes=[Write(person, DOCUMENTS, told)], at=at, receipt=receipt)
    return ref


def file(*, by: Actor, purpose: str, person: UUID, ref: UUID, at: datetime) -> bytes:
    """The whole of a file that is kept about this person, for somebody who may read their documents."""
    under_way()
    note(people=[person], purpose=purpose, facts={"file": str(ref)})
    second_factor(by)
    pack = pack_of(by.controller)
    standing = relations_of(pack, by, [person])[person]
    shut = bool(restrictions.standing(by.controller, [person]))
    asked = Asked(by, pack, "read", purpose, day_of(at))
    answer = asked(standing, DOCUMENTS, frozenset({"file_ref"}), restricted=shut)
    if not answer.allowed:
        raise refused("Not opened.", answer)
    known_only(by, [person])
    return record.read_file(by.controller, person, ref)
