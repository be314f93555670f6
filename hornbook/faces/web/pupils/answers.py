"""What each value on a pupil's page answers: why held, on what basis, who gets it, until when, whence.

The answers are read off the pack, as the notice is, so that neither can say what the other does not.
Keeps: promises 22, 23, 44, 53, 58, 97, 113, 124, 202.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hornbook.faces.web import words
from hornbook.rules.catalogue.base import categories
from hornbook.rules.policy import retention
from hornbook.rules.policy.bases import BASES, CONDITIONS
from hornbook.rules.policy.types import Pack, Purpose, Route
from hornbook.stages.collect.queries import Came
from hornbook.stages.use.gate import Held, Slice, Source

WHY, BASIS, WHO, UNTIL, WHENCE = (
    "Why we hold it",
    "On what basis",
    "Who gets it",
    "Until when",
    "Where it came from",
)
REGISTERS = frozenset({"admission-register", "attendance-register"})
Answer = tuple[str, tuple[str, ...]]


class Answers:
    """The answers for one pack on one day; those that are the same for every pupil are worked out once."""

    def __init__(self, pack: Pack, on: date, came: Mapping[UUID, Came]) -> None:
        self.pack, self.on, self.came = pack, on, came

    def of_pack(self, category: str, fields: Sequence[str]) -> SafeString:
        """Why, on what basis and who gets it, as they stand in a list of answers."""
        known = _KNOWN.setdefault((self.pack.digest, self.on), {})
        if (category, *fields) not in known:
            known[(category, *fields)] = listed(
                [
                    (WHY, why(self.pack, category)),
                    (BASIS, basis(self.pack, category, fields)),
                    (WHO, who(self.pack, category, fields, self.on)),
                ]
            )
        while len(_KNOWN) > 20:
            _KNOWN.pop(next(iter(_KNOWN)))
        return known[(category, *fields)]

    def of_record(self, pupil: Slice, held: Held) -> SafeString:
        """Until when, for this pupil; and where the record came from."""
        told = [
            (UNTIL, until(self.pack, pupil, held)),
            (WHENCE, whence(self.pack, held.category, list(held.sources.values()), self.came)),
        ]
        return listed(told)


_KNOWN: dict[tuple[str, date], dict[tuple[str, ...], SafeString]] = {}


def listed(answers: Sequence[Answer]) -> SafeString:
    """Answers as the terms of a list; several lines stand under one another."""
    return format_html_join(
        "",
        "<dt>{}</dt><dd>{}</dd>",
        ((question, _lines(lines)) for question, lines in answers if lines),
    )


def _lines(lines: Sequence[str]) -> SafeString | str:
    if len(lines) == 1:
        return lines[0]
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))


def purposes(pack: Pack, category: str) -> list[Purpose]:
    return [p for p in pack.purposes.values() if category in p.categories]


def why(pack: Pack, category: str) -> tuple[str, ...]:
    return tuple(p.text for p in purposes(pack, category))


def basis(pack: Pack, category: str, fields: Sequence[str]) -> tuple[str, ...]:
    """Each basis with the laws it rests on; for a special category also the condition that lets us."""
    laws: dict[str, dict[str, None]] = {}
    conditions: dict[str, None] = {}
    special = sorted({s for f in fields if (s := categories[category].field(f).special)})
    for purpose in purposes(pack, category):
        laws.setdefault(purpose.basis, {}).update(dict.fromkeys(purpose.laws))
        if special and category in purpose.conditions:
            conditions[purpose.conditions[category]] = None
    told = [
        f"{BASES[each][0].upper()}{BASES[each][1:]} (UK GDPR, Article {each}): {'; '.join(named)}"
        for each, named in laws.items()
    ]
    told += [
        f"Tells of {', '.join(special)}, which needs a further condition: "
        f"{CONDITIONS[each].text} ({CONDITIONS[each].cite})"
        for each in conditions
    ]
    asked = sorted({law for f in fields if (law := categories[category].field(f).law)})
    told += [f"We have to ask: {law}" for law in asked]
    if not asked:
        told.append("No law makes anybody tell us this: it may be left blank.")
    return tuple(told)


def who(pack: Pack, category: str, fields: Sequence[str], on: date) -> tuple[str, ...]:
    """Who reads it here, and every route that may carry it; the routes alone leave the house."""
    wanted = frozenset(fields)
    here = [
        role.label
        for role in pack.roles.values()
        if any(wanted & reads.get(category, frozenset()) for reads in role.reads.values())
    ]
    told = [f"Here: {'; '.join(here)}"] if here else []
    routes = [r for r in pack.routes.values() if wanted & r.fields.get(category, frozenset())]
    told += [_to(r, category, wanted) for r in routes if not r.ends or r.ends >= on]
    if not routes:
        told.append("Nobody outside.")
    return tuple(told)


def _to(route: Route, category: str, wanted: frozenset[str]) -> str:
    said = route.recipient
    some = wanted & route.fields[category]
    if some != wanted:
        said += f" ({_labels(category, some)})"
    if route.from_age is not None:
        said += f", from the age of {route.from_age}"
    if route.minimum is not None and some - route.minimum.get(category, frozenset()):
        said += ", unless the family limits it"
    return said


def _labels(category: str, fields: frozenset[str]) -> str:
    return ", ".join(f.label for f in categories[category].fields if f.name in fields).lower()


def until(pack: Pack, pupil: Slice, held: Held) -> tuple[str, ...]:
    """The day and the sentence that gives it; only the sentence to somebody who may not see the birthday."""
    rule = pack.categories[held.category].retention
    born = pupil.one("identity").get("date_of_birth")
    if not day_in(born) and pack.retention[rule].trigger == "birth":
        return (pack.retention[rule].wording,)
    day = retention.due(
        pack,
        rule,
        born=day_in(born),
        entry=held.recorded_at.date(),
        leaving=_leaving(pupil),
        last_register_entry=_last_entry(pupil) if rule in REGISTERS else None,
    )
    return (f"{words.day(day.on)}. {day.why}" if day.on else day.why,)


def day_in(text: object) -> date | None:
    """A recorded day; None where nothing, or nothing that is a day, was recorded."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _leaving(pupil: Slice) -> date | None:
    if pupil.on_roll:
        return None
    days = [
        r.values["leaving_date"] for r in pupil.records.get("enrolment", ()) if r.values.get("leaving_date")
    ]
    return day_in(max(days, default=""))


def _last_entry(pupil: Slice) -> date | None:
    marks = [r.values.get("last_entry", "") for r in pupil.records.get("attendance", ())]
    moves = [
        r.values.get(f, "")
        for r in pupil.records.get("enrolment", ())
        for f in ("entry_date", "leaving_date")
    ]
    return day_in(max([*marks, *moves], default=""))


def whence(
    pack: Pack, category: str, sources: Sequence[Source], came: Mapping[UUID, Came]
) -> tuple[str, ...]:
    """How and when each part was recorded, and from whom we say we have such data."""
    in_order = sorted(set(sources), key=lambda s: (s.on, s.line or 0))
    told = dict.fromkeys(_came(s, came.get(s.receipt) if s.receipt else None) for s in in_order)
    named = pack.categories[category].sources
    if named:
        told[f"As our notice says, from: {'; '.join(named)}"] = None
    return tuple(told)


@lru_cache(maxsize=4000)
def _came(source: Source, came: Came | None) -> str:
    if came is not None:
        said = came.line(source.line)
        return f"{said[0].upper()}{said[1:]}"
    how = "Recorded by hand" if source.receipt is None else "Brought in a file whose receipt is gone,"
    return f"{how} on {words.day(source.on)}"


def left_out(pack: Pack, pupil: Slice) -> list[tuple[str, str]]:
    """What is held here in general and not shown now: (what, why)."""
    return [(categories[c].label, why) for c, why in sorted(pupil.left_out.items()) if c in pack.categories]


def nothing_held(pack: Pack, pupil: Slice) -> list[str]:
    """What may be shown and of which there is nothing about this pupil."""
    seen: Mapping[str, object] = {**pupil.records, **pupil.left_out}
    return [
        categories[c].label
        for c in categories
        if c in pack.categories and c not in seen and "pupil" in categories[c].subject
    ]
