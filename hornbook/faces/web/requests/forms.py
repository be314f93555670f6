"""What is typed when somebody asks for their data, and at each step after it.

A request counts however it came and to whomever; nobody has to use a form of ours.
Keeps: promises 194, 204.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from hornbook.faces.web.days import Day
from hornbook.rules.law.uk_gdpr import REASONS_TO_EXTEND
from hornbook.rules.policy.types import Pack
from hornbook.stages.rights.entitlement import GROUNDS
from hornbook.stages.rights.exemptions import EXEMPTIONS, REFUSALS
from hornbook.stages.use.gate import Slice

from .page import titles

CAME = [
    ("spoken", "By word of mouth"),
    ("letter", "By letter"),
    ("email", "By e-mail"),
    ("form", "On a form"),
    ("other", "In another way"),
]


class Asked(forms.Form):
    """Somebody asks: who, how, when, in which words."""

    who = forms.ChoiceField(label="Who asks?", widget=forms.RadioSelect)
    came = forms.ChoiceField(label="How did it come?", choices=CAME, widget=forms.RadioSelect)
    received = Day(label="When did it reach anybody here?", help_text="The clock runs from that day.")
    said = forms.CharField(
        label="In their own words",
        help_text="What exactly do they ask for? Leave it blank if they simply want everything.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, contacts: Sequence[Slice] = (), **more: Any) -> None:
        super().__init__(data, **more)
        parents = [(f"parent:{c.person}", f"{c.name}, on the pupil’s record") for c in contacts]
        self.fields["who"].choices = [
            ("pupil", "The pupil"),
            *parents,
            ("parent", "Another parent or carer"),
            ("former-pupil", "The pupil, who has left"),
            ("someone", "Somebody else for them, such as a solicitor"),
        ]

    def asker(self) -> tuple[str, UUID | None]:
        """(asked_by, asker): which of the law's askers, and their record where there is one."""
        kind, _, ref = self.cleaned_data["who"].partition(":")
        return kind, UUID(ref) if ref else None


class OnDay(forms.Form):
    on = Day(label="On which day?")


class Extend(forms.Form):
    because = forms.ChoiceField(
        label="Why is more time needed?", choices=[(k, v.capitalize()) for k, v in REASONS_TO_EXTEND.items()]
    )
    reason = forms.CharField(label="What you told them", widget=forms.Textarea(attrs={"rows": 2}))
    told = Day(label="When were they told?")


class Decide(forms.Form):
    because = forms.ChoiceField(
        label="What you decide", choices=[(k, said) for k, (_, said) in GROUNDS.items()]
    )
    reason = forms.CharField(label="Why, in your words", widget=forms.Textarea(attrs={"rows": 2}))


class Withhold(forms.Form):
    category = forms.ChoiceField(label="What is kept back")
    code = forms.ChoiceField(
        label="For which reason of the law", choices=[(k, e.why) for k, e in EXEMPTIONS.items()]
    )
    reason = forms.CharField(label="Why here, in your words", widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, pack: Pack, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["category"].choices = list(titles(pack).items())


class Close(forms.Form):
    outcome = forms.ChoiceField(
        label="How did it end?",
        choices=[
            ("answered", "The answer went out"),
            ("withdrawn", "They no longer ask"),
            ("refused", "It is refused"),
        ],
    )
    on = Day(label="On which day?")
    code = forms.ChoiceField(
        label="If it is refused, for which reason",
        choices=[("", "It is not refused"), *REFUSALS.items()],
        required=False,
    )
    reason = forms.CharField(
        label="If it is refused, why, in your words", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
