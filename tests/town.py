"""A town for tests: controllers, the people who work there, pupils and families, in the domain's words.

    town.school                     a controller on a pack
    town.school.dpo                 an Actor with that role
    ada = town.school.pupil(age=14) a pupil, put on roll through the gate
    ada.canary("attendance")        a text found nowhere else in the world

Every value of every pupil is unique to them, so that a test looks for a canary and never for a name.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.dates import add_years
from hornbook.rules.catalogue.base import categories
from hornbook.stages.keys import root
from hornbook.stages.ledger.act import act
from hornbook.stages.parties import acts as parties
from hornbook.stages.parties import queries as seats
from hornbook.stages.use import gate
from hornbook.stages.use.gate import Slice, Write

_numbers = itertools.count(1)


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return timezone.localdate()


@act("town.fill")
def _fill(*, by: Actor, at: datetime, do: Any) -> Any:
    return do()


@dataclass
class Pupil:
    """A pupil of a controller, with the values they were put in with: category -> list of records."""

    at: "School"
    ref: UUID
    values: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def canary(self, category: str) -> str:
        """A text of this pupil's in this category that occurs nowhere else."""
        texts = [v for record in self.values[category] for v in record.values() if "canary" in v]
        return texts[0]

    @property
    def canaries(self) -> list[str]:
        return [v for records in self.values.values() for r in records for v in r.values() if "canary" in v]

    @property
    def born(self) -> date:
        return date.fromisoformat(self.values["identity"][0]["date_of_birth"])

    def holds(self, category: str, **values: str) -> "Pupil":
        """Add a record about this pupil."""
        self.at.write(self.ref, category, values)
        self.values.setdefault(category, []).append(dict(values))
        return self


class School:
    """A controller in the town. `pack` decides what it may do."""

    def __init__(self, pack: str, slug: str = "") -> None:
        self.slug = slug or f"school-{next(_numbers)}"
        self.ref = parties.found(slug=self.slug, name=f"{self.slug} of the town", pack=pack, at=now())
        self._staff: dict[str, Actor] = {}

    @property
    def pack(self) -> Any:
        return seats.pack_of(self.ref)

    def someone(self, *roles: str, second_factor: bool = True) -> Actor:
        """A new colleague with these roles."""
        number = next(_numbers)
        installer = Actor(parties.INSTALLER, self.ref, frozenset({"installer"}), True)
        account = parties.invite(
            by=installer,
            at=now(),
            email=f"colleague-{number}@school.example.org",
            name=f"Colleague {number}",
            roles=roles,
            starts=today(),
        )
        return Actor(account, self.ref, frozenset(roles), second_factor)

    def __getattr__(self, role: str) -> Actor:
        if role.startswith("_"):
            raise AttributeError(role)
        role = role.replace("_", "-")
        if role not in self._staff:
            self._staff[role] = self.someone(role)
        return self._staff[role]

    def act(self, do: Any, by: Actor | None = None) -> Any:
        """Run something of the gate's inside an act."""
        return _fill(by=by or self.writer, at=now(), do=do)

    @property
    def writer(self) -> Actor:
        """Whoever writes most here: the office of a school, the data officer of a council."""
        roles = self.pack.roles
        return getattr(self, "office" if "office" in roles else "data-officer")

    def purpose_to_write(self, category: str) -> str:
        role = self.pack.roles[next(iter(self.writer.roles))]
        return next(p for p, changes in role.changes.items() if category in changes)

    def who_writes(self, category: str) -> tuple[Actor, str] | None:
        """Who records this kind of thing about anybody here, and for what; None where nobody does by hand."""
        for name in (*self.writer.roles, *self.pack.roles):
            role = self.pack.roles[name]
            purposes = [p for p, changes in role.changes.items() if category in changes]
            if purposes and "any" in role.relations:
                return getattr(self, name), purposes[0]
        return None

    def write(self, person: UUID, category: str, values: Mapping[str, str]) -> None:
        found = self.who_writes(category)
        assert found, f"nobody at {self.pack.id} writes {category}"
        by, purpose = found
        writes = [Write(person, category, dict(values))]
        self.act(lambda: gate.change(by=by, purpose=purpose, writes=writes, at=now()), by)

    def pupil(self, *, age: int = 14, born: date | None = None, on_roll: bool = True, **also: str) -> Pupil:
        """A pupil of this age today, with name, number and a place on the roll."""
        n = next(_numbers)
        mark = uuid4().hex[:8]
        birth = born or add_years(today(), -age)
        identity = {
            "legal_surname": f"Surcanary{mark}",
            "legal_forename": f"Forecanary{mark}",
            "date_of_birth": birth.isoformat(),
            "sex": "F",
            **also,
        }
        enrolment = {"establishment": "8869999", "entry_date": "2024-09-02", "year_group": "9"}
        if not on_roll:
            enrolment["leaving_date"] = "2025-07-22"
        ref = self.act(
            lambda: gate.admit(
                by=self.writer,
                purpose=self.purpose_to_write("identity"),
                kind="pupil",
                count=1,
                at=now(),
            )
        )[0]
        made = Pupil(self, ref)
        made.holds("identity", **identity)
        made.holds("identifiers", upn=f"Z{n:012d}")
        made.holds("enrolment", **enrolment)
        return made

    def parent_of(self, pupil: Pupil, **relation: str) -> Pupil:
        """A parent with responsibility, linked to this pupil."""
        mark = uuid4().hex[:8]
        purpose = self.purpose_to_write("contacts")
        ref = self.act(
            lambda: gate.admit(by=self.writer, purpose=purpose, kind="contact", count=1, at=now())
        )[0]
        parent = Pupil(self, ref)
        parent.holds("contacts", name=f"Parentcanary{mark}", telephone=f"01632 canary{mark}")
        link = {"contact_ref": str(ref), "relationship": "mother", "parental_responsibility": "true"}
        pupil.holds("relation", **{**link, **relation})
        return parent

    def letter_about(self, pupil: Pupil, content: bytes, title: str = "A letter") -> UUID:
        """A file about this pupil, in the vault. Gives its number."""
        told = {"title": title, "kind": "letter", "media_type": "text/plain"}
        purpose = self.purpose_to_write("documents")
        return self.act(
            lambda: gate.keep(
                by=self.writer, purpose=purpose, person=pupil.ref, values=told, content=content, at=now()
            )
        )

    def incident(self, *parts: tuple[Pupil, dict[str, str]], **values: str) -> UUID:
        """Something that several pupils were in, each with a part of their own. Gives its reference."""
        purpose = self.purpose_to_write("incidents")
        mine = {pupil.ref: part for pupil, part in parts}
        ref = self.act(
            lambda: gate.join(
                by=self.writer, purpose=purpose, category="incidents", values=values, parts=mine, at=now()
            )
        )
        for pupil, part in parts:
            pupil.values.setdefault("incidents", []).append({**values, **part})
        return ref

    def teaches(self, teacher: Actor, *pupils: Pupil, relation: str = "teaches") -> UUID:
        """Put the teacher and these pupils in one group."""
        return self.act(
            lambda: gate.group(
                by=self.writer,
                kind="class",
                label=f"Group {next(_numbers)}",
                people=[p.ref for p in pupils],
                staff=[(teacher.ref, relation)],
            )
        )

    def with_everything(self, *, age: int = 14) -> Pupil:
        """A pupil with a canary in every field of every category that the pack declares for pupils."""
        pupil = self.pupil(age=age)
        for category in self.pack.categories:
            about = categories[category]
            if "pupil" not in about.subject or about.joint or about.points_at or category == "identity":
                continue
            if self.who_writes(category) is None:
                continue
            values = {
                f.name: _canary_for(f.kind, f.name)
                for f in about.fields
                if f.name in self.pack.categories[category].fields and f.name != about.filed_by
            }
            if about.filed_by:
                values[about.filed_by] = "2025-autumn-1"
            if category in ("enrolment", "identifiers"):
                values = {k: v for k, v in values.items() if "date" not in k}
            self.write(pupil.ref, category, values)
            pupil.values.setdefault(category, []).append(values)
        self._with_others(pupil)
        return pupil

    def _with_others(self, pupil: Pupil) -> None:
        """A parent, and an incident and a letter, where the pack has them: canaries in all of these too."""
        may = {c for role in self.writer.roles for cs in self.pack.roles[role].changes.values() for c in cs}
        if {"contacts", "relation"} <= may:
            told = _canaries("relation", {"contact_ref", "parental_responsibility"})
            parent = self.parent_of(pupil, **told)
            parent.holds("contacts", **_canaries("contacts", set()))
            pupil.values["contacts"] = [parent.values["contacts"][-1]]
            pupil.values["parent"] = [{"ref": str(parent.ref)}]
        if "incidents" in may:
            part = _canary_for("text", "part")
            self.incident((pupil, {"part": part}), **_canaries("incidents", {"part"}))
        if "documents" in may:
            content = _canary_for("text", "file")
            title = _canary_for("text", "title")
            self.letter_about(pupil, content.encode(), title)
            pupil.values["documents"].append({"title": title})
            pupil.values["file"] = [{"content": content}]


def _canary_for(kind: str, name: str) -> str:
    """A unique value that its kind lets through: dates stay dates, every other text carries a canary."""
    mark = uuid4().hex[:10]
    if kind == "date":
        return "2025-01-15"
    return f"canary{mark}"


def _canaries(category: str, but: set[str]) -> dict[str, str]:
    """A canary for every field of a category, but for these."""
    return {f.name: _canary_for(f.kind, f.name) for f in categories[category].fields if f.name not in but}


class Town:
    """Two controllers of different kinds, made when first asked for."""

    def __init__(self) -> None:
        if not str(settings.HORNBOOK_ROOT).startswith("file:"):
            raise RuntimeError("tests keep their root key in a file")
        root.make_file(root.Path(str(settings.HORNBOOK_ROOT).removeprefix("file:")))
        self._made: dict[str, School] = {}

    def controller(self, pack: str) -> School:
        """A further controller on this pack."""
        return School(pack)

    @property
    def school(self) -> School:
        if "school" not in self._made:
            self._made["school"] = School("england-alternative-provision")
        return self._made["school"]

    @property
    def council(self) -> School:
        if "council" not in self._made:
            self._made["council"] = School("england-council")
        return self._made["council"]


def names_in(slices: Sequence[Slice]) -> list[str]:
    return [s.name for s in slices]
