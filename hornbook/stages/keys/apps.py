"""The keys that open a person's record, kept apart from the record."""

from django.apps import AppConfig


class Keys(AppConfig):
    name = "hornbook.stages.keys"
    label = "keys"
