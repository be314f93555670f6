"""Reading what was published, by the controller's public name and without signing in: it is for everybody.

Keeps: promises 69, 71, 73.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from uuid import UUID

from hornbook.rules.base.refused import Refused
from hornbook.rules.policy import printed
from hornbook.stages.ledger.tenancy import reading
from hornbook.stages.parties import queries as parties

from .acts import fingerprint
from .models import NoticeVersion


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


def unpublished(controller: UUID, on: date) -> list[str]:
    """The layers whose words, as the pack prints them that day, are not the published ones."""
    pack = parties.pack_of(controller)
    with reading(controller):
        rows = NoticeVersion.objects.filter(controller=controller).order_by("number")
        shown = dict(rows.values_list("layer", "fingerprint"))
    return [
        layer
        for layer in printed.LAYERS
        if layer in pack.notice
        and shown.get(layer) != fingerprint(printed.markdown(printed.notice(pack, on, layer)))
    ]


def last_published(controller: UUID) -> datetime | None:
    with reading(controller):
        rows = NoticeVersion.objects.filter(controller=controller).order_by("-published_at")
        return rows.values_list("published_at", flat=True).first()
