"""A day in a form: the browser's own calendar where there is one."""

from typing import Any

from django import forms


class Day(forms.DateField):
    def __init__(self, **said: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **said)
