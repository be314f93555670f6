"""The poster: one sheet for a wall, with the essentials of the child layer and where the whole notice is.

Essential is, under each heading, what the pack makes (the lists, the rights, the complaint) and each sentence
that carries one of its values; a heading with neither keeps its first paragraph. Keeps: promises 68, 71.
"""

from collections.abc import Sequence
from datetime import date

from hornbook.rules.base.refused import Refused
from hornbook.rules.policy.types import Contact, Pack

from . import parts, rights
from .sentences import MARK, Said, parse
from .tree import Block, Bullets, Document, Heading, Paragraph
from .values import filled

#: The contacts that fit a wall; everybody else is in the notice.
ON_THE_WALL = ("dpo", "office", "rights", "complaints")


def poster(pack: Pack, on: date, address: str = "") -> Document:
    """`address`: where anybody can read the whole notice; else the controller's own site."""
    if "child" not in pack.notice:
        raise Refused(
            "no-such-layer",
            what="No poster was printed.",
            why=f"The pack {pack.id} has no notice for children, and the poster is made from it.",
            next="Write notice/child.md first.",
        )
    head, *sections = _sections(list(parse(pack.notice["child"])))
    title = filled(pack, head[0].text, on, "child")
    where = address or pack.controller.get("website", "")
    blocks: list[Block] = [Heading(1, title), Paragraph(f"{pack.controller.get('name', pack.title)}")]
    for section in sections:
        blocks.append(Heading(2, filled(pack, section[0].text, on, "child")))
        for said in _essential(section[1:]):
            blocks += _block(pack, said, on)
    if where:
        blocks += [Heading(2, "Read all of it"), Paragraph(where)]
    return Document(title, tuple(blocks))


def _sections(said: list[Said]) -> list[list[Said]]:
    """Each heading with what stands under it; the title first."""
    found: list[list[Said]] = []
    for each in said:
        if each.kind == "heading" and each.level <= 2:
            found.append([each])
        elif found:
            found[-1].append(each)
    return found


def _essential(said: Sequence[Said]) -> list[Said]:
    chosen = [each for each in said if each.kind == "part" or MARK.search(each.text)]
    return chosen or [each for each in said if each.kind == "paragraph"][:1]


def _block(pack: Pack, said: Said, on: date) -> list[Block]:
    if said.kind == "part":
        return [_contacts(pack)] if said.text == "contacts" else parts.child(pack, said.text, on)
    text = filled(pack, said.text, on, "child")
    return [Bullets(tuple(text.splitlines()))] if said.kind == "bullets" else [Paragraph(text)]


def _contacts(pack: Pack) -> Bullets:
    near: list[Contact] = [each for key, each in pack.contacts.items() if key in ON_THE_WALL]
    return Bullets(tuple(rights.reach(each) for each in near or list(pack.contacts.values())[:2]))
