"""One page with every part on it, for looking at and for axe. Stands in the tests' addresses only."""

from datetime import date, timedelta

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from hornbook.faces.web.desk import desk, public
from hornbook.rules.base.refused import Refused

TODAY = date(2027, 1, 27)

PARTS = """
{% extends "base.html" %}
{% from "parts/page.html" import crumbs, came_about %}
{% from "parts/clock.html" import clock_list, clock_card %}
{% from "parts/empty.html" import empty %}
{% from "parts/fields.html" import errors, fields, button %}
{% from "parts/second_look.html" import second_look %}
{% from "parts/tags.html" import state, STATES %}
{% from "parts/timeline.html" import timeline %}
{% from "parts/value.html" import values, value %}
{% from "parts/why.html" import why, cites %}
{% block page_title %}Every part{% endblock %}
{% block where %}{{ crumbs([("Data protection", "/"), ("Every part", None)]) }}{% endblock %}
{% block came_about %}{{ came_about("/") }}{% endblock %}
{% block main %}
{{ errors(form) }}
<h1 class="govuk-heading-l">Every part</h1>
<div class="hb-big-buttons">
  {{ button("Someone asks for something", href="/") }}
  {{ button("Something went wrong", href="/", warning=True) }}
</div>
<div class="hb-columns">
<section>
  <h2 class="govuk-heading-m">Clocks</h2>
  {% call clock_list() %}
  {{ clock_card("Copy of everything held", due=today - days(3), today=today, href="/", next=("Send what is ready", "/")) }}
  {{ clock_card("Correct a date of birth", due=today + days(4), today=today, href="/", next=("Confirm who asks", "/")) }}
  {% call clock_card("Objection to a photograph", due=today + days(20), today=today, paused="Paused: we asked who they are on 20 January") %}
  <p>A clock stands still while we wait for proof of who asks.</p>{{ cites(["UK GDPR, Article 12A"]) }}
  {% endcall %}
  {{ clock_card("Copy of a school report", due=today, today=today, met_on=today - days(1)) }}
  {% endcall %}
</section>
<section>
  <h2 class="govuk-heading-m">Promises</h2>
  <ul class="hb-tally"><li><strong>12</strong>kept</li><li><strong>3</strong>at risk</li><li><strong>1</strong>broken</li></ul>
  <p class="govuk-body">{% for word in STATES %}{{ state(word) }} {% endfor %}{{ state("waiting for post") }}</p>
  {{ empty("Expiring agreements will stand here, the next to end first.", begin=("Record an agreement", "/")) }}
</section>
<section>
  <h2 class="govuk-heading-m">Timeline</h2>
  {{ timeline([
    {"when": "Friday 5 February 2027", "what": "Answer due", "ahead": true},
    {"when": "20 January 2027 at 9:15am", "what": "Asked who they are", "who": "Office", "href": "/"},
    {"when": "18 January 2027 at 4:02pm", "what": "Request came in", "text": "By letter, <b>two pages</b>"}]) }}
</section>
</div>
<h2 class="govuk-heading-m">What we hold</h2>
{% call values() %}
{{ value("Legal surname", "O’Brien-Ngũgĩ", answers=answers) }}
{{ value("Preferred name", "", answers=answers) }}
{{ value("Address", "1 <Script> Lane, Anytown", answers=answers, note="Checked with the family on 3 May 2026") }}
{{ value("Sex", none) }}
{% endcall %}
<p class="govuk-body">{{ due | day }}. Also {{ due | short_day }}; {{ 1204 | plural("pupil") }}.</p>
<div class="hb-columns hb-columns--two">
<form method="post" novalidate>{{ csrf_input }}{{ fields(form) }}{{ button("Save") }}</form>
{% call second_look(csrf_input, "/", "Destroy these records", will=["Two keys are destroyed: nobody can open the records again."],
   people=["Ada Example, left July 2001", "Ben Example, left July 2001"], back="/") %}{% endcall %}
</div>
{% endblock %}
"""

TABLE = """
{% extends "base.html" %}
{% from "parts/table.html" import table, filters, pages %}
{% block page_title %}Pupils{% endblock %}
{% block main %}
<h1 class="govuk-heading-l">Pupils</h1>
{{ filters(request, [{"name": "q", "label": "Name or UPN"}, {"name": "year", "label": "Year", "options": [("", "Any"), (7, "7"), (8, "8")]}]) }}
{{ pages(request, shown, "pupil") }}
{{ table("Pupils on roll", columns, shown.object_list, request=request, hide_caption=True) }}
{% endblock %}
"""


class Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As the family writes it")
    born = forms.DateField(label="Date of birth")
    kind = forms.ChoiceField(
        label="What do they ask for?", choices=[("copy", "A copy"), ("correct", "A correction")]
    )
    how = forms.ChoiceField(
        label="How did it come?",
        choices=[("post", "By post"), ("desk", "At the desk")],
        widget=forms.RadioSelect,
    )
    which = forms.MultipleChoiceField(
        label="About what?", choices=[("sen", "SEN"), ("med", "Medical")], widget=forms.CheckboxSelectMultiple
    )
    sure = forms.BooleanField(label="They showed who they are")
    words = forms.CharField(label="In their own words", widget=forms.Textarea(attrs={"rows": 3}))
    letter = forms.FileField(label="The letter")


def _render(request: HttpRequest, source: str, **context: object) -> HttpResponse:
    return HttpResponse(engines["jinja2"].from_string(source).render(context, request))


ANSWERS = [
    ("Why we hold it", "To know which pupil is meant."),
    ("On what basis", "A task in the public interest."),
    ("Who gets it", "The council; the next school."),
    ("Until when", "Until the pupil is 25."),
    ("Where it came from", "Admission form, 3 September 2024."),
]


@desk("dpo", purpose="show-every-part", menu="Every part")
def parts(request: HttpRequest) -> HttpResponse:
    request.today = TODAY
    form = Form({"name": "Ada", "how": "post", "which": ["sen"]} if "wrong" in request.GET else None)
    return _render(
        request,
        PARTS,
        form=form,
        today=TODAY,
        due=date(2027, 2, 5),
        days=lambda n: timedelta(days=n),
        answers=ANSWERS,
    )


@desk("dpo", "office", purpose="find-a-pupil", menu="Pupils")
def table(request: HttpRequest) -> HttpResponse:
    columns = [
        {"key": "name", "label": "Name", "head": True, "sort": "name"},
        {"key": "upn", "label": "UPN"},
        {"key": "year", "label": "Year", "numeric": True, "sort": "year"},
        {"key": "group", "label": "Group"},
        {"key": "since", "label": "Since"},
    ]
    rows = [
        {"name": (f"Example, Pupil {n}", f"/pupil/{n}"), "upn": f"A{n:011}B", "year": 7 + n % 5, "group": "7R",
         "since": "3 Sep 2024"}
        for n in range(1, 401)
    ]  # fmt: skip
    shown = Paginator(rows, 40).get_page(request.GET.get("page"))
    return _render(request, TABLE, columns=columns, shown=shown)


@desk("dpo", purpose="refuse")
def refusing(request: HttpRequest, code: str) -> HttpResponse:
    raise Refused(
        code,
        what="Not sent.",
        why="Youth support may have name, address and date of birth only.",
        next="Take attendance out, or ask the data protection officer.",
        cites=("Education and Skills Act 2008, section 72",),
    )


@public("Breaks on purpose.")
def breaking(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


def unsaid(request: HttpRequest) -> HttpResponse:
    return HttpResponse("reached")


urlpatterns = [
    path("looks/parts/", parts, name="parts"),
    path("looks/table/", table, name="table"),
    path("looks/refused/<str:code>/", refusing, name="refusing"),
    path("looks/breaking/", breaking, name="breaking"),
    path("looks/unsaid/", unsaid, name="unsaid"),
    path("", include("hornbook.faces.web.urls")),
]
handler400 = "hornbook.faces.web.errors.bad_request"
handler403 = "hornbook.faces.web.errors.forbidden"
handler404 = "hornbook.faces.web.errors.not_found"
handler500 = "hornbook.faces.web.errors.fault"
