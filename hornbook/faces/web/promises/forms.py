"""Who sees to a promise, and proof that people kept it. Keeps: promise 268."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from hornbook.faces.web.days import Day
from hornbook.rules.policy.types import Pack
from hornbook.stages.account import filing


class Owned(forms.Form):
    """A role or a person, a day, and how often it comes round."""

    who = forms.ChoiceField(label="Who sees to it?")
    due_on = Day(label="Proof of it is due by", help_text="Leave it blank if no day is set.", required=False)
    every_months = forms.IntegerField(
        label="And again after how many months",
        help_text="Leave it blank if once is enough.",
        required=False,
        min_value=1,
        max_value=filing.LONGEST,
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, pack: Pack, people: Sequence[tuple], **more: Any
    ) -> None:
        super().__init__(data, files, **more)
        named = [
            (f"{role}:{account.ref}", f"{account.name}, {pack.roles[role].label}")
            for account, roles in people
            for role in sorted(roles & pack.roles.keys())
        ]
        roles = [(f"{role.id}:", f"Whoever is {role.label.lower()}") for role in pack.roles.values()]
        self.fields["who"].choices = [*roles, *named]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("every_months") and not said.get("due_on"):
            self.add_error("due_on", "What comes round has a first day.")
        return said

    def said(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        role, _, account = told.pop("who").partition(":")
        return {**told, "role": role, "account": UUID(account) if account else None}


class Proved(forms.Form):
    """What was done, on which day, with a paper if there is one."""

    words = forms.CharField(
        label="What was done",
        help_text="Who looked, at what, and what came of it. Name no pupil.",
        max_length=filing.WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what was done."},
    )
    on = Day(label="On which day?", error_messages={"required": "Say on which day it was done."})
    paper = forms.FileField(
        label="A paper that shows it",
        help_text=f"If there is one; {filing.FILE_BYTES // 1_000_000} MB at most. It is kept sealed.",
        required=False,
        max_length=200,
        allow_empty_file=True,
    )

    def clean_paper(self) -> Any:
        paper = self.cleaned_data["paper"]
        if paper and paper.size > filing.FILE_BYTES:
            raise forms.ValidationError(
                f"The file is larger than {filing.FILE_BYTES // 1_000_000} MB. Bring a smaller one."
            )
        return paper

    def said(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        paper = told.pop("paper")
        return {**told, "name": paper.name, "content": paper.read()} if paper else told
