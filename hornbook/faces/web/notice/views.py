"""The privacy notice as it stands and as it stood, for anybody: layers, languages, large print, files.

Keeps: promises 16, 18, 68, 69, 71.
"""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hornbook.faces.web.addresses import number_in
from hornbook.faces.web.desk import public
from hornbook.faces.web.notices import LAYERS
from hornbook.rules.base.refused import Refused
from hornbook.rules.policy import printed
from hornbook.stages.account import printing
from hornbook.stages.account import queries as noticed

FOR_ALL = "A notice is for everybody, with or without a sign-in."


@public(FOR_ALL)
def current(request: HttpRequest, slug: str, layer: str = "standard") -> HttpResponse:
    return _show(request, slug, layer, noticed.current_notice(slug, layer))


@public(FOR_ALL)
def version(request: HttpRequest, slug: str, layer: str, number: int) -> HttpResponse:
    return _show(request, slug, layer, noticed.notice_version(slug, layer, number))


def _show(request: HttpRequest, slug: str, layer: str, found: noticed.Published | None) -> HttpResponse:
    if found is None:
        raise Http404
    large = _large(request)
    context = {
        "slug": slug,
        "layer": layer,
        "found": found,
        "newest": noticed.current_notice(slug, layer),
        "others": [each for each in LAYERS if each != layer and noticed.current_notice(slug, each)],
        "languages": _languages(slug, layer),
        "layers": LAYERS,
        "large": large,
        "html": _in_large(found.markdown) if large else found.html,
    }
    return render(request, "notice/notice.html", context)


def _large(request: HttpRequest) -> bool:
    return request.GET.get("size") == "large"


def _in_large(markdown: str, language: str = "en-GB", foreign: Iterable[str] = ()) -> str:
    return printed.fragment(printed.stacked(printed.read_back(markdown, language, foreign)))


def _languages(slug: str, layer: str) -> list[tuple[str, str, str]]:
    """Code, name and direction of each language the layer is published in."""
    found = noticed.translations(slug, layer)
    return [(t.language, printed.autonym(t.language), printed.direction(t.language)) for t in found]


@public(FOR_ALL)
def version_pdf(request: HttpRequest, slug: str, layer: str, number: int) -> HttpResponse:
    found = noticed.notice_version(slug, layer, number)
    if found is None:
        raise Http404
    content = printing.published(found, large=_large(request))
    return as_file(content, f"{slug}-{layer}-{number}.pdf", "application/pdf")


def as_file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@public(FOR_ALL)
def translation(request: HttpRequest, slug: str, layer: str, language: str) -> HttpResponse:
    """In the family's language; never without a banner once the original has changed."""
    found = noticed.translation(slug, layer, language)
    if found is None:
        raise Http404
    large, original = _large(request), reverse("notice:layer", args=[slug, layer])
    context = {
        "slug": slug,
        "layer": layer,
        "layers": LAYERS,
        "found": found,
        "large": large,
        "name": printed.autonym(language),
        "direction": printed.direction(language),
        "banner": printed.banner(found.original, found.newest, original) if found.stale else "",
        "html": _in_large(found.markdown, language, found.foreign) if large else found.html,
    }
    return render(request, "notice/translation.html", context)


@public(FOR_ALL)
def translation_pdf(request: HttpRequest, slug: str, layer: str, language: str) -> HttpResponse:
    found = noticed.translation(slug, layer, language)
    if found is None:
        raise Http404
    original = request.build_absolute_uri(reverse("notice:layer", args=[slug, layer]))
    content = printing.translated(found, form="pdf", large=_large(request), address=original)
    return as_file(content, f"{slug}-{layer}-{language}.pdf", "application/pdf")


@public(FOR_ALL)
def versions(request: HttpRequest, slug: str, layer: str) -> HttpResponse:
    """Every version there was, and what changed from one to another."""
    found = noticed.notice_versions(slug, layer)
    if not found:
        raise Http404
    older, newer, changes = number_in(request, "from"), number_in(request, "to"), None
    if older and newer:
        try:
            changes = printed.fragment(noticed.revision(slug, layer, older, newer))
        except Refused:
            raise Http404 from None
    context = {"slug": slug, "layer": layer, "layers": LAYERS, "versions": found, "changes": changes}
    return render(request, "notice/versions.html", context)
