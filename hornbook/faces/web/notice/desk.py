"""The desk that publishes the notice, prints every paper of the pack, and knows who was shown which version.

Keeps: promises 51, 66, 68, 281.
"""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hornbook.faces.web import reasons, words
from hornbook.faces.web.addresses import number_in
from hornbook.faces.web.desk import desk, may
from hornbook.faces.web.notices import LAYERS, Shown
from hornbook.faces.web.pupils import shown as pupil_shown
from hornbook.rules.base.refused import BadInput, Refused
from hornbook.rules.policy import printed
from hornbook.stages.account import acts as account
from hornbook.stages.account import printing
from hornbook.stages.account import queries as noticed
from hornbook.stages.use import acts as use
from hornbook.stages.use import queries as used

from .forms import ShownToMany, Translated
from .views import as_file

DESKS = ("dpo", "head", "council")
PAGE = 50
LONGEST_FILE = 200_000
FORMS = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
}


@desk(*DESKS, purpose="publish-the-notice", menu="Notice", act="account.print")
def publishing(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and request.POST.get("sure") == "yes":
        account.publish(by=request.actor, at=request.now)
        messages.success(request, "Published. Anybody can read it now; what was before stays readable.")
        return redirect("notice:publishing")
    return _publishing(request, Translated())


def _publishing(request: HttpRequest, form: Translated, status: int = 200) -> HttpResponse:
    slug, there = request.workplace.slug, printed.layers(request.pack)
    context = {
        "slug": slug,
        "layers": {each: LAYERS[each] for each in there},
        "written": [each for each in printed.WRITTEN if each in there],
        "differs": noticed.unpublished(request.actor.controller, request.today),
        "published": {layer: noticed.notice_versions(slug, layer) for layer in there},
        "languages": {layer: noticed.translations(slug, layer) for layer in there},
        "left_out": [
            each
            for each in request.pack.translations
            if not printed.holds(request.pack, printed.of_pack(request.pack, each), request.today)
        ],
        "autonym": printed.autonym,
        "direction": printed.direction,
        "form": form,
    }
    return render(request, "notice/publishing.html", context, status=status)


@desk(*DESKS, purpose="publish-the-notice", act="account.print")
def to_translate(request: HttpRequest, layer: str) -> HttpResponse:
    """The file for a translator: every sentence and every phrase of the notice that people read now."""
    text = printed.to_translate(request.pack, layer, request.today, "")
    return as_file(text.encode(), f"{layer}-to-translate.md", FORMS["md"])


@desk(*DESKS, purpose="publish-the-notice", act="account.print")
def translate(request: HttpRequest) -> HttpResponse:
    form = Translated(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return redirect("notice:publishing")
    if form.is_valid():
        if (why := _published(request, form)) is None:
            messages.success(request, "Published. It stands beside the notice in English.")
            return redirect("notice:publishing")
        form.add_error("file", why)
    return _publishing(request, form, status=400)


def _published(request: HttpRequest, form: Translated) -> str | None:
    """Publish what was uploaded, or say in one sentence why it cannot be."""
    given = form.cleaned_data["file"]
    if given.size > LONGEST_FILE:
        return "The file is longer than any notice."
    try:
        text = given.read().decode("utf-8")
    except UnicodeDecodeError:
        return "This file is not UTF-8 text."
    try:
        account.translate(
            by=request.actor, at=request.now, layer=form.cleaned_data["layer"], text=text, file="The file"
        )
    except BadInput as bad:
        found = bad.finding
        return f"Line {found.line}: {found.why} {found.next}".strip()
    except Refused as refusal:
        if refusal.code != "translates-other-words":
            raise
        return f"{refusal.why} {refusal.next}"
    return None


@desk(*DESKS, purpose="print-a-paper", menu="Papers", act="account.print")
def papers(request: HttpRequest) -> HttpResponse:
    """Everything that is printed from the pack, and how far the notice has got."""
    reach = {each: noticed.reach(request.actor.controller, each) for each in printed.layers(request.pack)}
    context = {
        "papers": printing.PAPERS,
        "layers": {each: LAYERS[each] for each in printed.layers(request.pack)},
        "reach": reach,
    }
    return render(request, "notice/papers.html", context)


@desk(*DESKS, purpose="print-a-paper", act="account.print")
def paper(request: HttpRequest, document: str) -> HttpResponse:
    form = request.GET.get("form", "html")
    if document not in printing.PAPERS or form not in FORMS:
        raise Http404
    layer = request.GET.get("layer", "standard")
    where = request.build_absolute_uri(reverse("notice:current", args=[request.workplace.slug]))
    asked = printing.Asked(request.pack, request.today, layer, request.actor.controller, where)
    large = request.GET.get("size") == "large"
    content = printing.paper(document, asked, form=form, large=large)
    name = "-".join([document, *([layer] if layer != "standard" else []), *(["large"] if large else [])])
    return as_file(content, f"{name}.{form}", FORMS[form])


@desk("dpo", "office", "head", "council", purpose="who-saw-the-notice", act="account.show_notice")
def shown(request: HttpRequest, layer: str) -> HttpResponse:
    """Who has not been shown the newest version; and writing down that many were."""
    if request.method == "POST":
        return _show_many(request, layer)
    why, found = reasons.chosen(request), noticed.reach(request.actor.controller, layer)
    page = Paginator(found.without if found else [], PAGE).get_page(number_in(request, "page") or 1)
    rows = []
    if page.object_list:
        ask = {"by": request.actor, "at": request.now, "purpose": why.id, "people": list(page.object_list)}
        rows = [pupil_shown.row(s, request.today) for s in use.read(**ask, categories=["identity"])]
    context = {"layer": layer, "layers": LAYERS, "reach": found, "rows": rows, "page": page, "why": why}
    return render(request, "notice/shown.html", {**context, "form": _many(request)})


def _many(request: HttpRequest, given: object = None) -> ShownToMany:
    form = ShownToMany(given)
    groups = [(str(ref), f"All families of {label}") for ref, _, label in used.groups(request.actor)]
    form.fields["whom"].choices = [("everyone", "All families of the pupils on roll"), *groups]
    return form


def _show_many(request: HttpRequest, layer: str) -> HttpResponse:
    form = _many(request, request.POST)
    if form.is_valid():
        whom = form.cleaned_data["whom"]
        group = None if whom == "everyone" else UUID(whom)
        told = account.show_notice(
            by=request.actor,
            at=request.now,
            layer=layer,
            whom="group" if group else "everyone",
            group=group,
            how=form.cleaned_data["how"],
        )
        said = words.plural(told, "family was", "families were")
        messages.success(request, f"Written down: {said} shown the newest version.")
    return redirect("notice:shown", layer)


@desk("dpo", "office", "head", "council", purpose="who-saw-the-notice", act="account.show_notice")
def show(request: HttpRequest, ref: UUID) -> HttpResponse:
    """One family, or the pupil, was shown the newest version."""
    form = Shown(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account.show_notice(by=request.actor, at=request.now, people=[ref], **form.cleaned_data)
        messages.success(request, "Written down.")
    back = reverse("pupils:pupil", args=[ref]) if may(request, "use.read") else "/"
    return redirect(f"{back}#notice-seen")
