"""What a person decided to keep back from this copy, found again for each value.

Keeps: promises 213, 214, 215. The narrowest decision wins: a field of a record before the record, a record
before its category.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hornbook.stages.rights.exemptions import EXEMPTIONS
from hornbook.stages.rights.models import Withheld

from .content import Kept


@dataclass(frozen=True)
class Decided:
    category: str
    record: UUID | None
    field: str
    kept: Kept

    def covers(self, category: str, record: UUID, field: str) -> bool:
        return self.category == category and self.record in (None, record) and self.field in ("", field)


def kept(code: str) -> Kept:
    exemption = EXEMPTIONS[code]
    return Kept(code, exemption.why, exemption.cite)


def decided(rows: Sequence[Withheld]) -> tuple[Decided, ...]:
    made = [Decided(w.category, w.record, w.field, kept(w.code)) for w in rows if w.lifted_at is None]
    return tuple(sorted(made, key=lambda d: (d.record is None, d.field == "")))


def why_kept(all_: Sequence[Decided], category: str, record: UUID, field: str) -> Kept | None:
    return next((d.kept for d in all_ if d.covers(category, record, field)), None)
