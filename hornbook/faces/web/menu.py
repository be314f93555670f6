"""The navigation, read off what the views declare: a page is named where it is written, nowhere else."""

from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import URLResolver, get_resolver, reverse

from .desk import addresses, may
from .desks import desks_of


@dataclass(frozen=True)
class Item:
    text: str
    href: str
    desk: str = ""
    current: bool = False


@cache
def _pages(resolver: URLResolver, kind: str) -> tuple[tuple[str, str, tuple[str, ...], str], ...]:
    return tuple(
        (page.declared.menu, page.name, page.declared.desks, page.declared.act)
        for page in addresses(resolver)
        if page.declared and page.declared.kind == kind and page.declared.menu
    )


def of(request: HttpRequest) -> list[Item]:
    """The pages of the desks at which this person sits, in the order of the addresses."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    mine = desks_of(actor.roles)
    here = getattr(request.resolver_match, "view_name", "") if request.resolver_match else ""
    return [
        Item(text, reverse(name), desk, name == here)
        for desk in mine
        for text, name, desks, act in _pages(get_resolver(), "desk")
        if desk == next((d for d in desks if d in mine), None) and may(request, act)
    ]


def footer() -> list[Item]:
    """Public pages that stand at the foot of every page, such as the privacy notice."""
    return [Item(text, reverse(name)) for text, name, *_ in _pages(get_resolver(), "public")]


def home(roles: frozenset[str]) -> str | None:
    """The first page of the first desk of these roles."""
    for desk in desks_of(roles):
        for _, name, desks, _ in _pages(get_resolver(), "desk"):
            if desk in desks:
                return reverse(name)
    return None
