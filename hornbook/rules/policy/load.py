"""Loading a pack: folders of TOML in, one frozen and checked value out, or a refusal by file and line.

Keeps: promises 53, 58, 65, 117. Everything that is said in the pack, notice sentences included, is under the
digest: change a value and the digest changes, change it back and it is the same again.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from hornbook.rules.base.refused import BadInput

from .build import build
from .check import problems
from .floor import lint_floor
from .printed.others import printed_problems
from .source import Source, ids_in, read, read_texts
from .types import Pack


def load(pack_id: str, folders: Sequence[Path]) -> Pack:
    """The pack of that id, laid over those it extends; BadInput names the first thing wrong with it."""
    return _checked(read(pack_id, folders))


def load_texts(pack_id: str, texts: Mapping[str, str], folders: Sequence[Path]) -> Pack:
    """The same for a pack that lies in no folder yet."""
    return _checked(read_texts(pack_id, texts, folders))


def _checked(source: Source) -> Pack:
    pack = build(source)
    for findings in (problems, lambda each: lint_floor(each, pack.law_on), printed_problems):
        for finding in findings(pack):  # one after another: only a sound pack can be printed
            if finding.severity == "error":
                raise BadInput(finding)
    return replace(pack, digest=digest_of(pack))


def packs(folders: Sequence[Path]) -> tuple[str, ...]:
    """The ids of the packs to be had, in alphabetical order."""
    return ids_in(folders)


def digest_of(pack: Pack) -> str:
    """SHA-256 over all that the pack says, in its order: a notice prints its tables in that order."""
    said = canonical(replace(pack, digest="", places={}))
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def canonical(value: Any) -> Any:
    """A value of a pack as JSON can hold it, sets in alphabetical order."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: canonical(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: canonical(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(canonical(each) for each in value)
    if isinstance(value, tuple | list):
        return [canonical(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
