"""What is typed about a new purpose: what law and pack have to know, and each step after it.

Keeps: promise 52.
"""

from collections.abc import Mapping
from typing import Any

from django import forms

from hornbook.faces.web.days import Day
from hornbook.rules.law import uk_gdpr_bases as bases
from hornbook.rules.policy.types import Purpose
from hornbook.stages.account.telling import WAYS

COLLECTED_ON: Mapping[str, str] = {
    "public_task": "A public task",
    "legal_obligation": "A legal obligation",
    "consent": "Consent",
}
KINDS: Mapping[str, str] = {
    "statistics": "Statistics",
    "research": "Research in the public interest",
    "archiving": "Archiving in the public interest",
    "compliance": "To comply with the law’s own principles, or to show that we do",
    "annex2": "A purpose that Annex 2 lists as compatible",
    "other": "None of these",
}
SPECIAL: Mapping[str, str] = {
    "equality_review": "Looking at how groups fare",
    "support": "Helping this pupil",
    "safeguarding": "Keeping this pupil safe",
    "statistics": "Statistics",
    "other": "None of these",
}


def words(label: str, help_text: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )


def choice(label: str, choices: Mapping[str, str], missing: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(choices.items()),
        widget=forms.RadioSelect,
        error_messages={"required": missing},
    )


class Proposed(forms.Form):
    """What the check has to know; the basis, its laws and the categories stand in the pack."""

    why = words("Why is it wanted?", "What it is good for. Name nobody.", "Say why it is wanted.")
    collected_on = choice(
        "On what was the data collected?", COLLECTED_ON, "Say on what the data was collected."
    )
    kind = choice("What kind of purpose is it?", KINDS, "Say what kind of purpose it is.")
    fresh_consent = forms.BooleanField(
        label="The people concerned have consented to exactly this, afresh", required=False
    )
    own_task = forms.BooleanField(
        label="It is a task or duty of our own, laid down by the laws that the pack names", required=False
    )
    annex1 = forms.ChoiceField(
        label="If it rests on a recognised interest, which",
        choices=[
            ("", "It does not"),
            *((k, b.text.capitalize()) for k, b in bases.recognised_interests().items()),
        ],
        required=False,
    )
    special_use = forms.ChoiceField(
        label="What is special category data used for in it?", choices=list(SPECIAL.items())
    )
    policy_document = forms.BooleanField(label="There is an appropriate policy document", required=False)

    def __init__(self, data: Any = None, *, purpose: Purpose, sensitive: bool, **more: Any) -> None:
        super().__init__(data, **more)
        if purpose.basis != "6(1)(ea)":
            del self.fields["annex1"]
        if not sensitive:
            del self.fields["special_use"], self.fields["policy_document"]


class Reasoned(forms.Form):
    why = words("Why, in your words", "Name nobody.", "Say why, in your words.")


class Told(forms.Form):
    """When and how people were told; the notice that names it has to be out by then."""

    on = Day(label="When were people told?", error_messages={"required": "Say when people were told."})
    how = choice("How?", WAYS, "Say how people were told.")
    effective = Day(
        label="First day of use",
        help_text="Leave it blank for the earliest there may be.",
        required=False,
    )
