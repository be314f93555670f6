"""A privacy notice, printed from the pack that decides: the same pack on the same day prints the same.

Keeps: promises 53, 56, 68, 72, 73, 113, 115, 117. UK GDPR, Articles 12 to 14.
"""

from datetime import date

from hornbook.rules.base.refused import Refused
from hornbook.rules.policy.types import Pack

from . import parts
from .easy import easy
from .sentences import Said, parse
from .tree import Block, Bullets, Document, Heading, Paragraph, Say, reworded
from .values import filled

LAYERS = ("standard", "child", "easy-read")
#: The layers that people write; easy-read is made from the child layer.
WRITTEN = ("standard", "child")
MADE = {"standard": parts.standard, "child": parts.child}


def layers(pack: Pack) -> tuple[str, ...]:
    """The layers this pack prints."""
    return tuple(each for each in LAYERS if written(each) in pack.notice)


def written(layer: str) -> str:
    """The layer whose sentences people wrote."""
    return "child" if layer == "easy-read" else layer


def notice(pack: Pack, on: date, layer: str = "standard") -> Document:
    """The notice as it is true on this day; `layer` is standard, child or easy-read."""
    if layer not in layers(pack):
        raise Refused(
            "no-such-layer",
            what="No notice was printed.",
            why=f"The pack {pack.id} has no {layer!r} notice.",
            next=f"Choose from: {', '.join(layers(pack))}.",
        )
    if layer == "easy-read":
        return easy(notice(pack, on, "child"))
    return from_text(pack, pack.notice[layer], on, layer)


def from_text(pack: Pack, text: str, on: date, layer: str, say: Say | None = None) -> Document:
    """The document of these sentences, their marks and parts filled from the pack; `say` translates those."""
    blocks: list[Block] = []
    for said in parse(text):
        blocks += _block(pack, said, on, layer, say)
        if said.kind == "heading" and said.level == 1:
            blocks.append(_whose(pack, layer, say))
    title = next((b.text for b in blocks if isinstance(b, Heading) and b.level == 1), pack.title)
    return Document(title, tuple(blocks))


def _whose(pack: Pack, layer: str, say: Say | None) -> Paragraph:
    who = pack.controller.get("name", pack.title)
    if say is not None:
        return Paragraph(f"{who} · {pack.version}")
    return Paragraph(f"{who}. {'Notice' if layer == 'standard' else 'This is'} version {pack.version}.")


def _block(pack: Pack, said: Said, on: date, layer: str, say: Say | None) -> list[Block]:
    if said.kind == "part":
        made = MADE[layer](pack, said.text, on)
        return [reworded(each, say) for each in made] if say else made
    text = filled(pack, said.text, on, layer, say)
    if said.kind == "heading":
        return [Heading(said.level, text)]
    if said.kind == "bullets":
        return [Bullets(tuple(text.splitlines()))]
    return [Paragraph(text)]
