"""Publishing the notice: what is printed becomes what people read, and what was before stays readable.

Keeps: promises 69, 71.
"""

import hashlib
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from hornbook.rules.base.actor import Actor
from hornbook.rules.policy import printed
from hornbook.stages.ledger.act import act, note
from hornbook.stages.parties import queries as parties

from .models import NoticeVersion


def fingerprint(markdown: str) -> str:
    return hashlib.sha256(markdown.encode()).hexdigest()


@act("account.publish")
def publish(*, by: Actor, at: datetime) -> dict[str, int]:
    """Publish every layer of the notice as the pack prints it today. Gives layer -> number.

    Words that are published already are not published again: they keep their number.
    """
    parties.require(by, "account.print", at)
    pack = parties.pack_of(by.controller)
    on = timezone.localtime(at).date()
    numbers, new = {}, []
    for layer in (each for each in printed.LAYERS if each in pack.notice):
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
    note(facts={"pack": pack.digest, "numbers": numbers, "new": new})
    return numbers
