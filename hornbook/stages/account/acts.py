"""Publishing the notice, in which languages, and who was shown it: what was before stays readable.

Keeps: promises 51, 69, 71.
"""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.rules.base.refused import BadInput, Finding, Refused
from hornbook.rules.policy import printed
from hornbook.rules.policy.printed.translated import Translation
from hornbook.rules.policy.types import Pack
from hornbook.stages.ledger.act import act, note
from hornbook.stages.parties import queries as parties
from hornbook.stages.use import gate

from .about import HOW
from .models import NoticeShown, NoticeTranslation, NoticeVersion

WHOM = ("person", "household", "group", "everyone")


def fingerprint(markdown: str) -> str:
    return hashlib.sha256(markdown.encode()).hexdigest()


@act("account.publish")
def publish(*, by: Actor, at: datetime) -> dict[str, int]:
    """Publish every layer of the notice as the pack prints it today. Gives layer -> number.

    Words that are published already are not published again: they keep their number. The translations in the
    pack go with the words they translate; one of other words is left out until it is made anew.
    """
    parties.require(by, "account.print", at)
    pack = parties.pack_of(by.controller)
    on = timezone.localtime(at).date()
    numbers, new = {}, []
    for layer in printed.layers(pack):
        document = printed.notice(pack, on, layer)
        words = printed.markdown(document)
        mine = NoticeVersion.objects.filter(controller=by.controller, layer=layer)
        last = mine.order_by("-number").first()
        if last is not None and last.fingerprint == fingerprint(words):
            numbers[layer] = last.number
            continue
        numbers[layer] = (mine.aggregate(last=Max("number"))["last"] or 0) + 1
        new.append(layer)
        NoticeVersion.objects.create(
            controller=by.controller,
            layer=layer,
            number=numbers[layer],
            pack=pack.id,
            version=pack.version,
            digest=pack.digest,
            fingerprint=fingerprint(words),
            markdown=words,
            html=printed.fragment(document),
            by=by.ref,
            published_at=at,
        )
    languages = _from_pack(by, pack, on, at)
    note(facts={"pack": pack.digest, "numbers": numbers, "new": new, "languages": languages})
    return numbers


def _from_pack(by: Actor, pack: Pack, on: date, at: datetime) -> list[str]:
    """The pack's own translations of what holds now, where they are not published yet."""
    new = []
    for stem in pack.translations:
        found = printed.of_pack(pack, stem)
        if not printed.holds(pack, found, on) or next(printed.translation_problems(pack, found, on), None):
            continue
        if _translate(by, pack, found, pack.translations[stem], on, at):
            new.append(stem)
    return new


@act("account.translate")
def translate(*, by: Actor, at: datetime, layer: str, text: str, file: str = "translation") -> dict[str, int]:
    """Publish a translation of the words that hold now. Gives layer -> number.

    A translated child layer is the easy-read layer of that language too.
    """
    parties.require(by, "account.print", at)
    pack = parties.pack_of(by.controller)
    on = timezone.localtime(at).date()
    found = printed.read_translation(layer, text, file)
    newest = _newest(by.controller, layer)
    if newest is None or newest.fingerprint != found.translates or not printed.holds(pack, found, on):
        raise Refused(
            "translates-other-words",
            what="The translation was not published.",
            why="It does not translate the notice that people can read now, or the pack says something else.",
            next="Publish the notice, print its file for translators, and translate that.",
            cites=("UK GDPR, Article 12(1)",),
        )
    for problem in printed.translation_problems(pack, found, on):
        raise BadInput(problem)
    numbers = _translate(by, pack, found, text, on, at)
    note(facts={"layer": layer, "language": found.language, "numbers": numbers})
    return numbers


def _newest(controller: UUID, layer: str) -> NoticeVersion | None:
    return NoticeVersion.objects.filter(controller=controller, layer=layer).order_by("-number").first()


def _translate(
    by: Actor, pack: Pack, found: Translation, text: str, on: date, at: datetime
) -> dict[str, int]:
    """Each layer that this translates, as a version of its own; nothing where the words are there already."""
    numbers = {}
    for layer in (each for each in printed.layers(pack) if printed.written(each) == found.layer):
        original = _newest(by.controller, layer)
        document = printed.translated(pack, found, on, layer)
        words = printed.markdown(document)
        mine = NoticeTranslation.objects.filter(
            controller=by.controller, layer=layer, language=found.language
        ).order_by("-number")
        last = mine.first()
        if original is None or (
            last is not None and (last.markdown, last.fingerprint) == (words, original.fingerprint)
        ):
            continue
        numbers[layer] = (last.number if last else 0) + 1
        NoticeTranslation.objects.create(
            controller=by.controller,
            layer=layer,
            language=found.language,
            number=numbers[layer],
            original=original.number,
            fingerprint=original.fingerprint,
            source=text,
            title=document.title[:300],
            foreign=sorted(document.foreign),
            markdown=words,
            html=printed.fragment(document),
            by=by.ref,
            published_at=at,
        )
    return numbers


@act("account.show_notice")
def show_notice(
    *,
    by: Actor,
    at: datetime,
    layer: str,
    whom: str,
    how: str,
    people: Collection[UUID] = (),
    group: UUID | None = None,
    number: int | None = None,
    language: str = "en-GB",
) -> int:
    """Write down who was shown a notice, and how. Gives how many people or families that were.

    whom    person: the people themselves; household: the families of these pupils; group: all families of a
            group, as it is today; everyone: all families of the pupils on roll
    number  the version they saw; the newest where none is given
    """
    parties.require(by, "account.show_notice", at)
    _known("whom", whom, WHOM)
    _known("how", how, HOW)
    version = _version(by.controller, layer, number, language)
    told = _families(by, whom, people, group)
    row = {"layer": layer, "number": version, "language": language, "how": how, "by": by.ref, "shown_at": at}
    if whom == "everyone":
        NoticeShown.objects.create(controller=by.controller, whom=whom, people=len(told), **row)
    else:
        scope = "person" if whom == "person" else "household"
        NoticeShown.objects.bulk_create(
            [NoticeShown(controller=by.controller, person=each, whom=scope, **row) for each in told]
        )
        note(people=told)
    note(facts={"layer": layer, "number": version, "whom": whom, "how": how, "families": len(told)})
    return len(told)


def _known(field: str, given: str, known: Iterable[str]) -> None:
    if given not in known:
        why = f"{given!r} is none of: {', '.join(known)}."
        raise BadInput(Finding("error", "unknown-value", "notice shown", None, field, why, "", given))


def _version(controller: UUID, layer: str, number: int | None, language: str) -> int:
    rows = NoticeVersion.objects.filter(controller=controller, layer=layer)
    if not language.startswith("en"):
        held = NoticeTranslation.objects.filter(controller=controller, layer=layer, language=language)
        rows = rows.filter(number__in=list(held.values_list("original", flat=True)))
    if number is not None:
        rows = rows.filter(number=number)
    newest = rows.order_by("-number").values_list("number", flat=True).first()
    if newest is None:
        raise Refused(
            "nothing-published",
            what="Nothing was written down.",
            why="No such version was published in this language: nobody can have been shown it.",
            next="Publish the notice first.",
        )
    return int(newest)


def _families(by: Actor, whom: str, people: Collection[UUID], group: UUID | None) -> list[UUID]:
    if whom == "everyone":
        found = list(gate.here(by.controller))
    elif whom == "group":
        found = list(gate.here(by.controller, group=group)) if group else []
    else:
        found = list(dict.fromkeys(people))
        if len(gate.here(by.controller, people=found)) < len(found):
            found = []
    if not found:
        raise Refused(
            "nobody-named",
            what="Nothing was written down.",
            why="Nobody here is meant, or one of those named is not here.",
            next="Name the pupils or the group by the references in a list.",
        )
    return found
