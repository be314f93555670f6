"""The linter of notices and policies: quotes the line, says why with the clause, proposes wording.

Keeps: promises 8, 19, 61, 62, 64, 70, 116, 121, 159, 204, 278. It knows no language model and no clock: the
same text judged for the same day gives the same remarks.
"""

from datetime import date

from hornbook.rules.base.written import Written
from hornbook.rules.policy.types import Pack

from . import agreement, answering, bases, content, law, wording  # noqa: F401  (each declares its checks)
from .between import between
from .checks import checks, remarks, text_of
from .packs import PackRemark, lint_pack
from .remark import Remark
from .text import Text


def lint(written: Written, on: date, beside: Written | Pack | None = None) -> tuple[Remark, ...]:
    """All that is wrong with a text by the law of that day, and against another of the same controller."""
    text = text_of(written, on)
    found = set(remarks(text))
    if beside is not None:
        found |= set(between(text, beside if isinstance(beside, Pack) else text_of(beside, on)))
    return tuple(sorted(found))


__all__ = ["PackRemark", "Remark", "Text", "checks", "lint", "lint_pack", "text_of"]
