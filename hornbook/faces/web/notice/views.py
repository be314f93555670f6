"""The privacy notice as it stands and as it stood, for anybody; and the desk that publishes it.

Keeps: promises 16, 18, 68.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hornbook.faces.web.addresses import number_in
from hornbook.faces.web.desk import desk, public
from hornbook.rules.base.refused import Refused
from hornbook.stages.account import acts as account
from hornbook.stages.account import queries as noticed

LAYERS = {"standard": "Privacy notice", "child": "Privacy notice for children"}
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
    newest = noticed.current_notice(slug, layer)
    other = next(each for each in LAYERS if each != layer)
    context = {
        "slug": slug,
        "layer": layer,
        "found": found,
        "newest": newest,
        "other": other if noticed.current_notice(slug, other) else "",
        "layers": LAYERS,
    }
    return render(request, "notice/notice.html", context)


@public(FOR_ALL)
def versions(request: HttpRequest, slug: str, layer: str) -> HttpResponse:
    """Every version there was, and what changed from one to another."""
    found = noticed.notice_versions(slug, layer)
    if not found:
        raise Http404
    older, newer, changes = number_in(request, "from"), number_in(request, "to"), None
    if older and newer:
        try:
            changes = noticed.difference(slug, layer, older, newer)
        except Refused:
            raise Http404 from None
    context = {"slug": slug, "layer": layer, "layers": LAYERS, "versions": found, "changes": changes}
    return render(request, "notice/versions.html", context)


@desk("dpo", "head", "council", purpose="publish-the-notice", menu="Notice", act="account.print")
def publishing(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and request.POST.get("sure") == "yes":
        account.publish(by=request.actor, at=request.now)
        messages.success(request, "Published. Anybody can read it now; what was before stays readable.")
        return redirect("notice:publishing")
    slug = request.workplace.slug
    context = {
        "slug": slug,
        "layers": LAYERS,
        "differs": noticed.unpublished(request.actor.controller, request.today),
        "published": {layer: noticed.notice_versions(slug, layer) for layer in LAYERS},
    }
    return render(request, "notice/publishing.html", context)
