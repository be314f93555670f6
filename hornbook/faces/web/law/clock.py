"""A clock for any case, by the law's own deadlines: what it asks for, and its count day by day.

Keeps: promise 210. Nothing is kept and nobody is named: a kind, a day, and the facts that this kind asks for.
"""

from collections.abc import Mapping
from typing import Any

from django import forms

from hornbook.faces.web.days import Day
from hornbook.rules.law import deadlines as law
from hornbook.rules.law.clock import Clock
from hornbook.rules.law.deadlines import deadlines
from hornbook.rules.law.uk_gdpr import RIGHTS

#: What a kind is called on the page; one that is not here goes by its own name.
KINDS: Mapping[str, str] = {
    "sar": "Answer to somebody who asks for their data",
    "sar_extended": "The same, where the longer time was taken",
    "sar_extension_notice": "Last day to tell them of the longer time",
    "sar_id": "Answer, where proof of identity is asked for",
    "sar_clarify": "Answer, where we asked what is sought",
    "sar_exam_marks": "Answer about examination marks",
    "rights_request": "Answer to a request of another kind",
    "edu_record": "Educational record shown to a parent",
    "ctf": "Common transfer file to the next school",
    "ctf_dual": "Common transfer file, registered at two schools",
    "foi": "Answer to a freedom of information request",
    "breach_ico": "Breach told to the regulator",
    "breach_review_meeting": "Meeting to review a breach",
    "breach_review_outcome": "What came of the review told to people",
    "complaint_ack": "Complaint acknowledged",
    "art14_notice": "Telling people of data that came from others",
    "new_pupil_return": "Return to the council about a new pupil",
    "policy_review": "Review of a policy",
    "ico_fee_expiry": "Fee to the regulator runs out",
    "retain_until_age": "Record kept until an age",
    "attains_age": "Day of reaching an age",
    "health_opinion_last_valid": "Last day on which a health opinion counts",
}
KEYS: Mapping[str, str] = {
    "id_received": "Proof of identity came on",
    "fee_paid": "Fee paid on",
    "asked": "We asked on",
    "answered": "They answered on",
    "count": "How paused days are counted",
    "right": "Which right",
    "tz": "Time zone",
    "days": "Working days, if the pack says fewer",
    "years": "How many years",
    "age": "Which age",
    "announced": "Results announced on",
    "school": "What kind of school",
}
CHOICES: Mapping[str, list[tuple[str, str]]] = {
    "count": [
        ("exclusive", "The day of asking does not count, the day of the answer does"),
        ("inclusive", "Both days stand still"),
    ],
    "right": [(each, each.capitalize()) for each in RIGHTS],
    "tz": [("Europe/London", "United Kingdom")],
    "school": [
        ("maintained", "Maintained school"),
        ("pru", "Pupil referral unit"),
        ("special_non_maintained", "Non-maintained special school"),
        ("academy", "Academy"),
        ("independent", "Independent school"),
    ],
}
DAYS = frozenset({"id_received", "fee_paid", "asked", "answered", "announced"})
#: Facts that are files, which a page does not take.
NOT_HERE = frozenset({"calendar"})


def label(kind: str) -> str:
    return KINDS.get(kind, kind.replace("_", " ").capitalize())


def kinds() -> list[tuple[str, str]]:
    return [(each, label(each)) for each in deadlines]


class Asked(forms.Form):
    """The fields that this kind of clock asks for."""

    def __init__(self, kind: str, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.kind, known = kind, deadlines[kind]
        self.fields["received"] = _received(known.instant)
        for key in sorted(known.keys - NOT_HERE, key=list(KEYS).index if known.keys <= set(KEYS) else str):
            self.fields[key] = _field(key)

    def count(self) -> Clock:
        """The clock; ValueError or KeyError says in one sentence what cannot be reckoned."""
        said = {key: value for key, value in self.cleaned_data.items() if value not in ("", None)}
        received = said.pop("received")
        facts = {key: value.isoformat() if key in DAYS else str(value) for key, value in said.items()}
        return law.clock(self.kind, received.isoformat(), facts)


def _received(instant: bool) -> forms.Field:
    if not instant:
        return Day(label="Received, or begun, on")
    return forms.DateTimeField(
        label="Known at",
        help_text="Day and time, by the clock on the wall.",
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )


def _field(key: str) -> forms.Field:
    said = {"label": KEYS.get(key, key.replace("_", " ").capitalize()), "required": False}
    if key in DAYS:
        return Day(**said)
    if key in CHOICES:
        return forms.ChoiceField(choices=CHOICES[key], **said)
    return forms.CharField(max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **said)
