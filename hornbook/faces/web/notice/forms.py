"""What is typed when many were shown a notice, or one came back from a translator."""

from django import forms

from hornbook.faces.web.notices import HOW, LAYERS
from hornbook.rules.policy.printed import WRITTEN


class ShownToMany(forms.Form):
    """All families, or those of a group, saw the newest version."""

    whom = forms.ChoiceField(label="Who saw it?")
    how = forms.ChoiceField(label="How?", choices=HOW)


class Translated(forms.Form):
    layer = forms.ChoiceField(label="Which notice?", choices=[(each, LAYERS[each]) for each in WRITTEN])
    file = forms.FileField(label="The file that the translator gave back", max_length=200)
