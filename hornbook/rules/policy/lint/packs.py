"""A pack folder under the linter: what is wrong with it by file and line, its own sentences included.

Keeps: promises 57, 58, 65, 117.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hornbook.rules.base.refused import BadInput, Finding
from hornbook.rules.base.written import Written
from hornbook.rules.policy.build import build
from hornbook.rules.policy.check import problems
from hornbook.rules.policy.floor import lint_floor
from hornbook.rules.policy.printed.others import printed_problems
from hornbook.rules.policy.source import read

from .checks import remarks, text_of
from .remark import Remark

#: The folder is no pack at all, or its files cannot be read: nothing can be said about what they say.
UNREADABLE = frozenset({"no-such-pack", "not-toml", "not-utf-8"})


@dataclass(frozen=True, order=True)
class PackRemark:
    """A remark, and the file of the pack that it is about."""

    file: str
    remark: Remark

    def as_dict(self) -> dict[str, object]:
        return {"file": self.file, **self.remark.as_dict()}


def lint_pack(
    pack_id: str, folders: Sequence[Path], on: date, notices: Sequence[Written] = ()
) -> tuple[PackRemark, ...]:
    """All that is wrong with a pack by the law of that day; BadInput where it cannot be read."""
    try:
        pack = build(read(pack_id, folders))
    except BadInput as bad:
        if bad.finding.code in UNREADABLE:
            raise
        return (_told(bad.finding, folders),)
    seen = [*problems(pack), *lint_floor(pack, on)]
    if not any(each.severity == "error" for each in seen):
        seen += printed_problems(pack)
    found = [_told(each, folders) for each in seen]
    found += _sentences(notices, on)
    return tuple(sorted(set(found)))


def _told(finding: Finding, folders: Sequence[Path]) -> PackRemark:
    line = finding.line or 1
    remark = Remark(line, finding.code, _line_of(finding.file, line, folders), finding.why, finding.next)
    return PackRemark(finding.file, remark)


def _line_of(file: str, line: int, folders: Sequence[Path]) -> str:
    for folder in folders:
        if (folder / file).is_file():
            lines = (folder / file).read_text("utf-8").splitlines()
            return lines[line - 1].strip() if line <= len(lines) else ""
    return ""


def _sentences(notices: Sequence[Written], on: date) -> Iterator[PackRemark]:
    """The sentences around the tables: only what can be seen without the tables in them."""
    for notice in notices:
        for each in remarks(text_of(notice, on), whole=False):
            yield PackRemark(notice.file, each)
