"""Reading what was published, by the controller's public name and without signing in: it is for everybody.

And, for those who work there, who was shown which version. Keeps: promises 51, 69, 71, 73.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from uuid import UUID

from django.db.models import Q

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.dates import local_day, spoken
from hornbook.rules.base.refused import Refused
from hornbook.rules.policy import printed
from hornbook.stages.ledger.tenancy import reading
from hornbook.stages.parties import queries as parties
from hornbook.stages.use import queries as used

from .acts import fingerprint
from .models import NoticeShown, NoticeTranslation, NoticeVersion


@dataclass(frozen=True)
class Version:
    """One published version: which, when, and the pack that printed it."""

    layer: str
    number: int
    version: str
    pack: str
    digest: str
    published_at: datetime


@dataclass(frozen=True)
class Published(Version):
    """The same with its words: `html` is a fragment for a page of the site."""

    html: str
    markdown: str


@dataclass(frozen=True)
class Translated:
    """A version in another language. stale: its original is not the one that holds now.

    original      the number of the version it translates; newest: the one that holds now
    foreign       the texts of it that stand in English
    """

    layer: str
    language: str
    number: int
    original: int
    title: str
    foreign: tuple[str, ...]
    html: str
    markdown: str
    published_at: datetime
    newest: int
    stale: bool


@dataclass(frozen=True)
class Seen:
    """Somebody was shown a version, how and when. newest: it is the one that holds now."""

    layer: str
    number: int
    language: str
    whom: str
    how: str
    at: datetime
    newest: bool


@dataclass(frozen=True)
class Reach:
    """How far the newest version of a layer has got among the families of the pupils on roll."""

    layer: str
    newest: int
    families: int
    without: tuple[UUID, ...]

    @property
    def shown(self) -> int:
        return self.families - len(self.without)


@dataclass(frozen=True)
class Change:
    """One difference between two versions. kind: added | taken out | changed."""

    kind: str
    before: str
    after: str


FIELDS = ("layer", "number", "version", "pack", "digest", "published_at")


def _controller(slug: str) -> UUID | None:
    """A public page for nobody is no page: it does not say who else is here."""
    try:
        return parties.by_slug(slug).ref
    except Refused:
        return None


def current_notice(slug: str, layer: str = "standard") -> Published | None:
    """The words that hold now, or None where nothing was published."""
    return _one(slug, layer, None)


def notice_version(slug: str, layer: str, number: int) -> Published | None:
    return _one(slug, layer, number)


def _one(slug: str, layer: str, number: int | None) -> Published | None:
    controller = _controller(slug)
    if controller is None:
        return None
    with reading(controller):
        rows = NoticeVersion.objects.filter(controller=controller, layer=layer)
        if number is not None:
            rows = rows.filter(number=number)
        found = rows.order_by("-number").values_list(*FIELDS, "html", "markdown").first()
    return Published(*found) if found else None


def notice_versions(slug: str, layer: str = "standard") -> list[Version]:
    """Every version of a layer, newest first, without its words."""
    controller = _controller(slug)
    if controller is None:
        return []
    with reading(controller):
        rows = NoticeVersion.objects.filter(controller=controller, layer=layer).order_by("-number")
        return [Version(*row) for row in rows.values_list(*FIELDS)]


def difference(slug: str, layer: str, older: int, newer: int) -> list[Change]:
    """What changed from one version to another, paragraph by paragraph and row by row."""
    before, after = (_one(slug, layer, number) for number in (older, newer))
    if before is None or after is None:
        raise Refused(
            "unknown",
            what="Nothing was compared.",
            why=f"Version {older if before is None else newer} of this notice was never published.",
            next="Choose two of the versions listed.",
        )
    return list(changes(before.markdown, after.markdown))


def changes(before: str, after: str) -> Iterator[Change]:
    """The differing lines of two texts, those that stand in for one another beside each other."""
    old, new = ([line for line in text.splitlines() if line] for text in (before, after))
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        gone, come = old[a:b], new[c:d]
        paired = min(len(gone), len(come))
        for one, other in zip(gone[:paired], come[:paired], strict=True):
            yield Change("changed", one, other)
        yield from (Change("taken out", line, "") for line in gone[paired:])
        yield from (Change("added", "", line) for line in come[paired:])


def revision(slug: str, layer: str, older: int, newer: int) -> printed.Document:
    """The same for people: part by part and sentence by sentence, as a document that can be printed."""
    before, after = (_one(slug, layer, number) for number in (older, newer))
    if before is None or after is None:
        missing = older if before is None else newer
        raise Refused(
            "unknown",
            what="Nothing was compared.",
            why=f"Version {missing} of this notice was never published.",
            next="Choose two of the versions listed.",
        )
    days = [spoken(local_day(each.published_at)) for each in (before, after)]
    title = f"What changed from version {older} to version {newer}"
    told = f"Version {older} was published on {days[0]}, version {newer} on {days[1]}."
    return printed.differences(before.markdown, after.markdown, title, told)


def translations(slug: str, layer: str) -> list[Translated]:
    """The newest version of a layer in each language, in the order of their codes."""
    controller = _controller(slug)
    if controller is None:
        return []
    with reading(controller):
        newest = _newest(controller, layer)
        rows = NoticeTranslation.objects.filter(controller=controller, layer=layer).order_by("number")
        found = {row.language: row for row in rows}
    return [_translated(found[each], newest) for each in sorted(found)] if newest else []


def translation(slug: str, layer: str, language: str) -> Translated | None:
    return next((each for each in translations(slug, layer) if each.language == language), None)


def _newest(controller: UUID, layer: str) -> tuple[int, str] | None:
    rows = NoticeVersion.objects.filter(controller=controller, layer=layer).order_by("-number")
    return rows.values_list("number", "fingerprint").first()


def _translated(row: NoticeTranslation, newest: tuple[int, str]) -> Translated:
    return Translated(
        row.layer,
        row.language,
        row.number,
        row.original,
        row.title,
        tuple(row.foreign),
        row.html,
        row.markdown,
        row.published_at,
        newest[0],
        row.fingerprint != newest[1],
    )


def notices_seen(by: Actor, person: UUID) -> list[Seen]:
    """Which notices this person or their family were shown, newest first; those shown to all families too."""
    since = used.here(by.controller, people=[person]).get(person)
    if since is None:
        return []
    with reading(by.controller):
        newest = _newest_numbers(by.controller)
        mine = Q(person=person) | Q(whom="everyone", shown_at__gte=since)
        rows = NoticeShown.objects.filter(mine, controller=by.controller).order_by("-shown_at", "layer")
        return [
            Seen(s.layer, s.number, s.language, s.whom, s.how, s.shown_at, s.number == newest.get(s.layer))
            for s in rows
        ]


def _newest_numbers(controller: UUID) -> dict[str, int]:
    rows = NoticeVersion.objects.filter(controller=controller).order_by("number")
    return dict(rows.values_list("layer", "number"))


def reach(controller: UUID, layer: str = "standard") -> Reach | None:
    """Whom the newest version has not reached, in the order of their names; None before any is published."""
    with reading(controller):
        newest = _newest_numbers(controller).get(layer)
        if newest is None:
            return None
        rows = NoticeShown.objects.filter(controller=controller, layer=layer, number=newest)
        named = set(rows.exclude(whom="everyone").values_list("person", flat=True))
        last = rows.filter(whom="everyone").order_by("-shown_at").values_list("shown_at", flat=True).first()
    here = used.here(controller)
    without = [p for p, since in here.items() if p not in named and (last is None or since > last)]
    return Reach(layer, newest, len(here), tuple(without))


def unpublished(controller: UUID, on: date) -> list[str]:
    """The layers whose words, as the pack prints them that day, are not the published ones."""
    pack = parties.pack_of(controller)
    with reading(controller):
        rows = NoticeVersion.objects.filter(controller=controller).order_by("number")
        shown = dict(rows.values_list("layer", "fingerprint"))
    return [
        layer
        for layer in printed.layers(pack)
        if shown.get(layer) != fingerprint(printed.markdown(printed.notice(pack, on, layer)))
    ]


def last_published(controller: UUID) -> datetime | None:
    with reading(controller):
        rows = NoticeVersion.objects.filter(controller=controller).order_by("-published_at")
        return rows.values_list("published_at", flat=True).first()
