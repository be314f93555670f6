"""A privacy notice, printed from the pack that decides: the same pack on the same day prints the same.

Keeps: promises 53, 56, 68, 72, 73, 113, 115, 117. UK GDPR, Articles 12 to 14.
"""

from datetime import date

from hornbook.rules.base.refused import Refused
from hornbook.rules.policy.types import Pack

from . import parts
from .sentences import Said, parse
from .tree import Block, Bullets, Document, Heading, Paragraph
from .values import filled

LAYERS = ("standard", "child")
MADE = {"standard": parts.standard, "child": parts.child}


def notice(pack: Pack, on: date, layer: str = "standard") -> Document:
    """The notice as it is true on this day; `layer` is standard or child."""
    if layer not in pack.notice:
        raise Refused(
            "no-such-layer",
            what="No notice was printed.",
            why=f"The pack {pack.id} has no {layer!r} notice.",
            next=f"Choose from: {', '.join(pack.notice)}.",
        )
    blocks: list[Block] = []
    for said in parse(pack.notice[layer]):
        blocks += _block(pack, said, on, layer)
        if said.kind == "heading" and said.level == 1:
            blocks.append(_whose(pack, layer))
    title = next((b.text for b in blocks if isinstance(b, Heading) and b.level == 1), pack.title)
    return Document(title, tuple(blocks))


def _whose(pack: Pack, layer: str) -> Paragraph:
    who = pack.controller.get("name", pack.title)
    return Paragraph(f"{who}. {'Notice' if layer == 'standard' else 'This is'} version {pack.version}.")


def _block(pack: Pack, said: Said, on: date, layer: str) -> list[Block]:
    if said.kind == "part":
        return MADE[layer](pack, said.text, on)
    text = filled(pack, said.text, on, layer)
    if said.kind == "heading":
        return [Heading(said.level, text)]
    if said.kind == "bullets":
        return [Bullets(tuple(text.splitlines()))]
    return [Paragraph(text)]
