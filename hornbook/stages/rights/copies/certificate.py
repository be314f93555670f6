"""The completeness certificate: what is held, what was given, what was withheld and why, signed.

Keeps: promises 197, 217. What was given is counted in the finished files, what is held in the rows of the
record; a category that the copy missed shows as held and not given, and then nothing is released.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

from hornbook.stages.keys.signing import public_key, signing_key
from hornbook.stages.ledger.chain import key_id
from hornbook.stages.use.gate import Tally

FORMAT = "hornbook-certificate/1"
FILES = "files"


@dataclass(frozen=True)
class Row:
    """One category. Counts are of records and of the values in them.

    reasons  code -> how many values it keeps back
    masked   mentions of other people taken out
    """

    category: str
    title: str
    held: Tally
    given: Tally
    withheld: Tally
    reasons: Mapping[str, int]
    masked: int

    @property
    def whole(self) -> bool:
        """Whether everything held is accounted for: in the copy, or withheld with a reason."""
        return (
            self.held.records == self.given.records + self.withheld.records
            and self.held.fields == self.given.fields + self.withheld.fields
        )

    @property
    def says(self) -> str:
        if not self.whole:
            return f"held {self.held.records}, given {self.given.records}: not complete"
        if not self.held.records:
            return "none held"
        if not self.given.records:
            return "withheld"
        if self.withheld.fields or self.withheld.records:
            return "given, but for what is withheld"
        return "given, other people taken out" if self.masked else "given in full"


@dataclass(frozen=True)
class StageRow:
    """What another stage holds: rows it told of, rows in the copy; None where it keeps no count."""

    stage: str
    held: int | None
    given: int

    @property
    def whole(self) -> bool:
        return self.given > 0 if self.held is None else self.held == self.given


@dataclass(frozen=True)
class Certificate:
    """Signed once it is whole; `body` is what the signature is over."""

    case: UUID
    controller: UUID
    about: UUID
    made_at: str
    pack: str
    rows: tuple[Row, ...]
    stages: tuple[StageRow, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    signature: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """What is held and accounted for nowhere."""
        short = [r.category for r in self.rows if not r.whole]
        return (*short, *(s.stage for s in self.stages if not s.whole))

    def body(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "case": str(self.case),
            "controller": str(self.controller),
            "about": str(self.about),
            "made_at": self.made_at,
            "pack": self.pack,
            "complete": not self.missing,
            "categories": [{**asdict(r), "says": r.says, "whole": r.whole} for r in self.rows],
            "stages": [{**asdict(s), "whole": s.whole} for s in self.stages],
            "files": dict(self.files),
        }

    def as_json(self) -> dict[str, Any]:
        return {**self.body(), "key": self.key, "signature": self.signature}

    def signed(self) -> "Certificate":
        key = signing_key(self.controller)
        return replace(self, key=key_id(key.public_key()), signature=key.sign(_canonical(self.body())).hex())


def _canonical(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def printed(certificate: Certificate) -> bytes:
    return (json.dumps(certificate.as_json(), ensure_ascii=False, indent=1) + "\n").encode()


def genuine(controller: UUID, certificate: Mapping[str, Any]) -> bool:
    """Whether this controller signed exactly this certificate."""
    from cryptography.exceptions import InvalidSignature

    body = {name: value for name, value in certificate.items() if name not in ("key", "signature")}
    key = public_key(controller, str(certificate.get("key", "")))
    if key is None:
        return False
    try:
        key.verify(bytes.fromhex(str(certificate["signature"])), _canonical(body))
    except (InvalidSignature, ValueError):
        return False
    return True


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


@dataclass
class Counted:
    """What is in a finished file, by category: [records, values], and by stage: rows."""

    given: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    withheld: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    reasons: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    masked: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)


def count_json(copy: bytes) -> Counted:
    """What the JSON of a copy really holds."""
    found, read = Counted(), json.loads(copy)
    for part in read["categories"]:
        category = part["category"]
        for record in part["records"]:
            kept = [v["withheld"]["code"] for v in record["values"] if "withheld" in v]
            whole = bool(kept) and len(kept) == len(record["values"])
            (found.withheld if whole else found.given)[category][0] += 1
            found.given[category][1] += len(record["values"]) - len(kept)
            found.withheld[category][1] += len(kept)
            found.reasons[category].update(kept)
            found.masked[category] += sum(v.get("masked", 0) for v in record["values"])
    for stage in read["stages"]:
        found.stages[stage["stage"]] += sum(len(s["rows"]) for s in stage["sections"])
    return found


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Counted()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "data-record" and value:
                self.found.given[value][0] += 1
            elif name == "data-record-withheld" and value:
                self.found.withheld[value][0] += 1
            elif name == "data-value" and value:
                self.found.given[value][1] += 1
            elif name == "data-withheld" and value:
                self.found.withheld[value][1] += 1
            elif name == "data-row" and value:
                self.found.stages[value] += 1


def count_page(page: bytes) -> Counted:
    """What the page of a copy, and so its PDF, really shows."""
    reader = _Page()
    reader.feed(page.decode())
    return reader.found


def rows(
    held: Mapping[str, Tally],
    titles: Mapping[str, str],
    copy: bytes,
    page: bytes,
    files: int,
    kept_files: int,
) -> tuple[Row, ...]:
    """One row a category that is declared or held. What only one of the two files has counts as not given."""
    told, shown = count_json(copy), count_page(page)
    made = []
    for category in [*titles, *sorted(held.keys() - titles.keys() - {FILES})]:
        given = [min(a, b) for a, b in zip(told.given[category], shown.given[category], strict=True)]
        back = [min(a, b) for a, b in zip(told.withheld[category], shown.withheld[category], strict=True)]
        made.append(
            Row(
                category,
                titles.get(category, f"{category}, which the pack does not declare"),
                held.get(category, Tally()),
                Tally(*given),
                Tally(*back),
                dict(sorted(told.reasons[category].items())),
                told.masked[category],
            )
        )
    if FILES in held or files:
        kept = {"with its record": kept_files} if kept_files else {}
        made.append(Row(FILES, "Files", held.get(FILES, Tally()), Tally(files), Tally(kept_files), kept, 0))
    return tuple(made)


def stage_rows(held: Sequence[tuple[str, int | None]], copy: bytes, page: bytes) -> tuple[StageRow, ...]:
    told, shown = count_json(copy), count_page(page)
    return tuple(StageRow(s, n, min(told.stages[s], shown.stages[s])) for s, n in held)
