"""What the layers of a notice are called, and what is typed when somebody was shown one: for every desk."""

from django import forms

LAYERS = {
    "standard": "Privacy notice",
    "child": "Privacy notice for children",
    "easy-read": "Privacy notice, easy to read",
}
HOW = [
    ("paper", "On paper"),
    ("email", "By e-mail"),
    ("meeting", "In a meeting"),
    ("portal", "On the portal"),
    ("website", "On the website"),
]
WHOM = [("household", "The family"), ("person", "The pupil")]


class Shown(forms.Form):
    """One pupil or their family saw the notice."""

    layer = forms.ChoiceField(label="Which notice?", choices=list(LAYERS.items()))
    whom = forms.ChoiceField(label="Who saw it?", choices=WHOM)
    how = forms.ChoiceField(label="How?", choices=HOW)
