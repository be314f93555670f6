"""A notice or policy criticised line by line: brought, judged, shown, and kept nowhere.

Keeps: promise 19.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from hornbook.faces.web.days import Day
from hornbook.rules.base.refused import BadInput
from hornbook.rules.base.written import Written
from hornbook.rules.formats.written import KINDS, read
from hornbook.rules.formats.written.bounds import FILE_BYTES
from hornbook.rules.policy.lint import Remark, lint
from hornbook.rules.policy.types import Pack

ACCEPT = ",".join(f".{kind}" for kind in KINDS)


@dataclass(frozen=True)
class Judged:
    """A text and what is wrong with it."""

    text: Written
    remarks: Sequence[Remark]


def brought(label: str, help_text: str, required: bool = True) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": "Choose a file."},
    )


class Brought(forms.Form):
    """The text, what it is held against, and the day whose law judges it."""

    file = brought(
        "The notice or policy",
        f"As text, Markdown, a web page, a Word file or a PDF, of {FILE_BYTES // 1_000_000} MB at most.",
    )
    beside = brought(
        "Another text of the same controller", "To find what the two contradict.", required=False
    )
    ours = forms.BooleanField(label="Hold it against the pack we work by", required=False)
    on = Day(label="By the law of which day?")

    def clean_file(self) -> Written:
        return _read(self.cleaned_data["file"])

    def clean_beside(self) -> Written | None:
        given = self.cleaned_data["beside"]
        return _read(given) if given else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("beside") and said.get("ours"):
            self.add_error("ours", "Hold it against one other at a time: the other text, or the pack.")
        return said

    def judged(self, pack: Pack) -> Judged:
        said = self.cleaned_data
        beside = pack if said["ours"] else said["beside"]
        return Judged(said["file"], lint(said["file"], said["on"], beside))


def _read(given: Any) -> Written:
    """The text of an upload; what cannot be read is said beside its field. The name is only looked at."""
    if given.size > FILE_BYTES:
        raise forms.ValidationError(
            f"The file is larger than {FILE_BYTES // 1_000_000} MB. Leave out pictures."
        )
    try:
        return read(given.name, given.read())
    except BadInput as bad:
        raise forms.ValidationError(f"{bad.finding.why} {bad.finding.next}".strip()) from None
